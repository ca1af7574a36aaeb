"""A pack's folder to a checked pack: what is read, and what an author is told of every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proctor.errors import Exit, Fault, PackError
from proctor.scripts.blocks import Ask, Do, Say, Wait
from proctor.scripts.header import LocalSheet
from proctor.scripts.loading import load_header, load_local, load_pack, load_script
from tests.helpers import BROKEN, HEADER, ONE_STEP, PACKS, check_faults, faults_of, write_pack

# Every folder of tests/fixtures/broken with every fault in it, in order, up to where the sentence is told from others.
# Faults that a check finds in a script of the right shape stand in test_checks.py.

UNREADABLE = {
    "empty_file": [
        "script.yaml:1:1: the file: expected a mapping (key: value), not nothing",
    ],
    "only_a_comment": [
        "script.yaml:1:1: the file: expected a mapping (key: value), not nothing",
    ],
    "a_word": [
        "script.yaml:1:1: the file: expected a mapping (key: value), not 'hello'",
    ],
    "a_list": [
        "script.yaml:1:1: the file: expected a mapping (key: value), not a list",
    ],
    "tab": [
        "script.yaml:3:1: a tab stands where spaces are expected",
    ],
    "unclosed": [
        "script.yaml:3:1: the text is not YAML while parsing a flow mapping: did not find expected ',' or '}'",
    ],
    "reserved_character": [
        "script.yaml:1:8: a value cannot begin with '@'; put it in quotes",
    ],
    "duplicate_key": [
        "script.yaml:3:1: the key 'title' stands twice; it first stands on line 1",
        "script.yaml:9:9: the key 'ref' stands twice; it first stands on line 8",
        "script.yaml:12:26: the key 'x' stands twice; it first stands on line 12",
    ],
    "tags": [
        "script.yaml:1:8: the tag !!python/object/apply:os.system is refused; a pack holds plain text,",
        "script.yaml:2:10: the tag !!str is refused; a pack holds plain text, numbers, lists and mappings",
        "script.yaml:3:9: the tag !secret is refused; a pack holds plain text, numbers, lists and mappings",
    ],
    "second_document": [
        "script.yaml:4:1: a second document starts here; expected one a file",
    ],
    "control_character": [
        "script.yaml:2:19: a control character stands here (U+0007); expected plain text",
    ],
    "escaped_control_character": [
        "script.yaml:1:8: an escape for a control character (U+001B) stands in this text; leave it out",
        "script.yaml:2:10: an escape for a control character (U+0000) stands in this text; leave it out",
    ],
    "not_utf8": [
        "script.yaml:2:12: byte 24 is not UTF-8; save the file as UTF-8",
    ],
    "utf16": [
        "script.yaml:1:1: byte 0 is not UTF-8; save the file as UTF-8",
    ],
    "alias_unknown": [
        "script.yaml:1:8: *nobody refers to something that is not (yet) complete",
    ],
    "alias_of_itself": [
        "script.yaml:3:5: *tail refers to something that is not (yet) complete",
    ],
    "alias_as_key": [
        "script.yaml:2:1: *word stands where a key was expected; write the key out",
    ],
    "key_is_a_list": [
        "script.yaml:2:3: a mapping or list stands where a key was expected",
    ],
    "alias_bomb": [
        "script.yaml:6:8: more than 200,000 values, aliases counted; expected a script, not a bomb",
    ],
    "too_deep": [
        "script.yaml:2:48: more than 40 levels, one inside the other",
    ],
    "no_header": [
        "pack.yaml: the file is missing",
    ],
    "missing_script": [
        "lost.yaml: the file is missing",
    ],
    "several_files": [
        "lost.yaml: the file is missing",
        "other.yaml:2:9: the text is not YAML while parsing a block node: did not find expected node content",
        "pack.yaml:3:32: the script 'script' is listed twice",
        "script.yaml:1:1: title: expected text, not a list",
    ],
}

MISSHAPEN = {
    "header": [
        "pack.yaml:1:1: id: expected small letters, digits, - and _, such as answer_booklet, not 'Broken Pack'",
        "pack.yaml:2:1: title: expected text, not ''",
        "pack.yaml:3:1: authority: expected 'rehearsal' or 'official', not 'mine'",
        "pack.yaml:5:28: year: expected a whole number, not 'long ago'",
        "pack.yaml:7:33: expected a date such as 2026-05-23, not '2026-02-30'",
        "pack.yaml:8:33: date: expected a date such as 2026-05-23, not '3/14/2026'",
        "pack.yaml:9:13: 'title' is missing; it is required here",
        "pack.yaml:10:1: 'colour' is not a key that is known here; check its spelling",
        "pack.yaml:11:1: scripts: expected at least one entry, not an empty list",
    ],
    "wrong_field": [
        "script.yaml:2:1: 'colour' is not a key that is known here; check its spelling",
        "script.yaml:6:5: order: expected 'in_turn' or 'any', not 'turn'",
        "script.yaml:11:13: 'whne' is not a key that is known here; check its spelling",
        "script.yaml:12:13: say: says this already; leave text: out",
    ],
    "missing_fields": [
        "script.yaml:1:1: 'stages' is missing; it is required here",
        "script.yaml:1:1: 'title' is missing; it is required here",
        "script.yaml:3:5: 'id' is missing; it is required here",
        "script.yaml:5:3: 'ask' is missing; it is required here",
    ],
    "empty": [
        "script.yaml:3:3: interrupt: expected at least one entry, not an empty list",
        "script.yaml:5:27: steps: expected at least one entry, not an empty list",
        "script.yaml:6:46: blocks: expected at least one entry, not an empty list",
        "script.yaml:7:57: x: expected at least one entry, not an empty list",
    ],
    "no_stages": [
        "script.yaml:2:1: stages: expected at least one entry, not an empty list",
    ],
    "id_in_script": [
        "script.yaml:2:1: a script's id is the name of its file; leave this line out",
    ],
    "names": [
        "script.yaml:3:3: Labels: expected small letters, digits, - and _, such as answer_booklet, not 'Labels'",
        "script.yaml:5:6: id: expected small letters, digits, - and _, such as answer_booklet, not 'answer",
        "script.yaml:10:10: ref: expected a number as the manual prints it, such as III.D.5, without blanks,",
        "script.yaml:11:10: ref: expected a number as the manual prints it, such as III.D.5, without blanks,",
        "script.yaml:12:27: Who Knows: expected small letters, digits, - and _, such as answer_booklet, not",
    ],
    "outcome_shape": [
        "script.yaml:3:3: the last line of follows, and no other, stands without when: it holds where none before it does",
        "script.yaml:4:3: the last line of follows, and no other, stands without when: it holds where none before it does",
        "script.yaml:5:3: a fact that follows from others has no default; write it as the last line of follows",
        "script.yaml:15:62: min and max: 3 is more than 2",
        "script.yaml:16:22: values: expected at least one entry, not an empty mapping",
        "script.yaml:17:13: bands say what a fact becomes; name it (set:)",
        "script.yaml:21:13: bands stand in order, each from a higher number than the one before",
    ],
    "limits": [
        "script.yaml:2:10: scheduled_minutes: input should be less than or equal to 1440",
        "script.yaml:2:35: block_minutes: input should be greater than 0",
        "script.yaml:4:31: per_student: input should be greater than or equal to 0",
        "script.yaml:4:48: from: expected 'principal', 'room' or 'student', not 'moon'",
        "script.yaml:10:9: page: input should be greater than or equal to 1",
        "script.yaml:11:9: at: expected half, end, 10m before end or 10m after start, not '12345m after start'",
        "script.yaml:14:13: clock: expected 'start' or 'stop', not 'pause'",
        "script.yaml:15:13: required: expected true or false, not 'perhaps'",
    ],
    "facts": [
        "script.yaml:3:3: a fact of type choice needs options",
        "script.yaml:4:3: a fact of type number has no options",
        "script.yaml:5:3: default: expected some of a, b (or none), not 'c'",
        "script.yaml:6:3: default: expected a date such as 2026-05-23, not '2026-02-29'",
        "script.yaml:7:3: min and max: 5 is more than 4",
        "script.yaml:8:3: default: expected text, not a list",
        "script.yaml:9:40: default: expected text or a whole number or a list of words, not 2.5",
        "script.yaml:10:26: type: expected 'choice', 'multiple', 'number', 'date' or 'text', not 'colour'",
    ],
    "block_kinds": [
        "script.yaml:8:13: a block begins with its kind (say, do, check, wait, ask, count, record, compute,",
        "script.yaml:9:13: a block begins with its kind (say, do, check, wait, ask, count, record, compute,",
        "script.yaml:10:13: blocks: expected a mapping (key: value), not 'Hello.'",
        "script.yaml:11:13: a block begins with its kind: say, do, check, wait, ask, count, record, compute, note",
    ],
    "block_texts": [
        "script.yaml:8:13: do: expected text, not nothing",
        "script.yaml:9:13: check: expected text, not 5",
        "script.yaml:10:13: a say block has words to read aloud; expected some",
        "script.yaml:11:13: note: expected text, not a list",
        "script.yaml:12:13: the slot '[WHO]' does not stand in the text",
    ],
    "asks": [
        "script.yaml:10:13: an ask has either options or the fact that it asks for",
        "script.yaml:11:13: an ask has either options or the fact that it asks for",
        "script.yaml:14:13: two options have the same answer",
        "script.yaml:17:35: 'jump' is not a key that is known here; check its spelling",
        "script.yaml:17:47: answer: expected small letters, digits, - and _, such as answer_booklet, not 'Perhaps'",
    ],
    "records": [
        "script.yaml:10:13: fields: expected at least one entry, not an empty mapping",
        "script.yaml:14:15: min and max: 2 is more than 1.5",
        "script.yaml:15:15: earliest and latest: 2026-05-02 is more than 2026-05-01",
        "script.yaml:16:15: a field of type choice, and no other, has options",
        "script.yaml:17:47: min: expected a number, not 'many'",
        "script.yaml:17:58: max: expected a number, not inf",
        "script.yaml:18:13: min and max: 4 is more than 3",
        "script.yaml:20:13: materials: expected at least one entry, not an empty list",
        "script.yaml:23:32: fields: expected 'received', 'unassigned', 'issued', 'returned', 'void',",
    ],
    "steps": [
        "script.yaml:6:9: steps: expected a mapping (key: value), not 'A.1'",
        "script.yaml:7:9: 'blocks' is missing; it is required here",
        "script.yaml:8:36: blocks: expected a list, not 'Wait.'",
        "script.yaml:9:20: after: expected text, not 5",
        "script.yaml:10:5: stages: expected a mapping (key: value), not 'two'",
    ],
    "one_line": [
        "script.yaml:7:19: do: expected text, not 5",
        "script.yaml:7:28: compute: expected small letters, digits, - and _, such as answer_booklet, not 'Mean'",
        "script.yaml:7:68: 'loud' is not a key that is known here; check its spelling",
        "script.yaml:9:30: clock: expected 'start' or 'stop', not 'stop the clock on the wall, if there…'",
    ],
    "after": [
        "script.yaml:10:13: check: expected text, not 5",
        "script.yaml:12:13: 'hurry' is not a key that is known here; check its spelling",
        "script.yaml:14:9: after: expected text, not a list",
        "script.yaml:17:13: check: expected text, not 5",
    ],
}

FAULTS = UNREADABLE | MISSHAPEN


@pytest.mark.parametrize("name", FAULTS)
def test_every_mistake_is_told_where_it_stands(name: str) -> None:
    check_faults(faults_of(BROKEN / name), FAULTS[name])


def test_faults_come_in_reading_order_each_once_and_say_no() -> None:
    path = Path("a.yaml")
    late, early, other = Fault(path, 9, 1, "late"), Fault(path, 2, 5, "early"), Fault(Path("b.yaml"), 0, 0, "missing")
    error = PackError([late, other, early, late])
    assert error.faults == (early, late, other)
    assert str(error) == "a.yaml:2:5: early\na.yaml:9:1: late\nb.yaml: missing"
    assert error.exit_code is Exit.NO


def test_a_script_of_fifty_megabytes_is_a_fault_of_the_pack(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "big")
    with (folder / "script.yaml").open("wb") as file:
        file.truncate(50_000_000)
    assert faults_of(folder) == ["script.yaml: the file has 50,000,000 bytes; expected at most 2,000,000"]


# -- what is read -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["branches", "exam", "year"])
def test_the_packs_of_the_tests_are_whole(name: str) -> None:
    pack = load_pack(PACKS / name)
    assert pack.header.id == name
    assert [script.id for script in pack.scripts] == list(pack.header.scripts)


def test_scripts_come_in_the_order_of_the_header_and_are_named_for_their_files(tmp_path: Path) -> None:
    header = HEADER.replace("[script]", "[second, first]")
    pack = load_pack(write_pack(tmp_path / "two", header=header, first=ONE_STEP, second=ONE_STEP))
    assert [script.id for script in pack.scripts] == ["second", "first"]
    assert pack.script("first") == pack.scripts[1]
    assert pack.script("third") is None


def test_the_header_is_read_without_its_scripts() -> None:
    assert load_header(BROKEN / "tab").scripts == ("script",)


def test_one_script_is_read_without_the_others(tmp_path: Path) -> None:
    header = HEADER.replace("[script]", "[script, other]")
    folder = write_pack(tmp_path / "two", header=header, other="title: [")
    assert load_script(folder, "script")[1].title == "One step"


def test_a_script_that_is_not_in_the_header_is_refused_with_those_that_are() -> None:
    with pytest.raises(PackError) as caught:
        load_script(PACKS / "exam", "evening")
    (fault,) = caught.value.faults
    lines = (PACKS / "exam" / "pack.yaml").read_text().splitlines()
    assert lines[fault.line - 1].startswith("scripts:")
    assert fault.message == "no script 'evening'; there are morning"


def test_spoken_words_are_kept_to_the_character(tmp_path: Path) -> None:
    script = (
        "title: Words\nstages:\n  - id: one\n    title: One\n    steps:\n      - ref: A.1\n        blocks:\n"
        '          - say: |\n              It\'s  9:14 — "go",\n                indented,\n\n              and [no] end.\n'
        '          - say: "  kept blanks  "\n'
    )
    pack = load_pack(write_pack(tmp_path / "words", script=script))
    first, second = pack.scripts[0].stages[0].steps[0].blocks
    assert isinstance(first, Say)
    assert first.text == 'It\'s  9:14 — "go",\n  indented,\n\nand [no] end.\n'
    assert isinstance(second, Say)
    assert second.text == "  kept blanks  "


def test_words_that_yaml_would_convert_reach_the_script_as_words(tmp_path: Path) -> None:
    script = """\
