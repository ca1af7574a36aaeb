"""``proctor calendar``: what the packs offer, when and for whom; as text, as a file for a calendar program, as JSON."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from proctor.assistant.agenda import Occasion, joined, occasions
from proctor.assistant.agenda_choice import Month, audiences, chosen, months, read_month
from proctor.assistant.agenda_words import lines, seasons
from proctor.assistant.handbook import Handbook
from proctor.assistant.shelf import by_path, shelf
from proctor.commands.output import say, write_bytes
from proctor.documents.text import printable, terminal_width, wrapped
from proctor.errors import Exit, ProctorError, UsageError
from proctor.settings import Places

ENCODING = "utf-8"


@click.command()
@click.argument("pack", required=False)
@click.option("--for", "audience", default="", metavar="WHOM", help='Only what is for them: "principals", "new coordinators".')
@click.option("--month", "named", metavar="MONTH", help="Only this month: 2024-11, or November of any year.")
@click.option("--left", is_flag=True, help="Only what is not past.")
@click.option("--today", "day", metavar="DATE", help="Look at it as on this day, such as 2024-12-01.")
@click.option("--format", "form", type=click.Choice(["text", "ics", "json"]), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write it to a file.")
def calendar(  # noqa: PLR0913, PLR0917 - one parameter an option
    pack: str | None, audience: str, named: str | None, left: bool, day: str | None, form: str, output: Path | None
) -> int:
    """The calendar of PACK, or of all packs: trainings, workshops, and the dates of their schedules.

    What is past is listed too, and said to be so. A file for a calendar program (ics) holds what has a date; what has months
    and no year is named on standard error.

    Example: proctor calendar --for principals --month 2024-12
    """
    today, month = _day(day), _month(named)
    everything = occasions((one for book in _books(pack) for one in book.calendar), today)
    if not everything:
        whose = f"The pack {pack} has" if pack else "The packs have"
        say(f"{whose} no calendar and no schedule. A calendar.yaml beside pack.yaml makes one.", err=True)
        return Exit.NO
    found = chosen(everything, audience=audience.strip(), month=month, to_come=left, today=today)
    if not found:
        say(_nothing(everything, audience.strip(), month, left=left), err=True)
        return Exit.NO
    if form == "text" and output is None:
        _print(found, today)
        return Exit.OK
    content = _content(found, form, today)
    if output is not None:
        write_bytes(output, content)
    else:
        click.echo(content, nl=False)
    return Exit.OK


def _books(pack: str | None) -> tuple[Handbook, ...]:
    """The handbooks that are meant. Raises :class:`UsageError` where a name means none, or several."""
    places = Places.of_environment()
    if pack is not None and (found := by_path(pack, places)):
        return (found[0],)
    known = shelf(places)
    for problem in known.problems:
        say(problem, err=True)
    if pack is None:
        return known.books
    wanted = known.place(pack).partition("/")[0]
    return tuple(book for book in known.books if book.pack == wanted)


def _day(day: str | None) -> date:
    try:
        return date.fromisoformat(day) if day is not None else date.today()
    except ValueError:
        raise UsageError(f"--today: expected a date such as 2024-12-01, not {day!r}.") from None


def _month(named: str | None) -> Month | None:
    try:
        return read_month(named) if named is not None else None
    except ValueError as error:
        raise UsageError(f"--month: {error}.") from None


def _nothing(everything: Sequence[Occasion], audience: str, month: Month | None, *, left: bool) -> str:
    """What was asked for and not found, and what there is instead."""
    asked = [f"for {audience}"] if audience else []
    asked += [f"in {month.told}"] if month else []
    asked += ["still to come"] if left else []
    there = []
    if audience and not chosen(everything, audience=audience):
        there.append(f"It is for {joined(audiences(everything)) or 'nobody in particular'}.")
    if month:
        there.append(f"There is something in {months(everything)}.")
    options = [name for name, given in (("--for", audience), ("--month", month), ("--left", left)) if given]
    drop = f"Leave out {' or '.join(options)} to see more."
    return " ".join([f"Nothing {' and '.join(asked)}.", *there, drop])


def _print(found: Sequence[Occasion], today: date) -> None:
    for line in lines(found, today):
        rows = wrapped(printable(line), terminal_width()).split("\n") if sys.stdout.isatty() and line else [line]
        for row in rows:
            say(row)


def _content(found: Sequence[Occasion], form: str, today: date) -> bytes:
    if form == "text":
        return "".join(f"{printable(line)}\n" for line in lines(found, today)).encode(ENCODING)
    from proctor.commands import calendar_file  # late: only a file needs it

    if form == "json":
        return calendar_file.as_json(found, today).encode(ENCODING)
    undated = seasons(found)
    if all(one.span.begins() is None for one in found):
        advice = "`proctor calendar` without --format ics lists them."
        raise ProctorError(f"None of these has a date with a year, so an ics file would be empty: {undated}.", advice)
    if undated:
        say(f"Left out of the file, since they have months and no year: {undated}.", err=True)
    return calendar_file.as_ics(found, datetime.now(UTC)).encode(ENCODING)
