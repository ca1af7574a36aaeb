"""Where questions are typed and answered: the answer comes while one types, and what was asked before stands below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from proctor.assistant.reply import Reply, cited
from proctor.documents.text import printable
from proctor.tui.widgets.field import Field

MARK = "▸ "
"""Before the sentence of a passage that says it; it stands first, since the passage may be long."""
LONGEST_QUESTION = 400
"""Characters of the line that questions are typed into."""


class Asking(Vertical):
    """A line for the question, the answer to what stands in it, and the answers before, latest first.

    ``look_up`` answers what is being typed, and may give None while there is nothing to answer from; ``before`` are the
    answers that were kept. ``offer`` says below the answer at hand how its action is done.
    """

    @dataclass
    class Typed(Message):
        """The question is another."""

        asking: Asking

    def __init__(
        self, look_up: Callable[[str], Reply | None], before: Callable[[], Sequence[Reply]], *, hint: str, question: str = ""
    ) -> None:
        super().__init__()
        self._look_up = look_up
        self._before = before
        self._hint = hint
        self._begin = question
        self.now: Reply | None = None
        self.offer = ""

    def compose(self) -> ComposeResult:
        yield Field(self._begin, id="question", hint=self._hint, limit=LONGEST_QUESTION)
        yield Answers()

    @property
    def words(self) -> str:
        """The question as it stands, without blanks at its ends."""
        return self.query_one(Field).words

    def on_mount(self) -> None:
        self.answer()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.offer = ""
        self.answer()
        self.post_message(self.Typed(self))

    def answer(self) -> None:
        """Answer what stands in the line, as things are now."""
        self.now = self._look_up(self.words) if self.words else None
        self.draw()

    def clear(self) -> None:
        """An empty line for the next question; what it held is among the answers before."""
        self.now, self.offer = None, ""
        self.query_one(Field).value = ""
        self.draw()

    def draw(self) -> None:
        before = self._before()
        shown = [one for one in before if one is not self.now]
        self.query_one(Answers).show(self.now, shown, offer=self.offer)


class Answers(Static):
    """Replies as they are shown: the verdict in bold words, what to do, where it stands."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.told = ""
        """All of it as plain text."""

    def show(self, now: Reply | None, before: Sequence[Reply], *, offer: str = "") -> None:
        parts = list(_reply(now, offer)) if now else []
        for reply in reversed(before):
            parts.append(Content("\n" if parts else ""))
            parts.append(Content.styled(f"{printable(reply.question)}\n", "italic"))
            parts += _reply(reply, "")
        content = Content("").join(parts)
        if content.plain != self.told:
            self.told = content.plain
            self.update(content)


def _reply(reply: Reply, offer: str) -> Iterator[Content]:
    for one in reply.all:
        if reply.more:
            yield Content.styled(f"{printable(one.question)}\n", "italic")
        if one.headline:
            yield Content.styled(f"{one.headline} · ", "bold")
        said = "\n".join(map(printable, one.listed)) or printable(one.answer)
        yield Content.styled(f"{MARK}{printable(one.marked)}\n", "bold") if one.marked else Content(f"{said}\n")
        if one.do:
            yield Content(f"Do: {printable(one.do)}\n")
        if one.citations:
            yield Content.styled(f"{printable(cited(one.citations))}\n", "dim")
        if one.marked and one.marked != one.answer:
            yield from _whole(one)
        if one.kind == "unknown" and one.alternatives:
            near = "; ".join(f"{near.title} ({near.section})" if near.section else near.title for near in one.alternatives)
            yield Content.styled(f"Related, no answer: {printable(near)}\n", "dim")
    if offer:
        yield Content.styled(f"{offer}\n", "bold")


def _whole(reply: Reply) -> Iterator[Content]:
    """The passage around the sentence that says it."""
    before, marked, after = reply.answer.partition(reply.marked)
    yield Content(f"\n{printable(before)}")
    yield Content.styled(printable(marked), "bold")
    yield Content(f"{printable(after)}\n")
