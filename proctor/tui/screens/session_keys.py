"""The session screen's keys: every one with an id, by which settings can change it, and a line that says what it does."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from proctor.state.state import Phase
from proctor.state.view import BlockView, SessionView


def session_key(key: str, action: str, does: str, name: str, tooltip: str) -> Binding:
    """A key of the session screen; ``name`` is that by which settings change it."""
    return Binding(key, action, does, id=f"session.{name}", tooltip=tooltip)


def _hidden(key: str, action: str, does: str, name: str, tooltip: str) -> Binding:
    return Binding(key, action, does, show=False, id=f"session.{name}", tooltip=tooltip)


BINDINGS: list[BindingType] = [
    session_key("space", "advance", "on", "advance", "Read, done, ticked: go on; in a long block to its next page"),
    session_key("enter", "unlock_now", "enter", "enter", "Answer, count or enter what the block asks for; else go on"),
    session_key("k", "acknowledge", "announced", "acknowledge", "The announcement was made"),
    session_key("g", "dialog('resume')", "students go on", "resume", "The interruption is over"),
    session_key("b,left", "back", "back", "back", "Look at the block before; undoes nothing"),
    session_key("f,right", "forward", "forward", "forward", "Look at the block after"),
    session_key("s", "dialog('skip')", "skip", "skip", "Pass this block without doing it, with the reason"),
    session_key("l", "later", "later", "later", "Do the rest of this procedure later"),
    session_key("h", "tally('handed_in', 1)", "handed in", "handed-in", "One more student has handed in"),
    session_key("H", "tally('handed_in', -1)", "one fewer", "handed-in-back", "One student fewer has handed in"),
    session_key("slash", "ask", "ask", "ask", "Ask what the manual says, what time is left, what comes next"),
    session_key("i", "dialog('incident')", "incident", "incident", "Record something out of the ordinary"),
    session_key("exclamation_mark", "dialog('interrupt')", "interrupt", "interrupt", "Testing is interrupted: stop the clock"),
    session_key("m", "dialog('misread')", "misread", "misread", "A sentence was not read as it stands"),
    session_key("n", "dialog('note')", "note", "note", "Put words into the record"),
    session_key("t", "dialog('tallies')", "tallies", "tallies", "Students who come late, leave, move, need more time"),
    session_key(
        "v", "dialog('materials')", "booklets", "materials", "Count materials, mark one void, hand over what is missing"
    ),
    session_key("r", "dialog('room')", "room", "room", "What is known of the room, and changing it"),
    session_key("e", "dialog('times')", "times", "times", "Put a time right, start or stop the clock"),
    session_key("u", "undo", "undo", "undo", "Take back the last tick or misread; in the testing view: unlock"),
    session_key("o", "outline", "outline", "outline", "Every step, and how it stands"),
    session_key("j", "log", "log", "log", "What is on record so far"),
    session_key("c", "cover", "cover", "cover", "Cover the screen with the room's clock"),
    session_key("z", "seconds", "seconds", "seconds", "Show the clock with seconds, or without"),
    session_key("T", "dialog('takeover')", "take over", "take-over", "Somebody else takes the session over"),
    session_key("x", "close", "close the room", "close", "Close the room; once it is closed, seal the record"),
    session_key("a", "answer_anew", "answer", "answer", "Answer this question anew; after the seal, amend the record"),
    session_key("L", "lock", "lock", "lock", "Back to the testing view"),
    session_key("P", "put_back", "write it back", "put-back", "Write the session's file anew where it has vanished"),
    session_key("q", "dialog('leave')", "leave", "leave", "Leave the session; it stays open"),
    session_key("question_mark,f1", "app.keys", "keys", "keys", "Every key of this screen, and the tour"),
    *(_hidden(str(n), f"answer({n})", f"answer {n}", f"answer-{n}", f"Give answer {n}") for n in range(1, 10)),
    Binding(
        "up", "move(-1)", "sentence before", show=False, id="session.up", tooltip="The sentence, or block of a list, above"
    ),
    Binding(
        "down", "move(1)", "sentence after", show=False, id="session.down", tooltip="The sentence, or block of a list, below"
    ),
    Binding("pageup", "page(-1)", "page before", show=False, id="session.page-up", tooltip="The page before, of a long block"),
    Binding("pagedown", "page(1)", "next page", show=False, id="session.page-down", tooltip="The next page of a long block"),
    Binding(
        "f2", "acknowledge", "announced", show=False, id="session.acknowledge-anywhere", tooltip="The announcement was made"
    ),
]

LOCKED_KEYS = frozenset(
    {"acknowledge", "tally", "cover", "seconds", "unlock_now", "undo", "interrupt", "incident", "leave", "put_back", "ask"}
)
"""What the testing view lets through: nothing that moves the walk. Dialogs by their names; each asks before it does a thing."""


OF_A_ROOM = frozenset({"incident", "interrupt", "misread", "materials", "cover", "times", "tallies", "resume", "handed-in"})
"""Keys that only a room with students has, by the names of their bindings, which those of their dialogs are too."""

ENTERS = {"ask": "answer", "count": "enter the numbers", "record": "enter rows"}
"""What the enter key does, by the kind of block."""


VOICED = {
    "silent": {"voice-read": ""},
    "speaking": {"voice-read": "hold on", "voice-stop": "", "voice-again": "", "voice-slower": "", "voice-faster": ""},
    "paused": {"voice-read": "read on", "voice-stop": "", "voice-again": ""},
}
"""The keys of the voice by how it stands, and what they are called then; those that cannot be used are not shown."""


def keys_now(view: SessionView, *, locked: bool, block: BlockView | None, voice: str = "") -> dict[str, str]:
    """Ids of the bindings that matter now, most wanted first, with what each is called now ("" for as always); help is last."""
    first, *others = [one for one in _names(view, locked=locked, block=block) if view.habits.room or one not in OF_A_ROOM]
    voiced = VOICED[voice] if voice and not locked else {}
    names = {f"session.{name}": voiced.get(name, "") for name in (first, *voiced, *others, "keys")}
    if "session.enter" in names and block is not None:
        names["session.enter"] = ENTERS[block.kind]
    if "session.close" in names:
        names["session.close"] = "seal the record" if view.phase is Phase.CLOSED else f"close the {view.habits.matter}"
    if "session.advance" in names and block is not None and not locked:
        names["session.advance"] = _going_on(view, block)
    if "session.undo" in names and locked:
        names["session.undo"] = "then enter: unlock"
    if "session.answer" in names:
        names["session.answer"] = "amend"
    return names


def _going_on(view: SessionView, block: BlockView) -> str:
    """What the key that goes on does, where that is more than going on."""
    if view.reviewing and not view.over_the_walk:
        return "forward again"
    starts = view.plan[block.id].block.clock == "start" and view.clock.phase == "not_started"
    return "on: starts the students' clock" if starts else ""


def _names(view: SessionView, *, locked: bool, block: BlockView | None) -> tuple[str, ...]:
    room = ("incident", "interrupt", "ask")
    match view.phase:
        case Phase.SEALED:
            return ("leave", "answer", "log")
        case Phase.CLOSED:
            return ("close", "materials", "incident", "note", "log", "leave")
        case Phase.INTERRUPTED if block is None:
            return ("resume", "incident", "ask", "times", "note", "cover", "outline")
    if view.over_the_walk == "announcement":
        return ("acknowledge", *room, "cover", "misread")
    if view.over_the_walk == "procedure":
        on = ("resume",) if view.phase is Phase.INTERRUPTED else ()
        return ("advance", "later", *on, "incident", "misread", "cover", "outline")
    if view.over_the_walk == "visit":
        return ("advance", "later", "skip", *room, "outline")
    if locked:
        return ("handed-in", "interrupt", "incident", "ask", "handed-in-back", "cover", "undo")
    if view.gate:
        return ("lock", "acknowledge", "handed-in", *room, "cover", "outline", "materials")
    if block is None:
        return ("close", "back", *room, "outline", "materials")
    first = ("enter",) if block.kind in ("ask", "count", "record") and not block.settled else ("advance",)
    misread = ("misread",) if view.being_read else ()
    return (*first, "back", *room, *misread, "outline", "cover", "skip")
