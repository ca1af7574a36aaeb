"""``proctor sessions``: the records that sessions leave."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from proctor.commands.output import say, write_out
from proctor.errors import Damaged, Exit, UsageError
from proctor.plain.printing import outcome_lines, room
from proctor.records.export import as_csv, as_json, event_values, moment
from proctor.records.seals import compare
from proctor.records.wording import timeline
from proctor.settings import Places
from proctor.state.clock import local_time, span
from proctor.state.commands import Amend
from proctor.state.machine import Refusal
from proctor.state.session import Session, seals_of
from proctor.state.shelf import Card, Shelf
from proctor.state.sqlite import SqliteJournal
from proctor.state.state import Entry
from proctor.state.system import SystemClock


def shelf() -> Shelf:
    return Shelf(Places.of_environment().sessions)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def sessions() -> None:
    """The records of sessions. SESSION is a file, or a part of its name.

    Example: proctor sessions verify 12-session-1 --seal 7Q2-M4D-0XK-9TB
    """


@sessions.command("list")
@click.option("--json", "json_", is_flag=True, help="One JSON array, for a program.")
def list_sessions(json_: bool) -> None:
    """Every session, newest first.

    Example: proctor sessions list
    """
    cards = shelf().cards()
    if json_:
        found = [{**asdict(card), "path": str(card.path), "opened": moment(card.opened or None)} for card in cards]
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for card in cards:
        say(_line(card))
    if not cards:
        say(f"No sessions in {shelf().folder}. `proctor run SCRIPT` makes one.")


def _line(card: Card) -> str:
    if card.problem:
        return f"{card.path.stem} · {card.problem}"
    if not card.opened:
        return f"{card.path.stem} · never opened; nothing is in it, and its file can be deleted"
    when = f"{local_time(card.opened):%Y-%m-%d %H:%M}"
    room = f" · {card.where}" if card.where else ""
    mode = " · REHEARSAL" if card.mode == "rehearsal" else ""
    return f"{card.path.stem} · {when} · {card.title}{room} · {card.phase}{mode} · {card.events} events"


@sessions.command()
@click.argument("session")
def show(session: str) -> None:
    """The record of SESSION in words: each entry with its time, then how everything stands.

    Example: proctor sessions show 12-session-1
    """
    journal = SqliteJournal.read(shelf().find(session))
    try:
        opened = Session.resume(journal)
        entries = tuple(journal.entries())
        view = opened.view()
        say(f"{journal.path.name} · {view.title} · {view.mode.upper()} · {view.authority} · {view.phase.value}")
        for entry, line in timeline(opened, entries):
            say(f"{entry.seq:>5} {local_time(entry.instant.utc):%H:%M:%S} {line}")
        if view.clock.started_at is not None:
            say(f"Testing time: {span(view.clock.elapsed)}.")
        for line in (*outcome_lines(view), *room(view)):
            say(line)
        if view.before_closing:
            say(f"Still open: {len(view.before_closing)} blocks.")
        for seq, seal in seals_of(journal):
            say(f"Seal over event {seq}: {seal}")
    finally:
        journal.close()


@sessions.command()
@click.argument("session")
@click.option("--seal", "typed", help="The seal as it was written on paper; upper and lower case and dashes do not matter.")
def verify(session: str, typed: str | None) -> int:
    """Whether SESSION is as it was written, and with --seal, whether it is the record that was sealed.

    Example: proctor sessions verify 2026-05-23-12-session-1 --seal 7Q2-M4D-0XK-9TB
    """
    verdict = compare(shelf().find(session), typed)
    say(verdict.whole)
    say(verdict.said, err=verdict.right is False)
    return Exit.NO if verdict.right is False else Exit.OK


@sessions.command()
@click.argument("session")
@click.argument("text")
def amend(session: str, text: str) -> int:
    """Add TEXT to the sealed record of SESSION. It gets a seal of its own; the one before still holds for what it covers.

    Example: proctor sessions amend 12-session-1 "The count of void booklets was checked again by the principal: 1."
    """
    journal = SqliteJournal.open(shelf().find(session))
    try:
        sealed = Session.resume(journal, SystemClock())
        outcome = sealed.handle(Amend(text=text))
        if isinstance(outcome, Refusal):
            say(f"{outcome.typed[:1].upper()}{outcome.typed[1:]}.", err=True)
            return Exit.NO
        say(f"ok {outcome.seq}")
        say(f"SEAL: {sealed.seal()}")
    finally:
        journal.close()
    return Exit.OK


@sessions.command()
@click.argument("session")
@click.option("--format", "form", type=click.Choice(["json", "csv", "ics", "md"]), default="json", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
def export(session: str, form: str, output: Path | None) -> int:
    """The whole record of SESSION for another program, with the field's standard names (CEDS).

    Of a checklist also its deadlines as a calendar (ics), and a page with a box for each task (md). Of a damaged file the
    events that are whole are given, and exit code 1.

    Example: proctor sessions export 12-session-1 --format csv -o room-12.csv
    """
    journal = SqliteJournal.read(shelf().find(session))
    damage: Damaged | None = None
    try:
        text = _export(journal, form)
    except Damaged as error:
        damage = error
        text = _export_whole(journal)
    finally:
        journal.close()
    if output is None:
        click.echo(text.rstrip("\n"))
    else:
        write_out(output, text)
    if damage is not None:
        say(str(damage), err=True)
        return Exit.NO
    return Exit.OK


def _export(journal: SqliteJournal, form: str) -> str:
    if form in ("ics", "md"):
        return _export_list(journal, form)
    session = Session.resume(journal)
    return as_csv(session) if form == "csv" else as_json(session)


def _export_list(journal: SqliteJournal, form: str) -> str:
    """A checklist as it stands today."""
    from proctor.records.tasks_export import Listed, now_of

    session = Session.resume(journal, SystemClock())
    if not session.state.plan.script.is_list:
        raise UsageError(f"{journal.path.name} is no checklist.", "Only a checklist has tasks for a calendar; use json or csv.")
    listed = Listed.of_session(session)
    return listed.as_ics(now_of(session)) if form == "ics" else listed.as_markdown()


def _export_whole(journal: SqliteJournal) -> str:
    whole: list[Entry] = []
    try:
        for entry in journal.entries():
            whole.append(entry)  # noqa: PERF402  what was read before the damage is kept
    except Damaged:
        pass
    return json.dumps({"damaged": True, "events": [event_values(one) for one in whole]}, indent=2, ensure_ascii=False)
