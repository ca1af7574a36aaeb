"""The packs that come with the program follow their manual: its instructions, order, pages, numbers and rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from proctor.scripts.blocks import Ask, BlockBase, Check, Count, Say
from proctor.scripts.citation import Citation
from proctor.scripts.facts import FactValue, holds
from proctor.scripts.library import Library
from proctor.scripts.loading import load_pack
from proctor.scripts.models import Material, Script, Step
from proctor.scripts.policies import Ruling
from proctor.settings import Places, builtin_packs
from proctor.state.text import sentences

FOLDERS = sorted(folder.parent for folder in builtin_packs().glob("*/pack.yaml"))
MCAS = load_pack(builtin_packs() / "mcas-2006-grade10-math")


def script(script_id: str) -> Script:
    found = MCAS.script(script_id)
    assert found is not None
    return found


SESSION_1, SESSION_2 = script("session-1"), script("session-2")
PRACTICE, QUESTIONNAIRE = script("practice-test"), script("questionnaire")
SESSIONS = [pytest.param(one, id=one.id) for one in (SESSION_1, SESSION_2)]


def numbered(section: str, *numbers: int) -> list[str]:
    return [f"{section}.{n}" for n in numbers]


def refs(found: Script, stage_id: str) -> list[str]:
    """The refs of a stage's steps, in order."""
    return [step.ref for stage, step in found.steps() if stage.id == stage_id]


def step(found: Script, ref: str) -> Step:
    return next(step for _, step in found.steps() if step.ref == ref)


def words(found: Script, ref: str) -> str:
    """All that is said in a step, white space folded."""
    return " ".join(" ".join(block.text.split()) for block in step(found, ref).blocks if isinstance(block, Say))


def says(found: Script) -> Counter[str]:
    """How many say blocks each step has."""
    return Counter({step.ref: sum(isinstance(block, Say) for block in step.blocks) for _, step in found.steps()})


def blocks(found: Script) -> list[BlockBase]:
    return [block for _, step in found.steps() for block in step.blocks]


def text(block: BlockBase) -> str:
    return str(block.model_dump()["text"])


def material(found: Script, material_id: str) -> Material:
    return next(one for one in found.materials if one.id == material_id)


def of_section(counted: Mapping[str, int], section: str) -> dict[str, int]:
    return {ref: n for ref, n in counted.items() if ref.startswith(f"{section}.") and n}


# -- every pack -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_pack_loads_and_goes_by_the_name_of_its_folder(folder: Path) -> None:
    pack = load_pack(folder)
    assert pack.header.id == folder.name
    assert pack.header.authority == "rehearsal"


def test_the_library_offers_the_four_scripts_of_the_manual() -> None:
    names = Library(Places(data=builtin_packs() / "nowhere")).names()
    assert [name for name in names if name.startswith("mcas-2006-grade10-math/")] == [
        "mcas-2006-grade10-math/session-1",
        "mcas-2006-grade10-math/session-2",
        "mcas-2006-grade10-math/practice-test",
        "mcas-2006-grade10-math/questionnaire",
    ]


def test_the_header_knows_whom_to_call_and_when_the_sessions_are() -> None:
    assert [contact.phone for contact in MCAS.header.contacts] == ["(800) 737-5103", "(781) 338-3625"]
    assert [(one.date, one.script, one.minutes) for one in MCAS.header.schedule] == [
        ("2006-05-23", "session-1", 60),
        ("2006-05-24", "session-2", 60),
    ]
    assert MCAS.header.documents["tam"].year == 2006


# -- instructions and their order -------------------------------------------------------------------------------------

ROOM = ["App.A", "App.B", "App.C", "App.D", "I.K"]
COVERS = numbered("III.D", 2, 3, 4, 5, 6, 7, 8)