title: Yes and no
facts:
  done: {ask: Done?, type: choice, options: [yes, no], default: no}
stages:
  - id: one
    title: on
    steps:
      - ref: 9:14
        when: {done: no}
        blocks:
          - ask: Is it on?
            options: [on, {answer: off, title: no}]
"""
    (found,) = load_pack(write_pack(tmp_path / "words", script=script)).scripts
    (step,) = found.stages[0].steps
    assert found.facts["done"].options == ("yes", "no")
    assert found.facts["done"].default == "no"
    assert (found.stages[0].title, step.ref, step.when) == ("on", "9:14", {"done": ("no",)})
    (ask,) = step.blocks
    assert isinstance(ask, Ask)
    assert [option.answer for option in ask.options] == ["on", "off"]


def test_after_is_a_wait_put_first() -> None:
    _, script = load_script(PACKS / "exam", "morning")
    step = next(step for _, step in script.steps() if step.ref == "B.2")
    assert step.blocks[0] == Wait(text="until everyone sits down")
    assert type(step.blocks[1]) is Do
    assert [block_id for block_id, _ in step.numbered()] == ["B.2/1", "B.2/2", "B.2/3", "B.2/4"]


def test_a_procedure_of_the_pack_serves_every_script_that_has_none_of_its_own(tmp_path: Path) -> None:
    step = "[{{ref: {}, blocks: [{{do: Wait.}}]}}]"
    header = HEADER + f"procedures:\n  interrupt: {step.format('P.1')}\n  resume: {step.format('P.2')}\n"
    script = ONE_STEP + f"procedures:\n  resume: {step.format('Q.1')}\n"
    (found,) = load_pack(write_pack(tmp_path / "shared", header=header, script=script)).scripts
    assert {name: steps[0].ref for name, steps in found.procedures.items()} == {"interrupt": "P.1", "resume": "Q.1"}


# -- the school's own sheet -------------------------------------------------------------------------------------------

LOCAL = """\
school: Meadow School
last_bell: 14:45
call:
  - {title: Office, phone: 12}
