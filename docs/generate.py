"""What the documents say that the code knows better: made from the code, between marks.

``python -m docs.generate`` writes it; ``--check`` says what is out of date, with exit code 1.
"""

from __future__ import annotations

import io
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from textual.binding import Binding, BindingType

from docs import pictures
from proctor.cli import COMMANDS
from proctor.plain.grammar import VERBS
from proctor.plain.lines import ListedLines
from proctor.plain.list_grammar import help_rows
from proctor.plain.loop import PlainMode
from proctor.scripts.blocks import KINDS
from proctor.scripts.library import Library
from proctor.scripts.vocabulary import CATEGORIES
from proctor.settings import Places
from proctor.state.clock import MINUTE, ManualClock
from proctor.state.commands import JoinFromPaper, Open
from proctor.state.journal import MemoryJournal
from proctor.state.machine import TABLE
from proctor.state.session import Session
from proctor.state.state import Phase
from proctor.tui.screens.checklist_keys import BINDINGS as LIST_BINDINGS
from proctor.tui.screens.session_keys import BINDINGS
from proctor.tui.screens.voiced import VOICE_BINDINGS

ROOT = Path(__file__).resolve().parents[1]
_MARKED = re.compile(r"(<!-- made from the code: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)


def machine() -> Iterator[str]:
    """Every command, and the phases in which it is taken."""
    yield f"| command | {' | '.join(Phase)} |"
    yield f"|---|{'---|' * len(Phase)}"
    for command, rule in TABLE.items():
        yield f"| `{command.__name__}` | {' | '.join('●' if phase in rule.phases else '' for phase in Phase)} |"


def plain() -> Iterator[str]:
    yield "| line | does |"
    yield "|---|---|"
    for verb in VERBS.values():
        yield f"| `{verb.usage}` | {verb.does} |"


def keys() -> Iterator[str]:
    """The session screen's keys, as their bindings say it."""
    yield from _bound(BINDINGS)


def voice_keys() -> Iterator[str]:
    """Those of the voice, where there is one."""
    yield from _bound(VOICE_BINDINGS)


def _bound(bindings: Iterable[BindingType]) -> Iterator[str]:
    yield "| key | does | in `settings.toml` |"
    yield "|---|---|---|"
    for binding in bindings:
        assert isinstance(binding, Binding)
        if binding.show:
            names = ", ".join(f"`{_KEY_NAMES.get(key, key)}`" for key in binding.key.split(","))
            yield f"| {names} | {binding.tooltip} | `{binding.id}` |"


_KEY_NAMES = {
    "exclamation_mark": "!",
    "slash": "/",
    "question_mark": "?",
    "f1": "F1",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
}


def tasks() -> Iterator[str]:
    """What can be typed in a checklist's session."""
    yield "| line | does |"
    yield "|---|---|"
    for usage, does in help_rows():
        yield f"| `{usage}` | {does} |"


def list_keys() -> Iterator[str]:
    """The checklist screen's keys."""
    yield from _bound(LIST_BINDINGS)


def commands() -> Iterator[str]:
    yield "| command | does |"
    yield "|---|---|"
    for name, (_, does) in COMMANDS.items():
        yield f"| `proctor {name}` | {does} |"


def kinds() -> Iterator[str]:
    yield "| kind | is | required by default |"
    yield "|---|---|---|"
    for kind, model in KINDS.items():
        said = (model.__doc__ or "").strip().split("\n")[0]
        yield f"| `{kind}` | {said} | {'yes' if model.requires_by_default else 'no'} |"


def incidents() -> Iterator[str]:
    yield "| category | is |"
    yield "|---|---|"
    for category in CATEGORIES:
        yield f"| `{category.id}` | {category.title} |"


SAMPLE = ["n", "n", "p fire alarm 9:31", "n"]
"""What is typed in the README's sample, beginning at the students' last names."""


def sample() -> Iterator[str]:
    """A few lines of a real session, with a clock that stands where the sample wants it."""
    snapshot = Library(Places(ROOT / "nowhere")).snapshot("mcas-2006-grade10-math/session-1")
    clock = ManualClock(utc=1_148_376_360_000)  # 2006-05-23, 9:26
    session = Session.begin(MemoryJournal(snapshot.text), clock)
    facts = {"labels": "all", "covers_completed": "no", "students": 28, "accommodations": (), "labels_applied_by": "before"}
    session.open(Open(room="12", facts=facts))
    session.handle(JoinFromPaper(step="III.D.6"))
    clock.sleep(6 * MINUTE)
    out = io.StringIO()
    PlainMode(session, ListedLines(SAMPLE), _Echo(out, SAMPLE)).run()
    yield "```"
    yield from out.getvalue().splitlines()
    yield "```"


class _Echo(io.StringIO):
    """Writes what is typed before what comes of it, as a terminal would show it."""

    def __init__(self, out: io.StringIO, typed: list[str]) -> None:
        super().__init__()
        self.out = out
        self.typed = iter(typed)

    def write(self, text: str) -> int:
        if text.startswith(("ok ", "no: ")):
            self.out.write(f"> {next(self.typed, '')}\n")
        return self.out.write(text)


PARTS: dict[str, Callable[[], Iterator[str]]] = {
    "machine": machine,
    "plain": plain,
    "keys": keys,
    "voice-keys": voice_keys,
    "tasks": tasks,
    "list-keys": list_keys,
    "commands": commands,
    "kinds": kinds,
    "incidents": incidents,
    "sample": sample,
}


def renewed(text: str) -> str:
    """A document with each marked part as the code has it now."""

    def part(found: re.Match[str]) -> str:
        return found[1] + "\n".join(PARTS[found[2]]()) + "\n" + found[3]

    return _MARKED.sub(part, text)


def stale() -> Iterator[tuple[Path, str]]:
    """Every document and picture that is out of date, and what it should be."""
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        text = path.read_text(encoding="utf-8")
        if (new := renewed(text)) != text:
            yield path, new
    for path, svg in pictures.drawn():
        if pictures.is_stale(path, svg):
            yield path, svg


def main() -> int:
    check = "--check" in sys.argv[1:]
    os.environ["TZ"] = "UTC"
    time.tzset()
    found = list(stale())
    for path, new in found:
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(new, encoding="utf-8")
        word = "is out of date; run python -m docs.generate" if check else "written"
        sys.stdout.write(f"{path.relative_to(ROOT)} {word}\n")
    return 1 if check and found else 0


if __name__ == "__main__":
    sys.exit(main())
