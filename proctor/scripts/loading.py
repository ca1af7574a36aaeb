"""A pack's folder to a checked :class:`Pack`; every fault with file, line, column and what was expected."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from proctor.errors import Fault, PackError
from proctor.scripts.base import Model
from proctor.scripts.blocks import KINDS, behind_kind
from proctor.scripts.calendar import Calendar
from proctor.scripts.checks import check_header, check_local, check_script
from proctor.scripts.checks_calendar import check_calendar
from proctor.scripts.checks_places import Finding
from proctor.scripts.checks_policies import check_policies, check_sections
from proctor.scripts.folders import CALENDAR, HEADER, has_calendar
from proctor.scripts.forms import FORMS
from proctor.scripts.header import AuthoredHeader, LocalSheet, PackHeader
from proctor.scripts.models import Script, facts_of, puts_a_wait_first
from proctor.scripts.policies import Pack, Policies, Sections
from proctor.scripts.source import Place, SourceFile, read_source
from proctor.scripts.standing import authority_found

LOCAL = "local.yaml"
POLICIES = "policies.yaml"
SECTIONS = "sections.yaml"

M = TypeVar("M", bound=Model)
T = TypeVar("T")
D = TypeVar("D")


def load_header(folder: Path) -> PackHeader:
    """Read ``pack.yaml`` alone, which is all that a library needs to show; of one that says ``official`` the other files too,
    held against the record of their import."""
    header, _ = _load_header(folder)
    return header


def load_pack(folder: Path) -> Pack:
    """Read a pack with all that belongs to it. Raises :class:`PackError` with every fault of every file."""
    header, header_source = _load_header(folder)
    faults: list[Fault] = []

    def tried(load: Callable[[], T], instead: D) -> T | D:
        try:
            return load()
        except PackError as error:
            faults.extend(error.faults)
            return instead

    found = [tried(partial(_load_script, folder, header, header_source, name), None) for name in header.scripts]
    scripts = tuple(script for script in found if script is not None)
    whole = scripts if len(scripts) == len(header.scripts) else ()  # what only a broken one has would be missed in the others
    policies = tried(partial(load_policies, folder, header, whole), Policies())
    sections = tried(partial(load_sections, folder, header), Sections())
    calendar = tried(partial(load_calendar, folder, header), Calendar())
    _raise_if([*faults, *_located(header_source, check_header(header))])
    return Pack(header=header, scripts=scripts, policies=policies, sections=sections, calendar=calendar)


def load_script(folder: Path, script_id: str) -> tuple[PackHeader, Script]:
    """Read one script of a pack, and the header that it needs."""
    header, source = _load_header(folder)
    if script_id not in header.scripts:
        there = f"there are {', '.join(header.scripts)}" if header.scripts else "the pack has a calendar, and none to deliver"
        raise PackError([source.fault(("scripts",), f"no script {script_id!r}; {there}")])
    return header, _load_script(folder, header, source, script_id)


def load_policies(folder: Path, header: PackHeader, scripts: Iterable[Script] = ()) -> Policies:
    """Read ``policies.yaml``; an absent file holds none. The stages and facts that it names are looked for in the scripts
    that are handed in."""
    return load_beside(folder / POLICIES, Policies, lambda found: check_policies(found, header, scripts))


def load_sections(folder: Path, header: PackHeader) -> Sections:
    """Read ``sections.yaml``; an absent file holds none."""
    return load_beside(folder / SECTIONS, Sections, lambda found: check_sections(found, header))


def load_calendar(folder: Path, header: PackHeader) -> Calendar:
    """Read ``calendar.yaml``; an absent file holds none."""
    return load_beside(folder / CALENDAR, Calendar, lambda found: check_calendar(found, header))


def load_beside(path: Path, model: type[M], check: Callable[[M], Iterable[Finding]]) -> M:
    """A file that a pack may have, checked; of one that is absent or empty, the model's defaults."""
    if not path.exists():
        return model()
    source = read_source(path)
    found = _validate(model, source, source.data if source.data is not None else {})
    _raise_if(_located(source, check(found)))
    return found


def load_local(path: Path, scripts: Iterable[Script], *, of_all: bool = True) -> LocalSheet:
    """Read the school's own sheet and hold its facts against the pack's scripts; an absent file is an empty sheet.

    With ``of_all`` false, ``scripts`` are only some of the pack's, and facts that they do not know are left out.
    """
    if not path.exists():
        return LocalSheet()
    source = read_source(path)
    sheet = _validate(LocalSheet, source, source.data if source.data is not None else {})
    scripts = tuple(scripts)
    if not of_all:
        known = {name for script in scripts for name in facts_of(script)}
        sheet = sheet.model_copy(update={"facts": {name: one for name, one in sheet.facts.items() if name in known}})
    _raise_if(_located(source, check_local(sheet, scripts)))
    return sheet


def _load_header(folder: Path) -> tuple[PackHeader, SourceFile]:
    source = read_source(folder / HEADER)
    written = _validate(AuthoredHeader, source, source.data)
    if not written.scripts and not has_calendar(folder):
        said = f"'scripts' is missing; it is required here, unless the pack has a {CALENDAR}"
        raise PackError([source.fault((), said)])
    found = {**dict(written), "authority": authority_found(folder, written.authority)}
    return PackHeader.model_construct(written.model_fields_set, **found), source


