"""Sentences that ask for something to be done: a command for whoever asked to confirm. Nothing is carried out here.

Only the imperative counts: "note a fire drill" asks for an entry, "what do I do in a fire drill?" asks for the rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from proctor.assistant.reply import Reply
from proctor.scripts.vocabulary import Category, fitting
from proctor.state import commands as c
from proctor.state.state import Phase
from proctor.state.view import SessionView

Made = Callable[[re.Match[str], SessionView], "Reply | None"]

_POLITE = re.compile(
    r"^(?:please|pls|ok(?:ay)?|hey|now|just|so|can you|could you|would you|will you|i want to|i need to|i would like to|let'?s)"
    r"[\s,]+(?:please\s+)?",
    re.IGNORECASE,
)
_COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "another": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
}
_MORE_TIME = r"(?:more|extra|additional|longer)\s*(?:time)?"
MOST_AT_ONCE = 200
"""Students that one sentence can count."""


def action(text: str, view: SessionView) -> Reply | None:
    """What a sentence asks to be done in a session that is open; None where it asks for nothing."""
    if text.rstrip().endswith("?") and not _POLITE.match(text):
        return None
    said = text.strip().rstrip(".!? ")
    while found := _POLITE.match(said):
        said = said[found.end() :]
    for pattern, made in _FORMS:
        if (match := pattern.fullmatch(said)) and (reply := made(match, view)):
            return replace(reply, question=text)
    return None


def _do(answer: str, command: c.Command) -> Reply:
    return Reply("", "action", answer, command=command, score=1.0)


def _cannot(answer: str) -> Reply:
    return Reply("", "action", answer, score=1.0)


# -- each ------------------------------------------------------------------------------------------------------------


def _pause(match: re.Match[str], view: SessionView) -> Reply:
    if view.phase is Phase.INTERRUPTED:
        return _cannot("Testing is interrupted already.")
    reason = (match["reason"] or "").strip() or "interruption"
    return _do(f"Interrupt testing: {reason}.", c.Interrupt(reason=reason))


def _resume(_: re.Match[str], view: SessionView) -> Reply:
    if view.phase is not Phase.INTERRUPTED:
        return _cannot("Testing is not interrupted.")
    return _do("End the interruption: the students go on.", c.Resume())


def _skip(match: re.Match[str], view: SessionView) -> Reply:
    block = view.at_hand
    if block is None:
        return _cannot("There is nothing at hand that could be skipped.")
    reason = (match["reason"] or "").strip()
    if block.reason_to_skip and not reason:
        return _cannot(f"{block.ref} can be skipped with a reason only: say “skip this because …”.")
    return _do(f"Skip {block.ref}{f', because {reason}' if reason else ''}.", c.Skip(block=block.id, reason=reason))


def _repeat(_: re.Match[str], view: SessionView) -> Reply:
    """The words that are on screen once more: nothing goes on record."""
    spot = view.being_read
    if not spot:
        return _cannot("Nothing has been read aloud yet.")
    block = view.block(spot)
    text = " ".join("".join(piece.text for piece in part) for part in block.paragraphs)
    return Reply("", "action", text, title=f"{block.ref} once more", score=1.0)


def _more_time(match: re.Match[str], _: SessionView) -> Reply | None:
    return _tally("more_time", "need more time", match)


def _handed_in(match: re.Match[str], _: SessionView) -> Reply | None:
    return _tally("handed_in", "handed in", match)


def _tally(tally: str, words: str, match: re.Match[str]) -> Reply | None:
    count, name = (match.groupdict().get(part) for part in ("count", "name"))
    number = 1 if name or not count else _COUNTS.get(count.lower()) or int(count)
    if not 0 < number <= MOST_AT_ONCE:
        return None
    who = f"{number} student{'' if number == 1 else 's'}"
    named = f" (you said student {name}; the record counts, it does not name)" if name else ""
    return _do(f"Count {who}: {words}{named}.", c.Tally(tally=tally, by=number))


def _note(match: re.Match[str], view: SessionView) -> Reply | None:
    """An incident where the words name a category, else a note."""
    said = match["what"].strip()
    found = _category(said, view)
    if found is None:
        return _do(f"Note: {said}", c.TakeNote(text=said)) if match["verb"].lower() not in _INCIDENTS else None
    runs = " The students' clock runs on; interrupt testing if they cannot write." if view.runs_on(found.id) else ""
    return _do(f"Record an incident: {found.title}.{runs}", c.RecordIncident(category=found.id, note=said))


_INCIDENTS = ("record", "log", "report")
"""Verbs that ask for an incident, and for nothing where no category is named."""
_ARTICLES = re.compile(r"^(?:that|of|about|the|a|an|there (?:was|is)|we had|had)\s+", re.IGNORECASE)


def _category(said: str, view: SessionView) -> Category | None:
    """The category that a few words name: as typed, else by their words in turn; None where none or several fit."""
    known = [one for one in view.categories if one.id != "other"]
    while found := _ARTICLES.match(said):
        said = said[found.end() :]
    if len(said) < 3:
        return None
    fits = fitting(known, said)
    if fits:
        return fits[0]
    words = {word for word in re.findall(r"[a-z0-9]+", said.lower()) if len(word) > 3}
    near = [one for one in known if words & set(_names(one))]
    return near[0] if len(near) == 1 else None


def _names(one: Category) -> list[str]:
    said = " ".join((one.id.replace("_", " "), *one.words)).lower()
    return [word for word in re.findall(r"[a-z0-9]+", said) if len(word) > 3]


def _misread(_: re.Match[str], view: SessionView) -> Reply:
    spot = view.being_read
    if not spot:
        return _cannot("Nothing has been read aloud yet.")
    return _do(f"Record that {view.block(spot).ref} was misread.", c.RecordMisread(block=spot))


def _back(_: re.Match[str], __: SessionView) -> Reply:
    return _do("Look at the block before.", c.Back())


def _on(_: re.Match[str], view: SessionView) -> Reply:
    block = view.at_hand
    if block is None:
        return _cannot("There is nothing at hand to go on from.")
    return _do(f"{block.ref} is done; go on.", c.Advance(block=block.id))


_WHY = r"(?:\s*(?:,|:|because(?: of)?|since|for|due to|as)\s*(?:a |an |the )?(?P<reason>.+))?"
_HOW_MANY = r"(?:(?P<count>\d{1,3}|a|an|one|another|two|three|four|five|six|seven|eight)\s+(?:more\s+)?)?"
_WHO = r"(?:students?|kids?|pupils?|child(?:ren)?|boys?|girls?)"
_LAST = r"(?:it|that|this|a sentence|the (?:last )?(?:one|sentence|words|directions|block))"
_TEST = r"(?:the )?(?:test|testing|clock|session)"
_NOTE = r"(?P<verb>(?:note|write|jot)(?: down)?|note that|record|log|report|(?:make|take|add) a note)"
_NUMBER = r"(?:number |no\.? |#)?(?P<name>\d{1,3})"
_FORMS: tuple[tuple[re.Pattern[str], Made], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), made)
    for pattern, made in (
        (rf"(?:pause|interrupt)(?: {_TEST})?{_WHY}", _pause),
        (rf"(?:resume|continue|go on|unpause)(?: {_TEST})?|end (?:the )?interruption", _resume),
        (rf"skip(?: (?:this|it|that)(?: (?:one|step|block))?)?{_WHY}", _skip),
        (rf"(?:repeat|say)(?: {_LAST})?(?: again| once more)?", _repeat),
        (r"(?:go )?back(?: one)?|previous(?: block| step)?", _back),
        (r"(?:next|done|go to the next (?:block|step))", _on),
        (rf"{_WHO} {_NUMBER} (?:needs|wants|gets|asked for) {_MORE_TIME}", _more_time),
        (rf"{_HOW_MANY}{_WHO} (?:needs?|wants?|asked for) {_MORE_TIME}", _more_time),
        (rf"{_WHO} {_NUMBER} (?:has )?(?:handed in|turned in|finished)", _handed_in),
        (rf"{_HOW_MANY}{_WHO} (?:have |has )?(?:handed in|turned in)", _handed_in),
        (rf"i (?:misread|read it wrong|misspoke|read the wrong (?:words|sentence))(?: {_LAST})?", _misread),
        (rf"{_NOTE}(?:\s+(?:of|that|about))?[:\s]+(?P<what>.{{2,300}})", _note),
    )
)
