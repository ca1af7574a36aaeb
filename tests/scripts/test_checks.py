"""What a schema cannot see: names that must exist elsewhere, clocks, materials, ways through a script."""

from __future__ import annotations

from pathlib import Path

import pytest

from proctor.scripts.loading import load_pack
from proctor.scripts.models import facts_of
from proctor.scripts.vocabulary import CATEGORIES, MEASURES, MEASURES_IN_TIME, MEASURES_OF_NUMBERS, RESERVED_FACTS, TRIGGERS
from proctor.state.measures import IN_TIME, REGISTRY
from tests.helpers import BROKEN, HEADER, PACKS, check_faults, faults_of, write_pack
from tests.scripts.test_loading import FAULTS
from tests.scripts.test_policies import OF_POLICIES

# Folders of tests/fixtures/broken whose files are of the right shape, as in test_loading.py.

SENSELESS = {
    "when_names_no_fact": [
        "script.yaml:3:38: no fact 'material' in this script; there are ",
        "script.yaml:6:46: no fact 'procedure' in this script; there are ",
        "script.yaml:10:12: no fact 'stage' in this script; there are ",
        "script.yaml:13:16: no fact 'step' in this script; there are ",
        "script.yaml:16:20: no fact 'block' in this script; there are ",
    ],
    "when_wants_no_option": [
        "script.yaml:15:20: labels: expected one of all, some, none, not 'most'",
        "script.yaml:17:20: helpers: expected some of reader, scribe (or none), not 'dog'",
        "script.yaml:19:20: lamps: expected a whole number of at least 0 and at most 9, not 10",
        "script.yaml:21:20: day: expected a date such as 2026-05-23, not 'tomorrow'",
        "script.yaml:23:20: students: expected a whole number of at least 1 and at most 10000, not 'many'",
        "script.yaml:25:20: lamps: '5' would never hold; write 5",
        "script.yaml:25:32: topic: 5 would never hold; write '5'",
    ],
    "blocks_name_no_fact": [
        "script.yaml:15:21: no fact 'subject' in this script; there are ",
        "script.yaml:17:13: no fact 'candles' in this script; there are ",
        "script.yaml:20:35: labels: expected one of all, some, none, not 'most'",
        "script.yaml:21:35: no fact 'label' in this script; there are ",
        "script.yaml:28:13: no fact 'width' in this script; there are ",
    ],
    "reserved_fact": [
        "script.yaml:3:3: the fact 'students' is the program's own; leave it out, or choose another name",
    ],
    "two_steps_with_one_ref": [
        "script.yaml:4:7: two steps have the ref A.1; a ref is unique in its script",
        "script.yaml:14:9: two steps have the ref A.2; a ref is unique in its script",
    ],
    "goto": [
        "script.yaml:7:33: goto works in a stage that is walked in turn, not in a procedure or one of any order",
        "script.yaml:16:35: goto works in a stage that is walked in turn, not in a procedure or one of any order",
        "script.yaml:24:35: no step B.9 in this script's stages",
        "script.yaml:25:32: A.1 is not further on than B.1; a goto leads forward",
        "script.yaml:26:32: B.1 is not further on than B.1; a goto leads forward",
        "script.yaml:27:33: no step P.1 in this script's stages",
        "script.yaml:33:32: B.1 is not further on than B.2; a goto leads forward",
    ],
    "goto_nowhere": [
        "script.yaml:9:35: no step A.4 in this script's stages",
        "script.yaml:9:59: no step A.5 in this script's stages",
    ],
    "step_out_of_reach": [
        "script.yaml:12:9: no answer leads to step A.2",
    ],
    "step_that_never_applies": [
        "script.yaml:17:9: step A.2 can never apply: its stage and itself want labels otherwise",
    ],
    "announcement_without_clock": [
        "script.yaml:8:9: nothing before A.1 starts the clock (clock: start)",
    ],
    "announcement_without_length": [
        "script.yaml:9:9: 'half' needs timing.scheduled_minutes",
    ],
    "announcement_too_early": [
        "script.yaml:10:9: '21m before end' falls before the start of the session",
    ],
    "announcement_in_procedure": [
        "script.yaml:6:7: a step of a procedure comes when it is set off, not by the clock",
    ],
    "announcement_that_asks": [
        "script.yaml:11:9: an announcement is made as a whole: say, do and note only; put the rest in the",
        "script.yaml:15:13: an announcement is made as a whole: say, do and note only; put the rest in the",
    ],
    "announcements_at_once": [
        "script.yaml:15:9: A.3 and A.2 fall due at the same moment; only one would be read",
    ],
    "materials": [
        "script.yaml:3:5: sheet is to be returned, but no count block counts it back (fields: returned)",
        "script.yaml:5:6: two materials have the id 'pencil'",
        "script.yaml:14:32: no material 'shoe' in this script",
        "script.yaml:16:24: no material 'shoe' in this script",
        "script.yaml:17:32: no material 'hat' in this script",
        "script.yaml:19:33: no material 'coat' in this script",
    ],
    "procedure_without_trigger": [
        "script.yaml:3:3: nothing sets off 'fire_dril'; expected one of ",
    ],
    "compute": [
        "script.yaml:8:29: no record 'lengths' stands before this step",
        "script.yaml:14:13: no measure 'median'; there are ",
        "script.yaml:15:29: no record 'widths' stands before this step",
        "script.yaml:18:13: the record 'lengths' has no field 'mm'",
        "script.yaml:19:13: mean is worked out from one field; expected field: cm or who",
        "script.yaml:23:13: total is worked out from numbers; 'who' is text",
        "script.yaml:26:13: two records have the id 'lengths'",
    ],
    "outcome": [
        "script.yaml:4:75: late follows from other facts itself; it must stand before early",
        "script.yaml:5:64: ripe: expected one of yes, no, not 'maybe'",
        "script.yaml:5:78: late: expected one of good, bad, not 'best'",
        "script.yaml:8:6: no fact 'taste' in this script; there are band, early, late, ripe",
        "script.yaml:9:39: late: expected one of good, bad, not 'best'",
        "script.yaml:17:43: late follows from other facts (follows:); nothing else can set it, and nobody is asked for it",
        "script.yaml:19:13: late follows from other facts (follows:); nothing else can set it, and nobody is asked for it",
        "script.yaml:23:64: no fact 'rain' in this script; there are band, early, late, ripe, students",
        "script.yaml:27:27: the record 'weights' has no field 'colour'; there are day, grams, kind",
        "script.yaml:28:27: kind: expected one of plum, pear, not 'fig'",
        "script.yaml:28:38: grams: 'heavy' would never hold; write a number",
        "script.yaml:29:13: mean_of_final_third needs to know when each row was; expected by: and a date of the record",
        "script.yaml:33:52: band: expected one of low, high, not 'middle'",
        "script.yaml:36:13: mean is worked out from numbers; 'day' is date",
        "script.yaml:37:13: mean is worked out from one record; leave also out",
        "script.yaml:41:13: the record 'weights' has no field 'hour'",
        "script.yaml:42:20: no record 'others' stands before this step",
        "script.yaml:47:13: late follows from other facts (follows:); nothing else can set it, and nobody is asked for it",
    ],
    "unknown_document": [
        "script.yaml:2:10: no document 'handbook' in pack.yaml",
    ],
    "header_names": [
        "pack.yaml:5:40: no script 'scirpt' in this pack",
        "pack.yaml:6:19: the script 'script' is listed twice",
    ],
    "header_procedures": [
        "pack.yaml:8:22: no material 'sheet' in this script",
    ],
}