def test_session_1_has_every_instruction_of_part_three_in_its_stage() -> None:
    assert refs(SESSION_1, "prepare") == ["III.A", *ROOM, *numbered("III.B", 1, 2, 3)]
    assert refs(SESSION_1, "arrive") == numbered("III.C", 1, 2, 3, 4, 5)
    assert refs(SESSION_1, "deliver") == numbered("III.D", *range(1, 19))
    assert refs(SESSION_1, "testing") == numbered("III.D", 19, 20, 21)
    assert refs(SESSION_1, "collect") == numbered("III.D", 22, 23, 24, 25)
    assert refs(SESSION_1, "wrap-up") == numbered("III.E", 1, 2, 3)


def test_session_2_has_every_instruction_of_part_four_with_the_covers_put_in() -> None:
    assert refs(SESSION_2, "prepare") == ["IV.A", *ROOM, *numbered("IV.B", 1, 2, 3)]
    assert refs(SESSION_2, "arrive") == numbered("IV.C", 1, 2, 3, 4)
    assert refs(SESSION_2, "deliver") == [*numbered("IV.D", 1, 2, 3), *COVERS, *numbered("IV.D", *range(4, 13))]
    assert refs(SESSION_2, "testing") == numbered("IV.D", 13, 14, 15)
    assert refs(SESSION_2, "collect") == numbered("IV.D", 16, 17, 18, 19)
    assert refs(SESSION_2, "wrap-up") == numbered("IV.E", 1, 2, 3, 4)


@pytest.mark.parametrize(("found", "section"), [(PRACTICE, "II.A"), (QUESTIONNAIRE, "II.B")], ids=["practice", "questionnaire"])
def test_the_parts_before_the_test_have_three_instructions_each(found: Script, section: str) -> None:
    assert refs(found, "prepare") == [section]
    assert refs(found, "deliver") == numbered(section, 1, 2)
    assert refs(found, "collect") == numbered(section, 3)


@pytest.mark.parametrize("found", SESSIONS)
def test_the_room_is_made_ready_in_any_order_and_the_rest_is_walked_in_turn(found: Script) -> None:
    assert [(stage.id, stage.order) for stage in found.stages] == [
        ("prepare", "any"),
        ("arrive", "any"),
        ("deliver", "in_turn"),
        ("testing", "in_turn"),
        ("collect", "in_turn"),
        ("wrap-up", "in_turn"),
    ]


PAGES = {
    "I.F": 6, "I.J": 8, "I.K": 9, "II.A": 12, "II.B": 13,
    "III.A": 16, "III.B": 17, "III.C": 17, "III.D": 17, "III.E": 23,
    "IV.A": 26, "IV.B": 27, "IV.C": 27, "IV.D": 27, "IV.E": 31,
    "App.A": 33, "App.B": 35, "App.C": 37, "App.D": 41,
}  # fmt: skip


@pytest.mark.parametrize("found", [pytest.param(one, id=one.id) for one in MCAS.scripts])
def test_every_step_names_the_page_on_which_its_section_begins(found: Script) -> None:
    every = [step for _, step in found.steps()] + [step for steps in found.procedures.values() for step in steps]
    for one in every:
        section = ".".join(one.ref.split(".")[:2])
        assert (one.ref, one.page) == (one.ref, PAGES[section])


# -- what is said -----------------------------------------------------------------------------------------------------


def test_session_1_is_read_in_nineteen_pieces() -> None:
    counted = says(SESSION_1)
    assert sum(counted.values()) == sum(of_section(counted, "III.D").values()) == 19
    assert counted["III.D.8"] == 3
    assert counted["III.D.4"] == 0
    assert max(n for ref, n in counted.items() if ref != "III.D.8") == 1


def test_session_2_is_read_in_twelve_pieces_and_those_for_the_covers() -> None:
    counted = says(SESSION_2)
    assert sum(of_section(counted, "IV.D").values()) == 12
    assert of_section(counted, "III.D") == {"III.D.2": 1, "III.D.5": 1, "III.D.6": 1, "III.D.7": 1, "III.D.8": 3}


def test_the_practice_test_is_read_in_two_pieces_and_the_questionnaire_in_one() -> None:
    assert +says(PRACTICE) == {"II.A.1": 1, "II.A.2": 1}
    assert +says(QUESTIONNAIRE) == {"II.B.2": 1}


