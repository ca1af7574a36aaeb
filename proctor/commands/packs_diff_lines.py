"""What changed between two packs as lines: marks in brackets, which a terminal may have in colour too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proctor.documents.text import printable, terminal_width, wrapped
from proctor.scripts.comparing.wording import (
    in_runs,
    is_renumbered,
    of_item,
    of_run,
    of_script,
    of_step,
    of_steps,
    summary,
    unchanged,
)
from proctor.scripts.diff import BlockDiff, Change, Fate, Item, Mark, PackDiff, ScriptDiff, Span, StepDiff

KEPT = 80
"""Characters of unchanged text that stand on either side of a change; what is longer is cut short, but for words read aloud."""

_OPEN = {Mark.REMOVED: "\ue000", Mark.ADDED: "\ue001"}
_CLOSE = {Mark.REMOVED: "\ue002", Mark.ADDED: "\ue003"}
"""Brackets while a line is put together, so that they are told from those that a text has of its own."""

_PLAIN = str.maketrans({"\ue000": "[", "\ue001": "{", "\ue002": "]", "\ue003": "}"})
_NO_BRACKETS = str.maketrans(dict.fromkeys("\ue000\ue001\ue002\ue003", "\ufffd"))
_COLOURS = {"\ue000": "\x1b[9;31m", "\ue001": "\x1b[32m"}
_RESET = "\x1b[0m"


def as_lines(diff: PackDiff) -> Iterator[str]:
    """Each in one piece, without colour."""
    for line in _lines(diff):
        yield line.translate(_PLAIN)


def drawn(diff: PackDiff, *, colour: bool) -> Iterator[str]:
    """Broken to the width of the terminal, with colour if wanted."""
    width = terminal_width()
    for line in _lines(diff):
        rows = wrapped(line, width).split("\n") if line else [""]
        if colour:
            yield from _coloured(rows)
        else:
            yield from (row.translate(_PLAIN) for row in rows)


def _coloured(rows: Sequence[str]) -> Iterator[str]:
    """A mark goes on in the next row behind its indent."""
    running = ""
    for row in rows:
        words = row.lstrip(" ")
        done = [row[: len(row) - len(words)], running]
        for one in words:
            if one in _COLOURS:
                running = _COLOURS[one]
                done.append(running)
            done.append(one.translate(_PLAIN))
            if one in _CLOSE.values():
                running = ""
                done.append(_RESET)
        yield "".join(done) + (_RESET if running else "")


# -- lines ------------------------------------------------------------------------------------------------------------


def _lines(diff: PackDiff) -> Iterator[str]:
    yield _safe(f"Old: {diff.old_id} · {diff.old_title}")
    yield _safe(f"New: {diff.new_id} · {diff.new_title}")
    yield from map(_safe, summary(diff))
    if diff.changes or diff.items or diff.steps:
        yield from ("", "THE PACK")
        yield from _what_else(diff.changes, diff.items)
        yield from _steps(diff.steps)
    for script in diff.scripts:
        if script.fate is not Fate.SAME:
            yield from _script(script)
    if not diff.same and (same := unchanged(diff)):
        yield from ("", _safe(same))


def _script(script: ScriptDiff) -> Iterator[str]:
    yield ""
    yield _safe(f"SCRIPT {of_script(script)}")
    if script.fate not in (Fate.ADDED, Fate.REMOVED):
        yield _safe(f"  {of_steps(script.counts)}.")
        yield from _what_else(script.changes, script.items)
        yield from _steps(script.steps)


def _what_else(changes: Sequence[Change], items: Sequence[Item]) -> Iterator[str]:
    for change in changes:
        yield _change(change, "  ")
    for item in items:
        yield _safe(f"  {of_item(item)}")
        for change in item.changes:
            yield _change(change, "      ")


def _steps(steps: Sequence[StepDiff]) -> Iterator[str]:
    part = ""
    for run in in_runs(steps):
        if run[0].part != part:
            part = run[0].part
            yield from ("", _safe(f"  {part.upper()}"))
        if is_renumbered(run):
            yield _safe(f"  {of_run(run)}")
        else:
            yield from _step(run[0])


def _step(step: StepDiff) -> Iterator[str]:
    yield _safe(f"  {of_step(step)}")
    for block in step.blocks:
        if block.aloud or block.kind == "say":
            yield from _block(block)
    for change in step.changes:
        yield _change(change, "      ")
    for block in step.blocks:
        if not (block.aloud or block.kind == "say"):
            yield from _block(block)


def _block(block: BlockDiff) -> Iterator[str]:
    """Its words with the marks, or as far as they say which block it is where they are the same; then what else differs."""
    text = next((change for change in block.changes if change.what == "text"), None)
    words = _marked(text, whole=block.kind == "say") if text else _safe(_beginning(block.text))
    moved = "(moved) " if block.moved else ""
    yield f"      {_safe(block.kind.upper()):<7} {moved}{words}"
    for change in block.changes:
        if change is not text:
            yield _change(change, "              ")


def _change(change: Change, indent: str) -> str:
    return f"{indent}{_safe(change.what)}: {_marked(change)}"


def _marked(change: Change, *, whole: bool = False) -> str:
    spans = change.marks
    last = len(spans) - 1
    return "".join(
        _span(span) if span.mark is not Mark.SAME or whole else _safe(_cut(span.text, first=not n, last=n == last))
        for n, span in enumerate(spans)
    )


def _span(span: Span) -> str:
    text = _safe(span.text)
    match span.mark:
        case Mark.REMOVED:
            return f"{_OPEN[span.mark]}-{text}-{_CLOSE[span.mark]}"
        case Mark.ADDED:
            return f"{_OPEN[span.mark]}+{text}+{_CLOSE[span.mark]}"
        case _:
            return text


def _cut(text: str, *, first: bool, last: bool) -> str:
    """Of a long unchanged stretch what stands next to a change; "…" for the rest."""
    before = 0 if first else KEPT
    behind = 0 if last else KEPT
    if len(text) <= before + behind + KEPT:
        return text
    start = text[:before].rpartition(" ")[0] + " " if before else ""
    end = " " + text[len(text) - behind :].partition(" ")[2] if behind else ""
    return f"{start}…{end}"


def _beginning(text: str) -> str:
    return text if len(text) <= KEPT else f"{text[:KEPT].rpartition(' ')[0] or text[:KEPT]} …"


def _safe(text: str) -> str:
    """Nothing in it steers the terminal, or could be taken for a bracket of ours."""
    return printable(text).translate(_NO_BRACKETS)