@pytest.mark.parametrize("name", SENSELESS)
def test_every_finding_is_told_where_it_stands(name: str) -> None:
    check_faults(faults_of(BROKEN / name), SENSELESS[name])


def test_every_broken_pack_is_in_a_table() -> None:
    assert {folder.name for folder in BROKEN.iterdir()} == FAULTS.keys() | SENSELESS.keys() | OF_POLICIES.keys()


# -- what must not be refused -----------------------------------------------------------------------------------------

FACTS = """\
facts:
  labels: {ask: Labels?, type: choice, options: [all, some, none]}
  helpers: {ask: Helpers?, type: multiple, options: [reader, scribe]}
"""
LEAVES = "{ask: Which way?, options: [{answer: left, goto: A.3}, {answer: right, goto: A.3}]"

SOUND = {
    "a condition may ask for a multiple fact that is empty, and for the number of students": """
stages:
  - id: one
    title: One
    steps:
      - {ref: A.1, when: {helpers: none, students: [1, 2]}, blocks: [{do: Wait.}]}
""",
    "stage and step may want different options of a multiple fact": """
stages:
  - id: one
    title: One
    when: {helpers: reader}
    steps:
      - {ref: A.1, when: {helpers: scribe}, blocks: [{do: Wait.}]}
""",
    "a question that is not always put leads on": f"""
stages:
  - id: one
    title: One
    steps:
      - {{ref: A.1, blocks: [{LEAVES}, when: {{labels: all}}}}]}}
      - {{ref: A.2, blocks: [{{do: Wait.}}]}}
      - {{ref: A.3, blocks: [{{do: Wait.}}]}}
""",
    "a step that does not always apply leads on": f"""
stages:
  - id: one
    title: One
    steps:
      - {{ref: A.1, when: {{labels: all}}, blocks: [{LEAVES}}}]}}
      - {{ref: A.2, blocks: [{{do: Wait.}}]}}
      - {{ref: A.3, blocks: [{{do: Wait.}}]}}
""",
    "a stage that does not always apply leads on": f"""
stages:
  - {{id: one, title: One, when: {{labels: all}}, steps: [{{ref: A.1, blocks: [{LEAVES}}}]}}]}}
  - {{id: two, title: Two, steps: [{{ref: A.2, blocks: [{{do: Wait.}}]}}, {{ref: A.3, blocks: [{{do: Wait.}}]}}]}}
""",
    "a question about what may not be handed out leads on": f"""
materials:
  - {{id: sheet, title: Sheet}}
stages:
  - id: one
    title: One
    steps:
      - {{ref: A.1, blocks: [{LEAVES}, when_out: [sheet]}}]}}
      - {{ref: A.2, blocks: [{{do: Wait.}}]}}
      - {{ref: A.3, blocks: [{{do: Wait.}}]}}
""",
    "one answer that goes on is enough to reach the next step": """
stages:
  - id: one
    title: One
    steps:
      - {ref: A.1, blocks: [{ask: Which way?, options: [{answer: left, goto: A.3}, on]}]}
      - {ref: A.2, blocks: [{do: Wait.}]}
  - {id: two, title: Two, steps: [{ref: A.3, blocks: [{do: Wait.}]}]}
""",
    "minutes after the start need no length": """
stages:
  - id: one
    title: One
    steps:
      - {ref: A.1, blocks: [{do: Start., clock: start}]}
      - {ref: A.2, at: 90m after start, blocks: [{say: So late already.}, {do: Knock.}, {note: Softly.}]}
""",
    "two announcements of one moment may exclude each other": """
timing: {scheduled_minutes: 20}
stages:
  - id: one
    title: One
    steps:
      - {ref: A.1, blocks: [{do: Start., clock: start}]}
      - {ref: A.2, at: half, when: {labels: all}, blocks: [{say: Half.}]}
      - {ref: A.3, at: 10m after start, when: {labels: [some, none]}, blocks: [{say: Ten.}]}
      - {ref: A.4, at: 20m before end, blocks: [{say: At once.}]}
""",
    "what is returned may be counted back in any block, and what is used up in none": """
materials:
  - {id: sheet, title: Sheet, returned: true, when: {labels: all}}
  - {id: form, title: Form, returned: true}
  - {id: pencil, title: Pencil}
procedures:
  interrupt:
    - {ref: P.1, blocks: [{count: Count the forms., materials: [form], fields: [returned, void]}]}
stages:
  - {id: one, title: One, steps: [{ref: A.1, blocks: [{count: Count the sheets., materials: [sheet]}]}]}
""",
    "rows are counted without a field": """
stages:
  - id: one
    title: One
    steps:
      - ref: A.1
        blocks:
          - {record: Who came?, id: people, fields: {name: {title: Name}}}
          - {compute: rows, of: people}
""",
}


