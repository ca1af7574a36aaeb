"""The JSON Schema that an editor completes and checks with: what the loader takes, it takes; what is misspelt, it sees."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from proctor.scripts.blocks import KINDS
from proctor.scripts.folders import CALENDAR, has_calendar
from proctor.scripts.loading import load_header
from proctor.scripts.schema import FILES, json_schema
from proctor.scripts.source import read_source
from tests.helpers import BROKEN, WHOLE_PACKS

AUTHORED = [folder / f"{name}.yaml" for folder in WHOLE_PACKS for name in ("pack", *load_header(folder).scripts)]
AUTHORED += [folder / CALENDAR for folder in WHOLE_PACKS if has_calendar(folder)]


def kind_of(path: Path) -> str:
    return path.stem if path.stem in ("pack", "calendar") else "script"


# -- a validator for the keywords that our schema has, and no other ---------------------------------------------------

NOTES = {"$schema", "$defs", "title", "description", "default"}
TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "null": lambda value: value is None,
}


def _extra(schema: dict[str, Any], value: dict[str, Any]) -> list[str]:
    patterns = schema.get("patternProperties", {})
    return [
        key for key in value if key not in schema.get("properties", {}) and not any(re.search(one, key) for one in patterns)
    ]


KEYWORDS: dict[str, Callable[[Any, Any, dict[str, Any], Callable[[Any, Any], bool]], bool]] = {
    "anyOf": lambda want, value, _, fits: any(fits(one, value) for one in want),
    "oneOf": lambda want, value, _, fits: sum(fits(one, value) for one in want) == 1,
    "enum": lambda want, value, *_: value in want,
    "type": lambda want, value, *_: any(TYPES[one](value) for one in ([want] if isinstance(want, str) else want)),
    "pattern": lambda want, value, *_: not isinstance(value, str) or bool(re.search(want, value)),
    "minLength": lambda want, value, *_: not isinstance(value, str) or len(value) >= want,
    "maxLength": lambda want, value, *_: not isinstance(value, str) or len(value) <= want,
    "minItems": lambda want, value, *_: not isinstance(value, list) or len(value) >= want,
    "minProperties": lambda want, value, *_: not isinstance(value, dict) or len(value) >= want,
    "minimum": lambda want, value, *_: not TYPES["number"](value) or value >= want,
    "maximum": lambda want, value, *_: not TYPES["number"](value) or value <= want,
    "exclusiveMinimum": lambda want, value, *_: not TYPES["number"](value) or value > want,
    "required": lambda want, value, *_: not isinstance(value, dict) or set(want) <= value.keys(),
    "items": lambda want, value, _, fits: not isinstance(value, list) or all(fits(want, one) for one in value),
    "properties": lambda want, value, _, fits: (
        not isinstance(value, dict) or all(fits(want[key], one) for key, one in value.items() if key in want)
    ),
    "patternProperties": lambda want, value, _, fits: (
        not isinstance(value, dict)
        or all(fits(one, value[key]) for key in value for pattern, one in want.items() if re.search(pattern, key))
    ),
    "propertyNames": lambda want, value, _, fits: not isinstance(value, dict) or all(fits(want, key) for key in value),
    "additionalProperties": lambda want, value, schema, fits: (
        not isinstance(value, dict) or all(want is True or (want and fits(want, value[key])) for key in _extra(schema, value))
    ),
}


def is_valid(root: dict[str, Any], value: Any) -> bool:
    def fits(schema: Any, value: Any) -> bool:
        if "$ref" in schema:
            schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        return all(KEYWORDS[key](want, value, schema, fits) for key, want in schema.items() if key not in NOTES)

    return fits(root, value)


# -- files as their authors wrote them --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", AUTHORED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_that_loads_is_valid_as_it_was_written(path: Path) -> None:
    assert is_valid(json_schema(kind_of(path)), read_source(path).data)


def test_another_validator_says_the_same_of_them() -> None:
    validator = pytest.importorskip("jsonschema").Draft202012Validator
    for file in FILES:
        validator.check_schema(json_schema(file))
    for path in AUTHORED:
        assert not list(validator(json_schema(kind_of(path))).iter_errors(read_source(path).data))
    assert list(validator(json_schema("script")).iter_errors(read_source(BROKEN / "wrong_field" / "script.yaml").data))


@pytest.mark.parametrize("name", ["wrong_field", "missing_fields", "empty", "no_stages", "names", "limits", "block_kinds"])
def test_a_shape_that_the_loader_refuses_is_not_valid(name: str) -> None:
    assert not is_valid(json_schema("script"), read_source(BROKEN / name / "script.yaml").data)


def test_a_header_that_the_loader_refuses_is_not_valid() -> None:
    assert not is_valid(json_schema("pack"), read_source(BROKEN / "header" / "pack.yaml").data)


SCRIPT: dict[str, Any] = {
    "title": "T",
    "stages": [{"id": "one", "title": "One", "steps": [{"ref": "A.1", "blocks": [{"do": "Wait."}]}]}],
}


@pytest.mark.parametrize(
    ("block", "fits"),
    [
        ({"say": "Hello."}, True),
        ({"say": "Hello [N].", "slots": {"[N]": "name"}}, True),
        ({"say": "Hello [N].", "slots": {"[N]": {"fact": "name"}}}, True),
        ({"say": "Hello.", "when": {"labels": "all", "lamps": [1, "two"]}, "clock": "start"}, True),
        ({"ask": "?", "options": ["yes", {"answer": "no", "goto": "A.2", "set": {"lamps": 1}}]}, True),
        ({"ask": "?", "fact": "labels"}, True),
        ({"count": "Count.", "materials": ["sheet"], "fields": ["returned", "void"]}, True),
        ({"record": "R", "id": "r", "fields": {"cm": {"title": "C", "type": "number", "min": 0.5}}, "rows": {"max": 3}}, True),
        ({"compute": "mean", "of": "r", "field": "cm"}, True),
        ({"compute": "mean", "text": "Work it out.", "of": "r", "set": "x"}, True),
        ({"kind": "say", "text": "Hello."}, False),
        ({"shout": "Hello."}, False),
        ({"say": ""}, False),
        ({"say": "Hello.", "loud": True}, False),
        ({"say": "Hello.", "do": "Wait."}, False),
        ({"do": 5}, False),
        ({"do": "Wait.", "clock": "pause"}, False),
        ({"do": "Wait.", "when": {"labels": []}}, False),
        ({"count": "Count."}, False),
        ({"count": "Count.", "materials": ["sheet"], "fields": ["lost"]}, False),
        ({"record": "R", "fields": {"cm": {"title": "C"}}}, False),
        ({"compute": "mean"}, False),
        ({"ask": "?", "options": [{"title": "No answer"}]}, False),
        ("Wait.", False),
    ],
)
def test_a_block_is_checked_in_the_form_in_which_it_is_written(block: Any, fits: bool) -> None:
    script = copy.deepcopy(SCRIPT)
    script["stages"][0]["steps"][0]["blocks"] = [block]
    assert is_valid(json_schema("script"), script) is fits


def test_the_schools_sheet_has_a_schema_too() -> None:
    schema = json_schema("local")
    assert is_valid(schema, {})
    assert is_valid(schema, {"school": "Meadow School", "last_bell": "14:45", "facts": {"lamps": 3, "helpers": ["reader"]}})
    assert not is_valid(schema, {"last_bell": "25:00"})
    assert not is_valid(schema, {"dismisal": "by row"})


# -- its structure ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES)
def test_a_schema_says_which_dialect_it_is_and_that_strangers_are_refused(file: str) -> None:
    schema = json_schema(file)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["additionalProperties"] is False
    named = [one for one in schema.get("$defs", {}).values() if "properties" in one]
    assert all(one["additionalProperties"] is False for one in named)


def test_every_kind_of_block_is_completed_by_its_own_key_and_not_by_ours() -> None:
    definitions = json_schema("script")["$defs"]
    for kind, model in KINDS.items():
        found = definitions[model.__name__]
        assert next(iter(found["properties"])) == kind == found["required"][0]
        assert "kind" not in found["properties"]
        assert ("text" in found["properties"]) is (kind == "compute")


def test_a_script_does_not_write_its_id_and_a_pack_does() -> None:
    assert "id" not in json_schema("script")["properties"]
    assert set(json_schema("script")["required"]) == {"title", "stages"}
    assert set(json_schema("pack")["required"]) == {"id", "title"}, "a pack that has a calendar needs no scripts"


def test_every_reference_leads_to_a_definition() -> None:
    for file in FILES:
        schema = json_schema(file)
        assert {one.removeprefix("#/$defs/") for one in references(schema)} <= schema.get("$defs", {}).keys()


def references(node: Any) -> set[str]:
    if isinstance(node, dict):
        here = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return here.union(*(references(one) for one in node.values()))
    return set().union(*(references(one) for one in node)) if isinstance(node, list) else set()
