"""A typed line to what it asks for. Each verb is one function in :data:`VERBS`, with its line of help."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from proctor.scripts.blocks import MOVEMENTS, Count
from proctor.state import commands as c
from proctor.state.clock import NotATime, read_wall
from proctor.state.state import TALLIES
from proctor.state.text import TooLong, tidy
from proctor.state.view import SessionView

MAX_LINE = 4_096
"""Characters a line may have; a note of a page fits."""


MAX_NAME = 200
"""Characters of an administrator's name."""


class NotUnderstood(ValueError):
    """A line that means nothing here; says what was expected."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that changes nothing in the session: to be shown, waited for, or left."""

    what: str


@dataclass(frozen=True, slots=True)
class Take:
    """``take NAME``: the command is made where people are known."""

    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """``? QUESTION``: for the assistant."""

    text: str


Parsed = c.Command | Ask | Take | Question


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb takes, what it does, in a line of help, and the function that reads its words."""

    usage: str
    does: str
    read: Callable[[str, SessionView], Parsed]


def parse(line: str, view: SessionView) -> Parsed:
    """What a line asks for. Raises :class:`NotUnderstood`."""
    verb, _, rest = line.strip().partition(" ")
    if verb.startswith("?"):
        return _question(line.strip().lstrip("?").strip())
    if not verb:
        return Ask("block")
    found = VERBS.get(verb.lower())
    if found is None or (verb.lower() in OF_A_ROOM and not view.habits.room):
        raise NotUnderstood(f"{verb[:30]!r} is not a command{' here' if found else ''}; h lists them")
    try:
        return found.read(rest.strip(), view)
    except NotATime as error:
        raise NotUnderstood(str(error)) from None


def _question(text: str) -> Question:
    if not text:
        raise NotUnderstood("expected a question, as in: ? are calculators allowed")
    return Question(text)


# -- words ----------------------------------------------------------------------------------------------------------

_TIME = re.compile(r"(?:^|\s)(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*(?:am|pm))?)$", re.IGNORECASE)
_TIME_AFTER_WORDS = re.compile(r"(?:^|\s)(\d{1,2}:\d{2}(?::\d{2})?(?:\s*(?:am|pm))?)$", re.IGNORECASE)
"""With colons only: a note may end in 4.12, which is a room."""


def late_entry(rest: str, view: SessionView, form: re.Pattern[str] = _TIME) -> tuple[str, int | None]:
    """The words, and the time of day at their end as a moment."""
    found = form.search(rest)
    if not found:
        return rest, None
    return rest[: found.start()].strip(), read_wall(found[1], view.now.utc)


def _block(view: SessionView) -> str:
    if view.current is None:
        raise NotUnderstood(f"the last block is passed; close the {view.habits.matter} (close)")
    return view.current.id


def _spot(rest: str, view: SessionView) -> tuple[str, str]:
    """A block named first, else the one on screen; and the words behind it."""
    named, after = _named(rest, view)
    return (named, after) if named else (_block(view), rest)


def _named(rest: str, view: SessionView) -> tuple[str, str]:
    """A block named first, also as it is printed (``[III.D.5/1]``), and the words behind it; else "" and all of them."""
    first, _, after = rest.partition(" ")
    named = first.rstrip(":").removeprefix("[").removesuffix("]")
    return (named, after.strip()) if named and view.plan.get(named) is not None else ("", rest)


def _number(text: str, what: str) -> int:
    if not re.fullmatch(r"[-+]?\d{1,9}", text):
        raise NotUnderstood(f"{what[:30]!r}: expected a whole number, not {text[:30]!r}")
    return int(text)


def _no_more(rest: str, usage: str) -> None:
    if rest:
        raise NotUnderstood(f"expected {usage}, and nothing behind it")


# -- the walk -------------------------------------------------------------------------------------------------------


def _advance(rest: str, view: SessionView) -> Parsed:
    words, at = late_entry(rest, view)
    spot, more = _spot(words, view)
    _no_more(more, "n [BLOCK] [H:MM]")
    return c.Advance(block=spot, at=at)


def _skip(rest: str, view: SessionView) -> Parsed:
    spot, reason = _spot(rest, view)
    return c.Skip(block=spot, reason=reason)


def _answer(rest: str, view: SessionView) -> Parsed:
    spot, answer = _spot(rest, view)
    if not answer:
        options = view.current.options if view.current else ()
        raise NotUnderstood(f"a wants the answer behind it{': ' + ' / '.join(options) if options else ''}")
    return c.Answer(block=spot, answer=answer)


def _visit(rest: str, view: SessionView) -> Parsed:
    if not rest:
        raise NotUnderstood("go wants the block behind it; o lists what is open")
    return c.Visit(block=_named(rest, view)[0] or rest)


def _reopen(rest: str, view: SessionView) -> Parsed:
    block, reason = _named(rest, view)
    if not block:
        raise NotUnderstood("undo wants the block behind it, as in: undo III.B.2/1")
    return c.Reopen(block=block, reason=reason)


def _row(rest: str, view: SessionView) -> Parsed:
    spot, words = _spot(rest, view)
    number, words = _row_number(words)
    if words == "-" and number is not None:
        return c.RemoveRow(block=spot, row=number - 1)
    parts = re.split(r"\s+(?=[\w-]+=)", words)
    values = dict(part.split("=", 1) for part in parts if "=" in part)
    if not values or len(values) < len(parts):
        raise NotUnderstood("r wants fields and values, as in: r date=2021-01-31 accuracy=80")
    return c.RecordRow(block=spot, values={k: v.strip() for k, v in values.items()}, row=None if number is None else number - 1)


def _row_number(words: str) -> tuple[int | None, str]:
    found = re.match(r"#(\d{1,4})\s+(.*)", words)
    return (int(found[1]), found[2]) if found else (None, words)


# -- time -----------------------------------------------------------------------------------------------------------


def _interrupt(rest: str, view: SessionView) -> Parsed:
    reason, at = late_entry(rest, view, _TIME_AFTER_WORDS)
    return c.Interrupt(reason=reason, at=at)


def _only_time(make: type[c.Command], usage: str) -> Callable[[str, SessionView], Parsed]:
    def read(rest: str, view: SessionView) -> Parsed:
        words, at = late_entry(rest, view)
        _no_more(words, usage)
        return make(at=at)

    return read


def _correct(rest: str, view: SessionView) -> Parsed:
    words, at = late_entry(rest, view)
    found = re.fullmatch(r"(start|stop|interrupt|resume)(?:\s+(\d{1,3}))?", words)
    if not found or at is None:
        raise NotUnderstood("expected what and when, as in: at start 9:14, or: at interrupt 2 9:31")
    marks = [mark for mark in view.marks if mark.kind == found[1]]
    which = int(found[2] or len(marks))
    if not 1 <= which <= len(marks):
        raise NotUnderstood(f"there is no {found[1]} number {which or 1}; there are {len(marks)}")
    return c.CorrectTime(event=marks[which - 1].event, at=at)


def _acknowledge(rest: str, view: SessionView) -> Parsed:
    first, _, reason = rest.partition(" ")
    if first in {one.step for one in view.announcements}:
        return c.Acknowledge(step=first, reason=reason.strip())
    ref = view.due.step if view.due else view.gate
    if not ref:
        raise NotUnderstood("no announcement is due, and the walk waits for none")
    return c.Acknowledge(step=ref, reason=rest)


# -- the room -------------------------------------------------------------------------------------------------------


def _set(rest: str, view: SessionView) -> Parsed:
    fact, equals, value = rest.partition("=")
    if not equals or not value.strip():
        raise NotUnderstood(f"expected FACT=VALUE; facts are {', '.join(view.plan.facts)}")
    return c.SetFact(fact=fact.strip(), value=value.strip())


def _close(rest: str, view: SessionView) -> Parsed:
    word, _, reason = rest.partition(" ")
    if word and (word.lower() != "anyway" or not reason.strip()):
        raise NotUnderstood(
            f"close alone closes the {view.habits.matter}; close anyway REASON skips all that is open for that reason"
        )
    return c.Close(reason=reason)


def _incident(rest: str, view: SessionView) -> Parsed:
    words, at = late_entry(rest, view, _TIME_AFTER_WORDS)
    known = sorted(one.id for one in view.categories)
    for count in (3, 2, 1):  # "fire drill in the west wing": the longest name that is one, else a beginning of one
        typed, note = _first(words, count)
        fitting = [one for one in known if one == typed or (count == 1 and typed and one.startswith(typed))]
        fitting = [one for one in fitting if one == typed] or fitting
        if len(fitting) == 1:
            return c.RecordIncident(category=fitting[0], note=note, at=at)
    fitting = _by_words(words, view)
    if len(fitting) == 1:
        return c.RecordIncident(category=fitting[0], note=words, at=at)
    raise NotUnderstood(f"expected a category and a note; categories are {', '.join(known)}")


def _by_words(said: str, view: SessionView) -> list[str]:
    """The categories of which one of the words that people say for them stands in what was typed: "torn page 4"."""
    text = f" {said.lower()} "
    return [one.id for one in view.categories if any(f" {word} " in text for word in one.words)]


def _first(words: str, count: int) -> tuple[str, str]:
    """The first so many words as a category is written, and what stands behind them."""
    parts = words.split(None, count)
    return "_".join(parts[:count]).lower().replace("-", "_"), "".join(parts[count:])


def _misread(rest: str, view: SessionView) -> Parsed:
    if rest == "undo":
        kept = [one.number for one in view.misreads]
        if not kept:
            raise NotUnderstood("there is no misread to take back")
        return c.WithdrawMisread(number=kept[-1])
    named, words = _named(rest, view)
    spot = named or _last_said(view)
    first, _, note = words.partition(" ")
    if words and not (first.isdecimal() and len(first) < 4):
        raise NotUnderstood("expected the number of the sentence (from 1), then a note, as in: m 2 said pen for pencil")
    return c.RecordMisread(block=spot, sentence=int(first or 0), note=note)


def _last_said(view: SessionView) -> str:
    if not view.being_read:
        raise NotUnderstood("nothing was read aloud yet; name the block, as in: m III.D.1/1 2")
    return view.being_read


def _tally(rest: str, view: SessionView) -> Parsed:
    found = re.fullmatch(r"(.*?)\s*([-+]?\d+)?", rest)
    words, number = (found[1], _number(found[2] or "1", "t")) if found else (rest, 1)
    wanted = re.sub(r"[\s_-]+", "_", words).lower()
    fitting = [one for one in TALLIES if one == wanted] or [one for one in TALLIES if one.startswith(wanted)]
    if not wanted or len(fitting) != 1:
        raise NotUnderstood(f"expected one of {', '.join(TALLIES)}, and how many")
    return c.Tally(tally=fitting[0], by=number)


def _count(rest: str, view: SessionView) -> Parsed:
    words = rest.split()
    begin = next((n for n, word in enumerate(words) if "=" in word or word[0] in "+-0123456789"), 0)
    material, numbers = " ".join(words[:begin]), words[begin:]
    if not material:
        raise NotUnderstood("expected a material and its numbers, as in: c answer_booklet 28, or: c answer_booklet void=1")
    if all("=" in one for one in numbers):
        pairs = [one.partition("=") for one in numbers]
        return c.CountMaterial(material=material, numbers={key: _number(value, key) for key, _, value in pairs})
    return c.CountMaterial(material=material, numbers=dict(zip(_fields(view, numbers), _numbers(numbers), strict=True)))


def _numbers(words: list[str]) -> list[int]:
    return [_number(word, "c") for word in words]


def _fields(view: SessionView, numbers: list[str]) -> tuple[str, ...]:
    """Which movements bare numbers are for: those of the count block on screen, in its order."""
    planned = view.plan.get(view.current.id) if view.current else None
    if planned is None or not isinstance(planned.block, Count):
        raise NotUnderstood(f"no count is on screen; name the numbers, as in: returned=27 ({', '.join(MOVEMENTS)})")
    if len(numbers) != len(planned.block.fields):
        raise NotUnderstood(f"expected here: c MATERIAL {' '.join(planned.block.fields).upper()}")
    return planned.block.fields


def _move(rest: str, view: SessionView) -> Parsed:
    material, more = _material(rest, view)
    words = more.split()
    issued = words[-1:] != ["unissued"]
    words = words if issued else words[:-1]
    if not 1 <= len(words) <= 2:
        raise NotUnderstood("expected MATERIAL MOVEMENT [N], as in: mv answer_booklet void 1 (add unissued if it was not)")
    number = _number(words[1], "mv") if len(words) > 1 else 1
    return c.MoveMaterial(material=material, movement=words[0], by=number, was_issued=issued)


def _material(rest: str, view: SessionView) -> tuple[str, str]:
    """A material by its name, also as it is said ("answer booklet"), else the first word; and what stands behind it."""
    for count in range(min(4, len(rest.split())), 0, -1):
        named, more = _first(rest, count)
        if named in view.plan.materials:
            return named, more
    first, _, more = rest.partition(" ")
    return first, more.strip()


def _hand_over(rest: str, view: SessionView) -> Parsed:
    material, reason = _material(rest, view)
    if not material:
        raise NotUnderstood("expected a material and the reason, as in: out answer_booklet taken to the nurse's office")
    return c.HandOver(material=material, reason=reason)


def _take(rest: str, view: SessionView) -> Parsed:
    try:
        return Take(tidy(rest, MAX_NAME))
    except TooLong as error:
        raise NotUnderstood(f"the name: {error}") from None


def _asks(what: str, usage: str) -> Callable[[str, SessionView], Parsed]:
    def read(rest: str, view: SessionView) -> Parsed:
        _no_more(rest, usage)
        return Ask(what)

    return read


def _plain(make: Callable[[], c.Command], usage: str) -> Callable[[str, SessionView], Parsed]:
    def read(rest: str, view: SessionView) -> Parsed:
        _no_more(rest, usage)
        return make()

    return read


VERBS: Mapping[str, Verb] = {
    "n": Verb("n [BLOCK] [H:MM]", "read, done, ticked: go on", _advance),
    "b": Verb("b", "look at the block before", _plain(c.Back, "b")),
    "f": Verb("f", "look at the block after", _plain(c.Forward, "f")),
    "s": Verb("s [BLOCK] REASON", "skip, with the reason", _skip),
    "a": Verb("a ANSWER", "answer the question", _answer),
    "c": Verb("c MATERIAL NUMBER…", "enter counted numbers (c MATERIAL returned=27 void=1 at any time)", _count),
    "r": Verb("r FIELD=VALUE …", "enter a row of a record (r #2 FIELD=VALUE … anew, r #2 - takes it out)", _row),
    "t": Verb("t TALLY [N]", f"count students: {', '.join(TALLIES)}", _tally),
    "m": Verb("m [BLOCK] [SENTENCE] [NOTE]", "a sentence was misread (m undo takes it back for ten seconds)", _misread),
    "i": Verb("i CATEGORY NOTE [H:MM]", "record an incident", _incident),
    "p": Verb("p REASON [H:MM]", "testing is interrupted", _interrupt),
    "g": Verb("g [H:MM]", "the students go on", _only_time(c.Resume, "g [H:MM]")),
    "k": Verb("k [STEP] [REASON]", "the announcement was made (early with a reason)", _acknowledge),
    "w": Verb("w", "wait for what falls due next", _asks("wait", "w")),
    "start": Verb("start [H:MM]", "the students began, though no block says so", _only_time(c.StartClock, "start [H:MM]")),
    "stop": Verb("stop [H:MM]", "nobody writes any more", _only_time(c.StopClock, "stop [H:MM]")),
    "at": Verb("at WHAT [N] H:MM", "correct a time: start, stop, interrupt or resume", _correct),
    "set": Verb("set FACT=VALUE", "something is known, or is other than it was (students=28 too)", _set),
    "take": Verb("take NAME", "another administrator takes over", _take),
    "note": Verb("note TEXT", "put words into the record", lambda rest, view: c.TakeNote(text=rest)),
    "mv": Verb("mv MATERIAL MOVEMENT [N]", "so many more issued, returned, void, moved_in, moved_out", _move),
    "out": Verb("out MATERIAL REASON", "hand over what does not add up, with the reason", _hand_over),
    "?": Verb("? QUESTION", "what the manual says of it, with the section", lambda rest, view: _question(rest)),
    "y": Verb("y", "yes: do what the last answer offers to do", _asks("confirm", "y")),
    "keep": Verb("keep", "put the last answer on record, as a note", _asks("keep", "keep")),
    "o": Verb("o", "outline, and what is open", _asks("outline", "o")),
    "go": Verb("go BLOCK", "go to a block that is open", _visit),
    "undo": Verb("undo BLOCK [REASON]", "it was not done after all: open again", _reopen),
    "later": Verb("later", "do the rest of the procedure on screen later", _plain(c.PutOff, "later")),
    "time": Verb("time", "the clock, and what falls due when", _asks("time", "time")),
    "room": Verb("room", "facts, students, materials, incidents", _asks("room", "room")),
    "close": Verb("close [anyway REASON]", "close it before the seal (anyway: skip what is open for that reason)", _close),
    "seal": Verb("seal", "seal the record", _plain(c.Seal, "seal")),
    "amend": Verb("amend TEXT", "add to a sealed record", lambda rest, view: c.Amend(text=rest)),
    "q": Verb("q", "leave; the session stays open", _asks("quit", "q")),
    "h": Verb("h", "this list", _asks("help", "h")),
}  # fmt: skip

OF_A_ROOM = frozenset({"c", "t", "m", "i", "p", "g", "k", "w", "start", "stop", "at", "mv", "out"})
"""The verbs that only a room with students has."""
