"""Every verb: what it makes of its words, and for each way to be wrong a sentence that says what was expected."""

from __future__ import annotations

import pytest

from proctor.plain.grammar import VERBS, Ask, NotUnderstood, Parsed, Question, Take, parse
from proctor.state import Session
from proctor.state import commands as c
from proctor.state.clock import HOUR, MINUTE, ManualClock
from tests.plain.rooms import TO_THE_START, at_the_start, opened, typed

pytestmark = pytest.mark.usefixtures("utc")

NOON = 1_148_385_600_000
"""12:00 UTC on the day of the test."""


@pytest.fixture
def begun() -> Session:
    """In the middle: the students have begun, and it is 12:40."""
    clock = ManualClock(NOON)
    session = at_the_start(clock)
    clock.sleep(40 * MINUTE)
    typed(session, ["k"])
    return session


def at_block(spot: str) -> Session:
    """A session that has come so far and no further."""
    session = opened(ManualClock(NOON))
    for line in TO_THE_START:
        if session.view().current is not None and session.state.current == spot:
            break
        typed(session, [line])
    assert session.state.current == spot
    return session


def read(session: Session, line: str) -> Parsed:
    return parse(line, session.view())


# -- what the verbs make of their words -----------------------------------------------------------------------------

ON_SCREEN = "C.1/1"

