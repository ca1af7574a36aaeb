"""What is printed: the kind first, one paragraph a line, nothing twice, and always what can be typed next."""

from __future__ import annotations

from typing import Any

import pytest

from proctor.plain import printing
from proctor.plain.grammar import OF_A_ROOM, VERBS
from proctor.state.clock import MINUTE, ManualClock
from tests.plain.rooms import QUIZ, TO_THE_START, at_the_start, opened, snapshot, typed

pytestmark = pytest.mark.usefixtures("utc")


def answers(printed: list[str]) -> list[str]:
    """What is printed behind the first ``ok`` or ``no``, itself among it."""
    first = next(n for n, line in enumerate(printed) if line.startswith(("ok ", "no: ")))
    return printed[first:]


# -- the banner -----------------------------------------------------------------------------------------------------


def test_the_banner_says_whose_words_which_room_and_how_to_go_on() -> None:
    first, scheduled, how = printing.banner(opened().view(), "9.9")
    assert first == "proctor 9.9 · LIVE · practice words · Quiz · room 7 · 13:00"
    assert scheduled == "Scheduled: 60 minutes, more time for who needs it."
    assert how == "n goes on, an empty line says it again, h lists the commands."


def test_the_banner_asks_for_the_students_where_announcements_hang_on_them() -> None:
    lines = list(printing.banner(opened(facts={}).view(), "9.9"))
    assert "How many students there are is not known yet: set students=28." in lines


def test_what_the_school_says_stands_under_its_own_name() -> None:
    words = snapshot({"dismissal": "by rows", "additional_time": "in the library", "last_bell": "14:30"})
    lines = list(printing.banner(opened(words=words).view(), "9.9"))
    assert [line for line in lines if line.startswith("Your school:")] == [
        "Your school: dismissal: by rows",
        "Your school: additional time: in the library",
        "Your school: last bell: 14:30",
    ]


def test_an_approximate_time_is_said_to_be_one() -> None:
    words = snapshot(timing={"scheduled_minutes": 20, "approximate": True})
    assert "Scheduled: about 20 minutes." in list(printing.banner(opened(words=words).view(), "9.9"))


def test_a_session_that_is_gone_on_with_says_since_when() -> None:
    clock = ManualClock()
    session = opened(clock)
    typed(session, ["n"])
    clock.sleep(10 * MINUTE)
    line = "Resumed: opened 2006-05-23 13:00, last entry at 13:00; o lists what is done and open."
    assert line in list(printing.banner(session.view(), "9.9", resumed=True))
    assert line not in list(printing.banner(session.view(), "9.9"))


def test_a_rehearsal_is_marked_in_the_banner_at_every_step_and_at_the_seal() -> None:
    session = opened(mode="rehearsal")
    lines = typed(
        session,
        [*TO_THE_START, "w", "k", "p noise", "g", "n", "c booklet returned=3 unassigned=1", "close anyway we stop", "seal"],
    )
    assert "· REHEARSAL ·" in lines[0]
    headings = [line for line in lines if line.startswith(("STEP:", "NOW DUE:", "PROCEDURE:"))]
    assert len(headings) > 6
    assert all(": REHEARSAL · " in line for line in headings)
    seal = next(line for line in lines if line.startswith("SEAL:"))
    assert seal.startswith("SEAL: REHEARSAL · ")


# -- blocks ---------------------------------------------------------------------------------------------------------


def test_a_block_is_its_kind_its_id_and_its_words_on_one_line() -> None:
    lines = list(printing.screen(opened().view()))
    assert lines == ["STEP: A.1 · ready · Prepare 1 of 2 · manual p. 4", "CHECK: [A.1/1] the room is quiet"]


def test_every_kind_of_block_is_named_and_says_what_to_type() -> None:
    kinds = {line.split(":")[0] for line in typed(opened(), TO_THE_START) if line.isupper() or line[:1].isupper()}
    assert {"CHECK", "ASK", "COUNT", "DO", "NOTE", "RECORD", "SAY"} <= kinds


def test_the_heading_of_a_step_is_said_once() -> None:
    lines = typed(opened(), TO_THE_START)
    assert sum(line.startswith("STEP: A.1 ") for line in lines) == 1


