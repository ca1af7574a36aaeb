"""The values of a pack: what a block is, when a step falls due, what a fact can be, whether a condition holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from proctor.scripts.blocks import KINDS, Ask, Record, Say
from proctor.scripts.facts import Fact, FactValue, holds, read_fact
from proctor.scripts.header import LocalSheet, PackHeader
from proctor.scripts.models import Material, Script, Step, Timing

CHOICE = Fact(ask="?", type="choice", options=("all", "some", "none"))
MULTIPLE = Fact(ask="?", type="multiple", options=("braille", "large_print", "signing"))
NUMBER = Fact(ask="?", type="number", min=0, max=40)
DATE = Fact(ask="?", type="date")
TEXT = Fact(ask="?", type="text")


def block(written: object) -> Any:
    return Step.model_validate({"ref": "A.1", "blocks": [written]}).blocks[0]


# -- blocks -----------------------------------------------------------------------------------------------------------

WRITTEN: dict[str, dict[str, Any]] = {
    "say": {},
    "do": {},
    "check": {},
    "wait": {},
    "note": {},
    "ask": {"options": ["yes", "no"]},
    "count": {"materials": ["sheet"]},
    "record": {"id": "rows", "fields": {"cm": {"title": "Centimetres"}}},
    "compute": {"of": "rows"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_key_of_a_block_is_its_kind(kind: str) -> None:
    found = block({kind: "words", **WRITTEN[kind]})
    assert isinstance(found, KINDS[kind])
    read = found.model_dump()
    assert read["kind"] == kind
    assert read["name" if kind == "compute" else "text"] == "words"


@pytest.mark.parametrize("kind", KINDS)
def test_what_asks_for_something_is_required_unless_the_pack_says_otherwise(kind: str) -> None:
    written = {kind: "words", **WRITTEN[kind]}
    assert block(written).is_required is (kind in {"check", "ask", "count", "record", "compute"})
    assert block({**written, "required": True}).is_required is True
    assert block({**written, "required": False}).is_required is False


def test_a_value_cannot_be_changed() -> None:
    found = block({"say": "Good morning."})
    with pytest.raises(ValidationError):
        found.text = "Good evening."


@pytest.mark.parametrize("words", ["a\n  b\n", " a", "a \n", "\u201cA\u201d \u2014 \u00e9", "a  b"])
def test_what_is_said_keeps_every_character(words: str) -> None:
    assert block({"say": words}).text == words


def test_what_is_not_said_loses_only_the_blanks_around_it() -> None:
    assert block({"do": "  wait  a bit \n"}).text == "wait  a bit"


@pytest.mark.parametrize("words", ["", " ", "\n"])
def test_a_say_block_without_words_is_refused(words: str) -> None:
    with pytest.raises(ValidationError):
        block({"say": words})


def test_a_slot_is_written_short_or_long_and_must_be_printed() -> None:
    long = Say.model_validate({"text": "Today: [SUBJECT].", "slots": {"[SUBJECT]": {"fact": "subject"}}})
    short = Say.model_validate({"text": "Today: [SUBJECT].", "slots": {"[SUBJECT]": "subject"}})
    assert long == short
    for printed in ("[TOPIC]", "", " "):
        with pytest.raises(ValidationError, match="does not stand in the text"):
            Say.model_validate({"text": "Today: [SUBJECT].", "slots": {printed: "subject"}})


def test_a_second_text_behind_the_first_is_refused() -> None:
    with pytest.raises(ValidationError, match="leave text: out"):
        block({"say": "Good morning.", "text": "Good evening."})
    with pytest.raises(ValidationError, match="leave name: out"):
        block({"compute": "rows", "of": "rows", "name": "mean"})


def test_an_option_is_found_by_its_answer() -> None:
    found = Ask.model_validate({"text": "?", "options": ["yes", {"answer": "no", "goto": "A.3"}]})
    no = found.option("no")
    assert no is not None
    assert no.goto == "A.3"
    assert found.option("perhaps") is None


@pytest.mark.parametrize("given", [{}, {"options": ["a"], "fact": "x"}, {"options": ["a", "b", "a"]}, {"options": []}])
def test_an_ask_has_options_or_a_fact_and_each_answer_once(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Ask.model_validate({"text": "?", **given})


# -- steps ------------------------------------------------------------------------------------------------------------


def test_block_ids_count_from_one_in_each_step() -> None:
    step = Step.model_validate({"ref": "III.D.5", "after": "all sit", "blocks": [{"say": "a"}, {"do": "b"}]})
    assert [(block_id, one.kind) for block_id, one in step.numbered()] == [  # type: ignore[attr-defined]
        ("III.D.5/1", "wait"),
        ("III.D.5/2", "say"),
        ("III.D.5/3", "do"),
    ]


@pytest.mark.parametrize("after", ["", "   "])
def test_an_empty_after_is_no_wait(after: str) -> None:
    step = Step.model_validate({"ref": "A.1", "after": after, "blocks": [{"do": "b"}]})
    assert len(step.blocks) == 1


@pytest.mark.parametrize(
    ("at", "scheduled", "minutes"),
    [
        ("half", 60, 30),
        ("half", 15, 7.5),
        ("end", 60, 60),
        ("10m before end", 60, 50),
        ("0m before end", 60, 60),
        ("70m before end", 60, -10),
        ("10m after start", 60, 10),
        ("90m after start", 60, 90),
        ("10m after start", None, 10),
        ("half", None, None),
        ("end", None, None),
        ("5m before end", None, None),
        (None, 60, None),
    ],
)
def test_an_announcement_falls_due_by_the_testing_time(at: str | None, scheduled: int | None, minutes: float | None) -> None:
    step = Step.model_validate({"ref": "A.1", "at": at, "blocks": [{"say": "a"}]})
    assert step.due_after(scheduled) == (None if minutes is None else minutes * 60_000)


@pytest.mark.parametrize(
    "at", ["halftime", "end ", "10 m before end", "-5m after start", "5m after half", "12345m after start", "9:14"]
)
def test_a_moment_that_no_clock_of_ours_knows_is_refused(at: str) -> None:
    with pytest.raises(ValidationError):
        Step.model_validate({"ref": "A.1", "at": at, "blocks": [{"say": "a"}]})


@pytest.mark.parametrize("ref", ["III.D.5", "1", "9:14", "I.F.back", "é", "x" * 40])
def test_a_ref_is_what_a_manual_prints(ref: str) -> None:
    assert Step.model_validate({"ref": ref, "blocks": [{"do": "a"}]}).ref == ref


@pytest.mark.parametrize("ref", ["", "A 1", "A/1", "A?1", "A#1", "A\t1", "x" * 41, 5])
def test_a_ref_that_would_break_the_ids_built_on_it_is_refused(ref: object) -> None:
    with pytest.raises(ValidationError):
        Step.model_validate({"ref": ref, "blocks": [{"do": "a"}]})


# -- limits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "given"),
    [
        (Timing, {"scheduled_minutes": 0}),
        (Timing, {"scheduled_minutes": 1441}),
        (Timing, {"block_minutes": -1}),
        (Material, {"id": "sheet", "title": "Sheet", "per_student": -1}),
        (Material, {"id": "Sheet", "title": "Sheet"}),
        (Material, {"id": "sheet", "title": " "}),
        (LocalSheet, {"last_bell": "24:00"}),
        (LocalSheet, {"last_bell": "9.14"}),
        (LocalSheet, {"scheduled_start": "9:5"}),
        (PackHeader, {"id": "p", "title": "P", "scripts": []}),
        (PackHeader, {"id": "p", "title": "P", "scripts": ["../../etc/passwd"]}),
        (PackHeader, {"id": "p", "title": "P", "scripts": ["s"], "schedule": [{"title": "A", "date": "2026-02-30"}]}),
        (PackHeader, {"id": "p", "title": "P", "scripts": ["s"], "schedule": [{"title": "A", "date": "20260223"}]}),
        (Script, {"id": "s", "title": "S", "stages": []}),
        (Record, {"text": "?", "id": "r", "fields": {}}),
        (Record, {"text": "?", "id": "r", "fields": {"a": {"title": "A", "min": float("inf")}}}),
        (Record, {"text": "?", "id": "r", "fields": {"a": {"title": "A", "max": float("nan")}}}),
        (Record, {"text": "?", "id": "r", "fields": {"a": {"title": "A", "min": 2, "max": 1}}}),
        (Record, {"text": "?", "id": "r", "fields": {"a": {"title": "A", "type": "choice"}}}),
        (Record, {"text": "?", "id": "r", "fields": {"a": {"title": "A", "options": ["x"]}}}),
        (Record, {"text": "?", "id": "r", "fields": {"a": {"title": "A"}}, "rows": {"min": 2}}),
        (Fact, {"ask": "?", "type": "choice"}),
        (Fact, {"ask": "?", "type": "text", "options": ["a"]}),
        (Fact, {"ask": "?", "type": "number", "min": 2, "max": 1}),
        (Fact, {"ask": "?", "type": "number", "max": 1, "default": 2}),
        (Fact, {"ask": "?", "type": "choice", "options": ["a"], "default": "b"}),
    ],
)
def test_what_no_room_could_keep_to_is_refused_on_loading(model: type[Any], given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(given)


@pytest.mark.parametrize("time", ["9:14", "09:14", "0:00", "23:59"])
def test_a_time_of_day_is_as_the_clock_on_the_wall_has_it(time: str) -> None:
    assert LocalSheet(last_bell=time).last_bell == time


# -- what a fact can be -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "given", "value"),
    [
        (CHOICE, "some", "some"),
        (CHOICE, "none", "none"),
        (MULTIPLE, "signing", ("signing",)),
        (MULTIPLE, "signing, braille", ("braille", "signing")),
        (MULTIPLE, "signing braille", ("braille", "signing")),
        (MULTIPLE, ["signing", "braille", "signing"], ("braille", "signing")),
        (MULTIPLE, "none", ()),
        (MULTIPLE, (), ()),
        (MULTIPLE, "", ()),
        (Fact(ask="?", type="multiple", options=("a", "none")), "none", ("none",)),
        (NUMBER, 7, 7),
        (NUMBER, " 7 ", 7),
        (NUMBER, "007", 7),
        (NUMBER, 0, 0),
        (NUMBER, 40, 40),
        (Fact(ask="?", type="number"), "-12", -12),
        (DATE, "2026-05-23", "2026-05-23"),
        (DATE, " 2024-02-29 ", "2024-02-29"),
        (TEXT, "any words", "any words"),
        (TEXT, "", ""),
        (TEXT, 12, "12"),
    ],
)
def test_a_fact_is_read_as_its_type_has_it(fact: Fact, given: Any, value: FactValue) -> None:
    read = read_fact(fact, given)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("fact", "given", "expected"),
    [
        (CHOICE, "most", "expected one of all, some, none, not 'most'"),
        (CHOICE, "All", "expected one of all, some, none, not 'All'"),
        (CHOICE, ("all",), "expected one of all, some, none"),
        (MULTIPLE, "braille, dog", r"expected some of braille, large_print, signing \(or none\), not 'dog'"),
        (MULTIPLE, "none, braille", "not 'none'"),
        (MULTIPLE, 3, "not '3'"),
        (NUMBER, "many", "expected a whole number of at least 0 and at most 40, not 'many'"),
        (NUMBER, "7.5", "expected a whole number"),
        (NUMBER, "\u0667", "expected a whole number"),
        (NUMBER, "9" * 5000, "expected a whole number"),
        (NUMBER, -1, "of at least 0 and at most 40, not -1"),
        (NUMBER, 41, "not 41"),
        (NUMBER, "", "expected a whole number"),
        (Fact(ask="?", type="number", max=3), 4, "expected a whole number of at most 3, not 4"),
        (DATE, "2026-02-29", "expected a date such as 2026-05-23, not '2026-02-29'"),
        (DATE, "5/23/2026", "expected a date"),
        (DATE, "tomorrow", "expected a date"),
        (TEXT, ["a", "b"], "expected text, not a list"),
    ],
)
def test_a_value_that_a_fact_cannot_have_is_refused_with_what_was_expected(fact: Fact, given: Any, expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        read_fact(fact, given)


VALUES = st.text(max_size=20) | st.integers() | st.lists(st.sampled_from(["braille", "signing", "none", "dog"]), max_size=4)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([CHOICE, MULTIPLE, NUMBER, DATE, TEXT]), VALUES | st.dates().map(date.isoformat))
@example(DATE, "2026-W21-6")
def test_a_value_once_read_reads_as_itself_and_any_other_is_a_value_error(fact: Fact, given: Any) -> None:
    try:
        value = read_fact(fact, given)
    except ValueError:
        return
    assert read_fact(fact, value) == value


# -- whether a condition holds ----------------------------------------------------------------------------------------

FACTS: dict[str, FactValue] = {"labels": "some", "helpers": ("braille",), "nobody": (), "lamps": 3}


@pytest.mark.parametrize(
    ("when", "verdict"),
    [
        ({}, True),
        ({"labels": ("some",)}, True),
        ({"labels": ("all", "some")}, True),
        ({"labels": ("all",)}, False),
        ({"lamps": (3,)}, True),
        ({"lamps": ("3",)}, False),
        ({"helpers": ("braille", "signing")}, True),
        ({"helpers": ("signing",)}, False),
        ({"helpers": ("none",)}, False),
        ({"nobody": ("none",)}, True),
        ({"nobody": ("none", "signing")}, True),
        ({"nobody": ("signing",)}, False),
        ({"labels": ("some",), "helpers": ("braille",)}, True),
        ({"labels": ("some",), "helpers": ("signing",)}, False),
        ({"unheard": ("x",)}, None),
        ({"labels": ("some",), "unheard": ("x",)}, None),
        ({"unheard": ("x",), "labels": ("all",)}, False),
        ({"labels": ("all",), "unheard": ("x",)}, False),
    ],
)
def test_keys_are_joined_by_and_their_values_by_or_and_what_is_not_known_is_neither(
    when: dict[str, tuple[str | int, ...]], verdict: bool | None
) -> None:
    assert holds(when, FACTS) is verdict


NAMES = st.sampled_from(["a", "b", "c"])
WORDS = st.sampled_from(["x", "y", "z"])


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(NAMES, st.lists(WORDS, min_size=1).map(tuple)), st.dictionaries(NAMES, WORDS))
def test_a_condition_that_is_decided_stays_so_whatever_becomes_known(
    when: dict[str, tuple[str, ...]], facts: dict[str, str]
) -> None:
    """So a block that is hidden, or shown, for what is known needs no second look when another fact comes in."""
    everything = {"a": "x", "b": "y", "c": "z"} | facts
    decided = all(everything[key] in wanted for key, wanted in when.items())
    assert holds(when, everything) is decided
    assert holds(when, facts) in (decided, None)


def test_one_value_may_stand_for_a_list_of_one_in_a_condition() -> None:
    step = Step.model_validate({"ref": "A.1", "when": {"labels": "all", "lamps": 3}, "blocks": [{"do": "a"}]})
    assert step.when == {"labels": ("all",), "lamps": (3,)}
