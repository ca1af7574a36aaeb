"""From what was recognised to a pack: its scripts, clocks, announcements, materials, facts and plain sections."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from proctor.manuals.corrections import Corrections
from proctor.manuals.importing import Import, made_of, pack_id_of
from proctor.manuals.manual import Manual
from proctor.scripts.blocks import Say
from proctor.scripts.loading import load_pack
from proctor.scripts.policies import Pack
from tests.manuals.writer import paper, plain_manual

BEGIN = "1. Say: “You may begin.”"
PARTS = (
    "Guide to the Spring Test of 2026",
    "Call the office at (555) 555-0100 or write to help@example.org with all questions.",
    "Part I Rules",
    "A. Test Security",
    "Keep all booklets locked. No one may copy them.",
    "Part II Administering Session 1 (May 12)",
    "A. Materials Needed",
    "* Test booklets",
    "* optional: rulers",
    "In your room, also have available:",
    "* pencils",
    "B. Before Students Arrive",
    "1. Write the date on the board.",
    "2. Check that the clock is right.",
    "C. Giving Session 1",
    "The session is scheduled to be 60 minutes long. Students who need more time to finish may have it.",
    "1. Hand out the booklets. Say: “Open your booklet.” Pause.",
    "2. Say: “Begin.”",
    "3. When half of the time is over, say: “Half of the time is over.”",
    "4. At the end of the session, say: “Put your pencils down.”",
    "5. Collect all booklets.",
    "Appendix A Large Print",
    "Order these early.",
)


def written(*paragraphs: str) -> Manual:
    return plain_manual("\n\n".join(paragraphs))


def made(*paragraphs: str) -> Import:
    return made_of(written(*paragraphs), Corrections(), "spring", "")


def loaded(found: Import, folder: Path) -> Pack:
    found.write(folder / "pack")
    return load_pack(folder / "pack")


def script(*paragraphs: str) -> dict[str, Any]:
    """The one script that comes of these paragraphs."""
    ((_, values),) = [one for one in made(*paragraphs).compiled.files.items() if "stages" in one[1]]
    return values


def blocks(values: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(step["ref"], block) for stage in values["stages"] for step in stage["steps"] for block in step["blocks"]]


# -- a whole one --------------------------------------------------------------------------------------------------------


def test_a_manual_becomes_an_official_pack_with_its_scripts_and_its_plain_sections(tmp_path: Path) -> None:
    pack = loaded(made(*PARTS), tmp_path)
    assert (pack.header.id, pack.header.authority) == ("spring", "official")
    assert [one.id for one in pack.scripts] == ["session-1"]
    assert {one.ref: one.text for one in pack.sections.sections if one.ref in ("I.A", "App.A")} == {
        "I.A": "Keep all booklets locked. No one may copy them.",
        "App.A": "Order these early.",
    }
    assert pack.header.documents["manual"].year == 2026


def test_contacts_and_the_day_of_a_session_are_known(tmp_path: Path) -> None:
    pack = loaded(made(*PARTS), tmp_path)
    assert [(one.phone, one.email) for one in pack.header.contacts] == [("(555) 555-0100", "")]
    assert [(one.script, one.date, one.minutes) for one in pack.header.schedule] == [("session-1", "2026-05-12", 60)]


def test_the_day_is_walked_in_stages_with_the_clock_in_the_middle() -> None:
    found = {
        stage["id"]: [step["ref"] for step in stage["steps"]]
        for stage in made(*PARTS).compiled.files["session-1.yaml"]["stages"]
    }
    assert found == {
        "materials-needed": ["II.A"],
        "before-students-arrive": ["II.B.1", "II.B.2"],
        "deliver": ["II.C", "II.C.1", "II.C.2"],
        "testing": ["II.C.3", "II.C.4"],
        "collect": ["II.C.5"],
    }


def test_what_is_prepared_is_ticked_in_any_order_and_what_is_said_is_not() -> None:
    stages = made(*PARTS).compiled.files["session-1.yaml"]["stages"]
    assert [stage["id"] for stage in stages if stage.get("order") == "any"] == ["materials-needed", "before-students-arrive"]


def test_where_each_speech_comes_from_is_kept_under_its_blocks_id(tmp_path: Path) -> None:
    found = made(*PARTS)
    pack = loaded(found, tmp_path)
    blocks = {(one.id, name): block for one in pack.scripts for _, step in one.steps() for name, block in step.numbered()}
    said = {place: block.text for place, block in blocks.items() if isinstance(block, Say)}
    assert {(one.script, one.block): one.piece.text for one in found.compiled.said} == said
    assert [one.block for one in found.compiled.said] == ["II.C.1/2", "II.C.2/1", "II.C.3/1", "II.C.4/1"]


# -- time ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "minutes", "approximate"),
    [
        ("The session is scheduled to be 60 minutes long.", 60, False),
        ("The test is designed as a 45-minute test.", 45, False),
        ("Say: “You will have 50 minutes for this.”", 50, False),
        ("Say: “You have forty-five minutes.”", 45, False),
        ("YOU WILL HAVE SIXTY MINUTES.", 60, False),
        ("The practice takes about 20 minutes.", 20, True),
        ("It should last approximately 30 minutes.", 30, True),
        ("This is a 90-minute session.", 90, False),
        ("Testing time: 70 minutes", 70, False),
    ],
)
def test_how_long_a_session_is(sentence: str, minutes: int, approximate: bool) -> None:
    timing = script(BEGIN, f"2. {sentence}")["timing"]
    assert (timing["scheduled_minutes"], timing.get("approximate", False)) == (minutes, approximate)


@pytest.mark.parametrize("sentence", ["There is a break of 10 minutes.", "Wait ten minutes.", "It is in room 60."])
def test_other_minutes_are_not_its_length(sentence: str) -> None:
    assert "scheduled_minutes" not in script(BEGIN, f"2. {sentence}").get("timing", {})


def test_a_session_that_is_untimed_ends_on_its_day_and_in_its_block() -> None:
    timing = script(
        "Part I Session 1",
        "Session 1 is scheduled to be 60 minutes long, and students may have as much time as they need.",
        "It must be completed on the same day. Plan for a two-hour block.",
        BEGIN,
        "2. Wait.",
    )["timing"]
    assert timing == {"scheduled_minutes": 60, "untimed": True, "same_day": True, "block_minutes": 120}


def test_a_block_that_no_day_has_is_none() -> None:
    timing = script("Part I Session 1", "It is untimed and completed on the same day, in a 99-hour block.", BEGIN, "2. Wait.")[
        "timing"
    ]
    assert "block_minutes" not in timing


ANNOUNCED = (
    "Part I Session 1",
    "The session is scheduled to be 60 minutes long.",
    BEGIN,
    "2. When half of the time is over, say: “Half is over.”",
    "3. When 10 minutes remain, say: “Ten minutes.”",
    "4. At the end of the session, say: “Stop.”",
    "5. Collect the booklets.",
)


def clock_of(values: dict[str, Any]) -> tuple[list[str], list[str], dict[str, str]]:
    """Where the clock starts and stops, and what it brings up."""
    at = {step["ref"]: step["at"] for stage in values["stages"] for step in stage["steps"] if "at" in step}
    found = blocks(values)
    return (
        [ref for ref, block in found if block.get("clock") == "start"],
        [ref for ref, block in found if block.get("clock") == "stop"],
        at,
    )


def test_the_clock_starts_where_students_begin_and_stops_where_all_is_collected() -> None:
    assert clock_of(script(*ANNOUNCED)) == (["I.1"], ["I.5"], {"I.2": "half", "I.3": "10m before end", "I.4": "end"})


def test_the_clock_starts_at_the_last_words_at_which_they_begin() -> None:
    values = script(*ANNOUNCED[:2], "1. Say: “You may begin with your name.”", "2. Say: “You may begin.”", *[
        f"{number}.{text[2:]}" for number, text in enumerate(ANNOUNCED[3:], 3)
    ])  # fmt: skip
    assert clock_of(values)[0] == ["I.2"]


def test_an_announcement_has_its_words_as_title_and_its_speech_alone() -> None:
    (half,) = [step for stage in script(*ANNOUNCED)["stages"] for step in stage["steps"] if step.get("at") == "half"]
    assert half == {
        "ref": "I.2",
        "title": "When half of the time is over",
        "at": "half",
        "blocks": [{"say": "Half is over."}],
    }


def test_without_a_length_what_is_due_before_the_end_comes_in_turn_and_it_is_said() -> None:
    found = made(ANNOUNCED[0], *ANNOUNCED[2:])
    assert clock_of(found.compiled.files["session-1.yaml"])[2] == {}
    assert [one.partition(":")[0] for one in found.compiled.warnings] == ["I.2", "I.3", "I.4"]


def test_without_a_beginning_announcements_come_in_turn_and_it_is_said() -> None:
    found = made(ANNOUNCED[0], ANNOUNCED[1], "1. Say: “Open your booklet.”", *ANNOUNCED[3:])
    assert clock_of(found.compiled.files["session-1.yaml"]) == ([], [], {})
    assert "nothing says when the clock starts" in found.compiled.warnings[0]


def test_of_two_announcements_for_one_moment_the_second_comes_in_turn(tmp_path: Path) -> None:
    found = made(
        *ANNOUNCED[:3], "2. When half of the time is over, say: “Half.”", "3. After 30 minutes, say: “Thirty.”", "4. Wait."
    )
    assert clock_of(found.compiled.files["session-1.yaml"])[2] == {"I.2": "half"}
    assert found.compiled.warnings[0].startswith("I.3: ")
    loaded(found, tmp_path)


def test_an_announcement_before_the_start_comes_in_turn(tmp_path: Path) -> None:
    found = made(*ANNOUNCED[:3], "2. When 70 minutes remain, say: “Seventy.”", "3. Wait.")
    assert clock_of(found.compiled.files["session-1.yaml"])[2] == {}
    loaded(found, tmp_path)


def test_minutes_that_are_the_whole_session_are_its_end() -> None:
    values = script(*ANNOUNCED[:3], "2. After 60 minutes have passed, say: “Stop.”", "3. Wait.")
    assert clock_of(values)[2] == {"I.2": "end"}


# -- facts ----------------------------------------------------------------------------------------------------------------


def test_a_condition_is_asked_once_and_holds_wherever_it_stands() -> None:
    values = script(
        "1. If students will use labels, say: “Peel it.” Otherwise, say: “Write your name.”",
        "2. If students will use labels, say: “Press it on.”",
    )
    ((name, fact),) = values["facts"].items()
    assert fact == {
        "ask": "Is this so in your room: students will use labels?",
        "type": "choice",
        "options": ["yes", "no"],
    }
    assert [(block["say"], block["when"]) for _, block in blocks(values)] == [
        ("Peel it.", {name: ["yes"]}),
        ("Write your name.", {name: ["no"]}),
        ("Press it on.", {name: ["yes"]}),
    ]


def test_steps_that_a_leap_passes_over_are_for_those_who_do_not_take_it(tmp_path: Path) -> None:
    found = made("1. Say: “Go.” If all have labels, skip to step 4.", "2. Count.", "3. Say: “Write it.”", "4. Wait.")
    ((_, values),) = [one for one in found.compiled.files.items() if "stages" in one[1]]
    whens = {step["ref"]: step.get("when") for stage in values["stages"] for step in stage["steps"]}
    assert whens == {"1": None, "2": {"all_have_labels": ["no"]}, "3": {"all_have_labels": ["no"]}, "4": None}
    loaded(found, tmp_path)


@pytest.mark.parametrize(
    ("printed", "ask"),
    [
        ("[SUBJECT]", "What is said in place of [SUBJECT]?"),
        ("[insert one: Math or Reading]", "What is said in place of [insert one: Math or Reading]: Math or Reading?"),
        ("____", "What is said in place of the blank in “… Today we do ____ all day. …”?"),
    ],
)
def test_a_slot_is_asked_for_at_opening_and_filled_where_it_is_said(printed: str, ask: str, tmp_path: Path) -> None:
    found = made(f"1. Say: “Today we do {printed} all day.”", f"2. Say: “It was {printed}.” Wait.")
    ((_, values),) = [one for one in found.compiled.files.items() if "stages" in one[1]]
    ((name, fact),) = values["facts"].items()
    assert (fact["ask"], fact["type"]) == (ask, "text")
    assert [block["slots"] for _, block in blocks(values) if "say" in block] == [{printed: name}, {printed: name}]
    loaded(found, tmp_path)


def test_a_fact_never_takes_the_name_of_one_that_every_session_has(tmp_path: Path) -> None:
    found = made("1. If students, say: “Open it.”", "2. Say: “It was [students].”", "3. Wait.")
    ((_, values),) = [one for one in found.compiled.files.items() if "stages" in one[1]]
    assert "students" not in values.get("facts", {})
    loaded(found, tmp_path)


# -- materials --------------------------------------------------------------------------------------------------------------


def test_materials_are_listed_ticked_and_those_that_come_back_counted() -> None:
    values = made(*PARTS).compiled.files["session-1.yaml"]
    assert values["materials"] == [
        {"id": "test_booklets", "title": "Test booklets", "ref": "II.A", "per_student": 1, "returned": True},
        {"id": "optional_rulers", "title": "optional: rulers", "ref": "II.A", "optional": True},
        {"id": "pencils", "title": "pencils", "ref": "II.A", "from": "room"},
    ]
    counts = [(ref, block["fields"]) for ref, block in blocks(values) if "count" in block]
    assert [fields for _, fields in counts] == [["received"], ["issued"], ["returned", "void", "unassigned"]]
    assert all(block["materials"] == ["test_booklets"] for _, block in blocks(values) if "count" in block)


def test_where_nothing_comes_back_nothing_is_counted() -> None:
    assert not [
        block for _, block in blocks(script("A. Materials", "* pencils", "B. Session 1", BEGIN, "2. Wait.")) if "count" in block
    ]


# -- what cannot be so ------------------------------------------------------------------------------------------------------


def test_a_day_that_no_month_has_is_no_appointment(tmp_path: Path) -> None:
    found = made(
        "Guide of 2026", "Read it.", "A. Session 1 (May 43)", BEGIN, "2. Wait.", "B. Session 2 (June 3)", BEGIN, "2. Wait."
    )
    assert [one.date for one in loaded(found, tmp_path).header.schedule] == ["2026-06-03"]


def test_two_scripts_of_one_name_have_ids_of_their_own(tmp_path: Path) -> None:
    found = made("Part I Monday", "A. Session 1", BEGIN, "2. Wait.", "Part II Tuesday", "A. Session 1", BEGIN, "2. Wait.")
    assert len({one.id for one in loaded(found, tmp_path).scripts}) == 2


@pytest.mark.parametrize("title", ["Pack", "Sections", "Policies", "Local", "Drills"])
def test_no_script_is_called_like_another_file_of_a_pack(title: str, tmp_path: Path) -> None:
    found = made_of(
        paper("Guide", title, BEGIN, "2. Wait.", "Other", "Read.", levels={1: 2, 4: 2}), Corrections(), "spring", ""
    )  # fmt: skip
    assert f"{title.lower()}-2" in [one.id for one in loaded(found, tmp_path).scripts]


def test_a_manual_in_other_words_for_yaml_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    said = "yes: no # 'it' & *that* {all} [ALL] ~ null 1.0 0x1F 99.e1 %TAG @you !now | > - ?"
    found = made(f"1. Say: “{said}”", "2. Wait.")
    steps = [step for _, step in loaded(found, tmp_path).scripts[0].steps()]
    assert [block.text for step in steps for block in step.blocks if isinstance(block, Say)] == [said]


def test_a_files_name_makes_the_packs_id_and_its_title_where_nothing_else_does() -> None:
    assert pack_id_of(Path("Spring Test, Grade 10 (2026).pdf")) == "spring-test-grade-10-2026"
    assert pack_id_of(Path("---.txt")) == "manual"
    found = made_of(plain_manual(f"{BEGIN}\n\n2. Wait.", "---.txt"), Corrections(), "manual", " ")
    assert found.title == "Manual"
