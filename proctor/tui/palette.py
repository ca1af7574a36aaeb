"""The command palette: every action of the screen by its name, and the program's themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Protocol, runtime_checkable

from textual.binding import Binding
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.worker import ResultType, Worker, WorkType

from proctor.documents.text import printable
from proctor.tui.patient import Once
from proctor.tui.themes import OURS


class Palette(CommandPalette, Once[Any]):
    """Textual's palette, for quick fingers: its own fails at a page key before its list stands there, at a second enter,
    and where a search is still at work when it is closed."""

    GIVES_WAY = True
    """To an announcement that falls due."""

    def run_worker(  # noqa: PLR0913, PLR0917 - as Textual has it
        self,
        work: WorkType[ResultType],
        name: str | None = "",
        group: str = "default",
        description: str = "",
        exit_on_error: bool = True,
        start: bool = True,
        exclusive: bool = False,
        thread: bool = False,
    ) -> Worker[ResultType]:
        """A search that fails ends that search and nothing else."""
        return super().run_worker(work, name, group, description, False, start, exclusive, thread)

    def _action_command_list(self, action: str) -> None:
        if any(found.scrollable_content_region for found in self.query(CommandList)):
            super()._action_command_list(action)


ASKED, GUESSED = 0.9, 0.1
"""How sure it is that what was typed is a question: by its form, or not."""


@runtime_checkable
class CanAsk(Protocol):
    """A screen on which questions can be asked."""

    def action_ask(self, question: str = "") -> None:
        """Ask, with a question to begin with."""

    def answer_to(self, question: str) -> str:
        """The answer in a line, or what asking would find, where that would cost time."""


@runtime_checkable
class HasMore(Protocol):
    """A screen that can do things for which it has no key."""

    def more(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        """The name of each, what it does, and the doing."""


class Actions(Provider):
    """Finds every binding that has an id, and what has no key: whoever knows the name of a thing need not know its key."""

    def _found(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        seen: set[str] = set()
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if not binding.id or binding.id in seen or not active.enabled:
                continue
            seen.add(binding.id)
            shown = self.app.get_key_display(binding.with_key(key))
            yield f"{binding.description} ({shown})", binding.tooltip, partial(self._run, binding, active.node)
        if isinstance(self.screen, HasMore):
            yield from self.screen.more()
        for theme in OURS:
            yield f"theme {theme.name.removeprefix('proctor-')}", "How the screens look", partial(self._theme, theme.name)

    async def _run(self, binding: Binding, node: DOMNode) -> None:
        await self.app.run_action(binding.action, node)

    def _theme(self, name: str) -> None:
        self.app.theme = name

    async def discover(self) -> Hits:
        for name, tooltip, run in self._found():
            yield DiscoveryHit(name, run, help=tooltip)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, tooltip, run in self._found():
            in_tooltip = 0.3 if query.lower() in tooltip.lower() else 0.0
            if (score := max(matcher.match(name), in_tooltip)) > 0:
                yield Hit(score, matcher.highlight(name), run, help=tooltip)


class Questions(Provider):
    """What was typed may be a question: the answer stands below it, and enter opens it where it can be gone on with."""

    async def search(self, query: str) -> Hits:
        screen = self.screen
        if not isinstance(screen, CanAsk):
            return
        shown = Content.assemble("ask: ", printable(query))
        sure = ASKED if "?" in query or len(query.split()) > 2 else GUESSED
        yield Hit(sure, shown, partial(screen.action_ask, query), help=printable(screen.answer_to(query)))
