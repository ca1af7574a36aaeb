"""A script laid out: spots and what they name, what applies in a room, what falls due when."""

from __future__ import annotations

import pytest

from proctor.scripts.blocks import Ask
from proctor.state.clock import MINUTE
from proctor.state.plan import Plan, applies, fact_asked
from tests.state.packs import fixture_snapshot, script, snapshot_of, stage, step

ROOM = script(
    stage(
        "prepare",
        step(
            "P.1",
            {"count": "Count them.", "materials": ["sheet", "braille_sheet"], "fields": ["received"]},
            {"check": "it is light"},
        ),
        order="any",
        when={"school": ["north", "south"]},
    ),
    stage(
        "deliver",
        step("D.1", {"say": "Hello.", "when": {"school": "north"}}, {"do": "Wave.", "when_out": ["sheet"]}, after="all sit"),
        step("D.2", {"say": "With a reader.", "when": {"helpers": ["reader"]}}, when={"school": "south"}),
        step("D.3", {"say": "Begin.", "clock": "start"}),
        step("D.4", {"say": "Half."}, {"note": "Half of it."}, at="half"),
        step("D.5", {"say": "Soon."}, at="10m before end"),
        step("D.6", {"say": "Early."}, at="7m after start"),
        step("D.7", {"say": "End."}, at="end"),
    ),
    timing={"scheduled_minutes": 45},
    facts={
        "school": {"ask": "Which school?", "options": ["north", "south", "west"]},
        "helpers": {"ask": "Who helps?", "type": "multiple", "options": ["reader", "scribe"]},
    },
    materials=[
        {"id": "sheet", "title": "Sheet"},
        {"id": "braille_sheet", "title": "Braille sheet", "when": {"helpers": "scribe"}},
    ],
    procedures={"interrupt": [step("X.1", {"do": "Stop."}, {"check": "all is quiet"})]},
)


@pytest.fixture
def plan() -> Plan:
    return Plan(snapshot_of(ROOM))


def test_blocks_are_numbered_within_their_step_and_in_the_order_of_the_script(plan: Plan) -> None:
    assert [one.id for one in plan.blocks[:5]] == ["P.1/1", "P.1/2", "D.1/1", "D.1/2", "D.1/3"]
    assert [one.number for one in plan.blocks] == list(range(len(plan.blocks)))
    assert plan["D.1/1"].kind == "wait"
    assert plan["D.1/1"].text == "until all sit"


def test_blocks_of_procedures_are_outside_the_walk(plan: Plan) -> None:
    assert "X.1/1" not in [one.id for one in plan.blocks]
    assert plan["X.1/1"].number == -1
    assert plan["X.1/2#3"].text == "all is quiet"


def test_a_spot_with_a_question_mark_asks_for_a_fact_that_the_block_hangs_on(plan: Plan) -> None:
    asked = plan["D.2/1?helpers"]
    assert isinstance(asked.block, Ask)
    assert (asked.id, asked.text, asked.block.fact) == ("D.2/1?helpers", "Who helps?", "helpers")
    assert asked.number == plan["D.2/1"].number
    assert fact_asked("D.2/1?helpers") == "helpers"
    assert fact_asked("D.2/1") == ""
    assert plan.get("P.1/1?helpers") is not None, "a material that is counted hangs on it"


NO_SPOTS = """
D.1 D.1/4 D.1/0 Z.9/1 D.1/1#1 D.1/1# D.1/1? D.1/1?nothing D.2/1?students D.2/1?helpers#1
X.1/1# X.1/1#one X.1/1#-1 X.1/1#² X.1/1?school P.1/2#1?school
"""


@pytest.mark.parametrize("spot", ["", *NO_SPOTS.split()])
def test_nothing_else_is_a_spot(plan: Plan, spot: str) -> None:
    assert plan.get(spot) is None
    with pytest.raises(KeyError):
        plan[spot]


def test_every_spot_of_the_fixture_packs_is_found_under_its_own_name() -> None:
    for pack, script_id in (("exam", "morning"), ("branches", "judging"), ("year", "garden")):
        plan = Plan(fixture_snapshot(pack, script_id))
        assert plan.blocks
        assert all(plan.get(one.id) is one for one in plan.blocks)


@pytest.mark.parametrize(
    ("spot", "facts", "verdict"),
    [
        ("P.1/2", {}, "school"),
        ("P.1/2", {"school": "west"}, False),
        ("P.1/2", {"school": "south"}, True),
        ("P.1/1", {"school": "south"}, "helpers"),
        ("P.1/1", {"school": "west"}, False),
        ("P.1/1", {"school": "north", "helpers": ()}, True),
        ("D.2/1", {}, "school"),
        ("D.2/1", {"helpers": ("scribe",)}, False),
        ("D.2/1", {"school": "south"}, "helpers"),
        ("D.2/1", {"school": "south", "helpers": ("scribe", "reader")}, True),
        ("D.3/1", {}, True),
    ],
)
def test_a_block_applies_does_not_or_waits_for_a_fact(plan: Plan, spot: str, facts: dict[str, object], verdict: object) -> None:
    assert applies(plan[spot], facts, frozenset(), frozenset()) == verdict  # type: ignore[arg-type]


def test_a_fact_that_is_not_known_hides_nothing(plan: Plan) -> None:
    declined = frozenset({"school", "helpers"})
    for spot in ("P.1/1", "P.1/2", "D.1/2", "D.2/1"):
        assert applies(plan[spot], {}, declined, frozenset()) is True
    assert applies(plan["D.2/1"], {}, frozenset({"school"}), frozenset()) == "helpers"


def test_what_is_not_in_hand_cannot_be_waved_with(plan: Plan) -> None:
    assert applies(plan["D.1/3"], {}, frozenset(), frozenset()) is False
    assert applies(plan["D.1/3"], {}, frozenset(), frozenset({"sheet"})) is True


def test_announcements_fall_due_by_the_scheduled_time(plan: Plan) -> None:
    assert [one.id for one in plan.announcements] == ["D.4/1", "D.5/1", "D.6/1", "D.7/1"]
    assert plan.due_after("D.4") == 45 * MINUTE // 2
    assert plan.due_after("D.5") == 35 * MINUTE
    assert plan.due_after("D.6") == 7 * MINUTE
    assert plan.due_after("D.7") == 45 * MINUTE
    assert [one.id for one in plan.blocks_of("D.4")] == ["D.4/1", "D.4/2"]


def test_a_step_begins_with_its_first_block(plan: Plan) -> None:
    assert plan.first_of("D.1") == 2
    assert plan.first_of("X.1") is None
    assert plan.first_of("Z.9") is None
