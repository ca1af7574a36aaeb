"""What the program itself knows: the time, how far one is, what is needed, the dates.

Each is an entry like a rule's, found through the same ranking; its answer is worked out when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

from proctor.assistant import tasks
from proctor.assistant.handbook import Entry, Handbook, Needed, Source
from proctor.assistant.reply import Reply
from proctor.assistant.words import words

if TYPE_CHECKING:
    from proctor.state.view import SessionView

MINUTE = 60_000


class Where(Protocol):
    """The place a question is asked in."""

    @property
    def script(self) -> str: ...


Told = Callable[[Sequence[Handbook], "SessionView | None", Where], "Reply | None"]


def _reply(kind: str, answer: str, *, verdict: str | None = None, citations: tuple[Source, ...] = ()) -> Reply:
    return Reply("", kind, answer, verdict=verdict, citations=citations)


# -- time -----------------------------------------------------------------------------------------------------------


def _left(_: Sequence[Handbook], view: SessionView | None, __: Where) -> Reply | None:
    if view is None:
        return None
    clock = view.clock
    match clock.phase:
        case "none":
            return _reply("time", "This script has no clock.")
        case "not_started":
            said = f" {clock.scheduled // MINUTE} minutes are scheduled." if clock.scheduled else ""
            return _reply("time", f"The clock has not started.{said}")
        case "additional" if view.plan.script.timing.untimed:
            over = (clock.elapsed - (clock.scheduled or 0)) // MINUTE
            return _reply("time", f"None: the scheduled time is over, since {_minutes(over)}; what runs is additional time.")
        case "additional":
            return _reply("time", "None: the time is over.")
        case "stopped":
            return _reply("time", f"The clock stopped after {_minutes(clock.elapsed // MINUTE)}.")
    if clock.left is None:
        return _reply("time", f"No time is scheduled; it has run for {_minutes(clock.elapsed // MINUTE)}.")
    left = _minutes(-(-clock.left // MINUTE))
    if clock.phase == "interrupted":
        return _reply("time", f"{left} of the scheduled time, which stands still during the interruption.")
    return _reply("time", f"{left} of the scheduled time{_until(clock.end_at)}.")


def _half(_: Sequence[Handbook], view: SessionView | None, __: Where) -> Reply | None:
    return _moment(view, "Half time", "half_at")


def _end(_: Sequence[Handbook], view: SessionView | None, __: Where) -> Reply | None:
    if view is None:
        return None
    found = _moment(view, "The scheduled time ends", "end_at")
    timing = view.plan.script.timing
    if found is None:
        return None
    after = " Students who need more time may go on after it." if timing.untimed and view.plan.has_clock else ""
    last = view.plan.snapshot.local.last_bell
    bell = f" Your school: the last bell is at {last}." if last else ""
    return _reply("time", f"{found.answer}{after}{bell}")


def _moment(view: SessionView | None, name: str, which: str) -> Reply | None:
    from proctor.state.clock import wall  # late: only in a session

    if view is None:
        return None
    at: int | None = getattr(view.clock, which)
    phase = view.clock.phase
    if phase == "none":
        return _reply("time", "This script has no clock.")
    if at is None:
        when = "the students go on" if phase == "interrupted" else "the clock has started"
        return _reply("time", f"{name}: that can be told once {when}.")
    past = at <= view.now.utc
    verb = "was at" if past and name == "Half time" else "is at" if name == "Half time" else "at"
    name = name.replace("ends", "ended") if past else name
    return _reply("time", f"{name} {verb} {wall(at)}.")


def _now(_: Sequence[Handbook], view: SessionView | None, __: Where) -> Reply | None:
    return _reply("time", f"It is {view.wall}.") if view else None


def _started(_: Sequence[Handbook], view: SessionView | None, __: Where) -> Reply | None:
    from proctor.state.clock import wall

    if view is None:
        return None
    if view.clock.started_at is None:
        return _reply("time", "The students have not started.")
    lost = view.clock.lost // MINUTE
    out = f", {_minutes(lost)} of interruptions not counted" if lost else ""
    return _reply("time", f"They started at {wall(view.clock.started_at)}: {_minutes(view.clock.elapsed // MINUTE)} ago{out}.")


def _due(_: Sequence[Handbook], view: SessionView | None, __: Where) -> Reply | None:
    from proctor.state.clock import wall

    if view is None:
        return None
    if view.due:
        return _reply("time", f"Now: {view.due.title or view.due.step} is due.")
    to_come = [one for one in view.announcements if not one.status]
    if not to_come:
        return _reply("time", "Nothing more falls due by the clock.")
    one = to_come[0]
    at = f"at {wall(one.at)}" if one.at is not None else "once the clock has started"
    return _reply("time", f"{one.title or one.step} falls due {at}.")


def _until(at: int | None) -> str:
    from proctor.state.clock import wall

    return f", until {wall(at)}" if at is not None else ""


def _minutes(count: int) -> str:
    return f"{count} minute{'' if count == 1 else 's'}"


# -- how far --------------------------------------------------------------------------------------------------------


def _where(_: Sequence[Handbook], view: SessionView | None, __: Where) -> Reply | None:
    if view is None:
        return None
    now = view.current
    if now is None:
        return _reply("progress", f"{view.title} is {view.phase.value}; the last step is passed.")
    step, of = view.place
    count = f", step {step} of {of}" if of else ""
    page = f", manual p. {now.page}" if now.page else ""
    return _reply("progress", f"{now.stage or view.title}{count}: {now.ref}{page}{f', {now.title}' if now.title else ''}.")


def _next(_: Sequence[Handbook], view: SessionView | None, __: Where) -> Reply | None:
    if view is None:
        return None
    if view.gate:
        due = next((one for one in view.announcements if one.step == view.gate), None)
        return _reply("progress", f"{due.title or view.gate if due else view.gate}, when it falls due.")
    if view.next is None:
        return _reply("progress", "Nothing more: this is the last step.")
    ref, title = view.next
    return _reply("progress", f"{ref}{f', {title}' if title else ''}.")


def _skipped(_: Sequence[Handbook], view: SessionView | None, __: Where) -> Reply | None:
    if view is None:
        return None
    skipped = [one for one in view.outline if one.state in ("skipped", "missed")]
    parts = []
    if skipped:
        parts.append(f"Skipped or missed: {', '.join(_step(one.ref, one.title) for one in skipped)}.")
    if view.open:
        refs = dict.fromkeys(view.block(spot).ref for spot in view.open)
        parts.append(f"Passed and still open: {', '.join(refs)}.")
    return _reply("progress", " ".join(parts) or "Nothing was skipped, and nothing that was passed is open.")


def _still_open(_: Sequence[Handbook], view: SessionView | None, __: Where) -> Reply | None:
    if view is None:
        return None
    left = view.before_closing
    if not left:
        return _reply("progress", f"Nothing stands between here and closing the {view.habits.matter}.")
    more = f", and {len(left) - 6} more" if len(left) > 6 else ""
    return _reply("progress", f"Before the {view.habits.matter} is closed: {', '.join(left[:6])}{more}.")


def _testing(_: Sequence[Handbook], view: SessionView | None, __: Where) -> Reply | None:
    if view is None:
        return None
    tallies = view.tallies
    said = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in tallies.items() if count)
    testing = f"{view.testing} still testing" if view.testing is not None else "How many students there are was not said"
    return _reply("progress", f"{testing}{f'; {said}' if said else ''}.")


def _step(ref: str, title: str) -> str:
    return f"{ref} ({title})" if title else ref


# -- materials and dates --------------------------------------------------------------------------------------------


def _materials(books: Sequence[Handbook], view: SessionView | None, place: Where) -> Reply | None:
    if len(books) != 1 or not place.script:
        return None
    (book,) = books
    script = book.script(place.script)
    if script is None or not script.materials:
        return None
    known: Mapping[str, object] = view.state.facts if view else {}
    needed = [one for one in script.materials if _in_use(one, known)]
    groups = (("From the principal", "principal"), ("In the room", "room"), ("Brought by students", "student"))
    said = [
        f"{name}: {', '.join(_material(one) for one in needed if one.come_from == come_from)}"
        for name, come_from in groups
        if any(one.come_from == come_from for one in needed)
    ]
    refs = dict.fromkeys(one.ref for one in needed if one.ref)
    cite = tuple(Source(book.document, ref, None, "Materials") for ref in refs)
    return _reply("materials", f"{'. '.join(said)}.", verdict="info", citations=cite)


def _in_use(one: Needed, facts: Mapping[str, object]) -> bool:
    if not one.when or not facts:
        return True
    from proctor.scripts.facts import holds  # late: a session has it already

    return holds(one.when, facts) is not False  # type: ignore[arg-type]


def _material(one: Needed) -> str:
    title = one.title[:1].lower() + one.title[1:] if one.title[1:2].islower() else one.title
    return f"{title} (if wanted)" if one.optional else title


def _dates(books: Sequence[Handbook], view: SessionView | None, place: Where) -> Reply | None:
    dated = [book for book in books if book.schedule]
    if not dated:
        return None
    said = " ".join(one.told for book in dated for one in book.schedule)
    cite = tuple(Source(book.document, "Schedule", None, book.title) for book in dated)
    return _reply("calendar", said, verdict="info", citations=cite)


_KINDS: tuple[tuple[str, str, tuple[str, ...], Told], ...] = (
    (
        "time/left",
        "Time left",
        (
            "how long is left",
            "time left",
            "how much time is left",
            "minutes left",
            "time remaining",
            "how long do they still have",
        ),
        _left,
    ),
    (
        "time/half",
        "Half time",
        (
            "when is half time",
            "what time is half time",
            "when is the half over",
            "when do I announce half time",
            "half time at what time",
        ),
        _half,
    ),
    (
        "time/end",
        "End of the session",
        (
            "when must we stop",
            "when do we stop",
            "when is the end",
            "when does the session end",
            "what time does it end",
            "end time",
        ),
        _end,
    ),
    ("time/now", "The time", ("what time is it", "what is the time", "clock time now", "current time"), _now),
    (
        "time/started",
        "When they started",
        ("when did we start", "when did they begin", "how long have they been testing", "time elapsed", "how long has it been"),
        _started,
    ),
    (
        "time/due",
        "What falls due",
        ("when is the next announcement", "what is due next", "next announcement", "when must I speak", "when do I talk next"),
        _due,
    ),
    (
        "progress/where",
        "Where you are",
        ("where am I", "where are we", "which step am I on", "what step is this", "which page am I on", "current step"),
        _where,
    ),
    (
        "progress/next",
        "What comes next",
        ("what comes next", "what is next", "next step", "what do I do next", "what now", "what is after this"),
        _next,
    ),
    (
        "progress/skipped",
        "What was skipped",
        (
            "what have I skipped",
            "what did I skip",
            "did I miss anything",
            "skipped steps",
            "what did I miss",
            "what did I forget",
        ),
        _skipped,
    ),
    (
        "progress/open",
        "What is still open",
        (
            "what is still open",
            "what is left to do",
            "what remains to be done",
            "can I close the room",
            "what is open before closing",
        ),
        _still_open,
    ),
    (
        "progress/testing",
        "Who is still testing",
        (
            "how many are still testing",
            "how many have handed in",
            "how many students are left",
            "how many are done",
            "who is still writing",
        ),
        _testing,
    ),
    (
        "materials/needed",
        "What is needed",
        (
            "what do I need",
            "what materials do I need",
            "materials needed",
            "list of materials",
            "what should I have",
            "material list",
        ),
        _materials,
    ),
    (
        "calendar/all",
        "Dates",
        (
            "when are the tests",
            "test dates",
            "schedule of the tests",
            "what dates",
            "dates of the sessions",
            "when are the sessions",
        ),
        _dates,
    ),
)

ENTRIES: tuple[Entry, ...] = (
    *(Entry(name, "program", title, asked) for name, title, asked, _ in _KINDS),
    *(Entry(name, "program", title, asked) for name, title, asked in tasks.ASKED),
)
_TOLD: Mapping[str, Told] = {name: told for name, _, _, told in _KINDS}


SAME = 88.0
"""How alike, of 100, a sentence must be to one of the ways of asking, letter by letter: most of them are made of words that
tell little, so that the search by words would not find them."""


LONGEST_WAY = 80
"""Characters of a sentence that can be one of them."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Ways of asking that are compared letter by letter: (phrase, its words, entry)."""

    ways: tuple[tuple[str, Entry], ...]

    @classmethod
    def of(cls, dated: Iterable[Entry]) -> Letters:
        """Of the program's own entries, and of those of dates."""
        return cls(tuple((" ".join(words(way)), entry) for entry in (*ENTRIES, *dated) for way in (*entry.asked, entry.title)))

    def nearest(self, text: str) -> tuple[Entry, float] | None:
        """The entry that a sentence asks for almost to the letter, and how alike they are, from 0 to 1."""
        said = " ".join(words(text))
        if len(said) > LONGEST_WAY:
            return None
        found = extractOne(said, [way for way, _ in self.ways], scorer=fuzz.ratio, score_cutoff=SAME)
        if found is None or _numbers(found[0]) != _numbers(said):
            return None
        return self.ways[found[2]][1], found[1] / 100


def _numbers(text: str) -> list[str]:
    return [word for word in text.split() if word.isdigit()]


def answer(name: str, books: Sequence[Handbook], view: SessionView | None, place: Where) -> Reply | None:
    """The answer of one of :data:`ENTRIES`; None where it cannot be told here, so that the next best is taken."""
    if view is not None and view.is_list and (told := tasks.told(name, view)):
        return told
    found = _TOLD.get(name)
    return found(books, view, place) if found else None