@pytest.mark.parametrize("why", SOUND)
def test_sound_is(tmp_path: Path, why: str) -> None:
    assert faults_of(write_pack(tmp_path / "sound", script=f"title: Sound\n{FACTS}{SOUND[why].lstrip()}")) == []


def test_an_incident_that_only_the_pack_knows_may_set_off_a_procedure(tmp_path: Path) -> None:
    procedure = "procedures:\n  ink: [{ref: P.1, blocks: [{do: Wipe.}]}]\n"
    script = "title: Ink\nstages:\n  - {id: one, title: One, steps: [{ref: A.1, blocks: [{do: Wait.}]}]}\n"
    known = f"{HEADER}incidents: [{{id: ink, title: Spilled ink}}]\n"
    assert faults_of(write_pack(tmp_path / "known", header=known, script=script + procedure)) == []
    check_faults(
        faults_of(write_pack(tmp_path / "unknown", script=script + procedure)), ["script.yaml:5:3: nothing sets off 'ink'"]
    )


# -- words that the program knows -------------------------------------------------------------------------------------


def test_every_script_has_the_reserved_facts() -> None:
    (script,) = load_pack(PACKS / "branches").scripts
    in_a_room = script.model_copy(update={"kind": "session"})
    assert facts_of(in_a_room).keys() == RESERVED_FACTS | {"tails", "weather", "flights", "height"}


def test_where_there_is_no_room_there_are_no_students() -> None:
    (script,) = load_pack(PACKS / "branches").scripts
    assert script.kind == "scoring"
    assert facts_of(script).keys() == {"tails", "weather", "flights", "height"}


def test_every_measure_that_a_pack_may_name_can_be_worked_out() -> None:
    assert REGISTRY.keys() | IN_TIME.keys() == MEASURES
    assert IN_TIME.keys() == MEASURES_IN_TIME
    assert MEASURES_OF_NUMBERS < MEASURES


def test_no_category_is_named_like_a_trigger_that_means_something_else() -> None:
    ids = [category.id for category in CATEGORIES]
    assert len(set(ids)) == len(ids)
    assert TRIGGERS & set(ids) == {"misread"}