CARRIED = [
    (SESSION_1, "III.D.1", ["session 1 is today", "session 2 is tomorrow", "closed until I tell you"]),
    (SESSION_1, "III.D.2", ["missing", "blank", "upside down", "at the end", "raise your hand"]),
    (SESSION_1, "III.D.5", ["number 2 pencil", "school on the first line", "district on the second", "on the board"]),
    (SESSION_1, "III.D.6", ["last name", "one letter into each box", "hyphen"]),
    (SESSION_1, "III.D.7", ["first name", "nickname", "'MI.'"]),
    (
        SESSION_1,
        "III.D.8",
        ["'BIRTHDATE.'", "A-U-G", "'zero, two'", "'one' and 'nine'", "'STATE-ASSIGNED STUDENT IDENTIFIER.'"],
    ),
    (SESSION_1, "III.D.9", ["test booklet for session 1", "Mathematics Reference Sheet"]),
    (SESSION_1, "III.D.12", ["'Student Name.'", "first line", "second line", "the third"]),
    (SESSION_1, "III.D.13", ["'Form'", "turn to page 2", "'Form Number'"]),
    (SESSION_1, "III.D.14", ["upper right corner"]),
    (SESSION_1, "III.D.15", ["questions 1 through 26", "multiple-choice, short-answer, and open-response", "'a,' 'b,'"]),
    (
        SESSION_1,
        "III.D.16",
        ["You may NOT use a calculator or scrap paper", "number 2 pencil ONLY", "not necessarily to scale"],
    ),
    (SESSION_1, "III.D.17", ["60 minutes", "more time", "'GO ON'", "'STOP'", "cheating", "failing score"]),
    (
        SESSION_1,
        "III.D.18",
        ["answer booklet and turn to page 2", "test booklet and turn to page 1", "'Mathematics Session 1'"],
    ),
    (SESSION_1, "III.D.20", ["Half of the time", "reference sheet"]),
    (SESSION_1, "III.D.21", ["scheduled time", "reference sheet into your answer booklet", "raise your hand"]),
    (SESSION_2, "IV.D.1", ["this is the last one", "answer booklets and reference sheets"]),
    (SESSION_2, "IV.D.3", ["your own", "raise your hand"]),
    (SESSION_2, "IV.D.4", ["test booklet for session 2"]),
    (SESSION_2, "IV.D.8", ["turn to page 9", "'Form Number'"]),
    (SESSION_2, "IV.D.9", ["questions 27 through 52", "multiple-choice and open-response"]),
    (
        SESSION_2,
        "IV.D.10",
        ["Your calculator and your Mathematics Reference Sheet", "You may NOT use scrap paper", "number 2 pencil ONLY"],
    ),
    (SESSION_2, "IV.D.11", ["60 minutes", "more time", "'GO ON'", "'STOP'", "cheating", "failing score"]),
    (SESSION_2, "IV.D.12", ["answer booklet and turn to page 9", "test booklet and turn to page 1", "'Mathematics Session 2'"]),
    (SESSION_2, "IV.D.14", ["Half of the time", "reference sheet and your calculator"]),
    (SESSION_2, "IV.D.15", ["scheduled time", "reference sheet into your test booklet", "raise your hand"]),
    (PRACTICE, "II.A.2", ["nothing that you answer here is part of your MCAS score"]),
    (QUESTIONNAIRE, "II.B.2", ["inside of the back cover", "'STUDENT QUESTIONNAIRE.'", "explain it to you individually"]),
]


@pytest.mark.parametrize(("found", "ref", "phrases"), CARRIED, ids=[f"{found.id}-{ref}" for found, ref, _ in CARRIED])
def test_what_is_said_carries_the_facts_of_its_instruction(found: Script, ref: str, phrases: list[str]) -> None:
    said = words(found, ref)
    assert [phrase for phrase in phrases if phrase not in said] == []


@pytest.mark.parametrize(
    ("found", "never"), [(SESSION_1, "page 9"), (SESSION_1, "27"), (SESSION_2, "1 through 26"), (SESSION_2, "page 2")]
)
def test_what_belongs_to_the_other_session_is_never_said(found: Script, never: str) -> None:
    assert [ref for ref in says(found) if never in words(found, ref)] == []


