"""``proctor preview``: the whole flow without a session."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

import click

from proctor.commands.common import facts_given, library
from proctor.commands.output import say
from proctor.documents.text import terminal_width, wrapped
from proctor.errors import UsageError
from proctor.scripts.preview import as_lines, as_values
from proctor.scripts.snapshot import Snapshot


@click.command()
@click.argument("script")
@click.option("--format", "form", type=click.Choice(["text", "json", "ics", "md"]), default="text", show_default=True)
@click.option("--set", "facts", multiple=True, metavar="FACT=VALUE", help="Leave out what this rules out (text only).")
def preview(script: str, form: str, facts: tuple[str, ...]) -> None:
    """The whole flow of SCRIPT, without a session. Of a checklist also its deadlines as a calendar (ics), or a page of boxes
    (md).

    Example: proctor preview session-1 --set labels=all
    """
    snapshot = library().snapshot(script)
    if form == "json":
        click.echo(json.dumps(as_values(snapshot), indent=2, ensure_ascii=False))
        return
    if form in ("ics", "md"):
        click.echo(_listed(snapshot, form), nl=False)
        return
    for line in as_lines(snapshot, facts_given(snapshot.script, facts)):
        rows = wrapped(line, terminal_width()).split("\n") if sys.stdout.isatty() else [line]
        for row in rows:
            say(row)


def _listed(snapshot: Snapshot, form: str) -> str:
    """A checklist as the pack has it."""
    from proctor.records.tasks_export import Listed

    if not snapshot.script.is_list:
        raise UsageError(f"{snapshot.name} is no checklist.", "Only a checklist has tasks for a calendar; use text or json.")
    listed = Listed.of_script(snapshot)
    return listed.as_ics(datetime.now(UTC)) if form == "ics" else listed.as_markdown()
