"""``proctor packs``: what packs there are, what is in them, whether they are whole."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import click

from proctor.assistant.agenda import offerings
from proctor.commands.common import library
from proctor.commands.output import say, write_out
from proctor.commands.packs_diff import diff
from proctor.commands.packs_origin import bearing_out, origin, origin_values, record_of
from proctor.documents.text import counted
from proctor.errors import Exit, PackError
from proctor.scripts.folders import has_calendar
from proctor.scripts.library import Entry
from proctor.scripts.loading import LOCAL, load_local, load_pack
from proctor.scripts.models import Script
from proctor.scripts.policies import Pack
from proctor.scripts.schema import FILES, json_schema


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def packs() -> None:
    """The packs of this machine.

    Example: proctor packs check mcas-2006-grade10-math
    """


@packs.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for a program.")
def list_packs(as_json: bool) -> None:
    """Every pack, where it stands and whose words it has.

    Example: proctor packs list
    """
    found = library().entries()
    if as_json:
        click.echo(json.dumps([_values(entry) for entry in found], indent=2, ensure_ascii=False))
        return
    for entry in found:
        _print_entry(entry)
    if not found:
        say(f"No packs. Put one into {library().places.user_packs} or name its folder in PROCTOR_PACKS.")


def _print_entry(entry: Entry) -> None:
    if entry.closed:
        say(entry.closed)
        return
    if entry.header is None:
        say(f"{entry.id}: cannot be used; `proctor packs check {shlex.quote(str(entry.folder))}` says why")
        return
    say(f"{entry.id} · {entry.header.title} · {entry.header.words} · {_holds(entry)}")
    for line in origin(entry.folder, entry.header):
        say(f"  {line}")
    for script in entry.header.scripts:
        say(f"  {entry.id}/{script}")
    for hidden in entry.hides:
        say(f"  hides the pack of the same id in {hidden}")


def _holds(entry: Entry) -> str:
    """``2 scripts and a calendar``."""
    scripts = entry.header.scripts if entry.header else ()
    calendar = ["a calendar"] if has_calendar(entry.folder) else []
    return " and ".join([*([counted(len(scripts), "script")] if scripts else []), *calendar])


def _values(entry: Entry) -> dict[str, object]:
    header = entry.header
    return {
        "id": entry.id,
        "folder": str(entry.folder),
        "title": header.title if header else None,
        **origin_values(entry.folder, header),
        "scripts": list(header.scripts) if header else [],
        "calendar": has_calendar(entry.folder),
        "hides": [str(folder) for folder in entry.hides],
        "error": entry.closed or (str(entry.error) if entry.error else None),
    }


@packs.command()
@click.argument("pack")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for a program.")
def show(pack: str, as_json: bool) -> None:
    """What is in PACK: its documents, contacts, dates, calendar and scripts.

    Example: proctor packs show mcas-2006
    """
    folder = library().folder(pack)
    loaded = load_pack(folder)
    if as_json:
        click.echo(json.dumps(_whole(folder, loaded), indent=2, ensure_ascii=False))
        return
    header = loaded.header
    say(f"{header.id} · {header.title}")
    say(f"{header.words.capitalize()}. Reading aloud by machine: {header.read_aloud.replace('_', ' ')}.")
    for line in origin(folder, header):
        say(f"Words {line}.")
    if header.summary:
        say(" ".join(header.summary.split()))
    for name, document in header.documents.items():
        say(f"Document {name}: {document.title}, {document.publisher} {document.year or ''}".rstrip(" ,"))
    for contact in header.contacts:
        ways = " · ".join(part for part in (contact.phone, contact.email, contact.online, contact.hours) if part)
        say(f"Contact: {contact.title}: {ways}")
    for entry in header.schedule:
        say(f"Date: {entry.date} {entry.title}")
    for offering in offerings(header, loaded.calendar, ""):
        if offering.kind == "calendar":
            say(f"Calendar: {offering.title} · {'; '.join(span.told for span in offering.spans)}")
    for script in loaded.scripts:
        minutes = script.timing.scheduled_minutes
        length = f" · {'about ' if script.timing.approximate else ''}{minutes} minutes" if minutes else ""
        say(f"Script {header.id}/{script.id}: {script.title} · {script.kind} · {_count_steps(script)} steps{length}")


def _whole(folder: Path, pack: Pack) -> dict[str, object]:
    header = pack.header
    return {
        "id": header.id,
        "folder": str(folder),
        "title": header.title,
        **origin_values(folder, header),
        **header.model_dump(mode="json", include={"read_aloud", "summary", "documents", "contacts", "schedule"}),
        "calendar": pack.calendar.model_dump(mode="json", by_alias=True)["entries"],
        "scripts": [
            {
                **script.model_dump(mode="json", include={"id", "title", "kind", "summary", "timing"}),
                "steps": _count_steps(script),
            }
            for script in pack.scripts
        ],
    }


def contents(scripts: int, entries: int) -> str:
    """``2 scripts and a calendar of 5 entries``."""
    calendar = [f"a calendar of {counted(entries, 'entry', 'entries')}"] if entries else []
    return " and ".join([*([counted(scripts, "script")] if scripts or not entries else []), *calendar])


def _count_steps(script: Script) -> int:
    return sum(1 for _ in script.steps())


@packs.command()
@click.argument("pack")
@click.option(
    "--against", type=click.Path(path_type=Path), metavar="MANUAL", help="Prove an imported pack by its manual, word for word."
)
def check(pack: str, against: Path | None) -> int:
    """Whether PACK (an id or a folder) is whole and whose words it has; every fault with its file, line and column.

    Example: proctor packs check ./my-pack
    """
    shelf = library()
    folder = shelf.folder(pack)
    try:
        loaded = load_pack(folder)
        for local in (folder / LOCAL, shelf.places.user_packs / loaded.header.id / LOCAL):
            load_local(local, loaded.scripts)
        record = record_of(folder, loaded.header)
    except PackError as error:
        for fault in error.faults:
            say(str(fault), err=True)
        count = len(error.faults)
        say(f"{count} {'fault' if count == 1 else 'faults'}.", err=True)
        return Exit.NO
    say(f"{loaded.header.id}: {contents(len(loaded.scripts), len(loaded.calendar.entries))}, no fault.")
    for line in bearing_out(folder, loaded.header, record):
        say(line)
    if against is None:
        return Exit.OK
    from proctor.commands.packs_proof import prove  # late: it reads the manual

    return prove(folder, against)


@packs.command()
@click.argument("file", type=click.Choice(list(FILES)), default="script")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
def schema(file: str, output: Path | None) -> None:
    """The JSON Schema of a pack's FILE, so that an editor completes and checks it.

    Example: proctor packs schema script -o script.schema.json
    """
    text = json.dumps(json_schema(file), indent=2, ensure_ascii=False)
    if output is None:
        click.echo(text)
    else:
        write_out(output, text)


packs.add_command(diff)