@pytest.mark.parametrize("found", SESSIONS)
def test_no_mark_of_the_source_is_left_in_what_is_said(found: Script) -> None:
    for block in blocks(found):
        if isinstance(block, Say):
            assert not set(block.text) & set("#*_[]<>{}")
            assert block.text.strip()[-1] in ".'?!"


def test_calculators_are_kept_out_of_session_1_and_needed_in_session_2() -> None:
    checks = [block.text for block in step(SESSION_1, "III.C.3").blocks if isinstance(block, Check)]
    assert checks == ["no student has a calculator; none is allowed in session 1"]
    assert "calculator" not in {one.id for one in SESSION_1.materials}
    assert "square-root key" in material(SESSION_2, "calculator").title
    assert not any("no student has a calculator" in text(block) for block in blocks(SESSION_2))


# -- clock and announcements ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("found", "start", "stop"), [(SESSION_1, "III.D.18", "III.D.25"), (SESSION_2, "IV.D.12", "IV.D.19")])
def test_the_clock_starts_with_the_words_that_begin_the_session_and_once(found: Script, start: str, stop: str) -> None:
    moved = [(step.ref, block.clock, type(block)) for _, step in found.steps() for block in step.blocks if block.clock]
    assert [(ref, clock) for ref, clock, _ in moved] == [(start, "start"), (stop, "stop")]
    assert moved[0][2] is Say


@pytest.mark.parametrize(("found", "half", "end"), [(SESSION_1, "III.D.20", "III.D.21"), (SESSION_2, "IV.D.14", "IV.D.15")])
def test_half_time_and_the_end_are_announced_after_thirty_and_sixty_minutes(found: Script, half: str, end: str) -> None:
    due = {step.ref: step.due_after(found.timing.scheduled_minutes) for _, step in found.steps() if step.at}
    assert due == {half: 30 * 60_000, end: 60 * 60_000}


@pytest.mark.parametrize("found", SESSIONS)
def test_a_session_lasts_an_hour_more_for_who_needs_it_and_ends_the_same_day(found: Script) -> None:
    timing = found.timing
    assert (timing.scheduled_minutes, timing.untimed, timing.same_day, timing.block_minutes) == (60, True, True, 120)


def test_practice_and_questionnaire_take_about_twenty_and_ten_minutes_and_announce_nothing() -> None:
    for found, minutes in ((PRACTICE, 20), (QUESTIONNAIRE, 10)):
        assert (found.timing.scheduled_minutes, found.timing.approximate) == (minutes, True)
        assert not any(step.at for _, step in found.steps())
        assert [block.clock for block in blocks(found) if block.clock] == ["start", "stop"]


# -- what hangs on the room -------------------------------------------------------------------------------------------


def hidden(found: Script, **facts: FactValue) -> list[str]:
    return [step.ref for _, step in found.steps() if holds(step.when, facts) is False]


def test_covers_that_are_filled_in_leave_out_four_instructions_of_session_1_and_no_other() -> None:
    assert hidden(SESSION_1, covers_completed="yes") == numbered("III.D", 5, 6, 7, 8)
    assert hidden(SESSION_1, covers_completed="no") == []


def test_covers_that_are_filled_in_leave_out_all_that_session_2_takes_from_session_1() -> None:
    assert hidden(SESSION_2, covers_completed="yes") == COVERS
    assert hidden(SESSION_2, covers_completed="no") == []


@pytest.mark.parametrize("found", SESSIONS)
def test_labels_decide_on_the_two_instructions_that_are_about_them(found: Script) -> None:
    assert hidden(found, labels="all") == ["III.D.8"]
    assert hidden(found, labels="some") == []
    assert hidden(found, labels="none") == ["III.D.4"]


