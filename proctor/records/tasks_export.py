"""A checklist for other programs: as a calendar of its deadlines, and as a page of Markdown with a box for each task.

Of a session, with what is on record; of a script that nobody has opened, as the pack has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from proctor.documents.charts import Bar, bars
from proctor.documents.ics import Happening, calendar
from proctor.records.tasks import NameOf
from proctor.scripts.base import spelt
from proctor.scripts.models import Step
from proctor.scripts.snapshot import Snapshot
from proctor.state.plan import Plan
from proctor.state.session import Session
from proctor.state.state import State
from proctor.state.tasks import DONE, DROPPED, STATUSES, TaskView, months_of, tasks_of

WIDTH = 76
SCHEME = "https://"


class Listed:
    """The tasks of a list at a moment, and who is who."""

    def __init__(self, state: State, today: date | None, name_of: NameOf, uid: str) -> None:
        self.state = state
        self.today = today
        self.name_of = name_of
        self.uid = uid
        self.tasks = tasks_of(state, today)

    @classmethod
    def of_session(cls, session: Session) -> Listed:
        """As it stood at the last entry; late is what was late then. The first entry's hash tells one list from another."""
        view, opened = session.view(), session.state.opened_at
        stem = f"{view.plan.snapshot.name}/{opened.utc if opened else 0}"
        return cls(session.state, view.today, session.name_of, stem)

    @classmethod
    def of_script(cls, snapshot: Snapshot) -> Listed:
        """As the pack has it."""
        return cls(State(Plan(snapshot)), None, lambda key: key, snapshot.name)

    def as_ics(self, stamp: datetime) -> str:
        """A day for each deadline, meeting and date that something may go on until; what has no day stands together on the
        first."""
        return calendar(self.state.plan.script.title, tuple(self._happenings()), stamp)

    def as_markdown(self) -> str:
        """A list of boxes under the names of the parts."""
        return "\n".join(self._markdown()) + "\n"

    # -- a calendar -------------------------------------------------------------------------------------------------

    def _happenings(self) -> Iterator[Happening]:
        for task in self.tasks:
            if task.due:
                yield self._happening(task, task.due)
        yield from self._ends()
        yield from self._meetings()
        yield from self._undated()

    def _happening(self, task: TaskView, due: date) -> Happening:
        box = {DONE: "[x] ", DROPPED: "[-] "}.get(task.status, "")
        return Happening(
            uid=f"{self.uid}/{task.ref}@proctor",
            title=f"{box}{task.ref} {task.title}",
            start=due,
            text="\n".join(self._about(task)),
            url=next((f"{SCHEME}{one.link}" for one in task.details if one.link), ""),
            categories=(STATUSES[task.status], *((self.name_of(task.assigned),) if task.assigned else ())),
        )

    def _about(self, task: TaskView) -> Iterator[str]:
        """What is to be done, and what is on record of it."""
        yield task.text
        yield from (f"{rule[:1].upper()}{rule[1:]}." for rule in task.rules)
        if task.due and task.planned and task.due != task.planned:
            yield f"Postponed from {spelt(task.planned)}: {task.reason}"
        elif task.reason:
            yield f"Because: {task.reason}"
        if task.assigned:
            yield f"For: {self.name_of(task.assigned)}"
        yield from (f"Note: {text}" for _, text in task.notes)
        for one in task.details:
            yield f"See {one.title} ({one.section}): {' '.join(one.text.split())}"

    def _ends(self) -> Iterator[Happening]:
        """The last days of what may go on until then."""
        steps: dict[str, Step] = {step.ref: step for _, step in self.state.plan.script.steps()}
        for task in self.tasks:
            for number, due in enumerate(steps[task.ref].due):
                if due.last:
                    title = f"{task.ref} {due.what or due.words}"
                    yield Happening(f"{self.uid}/{task.ref}/{number}@proctor", title, due.last, text=due.words)

    def _meetings(self) -> Iterator[Happening]:
        for number, one in enumerate(self.state.plan.snapshot.pack.schedule):
            uid = f"{self.uid}/schedule/{number}@proctor"
            yield Happening(uid, one.title, date.fromisoformat(one.date), text=" ".join(one.note.split()))

    def _undated(self) -> Iterator[Happening]:
        """Tasks of the whole year in one, so that a calendar is not full of them."""
        undated = [task for task in self.tasks if not task.due]
        first = min((task.due.replace(day=1) for task in self.tasks if task.due), default=None)
        if undated and first:
            text = "\n".join(f"{_box(task)} {task.ref} {task.title}: {' '.join(self._about(task))}" for task in undated)
            title = f"{undated[0].month}: {len(undated)} tasks without a day"
            yield Happening(f"{self.uid}/undated@proctor", title, first, text=text)

    # -- a page -----------------------------------------------------------------------------------------------------

    def _markdown(self) -> Iterator[str]:
        months = months_of(self.tasks)
        yield f"# {self.state.plan.script.title}"
        yield ""
        if self.today:
            yield f"As it stood on {spelt(self.today)}."
            yield ""
        yield "```"
        yield from bars([Bar(one.title, one.done, one.total, one.late) for one in months], WIDTH)
        yield "```"
        for month in months:
            yield ""
            yield f"## {month.title}"
            yield ""
            for task in self.tasks:
                if task.stage == month.stage:
                    yield from self._boxed(task)

    def _boxed(self, task: TaskView) -> Iterator[str]:
        due = f" (due {task.due_words})" if task.due_words and task.is_open else ""
        late = f" **{STATUSES[task.status]}**" if self.today and task.is_open and task.due and task.due < self.today else ""
        yield f"- {_box(task)} **{_plain(task.ref)}** {_plain(task.title)}{_plain(due)}{late}"
        yield from (f"  - {_plain(line)}" for line in self._about(task))


def _box(task: TaskView) -> str:
    return {DONE: "[x]", DROPPED: "[-]"}.get(task.status, "[ ]")


def _plain(text: str) -> str:
    """Words in which no mark of Markdown is read."""
    return "".join(f"\\{one}" if one in "\\`*_[]<>#|" else one for one in text)


def now_of(session: Session) -> datetime:
    """When the session's clock says that it is."""
    return datetime.fromtimestamp(session.clock.now().utc / 1_000, tz=UTC)
