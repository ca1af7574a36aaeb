"""Reading YAML: plain values with their places, and a fault at the right place for anything else."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from proctor.errors import Fault, PackError
from proctor.scripts.source import MAX_BYTES, MAX_DEPTH, MAX_VALUES, SourceFile, parse_source, read_source

FILE = Path("script.yaml")


def parse(text: str) -> Any:
    return parse_source(FILE, text).data


def faults_in(text: str) -> list[str]:
    """``line:column: sentence`` of each fault."""
    with pytest.raises(PackError) as caught:
        parse_source(FILE, text)
    return [str(fault).removeprefix("script.yaml:") for fault in caught.value.faults]


# -- values ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word", ["yes", "no", "on", "off", "Yes", "NO", "y", "9:14", "1:30:00", "2006-05-23", "0x1f", "1_000", ".inf"]
)
def test_what_older_yaml_would_convert_stays_the_word_that_was_written(word: str) -> None:
    assert parse(f"value: {word}") == {"value": word}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("60", 60),
        ("-3", -3),
        ("+4", 4),
        ("007", 7),
        ("2.5", 2.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("tRUE", "tRUE"),
        ("1" * 30, "1" * 30),
        ("plain words", "plain words"),
    ],
)
def test_numbers_and_truth_values_are_those_of_yaml_1_2(written: str, value: object) -> None:
    found = parse(f"value: {written}")["value"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("quoted", ["'60'", '"60"', "|-\n  60"])
def test_a_quoted_number_is_text(quoted: str) -> None:
    assert parse(f"value: {quoted}") == {"value": "60"}


def test_a_key_stays_the_word_that_was_written() -> None:
    assert parse("no: a\n12: b\nnull: c\ntrue: d\n2.50: e") == {"no": "a", "12": "b", "null": "c", "true": "d", "2.50": "e"}


def test_an_alias_is_what_it_stands_for() -> None:
    assert parse("a: &it {b: [1]}\nc: *it") == {"a": {"b": [1]}, "c": {"b": [1]}}
    assert parse("a: &it word\nc: *it") == {"a": "word", "c": "word"}


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert parse("base: &base {a: 1}\nmore:\n  <<: *base\n  b: 2")["more"] == {"<<": {"a": 1}, "b": 2}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "\n\n"])
def test_a_file_without_a_value_is_none(text: str) -> None:
    assert parse(text) is None


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "script.yaml"
    path.write_bytes("\ufefftitle: Café\r\nsay: |\r\n  Good\r\n  morning.\r\n".encode())
    assert read_source(path).data == {"title": "Café", "say": "Good\nmorning.\n"}


# -- places ---------------------------------------------------------------------------------------------------------

PLACES = """\
title: Places
stages:
  - id: one
    steps: [{ref: A.1}, {ref: A.2}]
  -
    id: two