@pytest.mark.parametrize("found", SESSIONS)
@pytest.mark.parametrize(
    ("accommodation", "ref"),
    [("braille", "App.A"), ("large_print", "App.B"), ("signing", "App.C"), ("typed_responses", "App.D")],
)
def test_an_appendix_comes_up_only_where_it_is_used(found: Script, accommodation: str, ref: str) -> None:
    others = {"App.A", "App.B", "App.C", "App.D"} - {ref}
    assert set(hidden(found, accommodations=(accommodation,))) == others
    assert set(hidden(found, accommodations=())) == others | {ref}


@pytest.mark.parametrize("found", SESSIONS)
def test_every_accommodation_that_is_asked_about_changes_something(found: Script) -> None:
    conditions = [one.when for one in found.materials]
    conditions += [step.when for _, step in found.steps()] + [block.when for block in blocks(found)]
    used = {value for when in conditions for value in when.get("accommodations", ())}
    assert used == set(found.facts["accommodations"].options)


@pytest.mark.parametrize("found", SESSIONS)
def test_a_wrong_sasid_on_a_label_means_that_not_everyone_has_one(found: Script) -> None:
    (ask,) = (block for block in step(found, "III.D.4").blocks if isinstance(block, Ask))
    yes, no = ask.option("yes"), ask.option("no")
    assert yes is not None
    assert no is not None
    assert (yes.set, no.set) == ({"labels": "some"}, {})


# -- materials --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("found", [pytest.param(one, id=one.id) for one in MCAS.scripts])
def test_everything_to_be_returned_is_counted_in_out_and_back(found: Script) -> None:
    counted: dict[str, set[str]] = {}
    for block in blocks(found):
        if isinstance(block, Count):
            for one in block.materials:
                counted.setdefault(one, set()).update(block.fields)
    assert counted.keys() == {one.id for one in found.materials if one.returned}
    for fields in counted.values():
        assert {"received", "issued", "returned", "unassigned"} <= fields


@pytest.mark.parametrize("found", [pytest.param(one, id=one.id) for one in MCAS.scripts])
def test_what_is_handed_out_is_collected(found: Script) -> None:
    out = {name for block in blocks(found) for name in block.hands_out}
    back = {name for block in blocks(found) for name in block.collects}
    assert out - back <= {"id_label"}
    assert back <= out


def test_the_reference_sheet_goes_with_the_answer_booklet_first_and_with_the_test_booklet_last() -> None:
    assert ("answer_booklet", "reference_sheet") in [block.collects for block in step(SESSION_1, "III.D.23").blocks]
    assert ("test_booklet", "reference_sheet") in [block.collects for block in step(SESSION_2, "IV.D.17").blocks]
    assert ("answer_booklet", "reference_sheet") in [block.hands_out for block in step(SESSION_2, "IV.D.2").blocks]


# -- procedures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("found", SESSIONS)
def test_a_damaged_booklet_takes_the_six_instructions_of_the_manual(found: Script) -> None:
    assert [step.ref for step in found.procedures["damaged_booklet"]] == numbered("I.J", 1, 2, 3, 4, 5, 6)


@pytest.mark.parametrize("found", SESSIONS)
def test_an_interruption_asks_only_for_what_is_in_the_students_hands(found: Script) -> None:
    (step,) = found.procedures["interrupt"]
    assert step.ref == "I.F"
    assert all(block.when_out for block in step.blocks if "ooklet" in text(block))


@pytest.mark.parametrize("found", SESSIONS)
def test_no_words_are_put_into_a_mouth_where_the_manual_prints_none(found: Script) -> None:
    assert "misread" not in found.procedures


# -- what can be asked --------------------------------------------------------------------------------------------------

RULES = MCAS.policies
RULINGS = [(policy.id, ruling) for policy in RULES.policies for ruling in policy.rulings]
CITED = [(name, cited) for name, ruling in RULINGS for cited in ruling.cite]
SECTION_PAGES = {
    "I.A": 2, "I.B": 4, "I.C": 4, "I.D": 5, "I.E": 5, "I.F": 6, "I.G": 6, "I.H": 7, "I.I": 8, "I.J": 8, "I.K": 9,
    "II.A": 12, "II.B": 13,
    "III.A": 16, "III.B": 17, "III.C": 17, "III.D": 17, "III.E": 23,
    "IV.A": 26, "IV.B": 27, "IV.C": 27, "IV.D": 27, "IV.E": 31,
    "App.A": 33, "App.B": 35, "App.C": 37, "App.D": 41, "App.E": 43,
    "Contact": None, "Schedule": None,
}  # fmt: skip
"""The pages of the manual's own contents; two parts of it have none there."""
PART_OF = {"session-1": "III.", "session-2": "IV."}