UNDERSTOOD: list[tuple[str, Parsed]] = [
    ("n", c.Advance(block=ON_SCREEN)),
    ("N", c.Advance(block=ON_SCREEN)),
    ("  n  ", c.Advance(block=ON_SCREEN)),
    ("n B.1/1", c.Advance(block="B.1/1")),
    ("n [B.1/1]", c.Advance(block="B.1/1")),
    ("n B.1/1:", c.Advance(block="B.1/1")),
    ("n 12:31", c.Advance(block=ON_SCREEN, at=NOON + 31 * MINUTE)),
    ("n B.1/1 12.31", c.Advance(block="B.1/1", at=NOON + 31 * MINUTE)),
    ("b", c.Back()),
    ("f", c.Forward()),
    ("s the bell rang", c.Skip(block=ON_SCREEN, reason="the bell rang")),
    ("s A.1/1 it was not", c.Skip(block="A.1/1", reason="it was not")),
    ("s", c.Skip(block=ON_SCREEN, reason="")),
    ("a yes", c.Answer(block=ON_SCREEN, answer="yes")),
    ("a A.1/4 yes", c.Answer(block="A.1/4", answer="yes")),
    ("a ruler lamp", c.Answer(block=ON_SCREEN, answer="ruler lamp")),
    ("c booklet returned=2 void=1", c.CountMaterial(material="booklet", numbers={"returned": 2, "void": 1})),
    ("c quiz booklet void=1", c.CountMaterial(material="quiz booklet", numbers={"void": 1})),
    ("c booklet returned=-1", c.CountMaterial(material="booklet", numbers={"returned": -1})),
    ("r at=window degrees=19", c.RecordRow(block=ON_SCREEN, values={"at": "window", "degrees": "19"})),
    ("r at=by the door degrees=", c.RecordRow(block=ON_SCREEN, values={"at": "by the door", "degrees": ""})),
    ("r #2 at=door", c.RecordRow(block=ON_SCREEN, values={"at": "door"}, row=1)),
    ("r A.2/1 #1 at=a=b", c.RecordRow(block="A.2/1", values={"at": "a=b"}, row=0)),
    ("r #2 -", c.RemoveRow(block=ON_SCREEN, row=1)),
    ("t handed_in", c.Tally(tally="handed_in", by=1)),
    ("t Handed-in 2", c.Tally(tally="handed_in", by=2)),
    ("t handed in", c.Tally(tally="handed_in", by=1)),
    ("t h -1", c.Tally(tally="handed_in", by=-1)),
    ("t late+3", c.Tally(tally="late", by=3)),
    ("t more time 2", c.Tally(tally="more_time", by=2)),
    ("m B.1/1 2 forgot please", c.RecordMisread(block="B.1/1", sentence=2, note="forgot please")),
    ("m B.1/1", c.RecordMisread(block="B.1/1")),
    ("m 1", c.RecordMisread(block="C.2/1", sentence=1)),
    ("i phone", c.RecordIncident(category="phone")),
    ("i phone in a pocket", c.RecordIncident(category="phone", note="in a pocket")),
    ("i pho in a pocket 12:31", c.RecordIncident(category="phone", note="in a pocket", at=NOON + 31 * MINUTE)),
    ("i fire_drill", c.RecordIncident(category="fire_drill")),
    ("i Fire-Drill", c.RecordIncident(category="fire_drill")),
    ("i fire drill in the west wing", c.RecordIncident(category="fire_drill", note="in the west wing")),
    ("i other moved to room 4.12", c.RecordIncident(category="other", note="moved to room 4.12")),
    ("p fire drill", c.Interrupt(reason="fire drill")),
    ("p fire drill 12:31", c.Interrupt(reason="fire drill", at=NOON + 31 * MINUTE)),
    ("p", c.Interrupt(reason="")),
    ("g", c.Resume()),
    ("g 12:31:30", c.Resume(at=NOON + 31 * MINUTE + 30_000)),
    ("k C.3 they wait", c.Acknowledge(step="C.3", reason="they wait")),
    ("w", Ask("wait")),
    ("start 12:05", c.StartClock(at=NOON + 5 * MINUTE)),
    ("start", c.StartClock()),
    ("stop", c.StopClock()),
    ("set seats=no", c.SetFact(fact="seats", value="no")),
    ("set students = 28", c.SetFact(fact="students", value="28")),
    ("take Ms. Alvarez", Take("Ms. Alvarez")),
    ("take Ms.\x1b[2J Alvarez", Take("Ms. [2J Alvarez")),
    ("take", Take("")),
    ("note the heating knocks", c.TakeNote(text="the heating knocks")),
    ("mv booklet void", c.MoveMaterial(material="booklet", movement="void")),
    ("mv booklet void 2", c.MoveMaterial(material="booklet", movement="void", by=2)),
    ("mv booklet void 1 unissued", c.MoveMaterial(material="booklet", movement="void", was_issued=False)),
    ("mv booklet void unissued", c.MoveMaterial(material="booklet", movement="void", was_issued=False)),
    ("mv exit card void 2", c.MoveMaterial(material="exit_card", movement="void", by=2)),
    ("mv exit_card void 2", c.MoveMaterial(material="exit_card", movement="void", by=2)),
    ("out exit card kept as a souvenir", c.HandOver(material="exit_card", reason="kept as a souvenir")),
    ("out exit_card kept", c.HandOver(material="exit_card", reason="kept")),
    ("out exi kept", c.HandOver(material="exi", reason="kept")),
    ("out booklet left with the nurse", c.HandOver(material="booklet", reason="left with the nurse")),
    ("out booklet", c.HandOver(material="booklet", reason="")),
    ("o", Ask("outline")),
    ("go A.1/1", c.Visit(block="A.1/1")),
    ("go [A.1/1]", c.Visit(block="A.1/1")),
    ("go nowhere", c.Visit(block="nowhere")),
    ("undo A.1/1", c.Reopen(block="A.1/1")),
    ("undo A.1/1 it was loud", c.Reopen(block="A.1/1", reason="it was loud")),
    ("later", c.PutOff()),
    ("time", Ask("time")),
    ("room", Ask("room")),
    ("? are calculators allowed", Question("are calculators allowed")),
    ("y", Ask("confirm")),
    ("keep", Ask("keep")),
    ("close", c.Close()),
    ("close anyway nobody is left", c.Close(reason="nobody is left")),
    ("seal", c.Seal()),
    ("amend a booklet came back", c.Amend(text="a booklet came back")),
    ("q", Ask("quit")),
    ("h", Ask("help")),
    ("", Ask("block")),
]


@pytest.mark.parametrize(("line", "meant"), UNDERSTOOD, ids=[line or "(empty)" for line, _ in UNDERSTOOD])
def test_a_line_means(begun: Session, line: str, meant: Parsed) -> None:
    assert read(begun, line) == meant


def test_a_question_need_not_stand_apart_from_its_sign(begun: Session) -> None:
    assert read(begun, "?calculators") == read(begun, "??  calculators") == Question("calculators")


def test_every_verb_is_understood_somewhere_above() -> None:
    assert {line.split()[0].lower() for line, _ in UNDERSTOOD if line} | {"at"} == set(VERBS)


def test_every_verb_has_its_usage_and_a_line_of_help() -> None:
    for name, verb in VERBS.items():
        assert verb.usage.split()[0] == name
        assert verb.does