"""


@pytest.mark.parametrize(
    ("place", "where"),
    [
        ((), (1, 1)),
        (("title",), (1, 1)),
        (("stages",), (2, 1)),
        (("stages", 0), (3, 5)),
        (("stages", 0, "steps", 1), (4, 25)),
        (("stages", 0, "steps", 1, "ref"), (4, 26)),
        (("stages", 1, "id"), (6, 5)),
        (("stages", 1, "nothing"), (6, 5)),
        (("stages", 9, "id"), (2, 1)),
        (("nothing",), (1, 1)),
    ],
)
def test_a_value_is_found_at_its_key_and_what_is_missing_at_what_is_around_it(
    place: tuple[str | int, ...], where: tuple[int, int]
) -> None:
    assert parse_source(FILE, PLACES).where(place) == where


def test_in_a_file_without_a_value_everything_stands_at_its_start() -> None:
    assert parse_source(FILE, "").fault(("title",), "is missing") == Fault(FILE, 1, 1, "is missing")


# -- what is refused, and where --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "where", "told"),
    [
        ("a: !!python/object/apply:os.system ['true']", "1:4", "the tag !!python/object/apply:os.system is refused"),
        ("a:\n  - !!python/name:os.system x", "2:5", "!!python/name:os.system"),
        ("a:\n  !!str b: c", "2:3", "!!str"),
        ("a: !!int '5'", "1:4", "!!int"),
        ("!own\na: b", "1:1", "!own"),
        ("%TAG ! tag:elsewhere,2000:\n---\na: !b c", "3:4", "tag:elsewhere,2000:b"),
    ],
)
def test_a_tag_is_refused_where_it_stands(text: str, where: str, told: str) -> None:
    (fault,) = faults_in(text)
    assert fault.startswith(f"{where}: the tag ")
    assert told in fault


def test_no_tag_is_ever_obeyed(tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    faults_in(f"a: !!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ['{touched}']]")
    assert not touched.exists()


def test_a_key_that_stands_twice_is_refused_and_both_lines_are_named() -> None:
    assert faults_in("title: a\nkind: b\ntitle: c\n") == ["3:1: the key 'title' stands twice; it first stands on line 1"]


def test_reading_goes_on_after_a_fault_that_leaves_the_rest_clear() -> None:
    found = faults_in("a: 1\na: 2\nb: !x y\nc: {d: 1, d: 2}\n")
    assert [fault.split(": ")[0] for fault in found] == ["2:1", "3:4", "4:11"]


@pytest.mark.parametrize("text", ["a:\n\tb: 1", "a: 1\n\tb: 2", "- a\n\t- b", "a: |\n\tb"])
def test_a_tab_is_called_a_tab(text: str) -> None:
    (fault,) = faults_in(text)
    assert re.match(r"2:1: a tab ", fault)


@pytest.mark.parametrize("sign", ["@", "`", "%"])
def test_a_value_that_must_be_quoted_is_told_so(sign: str) -> None:
    assert faults_in(f"a: b\nc: {sign}d") == [f"2:4: a value cannot begin with {sign!r}; put it in quotes"]


def test_a_second_document_is_refused_where_it_starts() -> None:
    assert faults_in("a: 1\n---\nb: 2\n") == ["2:1: a second document starts here; expected one a file"]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\ud800", "\ufffe"])
def test_a_control_character_is_found_in_its_line_whatever_stands_before_it(character: str) -> None:
    (fault,) = faults_in(f"title: ééé 数学 😀\nsay: ab{character}c\n\n\n\n")
    assert fault == f"2:8: a control character stands here (U+{ord(character):04X}); expected plain text"


@pytest.mark.parametrize("escape", [r"\e[2J", r"\0", r"\a", r"\x9b", r"\r"])
def test_an_escape_brings_no_control_character_in(escape: str) -> None:
    (fault,) = faults_in(f'a: b\nsay: "go {escape}"')
    assert fault.startswith("2:6: an escape for a control character")


def test_an_escape_for_a_letter_a_tab_or_a_line_end_is_welcome() -> None:
    assert parse(r'say: "caf\u00e9\n\ttwo"') == {"say": "café\n\ttwo"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: *b", "1:4: *b refers to something that is not (yet) complete"),
        ("a: &b\n  - *b", "2:5: *b refers to something that is not (yet) complete"),
        ("&a {b: *a}", "1:8: *a refers to something that is not (yet) complete"),
        ("a: &b [1]\n? *b\n: c", "2:3: *b stands where a key was expected; write the key out"),
        ("? {a: b}\n: c", "1:3: a mapping or list stands where a key was expected"),
    ],
)
def test_an_alias_or_key_that_leads_nowhere_is_refused(text: str, fault: str) -> None:
    assert faults_in(text) == [fault]


# -- more than we take ------------------------------------------------------------------------------------------------


def test_a_billion_laughs_are_counted_and_not_laughed() -> None:
    lines = ["a0: &a0 [" + ", ".join(["ha"] * 10) + "]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 30)]
    (fault,) = faults_in("\n".join(lines))
    assert re.match(r"6:\d+: more than 200,000 values, aliases counted", fault)


def test_as_many_values_as_are_allowed_are_read() -> None:
    assert len(parse("- a\n" * (MAX_VALUES - 1))) == MAX_VALUES - 1
    (fault,) = faults_in("- a\n" * MAX_VALUES)
    assert fault.startswith(f"{MAX_VALUES}:3: more than")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_hundred_thousand_brackets_are_refused_in_one_sentence(opening: str) -> None:
    (fault,) = faults_in(opening * 100_000)
    if opening == "? ":
        assert fault == "1:3: a mapping or list stands where a key was expected"
    else:  # libyaml looks ahead, and newer ones refuse by themselves where they have got to: the place is theirs then
        assert re.fullmatch(rf"1:\d+: more than {MAX_DEPTH} levels, one inside the other", fault)


@pytest.mark.parametrize(("opening", "width"), [("[", 1), ("{a: ", 4), ("- ", 2)])
def test_one_level_too_many_is_refused_where_it_begins(opening: str, width: int) -> None:
    (fault,) = faults_in(opening * (MAX_DEPTH + 1))
    assert fault.startswith(f"1:{MAX_DEPTH * width + 1}: more than {MAX_DEPTH} levels")


def test_as_deep_as_is_allowed_is_read() -> None:
    value = parse("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    for _ in range(MAX_DEPTH - 1):
        (value,) = value
    assert value == []


def test_a_file_of_fifty_megabytes_is_refused_by_its_size_and_never_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "script.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    with pytest.raises(PackError) as caught:
        read_source(path)
    assert str(caught.value) == f"{path}: the file has 50,000,000 bytes; expected at most 2,000,000"


def test_a_file_as_big_as_is_allowed_is_read(tmp_path: Path) -> None:
    path = tmp_path / "script.yaml"
    path.write_text("a: b # ".ljust(MAX_BYTES, "x"))
    assert read_source(path).data == {"a": "b"}


# -- files ------------------------------------------------------------------------------------------------------------


def told_of(path: Path) -> str:
    with pytest.raises(PackError) as caught:
        read_source(path)
    return str(caught.value).removeprefix(str(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert told_of(tmp_path / "script.yaml") == ": the file is missing"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert told_of(tmp_path) == ": this is no plain file; expected one of text"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "script.yaml")
    assert told_of(tmp_path / "script.yaml") == ": this is no plain file; expected one of text"


def test_a_file_that_the_system_will_not_give_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "script.yaml"
    path.write_text("a: b")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert told_of(path) == ": the file cannot be read: Permission denied"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"title: ok\nnote: na\xefve\n", ":2:9: byte 18 is not UTF-8"),
        ("titre: é\nnote: ".encode() + b"\xff", ":2:7: byte 16 is not UTF-8"),
        ("title: wide".encode("utf-16"), ":1:1: byte 0 is not UTF-8"),
        (b"cut: \xf0\x9f\x98", ":1:6: byte 5 is not UTF-8"),
    ],
)
def test_a_byte_that_is_not_utf_8_is_found(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "script.yaml"
    path.write_bytes(content)
    assert told_of(path) == f"{told}; save the file as UTF-8"


# -- anything at all --------------------------------------------------------------------------------------------------

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
ANY_TEXT = st.text(st.characters(codec=None), max_size=200)
LIKE_YAML = st.lists(
    st.sampled_from(["a", "b: ", "- ", "? ", ": ", "[", "]", "{", "}", ", ", "&a ", "*a", "!!x ", "!", "|", ">", "'", '"', "#"])
    | st.sampled_from(
        ["%", "@", "\n", "\n  ", "\t", "\\x", "---\n", "...\n", "<<: ", "~", "yes", "1", "é", "\u2028", "\r", "\x85"]
    ),
    max_size=40,
).map("".join)


def check_place(text: str, line: int, column: int) -> None:
    lines = LINE_END.split(text)
    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1


def check_plain(value: object) -> None:
    """Only what JSON could hold, whatever was written."""
    assert type(value) in (dict, list, str, int, float, bool, type(None))
    if isinstance(value, dict):
        assert all(type(key) is str for key in value)
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        check_plain(one)


def read_or_fault(text: str) -> SourceFile | None:
    try:
        return parse_source(FILE, text)
    except PackError as error:
        found = error.faults
    assert found
    for fault in found:
        check_place(text, fault.line, fault.column)
    return None


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT | LIKE_YAML)
@example("\ud800")
@example("a: [\n")
@example("\ufeff")
@example("? ")
@example("'\u2028\x07")
def test_any_text_is_plain_data_or_a_fault_that_lies_inside_the_file(text: str) -> None:
    if source := read_or_fault(text):
        check_plain(source.data)
        for mark in source.marks.values():
            check_place(text, *mark)