def lettered(cited: Citation) -> str:
    """The lettered section that a citation stands in."""
    return ".".join(cited.section.split(".")[:2])


def test_there_is_much_that_can_be_asked_and_it_is_of_the_manual() -> None:
    assert len(RULES.policies) + len(RULES.silences) >= 120
    assert RULES.document == "tam"
    assert {cited.document or RULES.document for _, cited in CITED} <= MCAS.header.documents.keys()
    assert "calculators" in {policy.id for policy in RULES.policies}


def test_the_pages_of_the_steps_are_those_of_the_rules() -> None:
    assert PAGES.items() <= SECTION_PAGES.items()


def test_every_rule_cites_a_section_of_the_manual_with_the_page_on_which_it_begins() -> None:
    wrong = [(name, cited.section, cited.page) for name, cited in CITED if lettered(cited) not in SECTION_PAGES]
    assert wrong == []
    wrong = [(name, one.section, one.page) for name, one in CITED if one.page != SECTION_PAGES[lettered(one)]]
    assert wrong == []


@pytest.mark.parametrize(("found", "section"), [(SESSION_1, "III.D"), (SESSION_2, "IV.D")], ids=["session-1", "session-2"])
def test_every_step_that_a_rule_cites_is_in_the_script_of_its_part(found: Script, section: str) -> None:
    there = {step.ref for _, step in found.steps()}
    steps = {(name, cited.section) for name, cited in CITED if cited.section.startswith(f"{section}.")}
    assert steps, "some are cited"
    assert [one for one in sorted(steps) if one[1] not in there] == []


@pytest.mark.parametrize("group", ["III", "IV", "II", "I", "App"])
def test_what_a_rule_cites_below_a_lettered_section_is_a_step_of_a_script(group: str) -> None:
    there = {step.ref for one in MCAS.scripts for _, step in one.steps()}
    there |= {step.ref for one in MCAS.scripts for steps in one.procedures.values() for step in steps}
    deep = {cited.section for _, cited in CITED if cited.section.startswith(f"{group}.") and cited.section.count(".") > 1}
    assert deep <= there


@pytest.mark.parametrize("session", PART_OF)
def test_a_ruling_for_one_session_never_stands_on_the_other_sessions_part_alone(session: str) -> None:
    (other,) = PART_OF.keys() - {session}
    alone = [
        name
        for name, ruling in RULINGS
        if ruling.scripts == (session,) and all(one.section.startswith(PART_OF[other]) for one in ruling.cite)
    ]
    assert alone == []


def answers() -> list[tuple[str, str]]:
    return [(name, " ".join(ruling.answer.split())) for name, ruling in RULINGS]


def test_every_answer_ends_in_a_full_stop() -> None:
    assert [(name, told) for name, told in answers() if not told.rstrip("'\"”’)").endswith(".")] == []


def test_every_answer_has_at_most_three_sentences() -> None:
    assert [(name, told) for name, told in answers() if not 1 <= len(sentences(told)) <= 3] == []


def of_calculators(script_id: str) -> Ruling:
    (policy,) = (one for one in RULES.policies if one.id == "calculators")
    (ruling,) = (one for one in policy.rulings if script_id in one.scripts)
    return ruling


def test_a_calculator_is_not_allowed_in_session_1_and_allowed_in_session_2() -> None:
    first, second = of_calculators("session-1"), of_calculators("session-2")
    assert (first.verdict, second.verdict) == ("not_allowed", "allowed")
    assert "III.D.16" in {cited.section for cited in first.cite}
    assert "IV.D.10" in {cited.section for cited in second.cite}
