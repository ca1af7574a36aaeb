"""The JSON Schema of a pack's files, in the form in which an author writes them."""

from __future__ import annotations

from typing import Any

from proctor.scripts.base import Model
from proctor.scripts.blocks import KINDS, behind_kind
from proctor.scripts.calendar import Calendar
from proctor.scripts.header import AuthoredHeader, LocalSheet
from proctor.scripts.models import Script
from proctor.scripts.policies import Policies, Sections

FILES: dict[str, type[Model]] = {
    "pack": AuthoredHeader,
    "script": Script,
    "local": LocalSheet,
    "policies": Policies,
    "sections": Sections,
    "calendar": Calendar,
}


def json_schema(file: str) -> dict[str, Any]:
    """The schema of a file by its name ("pack", "local", "policies", "sections", "calendar"), or of a script's ("script")."""
    schema = FILES[file].model_json_schema(by_alias=True)
    definitions = schema.get("$defs", {})
    for kind, model in KINDS.items():
        if found := definitions.get(model.__name__):
            definitions[model.__name__] = _as_written(kind, found)
    for name, key in (("Slot", "fact"), ("Option", "answer"), ("Reading", "title"), ("Due", "on")):
        if found := definitions.get(name):
            definitions[name] = {"anyOf": [{"type": "string"}, found], "description": f"short form: the {key} alone"}
    if found := definitions.get("CalendarEntry"):
        times = found["properties"]["when"]
        found["properties"]["when"] = {"anyOf": [times["items"], times], "description": "short form: one time alone"}
    _loosen(schema)
    if file == "script":
        schema["properties"].pop("id")
        schema["required"].remove("id")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _as_written(kind: str, found: dict[str, Any]) -> dict[str, Any]:
    """A block as a mapping that begins with its kind: ``say: …`` for what the model keeps as kind and text."""
    properties = dict(found["properties"])
    properties.pop("kind")
    inner = behind_kind(kind)
    first = {kind: properties.pop(inner)}
    required = [key for key in found.get("required", []) if key not in ("kind", inner)]
    if kind == "compute":
        required = [key for key in required if key != "text"]
    return {**found, "properties": {**first, **properties}, "required": [kind, *required]}


def _loosen(node: Any) -> None:
    """Say what the loader accepts beside the strict form: one value for a list of one, no discriminator key."""
    if isinstance(node, dict):
        node.pop("discriminator", None)
        for name in ("when", "unless", "values"):
            if isinstance(when := node.get(name), dict) and "patternProperties" in when:
                keys = when["patternProperties"]
                when["patternProperties"] = {
                    key: {"anyOf": [{"type": ["string", "integer"]}, value]} for key, value in keys.items()
                }
        if isinstance(due := node.get("due"), dict) and "items" in due:
            node["due"] = {"anyOf": [due["items"], due]}
        for value in node.values():
            _loosen(value)
    elif isinstance(node, list):
        for value in node:
            _loosen(value)