def test_a_question_lists_its_answers() -> None:
    lines = typed(opened(), ["n", "a none", "c booklet 4 3", "n", "a yes", "n"])
    assert lines[-2:] == ["ASK: [A.1/4] Is somebody missing?", "  a ANSWER: no / yes"]


def test_a_question_for_a_fact_says_how_to_pass_it_where_it_is_not_known() -> None:
    lines = typed(opened(), ["n"])
    assert lines[-1] == "  a ANSWER … (several, or none): ruler / lamp (not known: s REASON)"


def test_a_count_says_how_each_material_is_entered_and_then_only_what_is_left() -> None:
    lines = typed(opened(), ["n", "a ruler", "c booklet 4 3", "c scale 1 1"])
    assert lines[-7:] == [
        "COUNT: [A.1/2] Count.",
        "  to be counted: c booklet RECEIVED ISSUED",
        "  to be counted: c scale RECEIVED ISSUED",
        "ok 10",
        "  to be counted: c scale RECEIVED ISSUED",
        "ok 12",
        "  everything is counted; n goes on.",
    ]


def test_what_a_count_says_to_type_is_understood() -> None:
    session = opened()
    hint = typed(session, ["n", "a none"])[-1].partition(": ")[2]
    assert answers(typed(session, [hint.replace("RECEIVED", "4").replace("ISSUED", "3")])) == [
        "ok 10",
        "  everything is counted; n goes on.",
    ]


def test_rows_are_said_back_as_they_are_typed_again() -> None:
    session = opened()
    lines = typed(session, [*TO_THE_START[:9], "r at=window degrees=19"])
    assert lines[-2:] == ["  fields: at (where), degrees (degrees, from -20)", "  row 1: at=window degrees=19"]


def test_what_is_said_in_place_of_printed_brackets_is_marked() -> None:
    words = _with_say({"say": "Good morning, [SEATS] it is.", "slots": {"[SEATS]": "seats"}})
    session = opened(words=words, facts={"seats": "yes"})
    assert list(printing.screen(session.view()))[1:] == ["SAY: [B.1/1] Good morning, yes it is.", "  (printed: [SEATS])"]


def test_paragraphs_stand_on_lines_of_their_own_with_white_space_folded() -> None:
    words = _with_say({"say": "Good\n  morning.\n\nSit   down.\n"})
    assert list(printing.screen(opened(words=words).view()))[1:] == ["SAY: [B.1/1] Good morning.", "Sit down."]


def _with_say(block: dict[str, Any]) -> Any:
    stage = {"id": "one", "title": "One", "steps": [{"ref": "B.1", "blocks": [block]}]}
    return snapshot(stages=[stage])


def test_a_block_that_is_looked_at_again_says_what_became_of_it() -> None:
    lines = typed(opened(), ["n", "b"])
    assert lines[-1] == "CHECK: [A.1/1] (done) the room is quiet"


# -- the clock ------------------------------------------------------------------------------------------------------


def test_when_the_students_begin_the_times_to_note_are_said_once() -> None:
    lines = typed(opened(), [*TO_THE_START, "n", "b", "f", "t handed_in"])
    assert [line for line in lines if line.startswith("CLOCK:")] == [
        "CLOCK: started 13:00; half time 13:30, the end 14:00; note it on paper."
    ]


def test_the_times_are_said_again_when_they_move_and_only_then() -> None:
    clock = ManualClock()
    session = at_the_start(clock)
    clock.sleep(10 * MINUTE)
    typed(session, ["t handed_in"])
    lines = typed(session, ["note all is well", "p noise 13:05", "n", "n", "g 13:08", "at start 13:01", "w", "k"])
    assert [line for line in lines if line.startswith("CLOCK:")][1:] == [
        "CLOCK: started 13:00, stands still since 13:05.",
        "CLOCK: started 13:00; half time 13:33, the end 14:03; note it on paper.",
        "CLOCK: started 13:01; half time 13:34, the end 14:04; note it on paper.",
    ]


def test_the_clock_that_is_stopped_says_how_long_it_ran() -> None:
    lines = typed(at_the_start(), ["w", "k", "w", "k", "stop"])
    assert lines[-1] == "CLOCK: started 13:00, stopped after 60 min."