@pytest.mark.parametrize(
    ("line", "kind"), [("at start 12:05", "start"), ("at interrupt 12:35", "interrupt"), ("at interrupt 1 12:35", "interrupt")]
)
def test_a_time_is_corrected_by_what_it_is_the_time_of(begun: Session, line: str, kind: str) -> None:
    typed(begun, ["p noise 12:33", "g 12:34"])
    event = next(mark.event for mark in begun.state.marks if mark.kind == kind)
    assert read(begun, line) == c.CorrectTime(event=event, at=NOON + int(line[-2:]) * MINUTE)


def test_without_a_number_the_last_of_several_is_corrected(begun: Session) -> None:
    typed(begun, ["p noise 12:33", "g 12:34", "p noise 12:36", "g 12:37"])
    last = [mark.event for mark in begun.state.marks if mark.kind == "resume"][-1]
    assert read(begun, "at resume 12:38") == c.CorrectTime(event=last, at=NOON + 38 * MINUTE)


def test_bare_numbers_are_those_of_the_count_on_screen_in_its_order() -> None:
    session = at_block("A.1/2")
    assert read(session, "c booklet 4 3") == c.CountMaterial(material="booklet", numbers={"received": 4, "issued": 3})


def test_the_answer_of_a_question_may_look_like_anything_but_a_block() -> None:
    session = at_block("A.1/4")
    assert read(session, "a no") == c.Answer(block="A.1/4", answer="no")


def test_a_misread_without_a_block_is_of_what_is_on_screen_or_was_read_last() -> None:
    session = at_block("B.1/1")
    assert read(session, "m 3") == c.RecordMisread(block="B.1/1", sentence=3)
    typed(session, ["n", "n"])
    assert session.state.current == "C.1/1"
    assert read(session, "m") == c.RecordMisread(block="B.2/1")


def test_a_misread_is_never_of_an_announcement_that_is_still_waited_for() -> None:
    session = at_the_start(ManualClock(NOON))
    typed(session, ["n"])
    assert session.view().gate == "C.2"
    assert read(session, "m") == c.RecordMisread(block="B.2/1")


def test_misread_undo_takes_back_the_last_one_that_stands(begun: Session) -> None:
    typed(begun, ["m B.1/1 1", "m B.1/1 2", "m undo"])
    assert read(begun, "m undo") == c.WithdrawMisread(number=1)


def test_the_announcement_that_is_due_goes_before_the_one_that_is_waited_for() -> None:
    clock = ManualClock(NOON)
    session = at_the_start(clock)
    typed(session, ["n"])
    assert read(session, "k early, they are done") == c.Acknowledge(step="C.2", reason="early, they are done")
    clock.sleep(31 * MINUTE)
    session.tick()
    assert read(session, "k") == c.Acknowledge(step="C.2")
    assert read(session, "k the bell rang") == c.Acknowledge(step="C.2", reason="the bell rang")


# -- what means nothing ---------------------------------------------------------------------------------------------