def _load_script(folder: Path, header: PackHeader, header_source: SourceFile, script_id: str) -> Script:
    """The script, with the procedures of its pack under its own, checked."""
    source = read_source(folder / f"{script_id}.yaml")
    data = source.data
    if isinstance(data, dict):
        if "id" in data:
            raise PackError([source.fault(("id",), "a script's id is the name of its file; leave this line out")])
        data = {"id": script_id, **data}
    script = _validate(Script, source, data)
    shared = {name: steps for name, steps in header.procedures.items() if name not in script.procedures}
    if shared:
        script = script.model_copy(update={"procedures": {**script.procedures, **shared}})
    findings = list(check_script(script, header))
    elsewhere = [one for one in findings if one[0][:1] == ("procedures",) and one[0][1] in shared]
    here = [one for one in findings if one not in elsewhere]
    _raise_if([*_located(source, here), *_located(header_source, elsewhere)])
    return script


def _located(source: SourceFile, findings: Iterable[Finding]) -> list[Fault]:
    return [source.fault(_written_place(source.data, place), message) for place, message in findings]


def _raise_if(faults: Iterable[Fault]) -> None:
    if found := list(faults):
        raise PackError(found)


def _validate(model: type[M], source: SourceFile, data: Any) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise PackError(_faults(source, error.errors(include_url=False))) from None


# -- from pydantic's words to ours ----------------------------------------------------------------------------------


_ARMS = {"str": "text", "int": "a whole number", "float": "a number", "tuple[str, ...]": "a list of words"}
"""What pydantic calls the types of which a value may be any, and what we call them."""


def _faults(source: SourceFile, errors: Iterable[ErrorDetails]) -> list[Fault]:
    """One fault for each thing wrong: pydantic names every type that a value could have had, one by one."""
    found: set[Fault] = set()
    either: dict[Place, list[ErrorDetails]] = {}
    for error in errors:
        loc = error["loc"]
        arm = next((n for n, part in enumerate(loc) if part in _ARMS and not _is_written(source.data, loc[: n + 1])), None)
        if arm is not None:
            either.setdefault(loc[:arm], []).append(error)
        elif error["type"] != "too_short" or not error["input"]:  # entries that are faulty do not count as entries
            found.add(source.fault(_written_place(source.data, loc), _say(error)))
    for loc, several in either.items():
        arms = " or ".join(dict.fromkeys(_ARMS[str(error["loc"][len(loc)])] for error in several))
        arms = arms.replace("a whole number or a number", "a number")
        message = f"{_field(loc)}: expected {arms}, not {_short(several[0]['input'])}"
        found.add(source.fault(_written_place(source.data, loc), message))
    return sorted(found)


def _is_written(data: Any, loc: Place) -> bool:
    """Whether the last part of a location is a key of the file's own, and not a word of pydantic's."""
    return len(_written_place(data, loc)) > len(_written_place(data, loc[:-1]))


def _written_place(data: Any, loc: Place) -> Place:
    """Where in the file an error's location stands.

    pydantic names the chosen kind of a block and our own inner names; the file has ``say: …`` where the model has
    ``text``, and ``after:`` where the model has a wait block first.
    """
    place: list[str | int] = []
    waits = False
    for part in loc:
        key = part
        if isinstance(data, dict):
            if len(place) > 1 and place[-2] == "blocks" and isinstance(place[-1], int):
                kind = next(iter(data), "")
                if part == kind and kind in KINDS:
                    continue
                key = kind if kind in KINDS and part == behind_kind(kind) else part
            waits = key == "blocks" and puts_a_wait_first(data)
            if key not in data:
                continue
        elif isinstance(data, list) and isinstance(part, int):
            if waits and part == 0:
                return (*place[:-1], "after")
            key = part - waits
        else:
            continue
        data = data[key]
        place.append(key)
    return tuple(place)


_EXPECTED = {
    "string_type": "expected text",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
    "float_type": "expected a number",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
    "tuple_type": "expected a list",
    "list_type": "expected a list",
    "dict_type": "expected a mapping (key: value)",
    "model_type": "expected a mapping (key: value)",
    "model_attributes_type": "expected a mapping (key: value)",
    "string_too_short": "expected text",
    "too_short": "expected at least one entry",
}


def _say(error: ErrorDetails) -> str:
    """One sentence an author understands."""
    name = _field(error["loc"])
    kind, context = error["type"], error.get("ctx", {})
    match kind:
        case "missing":
            return f"{name!r} is missing; it is required here"
        case "extra_forbidden":
            return f"{name!r} is not a key that is known here; check its spelling"
        case "literal_error":
            return f"{name}: expected {context.get('expected')}, not {_short(error['input'])}"
        case "union_tag_not_found" | "union_tag_invalid":
            return f"a block begins with its kind: {', '.join(KINDS)}"
        case "value_error":
            return f"{context.get('error')}"
        case "string_pattern_mismatch":
            pattern = str(context.get("pattern"))
            return f"{name}: expected {FORMS.get(pattern, pattern)}, not {_short(error['input'])}"
        case _ if kind in _EXPECTED:
            return f"{name}: {_EXPECTED[kind]}, not {_short(error['input'])}"
        case _:
            return f"{name}: {error['msg'][:1].lower()}{error['msg'][1:]}"


def _field(loc: Place) -> str:
    """The field that a location is about: its last word. A block's text goes by the block's kind, as it is written."""
    words = [str(part) for part in loc if isinstance(part, str) and part != "[key]"]
    if len(words) > 1 and words[-2] in KINDS and words[-1] == behind_kind(words[-2]):
        words.pop()
    return words[-1] if words else "the file"


def _short(value: object) -> str:
    if isinstance(value, dict | list | tuple):
        name = "mapping" if isinstance(value, dict) else "list"
        return f"a {name}" if value else f"an empty {name}"
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 40 else f"{text[:37]}…'"
