"""``proctor packs diff``: what changed between two packs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proctor.errors import Exit, Fault, PackError, UsageError

if TYPE_CHECKING:
    from proctor.scripts.diff import PackDiff
    from proctor.scripts.policies import Pack


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for a program.")
@click.option("--format", "form", type=click.Choice(["text", "html"]), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
def diff(old: str, new: str, as_json: bool, form: str, output: Path | None) -> int:
    """What changed from the pack OLD to the pack NEW (ids or folders), step by step, words marked.

    Removed words stand in [-...-], added ones in {+...+}. The exit code is 0 where nothing changed, 1 where something did,
    2 where a pack cannot be compared. What is no change: pages, line breaks, a pack's own id.

    Example: proctor packs diff mcas-2006 ./mcas-2007 --format html -o changes.html
    """
    if as_json and form != "text":
        raise UsageError("--json and --format html are two forms.", "Choose one.")
    packs = _loaded(old, new)
    if packs is None:
        return Exit.USAGE
    from proctor.scripts.diff import diff as compare

    found = compare(*packs)
    _hand_out(found, "json" if as_json else form, output)
    return Exit.OK if found.same else Exit.NO


def _loaded(old: str, new: str) -> tuple[Pack, Pack] | None:
    """Both packs; None where one is broken, and all faults of both are said."""
    from proctor.commands.common import library
    from proctor.scripts.loading import load_pack

    shelf = library()
    packs: list[Pack] = []
    faults: list[Fault] = []
    for folder in [shelf.folder(name) for name in (old, new)]:
        try:
            packs.append(load_pack(folder))
        except PackError as error:
            faults += error.faults
    if faults:
        _say_faults(list(dict.fromkeys(faults)))
        return None
    return packs[0], packs[1]


def _say_faults(faults: list[Fault]) -> None:
    from proctor.commands.output import say

    for fault in faults:
        say(str(fault), err=True)
    say(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}.", err=True)


def _hand_out(found: PackDiff, form: str, output: Path | None) -> None:
    """Print it, or write it to a file and say what is in that."""
    from proctor.commands.output import say, write_out
    from proctor.scripts.comparing.wording import summary

    if output:
        write_out(output, _text(found, form))
        for line in summary(found):
            say(line)
        return
    if form == "text" and sys.stdout.isatty():
        from proctor.commands.packs_diff_lines import drawn

        click.echo("\n".join(drawn(found, colour=_with_colour())))
        return
    click.echo(_text(found, form).rstrip("\n"))


def _with_colour() -> bool:
    """As https://no-color.org has it."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _text(found: PackDiff, form: str) -> str:
    """In one of the forms, for a file or a pipe."""
    match form:
        case "json":
            import json

            from proctor.scripts.comparing.values import as_values

            return json.dumps(as_values(found), indent=2, ensure_ascii=False)
        case "html":
            from proctor.commands.packs_diff_page import as_page

            return as_page(found)
        case _:
            from proctor.commands.packs_diff_lines import as_lines

            return "\n".join(as_lines(found))