NOT_UNDERSTOOD: list[tuple[str, str]] = [
    ("x", "'x' is not a command; h lists them"),
    ("next", "'next' is not a command; h lists them"),
    ("n\x00", r"'n\x00' is not a command; h lists them"),
    ("\x1b[2J", r"'\x1b[2J' is not a command; h lists them"),
    ("w" * 4_000, f"'{'w' * 30}' is not a command; h lists them"),
    ("n now", "expected n [BLOCK] [H:MM], and nothing behind it"),
    ("n Z.9/1", "expected n [BLOCK] [H:MM], and nothing behind it"),
    ("n 25:00", "'25:00' is no time of day; write it as 9:31"),
    ("n 12:45", "12:45 is still to come; it is 12:40"),
    ("b 2", "expected b, and nothing behind it"),
    ("f 2", "expected f, and nothing behind it"),
    ("a", "a wants the answer behind it"),
    ("c", "expected a material and its numbers, as in: c answer_booklet 28, or: c answer_booklet void=1"),
    ("c booklet", "expected a material and its numbers, as in: c answer_booklet 28, or: c answer_booklet void=1"),
    ("c 3", "expected a material and its numbers, as in: c answer_booklet 28, or: c answer_booklet void=1"),
    ("c booklet 3", "no count is on screen; name the numbers, as in: returned=27"),
    ("c booklet void=many", "'void': expected a whole number, not 'many'"),
    ("c booklet void=", "'void': expected a whole number, not ''"),
    ("c booklet \x07=x", r"'\x07': expected a whole number, not 'x'"),
    ("c booklet void=9999999999", "'void': expected a whole number, not '9999999999'"),
    ("r", "r wants fields and values, as in: r date=2021-01-31 accuracy=80"),
    ("r window 19", "r wants fields and values, as in: r date=2021-01-31 accuracy=80"),
    ("r window degrees=19", "r wants fields and values, as in: r date=2021-01-31 accuracy=80"),
    ("r #2", "r wants fields and values, as in: r date=2021-01-31 accuracy=80"),
    ("t", "expected one of handed_in, late, left, moved_in, moved_out, more_time, and how many"),
    ("t 3", "expected one of handed_in, late, left, moved_in, moved_out, more_time, and how many"),
    ("t asleep 3", "expected one of handed_in, late, left, moved_in, moved_out, more_time, and how many"),
    ("t moved 3", "expected one of handed_in, late, left, moved_in, moved_out, more_time, and how many"),
    ("t handed_in 9999999999", "'t': expected a whole number, not '9999999999'"),
    ("m undo", "there is no misread to take back"),
    ("m forgot please", "expected the number of the sentence (from 1), then a note, as in: m 2 said pen for pencil"),
    ("m B.1/1 forgot please", "expected the number of the sentence (from 1), then a note"),
    ("m ² what", "expected the number of the sentence (from 1), then a note"),
    ("i", "expected a category and a note; categories are accommodation, cheating, damaged_booklet"),
    ("i earthquake small", "expected a category and a note; categories are accommodation, cheating, damaged_booklet"),
    ("i l", "expected a category and a note; categories are accommodation, cheating, damaged_booklet"),
    ("i phone 24:30", "'24:30' is no time of day; write it as 9:31"),
    ("p noise 13:05", "13:05 is still to come; it is 12:40"),
    ("g soon", "expected g [H:MM], and nothing behind it"),
    ("g 9:60", "'9:60' is no time of day; write it as 9:31"),
    ("w 5", "expected w, and nothing behind it"),
    ("start now", "expected start [H:MM], and nothing behind it"),
    ("stop now", "expected stop [H:MM], and nothing behind it"),
    ("at", "expected what and when, as in: at start 9:14, or: at interrupt 2 9:31"),
    ("at start", "expected what and when, as in: at start 9:14, or: at interrupt 2 9:31"),
    ("at 9:14", "expected what and when, as in: at start 9:14, or: at interrupt 2 9:31"),
    ("at begin 9:14", "expected what and when, as in: at start 9:14, or: at interrupt 2 9:31"),
    ("at stop 12:10", "there is no stop number 1; there are 0"),
    ("at start 2 12:10", "there is no start number 2; there are 1"),
    ("at start 0 12:10", "there is no start number 1; there are 1"),
    ("set", "expected FACT=VALUE; facts are students, seats, aids"),
    ("set seats", "expected FACT=VALUE; facts are students, seats, aids"),
    ("set seats=", "expected FACT=VALUE; facts are students, seats, aids"),
    ("take " + "A" * 201, "the name: 201 characters are too many; the limit is 200"),
    ("mv", "expected MATERIAL MOVEMENT [N], as in: mv answer_booklet void 1 (add unissued if it was not)"),
    ("mv booklet", "expected MATERIAL MOVEMENT [N], as in: mv answer_booklet void 1 (add unissued if it was not)"),
    ("mv booklet unissued", "expected MATERIAL MOVEMENT [N], as in: mv answer_booklet void 1 (add unissued if it was not)"),
    ("mv booklet void 1 2", "expected MATERIAL MOVEMENT [N], as in: mv answer_booklet void 1 (add unissued if it was not)"),
    ("mv booklet void some", "'mv': expected a whole number, not 'some'"),
    ("out", "expected a material and the reason, as in: out answer_booklet taken to the nurse's office"),
    ("o all", "expected o, and nothing behind it"),
    ("go", "go wants the block behind it; o lists what is open"),
    ("undo", "undo wants the block behind it, as in: undo III.B.2/1"),
    ("undo all of it", "undo wants the block behind it, as in: undo III.B.2/1"),
    ("later today", "expected later, and nothing behind it"),
    ("time 9:14", "expected time, and nothing behind it"),
    ("room 12", "expected room, and nothing behind it"),
    ("close anyway", "close alone closes the room; close anyway REASON skips all that is open for that reason"),
    ("close nobody is left", "close alone closes the room; close anyway REASON skips all that is open"),
    ("seal it", "expected seal, and nothing behind it"),
    ("q now", "expected q, and nothing behind it"),
    ("h n", "expected h, and nothing behind it"),
]


