"""``proctor import``: a manual to a pack, with a review of what was recognised."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from proctor.commands.output import say, write_out
from proctor.documents.text import percent, terminal_width, wrapped
from proctor.errors import Exit, UsageError

if TYPE_CHECKING:
    from proctor.manuals.corrections import Corrections
    from proctor.manuals.importing import Import, Progress

STEPS = ("text", "outline", "steps")


@click.command("import")
@click.argument("manual", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The pack's folder; else one among your packs.",
)
@click.option("--id", "pack_id", default="", metavar="ID", help="The pack's id; else the file's name.")
@click.option("--title", default="", help="The pack's title; else the manual's.")
@click.option(
    "--corrections",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="What was corrected before, last year's perhaps.",
)
@click.option("--review", is_flag=True, help="Look through it on the screen, and correct it, before it is written.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write the review to a page.")
@click.option("--json", "as_json", is_flag=True, help="Print the review as one JSON object.")
@click.option("--show", type=click.Choice(STEPS), help="Print one step of the way, and write nothing.")
@click.option("--replace", is_flag=True, help="Replace a pack that was edited; it is kept beside the new one.")
def import_(  # noqa: PLR0913, PLR0917 - click hands in each option by its name
    manual: Path,
    output: Path | None,
    pack_id: str,
    title: str,
    corrections: Path | None,
    review: bool,
    html: Path | None,
    as_json: bool,
    show: str | None,
    replace: bool,
) -> int:
    """Make an official pack of MANUAL (PDF, Word, HTML, Markdown or text), word for word, and show what was recognised.

    Example: proctor import manual.pdf
    """
    from proctor.manuals.importing import corrections_for, import_manual, import_to_review, pack_id_of
    from proctor.settings import Places

    if pack_id and pack_id_of(Path(f"{pack_id}.x")) != pack_id:
        raise UsageError(f"--id wants small letters, digits and hyphens, not {pack_id!r}.")
    named = pack_id or pack_id_of(manual)
    folder = output or Places.of_environment().user_packs / named
    if show:
        return _show(manual, show, corrections_for(folder, corrections))
    with _progress(manual, quiet=as_json) as progress:
        take = import_to_review if review else import_manual
        found = take(manual, corrections_for(folder, corrections), named, title, progress)
    if review:
        return _on_screen(found, folder, replace)
    kept = found.write(folder, replace=replace)
    if html is not None:
        from proctor.manuals.page import review_page

        write_out(html, review_page(found))
    if as_json:
        click.echo(json.dumps(found.values(folder), indent=2, ensure_ascii=False))
        return Exit.OK
    for line in _summary(found, folder, kept):
        for row in wrapped(line, terminal_width()).split("\n") if sys.stdout.isatty() else [line]:
            say(row)
    return Exit.OK


def _show(manual: Path, step: str, corrections: Corrections) -> int:
    """One step of the way: the text that was taken out, the sections, or the steps with their blocks."""
    from proctor.manuals import looking
    from proctor.manuals.extract import extract
    from proctor.manuals.reading import read

    with _progress(manual, quiet=False) as progress:
        found = extract(manual, progress)
    lines = looking.text(found) if step == "text" else getattr(looking, step)(read(found, corrections))
    for line in lines:
        say(line)
    return Exit.OK


def _on_screen(found: Import, folder: Path, replace: bool) -> int:
    """Look through the import on the screen; it is written there."""
    from proctor.commands import screen

    if not screen.at_a_terminal():
        raise UsageError("--review needs a terminal.", "`--html FILE` writes the review to a page, `--json` prints it.")
    return screen.review(found, folder, replace=replace)


@contextmanager
def _progress(manual: Path, *, quiet: bool) -> Iterator[Progress | None]:
    """A line on standard error that counts pages while a long manual is read; nothing where that is no terminal."""

    def count(done: int, of: int) -> None:
        if of > 4:
            click.echo(f"\r\033[K{manual.name}: page {done} of {of} {'█' * (20 * done // of):░<20}", err=True, nl=False)

    if quiet or not sys.stderr.isatty():
        yield None
        return
    try:
        yield count
    finally:
        click.echo("\r\033[K", err=True, nl=False)


# -- the review in the terminal -------------------------------------------------------------------------------------


def _summary(found: Import, folder: Path, kept: Path | None) -> Iterator[str]:
    values = found.values(folder)
    source = values["source"]
    yield f"{source['name']} · {source['characters']:,} characters · SHA-256 {source['sha256'][:12]}…"
    yield f"Pack {values['pack']}: official words, in {folder}"
    if kept is not None:
        yield f"The edited pack that was there is kept in {kept}"
    yield ""
    for one in values["scripts"]:
        yield from _script(one)
    count = values["policies"]
    where = f"{count} {'section' if count == 1 else 'sections'} to look things up in · " if count else ""
    yield f"{where}{percent(values['coverage'])} of the manual's characters have their place"
    for one in values["unplaced"]:
        yield f"  without a place: character {one['offset']}: {_short(one['text'])}"
    if values["mends"]:
        count = len(values["mends"])
        yield f"{count} mended in what is read aloud: words that a line's end broke, marks of footnotes"
    yield from _looks(values)
    for warning in values["warnings"]:
        yield f"! {warning}"
    yield ""
    first = f"{values['pack']}/{values['scripts'][0]['id']}"
    yield f"Next: `proctor preview {first}` and compare it with the manual; `proctor rehearse {first}` to try it."
    yield "`proctor import … --review` corrects what is wrong, on the screen; then it is official words still."


def _script(one: dict[str, Any]) -> Iterator[str]:
    about = "about " if one["approximate"] else ""
    minutes = f" · {about}{one['minutes']} minutes" if one["minutes"] else ""
    yield f"{one['id']} · {one['title']}{minutes}"
    clock = "".join(f" · clock starts at {ref}" for ref in one["starts"]) + "".join(
        f" · {ref} {at}" for ref, at in one["announcements"].items()
    )
    yield f"  {one['steps']} steps, {one['say']} {'time' if one['say'] == 1 else 'times'} read aloud{clock}"
    for ask in one["facts"].values():
        yield f"  asked at opening: {ask}"
    yield ""


LOOKS = 12
"""So many places are named in the terminal; the page and the screen show all."""


def _looks(values: dict[str, Any]) -> Iterator[str]:
    asked, unsure = values["questions"], [one for one in values["unsure"] if one["sort"] == "say"]
    for one in (*asked, *unsure)[:LOOKS]:
        where = " ".join(part for part in (one["ref"], f"p. {one['page']}" if one["page"] else "") if part)
        yield f"? {where}: {one['question']} {_short(one['text'])}"
    more = len(asked) + len(unsure) - LOOKS
    if more > 0:
        yield f"? and {more} more; `--html FILE` or `--review` shows them all"
    others = len(values["unsure"]) - len(unsure)
    if others:
        yield f"{others} lines of what is to be done are of a kind that their words leave open; they are shown as they stand"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text if len(text) <= 70 else text[:69] + '…'}”"
