"""``proctor preview``: the whole flow without a session."""

from __future__ import annotations

import json
import sys

import click

from proctor.commands.common import facts_given, library
from proctor.commands.output import say
from proctor.documents.text import terminal_width, wrapped
from proctor.scripts.preview import as_lines, as_values


@click.command()
@click.argument("script")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--set", "facts", multiple=True, metavar="FACT=VALUE", help="Leave out what this rules out (text only).")
def preview(script: str, form: str, facts: tuple[str, ...]) -> None:
    """The whole flow of SCRIPT, without a session.

    Example: proctor preview session-1 --set labels=all
    """
    snapshot = library().snapshot(script)
    if form == "json":
        click.echo(json.dumps(as_values(snapshot), indent=2, ensure_ascii=False))
        return
    for line in as_lines(snapshot, facts_given(snapshot.script, facts)):
        rows = wrapped(line, terminal_width()).split("\n") if sys.stdout.isatty() else [line]
        for row in rows:
            say(row)
