"""From the library to a session, a record, a preview: what a key there sets going, imported when it is pressed.

Whatever goes wrong on the way is one sentence on the screen, never a traceback.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from proctor.errors import PackError, ProctorError
from proctor.scripts.cards import PackCard
from proctor.scripts.library import Library
from proctor.scripts.loading import load_pack
from proctor.scripts.since import since_opened
from proctor.scripts.snapshot import Snapshot
from proctor.state.cards import Card
from proctor.state.opening import begin, go_on
from proctor.state.prepared import Opening, Prepared, PreparedCard
from proctor.state.session import Session
from proctor.state.shelf import Shelf
from proctor.state.sqlite import SqliteJournal
from proctor.tui.catalogue import Line, session_line, spelt
from proctor.tui.dialogs.question import Confirm, Faults, Notice, Offer
from proctor.tui.screens.opening import SPEED, OpeningScreen

if TYPE_CHECKING:
    from proctor.tui.app import ProctorApp
    from proctor.tui.reviewing import Outcome

NEW = "new"


class WaysIn:
    """Of one app, on one day. A key's way has the key's name, and is given the line of the list that the cursor is on.

    ``changed`` is called where something of the list is not as it was.
    """

    def __init__(self, app: ProctorApp, today: date, changed: Callable[[], None]) -> None:
        self.app = app
        self.today = today
        self.changed = changed

    def choose(self, line: Line) -> None:
        """What enter does."""
        if line.kind == "calendar" and line.pack is not None:
            self.calendar(line.pack)
        elif line.pack is not None:
            self._of_script(line, lambda: self.script(line.name, "live"))
        elif line.unreadable:
            self.app.push_screen(Notice(line.about))
        elif line.prepared is not None:
            self._prepared_one(line.prepared)
        elif line.session is not None and line.session.unfinished:
            path = line.session.path
            self._kindly(lambda: self._go_on(path))
        else:
            self.record(line)

    def calendar(self, pack: PackCard | None = None) -> None:
        """What a pack offers, or all of them."""
        from proctor.tui.screens.calendar import CalendarScreen

        name = (pack.id, pack.title) if pack else ("", "")
        self.app.push_screen(CalendarScreen(self.app.places, self.today, *name))

    def rehearse(self, line: Line) -> None:
        self._of_script(line, lambda: self.script(line.name, "rehearsal"))

    def preview(self, line: Line) -> None:
        """The whole flow of a script, without a session."""
        from proctor.tui.screens.preview import PreviewScreen

        def show() -> None:
            self.app.push_screen(PreviewScreen(self._snapshot(line.name), lambda: self.script(line.name, "rehearsal")))

        self._of_script(line, lambda: self._kindly(show))

    def _of_script(self, line: Line, act: Callable[[], None]) -> None:
        """Where the pack or the script has faults, these are shown instead."""
        if line.unreadable and line.pack is not None:
            self._faults(line.pack)
        else:
            act()

    def _faults(self, pack: PackCard) -> None:
        if pack.closed:
            self.app.push_screen(Notice(pack.problem, heading="This folder cannot be read"))
            return
        mend = pack.mend or f"proctor packs check {shlex.quote(str(pack.folder))}"
        try:
            load_pack(pack.folder)
        except PackError as error:
            faults = [str(fault).removeprefix(f"{pack.folder}{os.sep}") for fault in error.faults]
            heading = f"{pack.title}: {len(faults)} {'fault' if len(faults) == 1 else 'faults'}"
            self.app.push_screen(
                Faults(heading, faults, f"Mend the files in {pack.folder}; then `{mend}` says whether all is well.")
            )
        else:
            self.app.push_screen(Notice("There is no fault in it any more.", heading=pack.title))
            self.changed()

    # -- scripts ----------------------------------------------------------------------------------------------------

    def script(self, name: str, mode: str) -> None:
        """Offer what is open of a script, else ask for what is to be known of the room."""
        self._kindly(lambda: self._script(self._snapshot(name), mode))

    def _script(self, snapshot: Snapshot, mode: str) -> None:
        cards = tuple(Shelf(self.app.places.sessions).unfinished(snapshot.name, mode))
        self._offered(cards, lambda: self._form(snapshot, Opening(script=snapshot.name, mode=mode)))

    def ask(self, opening: Opening) -> None:
        """The form for a session of which nothing is known but its script, mode and speed."""
        self._kindly(lambda: self._form(self._snapshot(opening.script), opening))

    def _form(self, snapshot: Snapshot, opening: Opening, prepared: PreparedCard | None = None) -> None:
        screen = OpeningScreen(self.app.places, snapshot, opening, prepared=prepared, today=self.today)
        self.app.push_screen(screen, self._deliver)

    def _deliver(self, session: Session | None) -> None:
        if session is not None:
            self.app.deliver(session)

    def _snapshot(self, name: str) -> Snapshot:
        return Library(self.app.places).snapshot(name)

    # -- sessions ---------------------------------------------------------------------------------------------------

    def _go_on(self, path: Path) -> None:
        session = go_on(path, speed=SPEED)
        if said := since_opened(Library(self.app.places), session.state.plan.snapshot):
            self.app.notify(said, markup=False)
        self.app.deliver(session)

    def record(self, line: Line) -> None:
        """What a session's file tells, in words."""
        if line.session is not None:
            path = line.session.path
            self._kindly(lambda: self._record(path))

    def _record(self, path: Path) -> None:
        from proctor.tui.screens.record import RecordScreen

        journal = SqliteJournal.read(path)
        try:
            session = Session.resume(journal)
        except BaseException:
            journal.close()
            raise
        self.app.push_screen(RecordScreen(session))

    def verify(self, line: Line) -> None:
        """Hold a session's file against the seal on paper."""
        from proctor.tui.dialogs.verify import VerifyDialog

        if line.session is not None:
            self.app.push_screen(VerifyDialog(line.session.path, f"{line.left} · {line.right}"))

    def _offered(self, cards: Sequence[Card], anew: Callable[[], None]) -> None:
        """What is open of the same comes first: whether it is meant, or a new one."""
        if not cards:
            anew()
            return
        paths = {card.path.name: card.path for card in cards}
        items = [(card.path.name, f"go on with {self._short(card)}") for card in cards]

        def chosen(name: str | None) -> None:
            if name == NEW:
                self._kindly(anew)
            elif name:
                self._kindly(lambda: self._go_on(paths[name]))

        heading = f"{cards[0].title}: {'one session is' if len(cards) == 1 else f'{len(cards)} sessions are'} open already"
        self.app.push_screen(Offer(heading, [*items, (NEW, "begin a new one")]), chosen)

    def _short(self, card: Card) -> str:
        """``room 12 · open · today 9:14``."""
        return " · ".join(part for part in (card.where, session_line(card, self.today).right) if part)

    # -- prepared openings ------------------------------------------------------------------------------------------

    def _prepared_one(self, card: PreparedCard) -> None:
        """Straight into the session; one that was meant for another day is asked about first."""
        if card.day and card.day != self.today.isoformat():
            day = spelt(date.fromisoformat(card.day))
            question = Confirm(f"This was prepared for {day}. Open it today?", "Its entries will carry today's date.")
            self.app.push_screen(question, lambda answer: self._kindly(lambda: self._prepared(card)) if answer else None)
        else:
            self._kindly(lambda: self._prepared(card))

    def _prepared(self, card: PreparedCard) -> None:
        opening = card.opening
        snapshot = self._snapshot(opening.script)
        cards = tuple(Shelf(self.app.places.sessions).unfinished(snapshot.name, opening.mode, opening.room))

        def anew() -> None:
            session = begin(snapshot, opening, self.app.places.sessions)
            self._forget(card)
            self.app.deliver(session)

        self._offered(cards, anew)

    def _forget(self, card: PreparedCard) -> None:
        """What was prepared is begun; that its file cannot be removed is no reason to keep a room waiting."""
        try:
            Prepared(self.app.places.prepared).remove(card.path)
        except ProctorError as error:
            self.app.notify(str(error), markup=False)

    def change(self, line: Line) -> None:
        """What was prepared, in the form again."""
        card = line.prepared
        if card is not None and not card.problem:
            self._kindly(lambda: self._form(self._snapshot(card.opening.script), card.opening, card))

    def remove(self, line: Line) -> None:
        """Take a prepared opening away, after asking."""
        card = line.prepared
        if card is None:
            return

        def answered(answer: str | None) -> None:
            if answer:
                self._kindly(lambda: Prepared(self.app.places.prepared).remove(card.path))
                self.changed()

        self.app.push_screen(Confirm("Remove what was prepared?", f"{line.left} · {line.right}"), answered)

    # -- manuals ----------------------------------------------------------------------------------------------------

    def manual(self) -> None:
        """Read a manual; then look through what was recognised in it, and write the pack."""
        from proctor.tui.dialogs.manual import ManualDialog

        dialog = ManualDialog(self.app.places.user_packs)

        def review(folder: str | None) -> None:
            if folder and dialog.found is not None:
                from proctor.tui.screens.review import ReviewScreen

                self.app.push_screen(ReviewScreen(dialog.found, Path(folder)), self._reviewed)

        self.app.push_screen(dialog, review)

    def _reviewed(self, outcome: Outcome | None) -> None:
        if outcome is not None and outcome.is_written:
            beside = f" The edited one that was there is kept in {outcome.beside}." if outcome.beside else ""
            self.app.notify(f"The pack is written, and stands among the others.{beside}", markup=False)
            self.changed()

    # -- when it cannot be ------------------------------------------------------------------------------------------

    def _kindly(self, act: Callable[[], object]) -> None:
        try:
            act()
        except PackError as error:
            faults = [str(fault) for fault in error.faults]
            self.app.push_screen(Faults("The pack cannot be used", faults, "`proctor packs check` says this too."))
        except ProctorError as error:
            self.app.push_screen(Notice(str(error)))
        except OSError as error:
            self.app.push_screen(Notice(f"{error.filename or 'The file'}: {error.strerror or error}."))