facts: {helpers: [reader], lamps: 4, students: 28}
"""


def local(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "local.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_local(path, load_pack(PACKS / "exam").scripts)
    return [str(fault).removeprefix(f"{path}:") for fault in caught.value.faults]


def test_no_sheet_and_an_empty_one_say_nothing(tmp_path: Path) -> None:
    scripts = load_pack(PACKS / "exam").scripts
    assert load_local(tmp_path / "local.yaml", scripts) == LocalSheet()
    (tmp_path / "local.yaml").write_text("# to be filled in\n")
    assert load_local(tmp_path / "local.yaml", scripts) == LocalSheet()


def test_the_sheet_says_what_the_school_knows(tmp_path: Path) -> None:
    (tmp_path / "local.yaml").write_text(LOCAL.replace("phone: 12", 'phone: "12"'))
    sheet = load_local(tmp_path / "local.yaml", load_pack(PACKS / "exam").scripts)
    assert (sheet.school, sheet.last_bell, sheet.call[0].phone) == ("Meadow School", "14:45", "12")
    assert sheet.facts == {"helpers": ("reader",), "lamps": 4, "students": 28}


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (LOCAL, ["4:21: phone: expected text, not 12"]),
        ("last_bell: 25:10\n", ["1:1: last_bell: expected a time such as 9:14, not '25:10'"]),
        ("dismisal: by row\n", ["1:1: 'dismisal' is not a key that is known here; check its spelling"]),
        ("facts:\n  lamp: 3\n", ["2:3: no fact 'lamp' in this script; there are day, helpers, lamps, "]),
        ("facts:\n  lamps: 13\n  helpers: dog\n", ["2:3: lamps: expected a whole", "3:3: helpers: expected some of"]),
        ("facts:\n  lamps: 2.5\n", ["2:3: lamps: expected text or a whole number or a list of words, not 2.5"]),
        ("- a\n", ["1:1: the file: expected a mapping (key: value), not a list"]),
    ],
)
def test_a_mistake_in_the_sheet_is_told_where_it_stands(tmp_path: Path, text: str, faults: list[str]) -> None:
    check_faults(local(tmp_path, text), faults)


# -- anything at all --------------------------------------------------------------------------------------------------

MORNING = (PACKS / "exam" / "morning.yaml").read_text(encoding="utf-8")
PIECES = [
    "",
    "\n",
    " ",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "say: ",
    "when: ",
    "at: end\n",
    "yes",
    "1e999",
    "-1",
    "~",
    "'",
    "&a ",
    "*a",
]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(MORNING)), st.integers(0, 30), st.sampled_from(PIECES))
def test_a_script_with_a_slip_is_a_script_or_faults_that_lie_inside_its_files(
    tmp_path_factory: pytest.TempPathFactory, start: int, length: int, piece: str
) -> None:
    text = MORNING[:start] + piece + MORNING[start + length :]
    folder = write_pack(
        tmp_path_factory.getbasetemp() / "slip", header=(PACKS / "exam" / "pack.yaml").read_text(), morning=text
    )
    try:
        load_script(folder, "morning")
    except PackError as error:
        found = error.faults
    else:
        return
    assert found
    for fault in found:
        lines = fault.path.read_text(encoding="utf-8").split("\n")
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
