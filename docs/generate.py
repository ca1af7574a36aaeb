"""What the documents say that the code knows better: made from the code, between marks.

``python -m docs.generate`` writes it; ``--check`` says what is out of date, with exit code 1.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from proctor.cli import COMMANDS
from proctor.plain.grammar import VERBS
from proctor.scripts.models import KINDS
from proctor.scripts.vocabulary import CATEGORIES
from proctor.state.machine import TABLE
from proctor.state.state import Phase

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


PARTS: dict[str, Callable[[], Iterator[str]]] = {
    "machine": machine,
    "plain": plain,
    "commands": commands,
    "kinds": kinds,
    "incidents": incidents,
}


def renewed(text: str) -> str:
    """A document with each marked part as the code has it now."""

    def part(found: re.Match[str]) -> str:
        return found[1] + "\n".join(PARTS[found[2]]()) + "\n" + found[3]

    return _MARKED.sub(part, text)


def main() -> int:
    check = "--check" in sys.argv[1:]
    stale = []
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        text = path.read_text(encoding="utf-8")
        if renewed(text) == text:
            continue
        stale.append(path.relative_to(ROOT))
        if not check:
            path.write_text(renewed(text), encoding="utf-8")
    for path in stale:
        sys.stdout.write(f"{path} {'is out of date; run python -m docs.generate' if check else 'written'}\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