def test_a_step_says_the_clock_while_it_runs_and_not_before() -> None:
    lines = typed(opened(), TO_THE_START)
    assert [line for line in lines if "left" in line and line.startswith("STEP:")] == [
        "STEP: C.1 · walk about · Deliver 3 of 6 · scheduled time left 60 min · ends 14:00"
    ]


def test_before_an_announcement_the_walk_says_when_it_comes() -> None:
    lines = typed(at_the_start(), ["n"])
    assert lines[-2].startswith("WAIT: [C.2] half time falls due at 13:30; it comes by itself")
    assert lines[-1].startswith("  Meanwhile: t handed_in")


def test_an_announcement_comes_with_its_words_and_the_key_that_acknowledges_it() -> None:
    lines = typed(at_the_start(), ["w", "k", "w"])
    assert lines[-3:] == [
        "NOW DUE: C.3 · the end · due 14:00 · manual p. 5",
        "SAY: [C.3/1] The time is over.",
        "k when it is made.",
    ]


def test_the_times_are_listed_with_what_became_of_each() -> None:
    session = at_the_start()
    typed(session, ["w", "k", "p noise", "n", "n"])
    session.clock.sleep(5 * MINUTE)
    typed(session, ["g"])
    assert list(printing.times(session.view())) == [
        "It is 13:35 · scheduled time left 30 min · ends 14:05",
        "  started 13:00, testing time so far 30 min",
        "  interruptions took 5 min, which the students get back",
        "  C.2 half time: made, due 13:30",
        "  C.3 the end: to come, due 14:05",
    ]


def test_before_the_start_the_times_say_that_the_clock_stands() -> None:
    assert next(iter(printing.times(opened().view()))) == "It is 13:00 · clock not started · 60 min"


# -- interruptions, procedures, what is open ------------------------------------------------------------------------


def test_an_interruption_shows_its_steps_and_then_where_it_resumes() -> None:
    session = at_the_start()
    lines = typed(session, ["p noise", "n", "n"])
    assert "PROCEDURE: P.1 · stop" in lines
    assert lines[-1] == "INTERRUPTED since 13:00. g when the students go on; it then resumes at C.1/1."
    after = answers(typed(session, ["g"]))
    assert after[-2:] == ["STEP: C.1 · walk about · Deliver 3 of 6 · scheduled time left 60 min · ends 14:00",
                          "DO: [C.1/1] Walk about."]  # fmt: skip


def test_after_a_procedure_the_block_that_it_covered_is_said_again() -> None:
    lines = typed(at_the_start(), ["i damaged_booklet page 3 is torn", "n"])
    assert lines[-6:] == [
        lines[-6],
        "PROCEDURE: P.2 · replace it · manual p. 3",
        "DO: [P.2/1#1] Give another one.",
        lines[-3],
        "STEP: C.1 · walk about · Deliver 3 of 6 · scheduled time left 60 min · ends 14:00",
        "DO: [C.1/1] Walk about.",
    ]


def test_the_outline_marks_what_is_done_where_we_are_and_what_is_open() -> None:
    session = opened()
    typed(session, ["n", "a none", "c booklet 4 3", "n", "a yes", "n", "a no", "a yes", "n"])
    typed(session, ["undo A.1/1 it is loud again"])
    lines = list(printing.outline(session.view()))
    assert lines[:3] == ["Prepare:", "  A.1 ready · OPEN", "  A.2 temperature · here"]
    assert "  B.1 welcome" in lines
    assert lines[-2:] == ["Open (go BLOCK, or s BLOCK REASON):", "  A.1/1 · check · the room is quiet"]


def test_a_step_that_does_not_apply_is_said_to_be_not_in_this_room() -> None:
    steps = [
        {"ref": "B.1", "blocks": [{"do": "Wait."}]},
        {"ref": "B.2", "when": {"seats": ["yes"]}, "blocks": [{"do": "Sit."}]},
    ]
    session = opened(words=snapshot(stages=[{"id": "one", "title": "One", "steps": steps}]), facts={"seats": "no"})
    assert list(printing.outline(session.view())) == ["One:", "  B.1 · here", "  B.2 · not in this room"]