@pytest.mark.parametrize(("line", "sentence"), NOT_UNDERSTOOD, ids=[line[:20].strip() for line, _ in NOT_UNDERSTOOD])
def test_a_line_that_means_nothing_is_answered_with_what_was_expected(begun: Session, line: str, sentence: str) -> None:
    typed(begun, ["k"])
    before = begun.state
    with pytest.raises(NotUnderstood) as error:
        read(begun, line)
    assert str(error.value).startswith(sentence)
    assert "\n" not in str(error.value)
    assert begun.state is before


@pytest.mark.parametrize("line", ["c booklet 4", "c booklet 4 3 2"])
def test_bare_numbers_that_do_not_fit_the_count_are_told_what_fits(line: str) -> None:
    with pytest.raises(NotUnderstood, match="expected here: c MATERIAL RECEIVED ISSUED"):
        read(at_block("A.1/2"), line)


def test_an_answer_left_out_is_answered_with_the_options() -> None:
    with pytest.raises(NotUnderstood, match="a wants the answer behind it: yes / no"):
        read(at_block("A.1/3?seats"), "a")


def test_a_misread_before_anything_was_read_asks_for_the_block() -> None:
    with pytest.raises(NotUnderstood, match="nothing was read aloud yet; name the block"):
        read(opened(), "m 2")


def test_no_announcement_is_acknowledged_where_none_is_near() -> None:
    with pytest.raises(NotUnderstood, match="no announcement is due, and the walk waits for none"):
        read(opened(), "k")


@pytest.mark.parametrize("line", ["n", "s a reason", "a yes", "r at=door"])
def test_behind_the_last_block_there_is_nothing_to_act_on_but_the_room_to_close(line: str) -> None:
    session = at_the_start()
    typed(session, ["n", "s no time", "s no time", "n", "n"])
    assert session.state.current is None
    with pytest.raises(NotUnderstood, match="the last block is passed; close the room"):
        read(session, line)


# -- times of day ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["9:31", "09:31", "9.31", "9:31:00", "9:31 am", "9:31AM"])
def test_a_time_of_day_may_be_written_as_people_write_it(form: str) -> None:
    session = at_the_start(ManualClock(NOON - 3 * HOUR))
    session.clock.sleep(40 * MINUTE)
    assert read(session, f"g {form}") == c.Resume(at=NOON - 3 * HOUR + 31 * MINUTE)


def test_an_afternoon_time_may_be_written_with_pm(begun: Session) -> None:
    begun.clock.sleep(2 * HOUR)
    assert read(begun, "p noise 2:31 pm") == c.Interrupt(reason="noise", at=NOON + 2 * HOUR + 31 * MINUTE)
    assert read(begun, "p noise 14:31") == c.Interrupt(reason="noise", at=NOON + 2 * HOUR + 31 * MINUTE)


def test_a_minute_ahead_of_our_clock_is_now(begun: Session) -> None:
    assert read(begun, "g 12:41") == c.Resume(at=NOON + 40 * MINUTE)


def test_a_slip_into_the_future_is_not_taken_for_yesterday(begun: Session) -> None:
    with pytest.raises(NotUnderstood, match="12:59 is still to come; it is 12:40"):
        read(begun, "p fire drill 12:59")


def test_just_after_midnight_the_evening_before_is_meant() -> None:
    clock = ManualClock(NOON + 11 * HOUR + 50 * MINUTE)
    session = at_the_start(clock)
    clock.sleep(15 * MINUTE)
    assert read(session, "p alarm 23:55") == c.Interrupt(reason="alarm", at=NOON + 11 * HOUR + 55 * MINUTE)


def test_a_time_alone_is_no_reason(begun: Session) -> None:
    assert read(begun, "p 12:31") == c.Interrupt(reason="", at=NOON + 31 * MINUTE)
    typed(begun, ["k"])
    assert typed(begun, ["p 12:31"])[-1] == "no: the reason is missing; say it in a few words"
