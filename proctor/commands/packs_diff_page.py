"""What changed between two packs as a page for a principal: on a screen, or printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proctor.documents.html import Html, escape, join, page, table, tag
from proctor.scripts.comparing.wording import in_runs, is_renumbered, of_item, of_run, of_script, of_step, summary, unchanged
from proctor.scripts.diff import BlockDiff, Change, Fate, Item, Mark, PackDiff, ScriptDiff, Span, StepDiff

_ELEMENTS = {Mark.ADDED: "ins", Mark.REMOVED: "del"}


def as_page(diff: PackDiff) -> str:
    title = "What changed between two packs"
    return page(f"{title}: {diff.old_id}, {diff.new_id}", join(_body(title, diff)))


def _body(title: str, diff: PackDiff) -> Iterator[Html]:
    yield tag("h1", title)
    yield tag("p", "From ", tag("b", diff.old_title), f" ({diff.old_id}) to ", tag("b", diff.new_title), f" ({diff.new_id}).")
    yield from (tag("p", line) for line in summary(diff))
    if diff.same:
        return
    yield tag("p", "What was ", tag("del", "removed"), " is struck out; what was ", tag("ins", "added"), " is underlined.")
    yield _counts(diff)
    if diff.changes or diff.items or diff.steps:
        yield tag("h2", "The pack")
        yield from _what_else(diff.changes, diff.items)
        yield from _steps(diff.steps)
    for script in diff.scripts:
        if script.fate is not Fate.SAME:
            yield from _script(script)
    if same := unchanged(diff):
        yield tag("p", same, class_="quiet")


def _counts(diff: PackDiff) -> Html:
    head = ["Steps of", "changed", "aloud", "added", "removed", "moved", "renumbered", "same"]
    rows = [
        (one.id, *map(str, (c.changed, c.aloud, c.added, c.removed, c.moved, c.renumbered, c.same)))
        for one in diff.scripts
        for c in [one.counts]
    ]
    return table(head, rows)


def _script(script: ScriptDiff) -> Iterator[Html]:
    yield tag("h2", of_script(script))
    yield from _what_else(script.changes, script.items)
    yield from _steps(script.steps)


def _what_else(changes: Sequence[Change], items: Sequence[Item]) -> Iterator[Html]:
    if changes:
        yield _list(changes)
    for item in items:
        yield tag("article", tag("h4", of_item(item)), _list(item.changes))


def _list(changes: Sequence[Change]) -> Html:
    return tag("ul", *(tag("li", f"{change.what}: ", _marked(change)) for change in changes)) if changes else Html()


def _steps(steps: Sequence[StepDiff]) -> Iterator[Html]:
    part = ""
    for run in in_runs(steps):
        if run[0].part != part:
            part = run[0].part
            yield tag("h3", part)
        yield tag("p", of_run(run), class_="quiet") if is_renumbered(run) else _step(run[0])


def _step(step: StepDiff) -> Html:
    """What is read aloud stands first."""
    aloud = [block.aloud or block.kind == "say" for block in step.blocks]
    first = [_block(block) for block, says in zip(step.blocks, aloud, strict=True) if says]
    rest = [_block(block) for block, says in zip(step.blocks, aloud, strict=True) if not says]
    return tag("article", tag("h4", of_step(step)), *first, _list(step.changes), *rest)


def _block(block: BlockDiff) -> Html:
    text = next((change for change in block.changes if change.what == "text"), None)
    words = _marked(text) if text else escape(block.text)
    rest = [change for change in block.changes if change is not text]
    moved = "(moved) " if block.moved else ""
    kind = tag("span", block.kind.upper(), class_="kind")
    return tag("div", kind, f" {moved}", words, _list(rest), class_="say" if block.kind == "say" else "block")


def _marked(change: Change) -> Html:
    return join(_span(span) for span in change.marks)


def _span(span: Span) -> Html:
    element = _ELEMENTS.get(span.mark)
    return tag(element, span.text) if element else escape(span.text)