def test_at_the_end_what_is_open_is_listed_with_the_way_to_it() -> None:
    session = at_the_start()
    lines = typed(session, ["undo A.1/1", "n", "s early", "s early", "n", "n"])
    assert lines[-2:] == [
        "The last step is passed. This is still open (go BLOCK, or s BLOCK REASON); then close the room (close).",
        "  A.1/1 · check · the room is quiet",
    ]
    lines = typed(session, ["go A.1/1", "n"])
    assert "STILL OPEN: A.1 · ready · manual p. 4" in lines
    assert lines[-1] == "The last step is passed. Close the room (close)."


def test_a_closed_room_says_what_does_not_add_up_and_what_to_do() -> None:
    lines = typed(at_the_start(), ["close anyway we stop here"])
    assert lines[-3:] == [
        "The room is closed. This does not add up yet:",
        "  booklet: not counted back, 1 of those received neither issued nor unassigned",
        "Count again (c MATERIAL returned=27 …) or hand it over with the reason (out MATERIAL REASON), then seal.",
    ]


def test_a_closed_room_in_which_all_adds_up_says_so() -> None:
    lines = typed(at_the_start(), ["c booklet returned=3 unassigned=1", "close anyway we stop here"])
    assert lines[-1] == "The room is closed, and what was counted adds up. seal seals the record."


# -- the room, the seal, help ---------------------------------------------------------------------------------------


def test_the_room_lists_facts_students_materials_incidents_and_misreads() -> None:
    session = at_the_start()
    typed(session, ["t handed_in", "i phone in a pocket", "m B.1/1 2", "m B.1/1", "m undo"])
    lines = list(printing.room(session.view()))
    assert lines == [
        "  students: 3 · How many students are in the room?",
        "  seats: yes · Are the seats numbered?",
        "  aids: none · Which aids are here?",
        "  still testing: 2 (handed in 1)",
        "  booklet: received 4, issued 3 · still out 3",
        "  incident 1: phone 13:00 in a pocket",
        "  misread 1: B.1/1, sentence 2",
    ]


def test_the_seal_says_what_to_do_with_it() -> None:
    session = at_the_start()
    lines = typed(session, ["c booklet returned=3 unassigned=1", "close anyway we stop here", "seal"])
    assert lines[-2] == f"SEAL: {session.seal()}"
    assert lines[-1].startswith("  Write it on the paper form")


def test_an_amendment_has_a_seal_of_its_own() -> None:
    session = at_the_start()
    typed(session, ["c booklet returned=3 unassigned=1", "close anyway we stop here", "seal"])
    first = session.seal()
    lines = typed(session, ["amend a booklet was found"])
    assert f"SEAL: {session.seal()}" in lines
    assert session.seal() != first


def test_help_has_a_line_for_every_verb() -> None:
    lines = list(printing.help_lines(opened().view()))
    assert [line.split()[0] for line in lines] == list(VERBS)


def test_where_there_is_no_room_neither_help_nor_banner_has_anything_of_one() -> None:
    session = opened(words=snapshot(kind="scoring"), facts={})
    assert {line.split()[0] for line in printing.help_lines(session.view())} == VERBS.keys() - OF_A_ROOM
    lines = typed(session, ["p fire drill"])
    assert " · strand 7 · " in lines[0]
    assert lines[-1] == "no: 'p' is not a command here; h lists them"


def test_nothing_is_drawn_and_nothing_is_coloured() -> None:
    session = at_the_start()
    lines = typed(session, ["o", "time", "room", "h", "p noise", "n", "n", "g", "i damaged_booklet", "n"])
    assert not [line for line in lines if "\x1b" in line or any("\u2500" <= one <= "\u259f" for one in line)]


def test_the_small_script_has_a_block_of_every_kind_that_needs_words_here() -> None:
    kinds = {next(iter(block)) for stage in QUIZ["stages"] for step in stage["steps"] for block in step["blocks"]}
    assert {"say", "do", "check", "ask", "count", "record", "note"} <= kinds


def test_without_announcements_the_end_of_the_scheduled_time_is_said_at_the_start() -> None:
    steps = [{"ref": "B.1", "blocks": [{"say": "Begin.", "clock": "start"}, {"do": "Walk about."}]}]
    words = snapshot(stages=[{"id": "one", "title": "One", "steps": steps}], timing={"scheduled_minutes": 20})
    assert "CLOCK: started 13:00; scheduled time ends 13:20; note it on paper." in typed(opened(words=words), ["n"])
