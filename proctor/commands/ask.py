"""``proctor ask``: a question answered from the packs' rules, with the section in which the answer stands."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from proctor.assistant.assistant import Assistant
from proctor.assistant.reply import Reply, lines_of
from proctor.assistant.shelf import Shelf, by_path, shelf
from proctor.documents.text import printable, terminal_width, wrapped
from proctor.errors import Exit, UsageError
from proctor.settings import Places

if TYPE_CHECKING:
    from proctor.state.view import SessionView

BATCH = (
    """A JSON object a line, {"question": …, "script": …}; answers come in the same order, one a line. - is standard input."""
)


@click.command()
@click.argument("question", nargs=-1)
@click.option("--script", metavar="SCRIPT", help="The script, or the pack, that is asked about; without it, all packs.")
@click.option("--session", metavar="SESSION", help="A session's file, or part of its name: asked where it stands.")
@click.option("--batch", type=click.Path(dir_okay=False, allow_dash=True), metavar="FILE", help=BATCH)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for a program.")
@click.option("--explain", is_flag=True, help="Why the first came first.")
def ask(  # noqa: PLR0913, PLR0917 - one parameter an option
    question: tuple[str, ...], script: str | None, session: str | None, batch: str | None, as_json: bool, explain: bool
) -> int:
    """Answer QUESTION from the rules of a pack, each answer with its section.

    Exit code 1 where the manual does not say; an answer that is no is an answer.

    Example: proctor ask "calculaters alowed?" --script session-1
    """
    places = Places.of_environment()
    if batch is not None:
        if question or script or session:
            raise UsageError("--batch has its questions and scripts in the file; leave out the others.")
        return _batch(batch, shelf(places))
    if not question:
        raise UsageError("What is the question?", 'For example: proctor ask "are calculators allowed?" --script session-1')
    assistant, place, view = _asked_in(script, session, places)
    reply = assistant.reply(" ".join(question), view, script=place)
    if as_json:
        click.echo(json.dumps({**reply.to_json(), **({"because": list(reply.because)} if explain else {})}, ensure_ascii=False))
    else:
        _print(reply, explain)
    return Exit.NO if all(one.kind == "unknown" for one in reply.all) else Exit.OK


def _asked_in(script: str | None, session: str | None, places: Places) -> tuple[Assistant, str | None, SessionView | None]:
    """Who answers, and the place it is asked in."""
    if session is not None:
        if script is not None:
            raise UsageError("A session knows its script; leave out --script or --session.")
        return _in_session(session, places)
    if script is not None and (found := by_path(script, places)):
        return Assistant((found[0],), date.today()), found[1], None
    known = shelf(places)
    for problem in known.problems:
        click.echo(printable(problem), err=True)
    return Assistant(known.books, date.today()), known.place(script) if script is not None else None, None


def _in_session(name: str, places: Places) -> tuple[Assistant, str | None, SessionView]:
    """The session as its record has it, looked at now; it is only read."""
    from proctor.assistant.handbook import Handbook
    from proctor.state import Session
    from proctor.state.shelf import Shelf as Sessions
    from proctor.state.sqlite import SqliteJournal
    from proctor.state.system import SystemClock

    journal = SqliteJournal.read(Sessions(places.sessions).find(name))
    try:
        view = Session.resume(journal, SystemClock()).view()
    finally:
        journal.close()
    return Assistant((Handbook.of_snapshot(view.plan.snapshot.whole()),)), None, view


def _print(reply: Reply, explain: bool) -> None:
    for number, one in enumerate(reply.all):
        if number:
            click.echo("")
        if reply.more:
            click.echo(printable(f"{one.question}"))
        for line in lines_of(one):
            click.echo(wrapped(printable(line), terminal_width()) if sys.stdout.isatty() else printable(line))
        for why in one.because if explain else ():
            click.echo(printable(f"  because {why}"))


# -- many at once ---------------------------------------------------------------------------------------------------


def _batch(name: str, known: Shelf) -> int:
    """Every line is answered, so that answers and questions stay side by side; a faulty one is told on its own line."""
    assistant = Assistant(known.books, date.today())
    silent = False
    for number, line in enumerate(_lines(name), 1):
        values = _answered(line, number, assistant, known)
        silent = silent or values.get("kind") == "unknown"
        click.echo(json.dumps(values, ensure_ascii=False))
    return Exit.NO if silent else Exit.OK


def _lines(name: str) -> Iterator[str]:
    if name == "-":
        yield from (line for line in sys.stdin if line.strip())
        return
    try:
        with Path(name).open(encoding="utf-8") as file:
            yield from (line for line in file if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise UsageError(f"{name} cannot be read: {why}.") from error


def _answered(line: str, number: int, assistant: Assistant, known: Shelf) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        question, script = asked["question"], asked.get("script")
        if not isinstance(question, str) or not (script is None or isinstance(script, str)):
            raise TypeError
    except (ValueError, TypeError, KeyError, AttributeError):
        raise UsageError(f"Line {number} is no question.", 'It wants {"question": "…", "script": "…"}.') from None
    return assistant.reply(question, script=known.place(script) if script else None).to_json()
