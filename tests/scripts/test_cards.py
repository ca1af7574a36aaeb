"""The lines about packs and scripts: what the library says of them before anything heavy is imported."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proctor.errors import PackError
from proctor.scripts import cards
from proctor.scripts.cards import PackCard, ScriptCard, pack_cards
from proctor.scripts.header import AuthoredHeader, PackHeader
from proctor.scripts.library import Library
from proctor.scripts.loading import load_pack
from proctor.scripts.models import Script
from proctor.scripts.vocabulary import AUTHORITIES, AUTHORITIES_FOUND, SCRIPT_KINDS
from proctor.settings import Places, builtin_packs
from tests.helpers import BROKEN, HEADER, ONE_STEP, PACKS, WHOLE_PACKS, closed_to_us, write_pack


def card_of(folder: Path) -> PackCard:
    (card,) = pack_cards(Places(data=folder / "nowhere", builtin=folder))
    return card


def script_of(folder: Path, text: str) -> ScriptCard:
    (script,) = card_of(write_pack(folder, script=text)).scripts
    return script


# -- what they say ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", WHOLE_PACKS, ids=lambda folder: folder.name)
def test_a_card_says_what_the_pack_says_once_it_is_loaded(folder: Path) -> None:
    pack, card = load_pack(folder), card_of(folder)
    header = pack.header
    years = [document.year for document in header.documents.values() if document.year]
    assert (card.id, card.title, card.words, card.year) == (header.id, header.title, header.words, max(years, default=None))
    assert card.schedule == tuple((one.date, one.title, one.script or "") for one in header.schedule)
    assert (card.problem, card.mend, card.hides) == ("", "", ())
    assert [(one.id, one.title, one.kind, one.problem) for one in card.scripts] == [
        (one.id, one.title, one.kind, "") for one in pack.scripts
    ]
    for said, script in zip(card.scripts, pack.scripts, strict=True):
        timing = script.timing
        assert (said.minutes, said.untimed, said.approximate) == (timing.scheduled_minutes, timing.untimed, timing.approximate)
        assert said.summary == " ".join(script.summary.split())


def test_the_newest_of_the_documents_is_the_packs_year(tmp_path: Path) -> None:
    documents = "documents: {a: {title: A, year: 2006}, b: {title: B, year: 2009}, c: {title: C}}\n"
    assert card_of(write_pack(tmp_path, header=HEADER + documents)).year == 2009


def test_packs_that_hide_others_are_the_same_as_in_the_library(tmp_path: Path) -> None:
    places = Places(data=tmp_path / "data", builtin=tmp_path / "builtin", extra_packs=(tmp_path / "extra", tmp_path / "extra"))
    for place, pack_id, name in (("builtin", "a", "a"), ("data/packs", "a", "b"), ("extra", "c", "c"), ("extra", "a", "d")):
        write_pack(tmp_path / place / name, header=HEADER.replace("made", pack_id))
    write_pack(tmp_path / "extra" / "e", header="id: [")
    found = [(card.id, card.folder, card.hides) for card in pack_cards(places)]
    assert found == [(entry.id, entry.folder, entry.hides) for entry in Library(places).entries()]
    assert found[0] == ("a", tmp_path / "extra" / "d", (tmp_path / "builtin" / "a", tmp_path / "data" / "packs" / "b"))


def test_places_that_are_not_there_have_no_cards(tmp_path: Path) -> None:
    assert pack_cards(Places(data=tmp_path, builtin=tmp_path / "no", extra_packs=(tmp_path / "neither",))) == ()


@pytest.mark.parametrize("name", ["builtin", "builtin/a"])
def test_a_folder_that_cannot_be_read_is_the_same_as_in_the_library(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = Places(data=tmp_path / "data", builtin=tmp_path / "builtin")
    write_pack(tmp_path / "builtin" / "a")
    closed_to_us(tmp_path / name, monkeypatch)
    ((card, entry),) = zip(pack_cards(places), Library(places).entries(), strict=True)
    assert (card.id, card.folder, card.problem) == (entry.id, entry.folder, entry.closed)
    assert f"The folder {tmp_path / name} cannot be read: Permission denied." in card.problem


def test_a_folder_that_may_be_gone_through_but_not_listed_is_said_and_a_pack_in_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder)) if folder == tmp_path else FileNotFoundError

    monkeypatch.setattr(Path, "iterdir", refuse)
    (card,) = pack_cards(Places(data=tmp_path / "data", builtin=tmp_path))
    assert (card.closed, card.mend) == (True, "")
    assert not card_of(write_pack(tmp_path / "made")).closed


def test_the_words_that_are_known_are_those_of_the_models() -> None:
    assert get_args(Script.model_fields["kind"].annotation) == SCRIPT_KINDS
    assert get_args(AuthoredHeader.model_fields["authority"].annotation) == AUTHORITIES
    assert get_args(PackHeader.model_fields["authority"].annotation) == tuple(AUTHORITIES_FOUND)
    assert (Script.model_fields["kind"].default, AuthoredHeader.model_fields["authority"].default) == ("session", "rehearsal")


# -- the head of a script ---------------------------------------------------------------------------------------------


def test_only_the_head_of_a_script_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    parse = cards.parse_source
    monkeypatch.setattr(cards, "parse_source", lambda path, text: (read.append(text.count("\n")), parse(path, text))[1])
    card_of(builtin_packs() / "mcas-2006-grade10-math")
    assert len(read) == 5
    assert max(read[1:]) < 20


STAGES = ONE_STEP.partition("\n")[2]
ONE_STAGE = "[{id: a, title: A, steps: [{ref: A, blocks: [{do: x}]}]}]"
HEADS = {
    "in braces": f"{{title: One, stages: {ONE_STAGE}}}",
    "in braces over lines": f"# a comment {{\n---\n{{\ntitle: One,\nstages: {ONE_STAGE}}}",
    "the title at the end": f"{STAGES}title: One\n",
    "the timing at the end": f"title: One\n{STAGES}timing: {{scheduled_minutes: 60}}\n",
    "a quoted key at the end": f'{STAGES}"title": One\n',
    "a text with such a line": f'title: "One\nstages: two"\n{STAGES}',
    "windows": f"title: One\n{STAGES}".replace("\n", "\r\n"),
    "an anchor": f"title: &one One\nsummary: *one\n{STAGES}",
}


@pytest.mark.parametrize("how", HEADS)
def test_the_head_is_understood_however_the_file_is_written(tmp_path: Path, how: str) -> None:
    card = script_of(tmp_path, HEADS[how])
    script = load_pack(tmp_path).scripts[0]
    assert (card.title, card.problem) == (script.title, "")
    assert card.minutes == script.timing.scheduled_minutes


def test_a_row_of_comment_signs_is_passed_over_at_once(tmp_path: Path) -> None:
    assert script_of(tmp_path, "# " * 10_000 + f"\n{ONE_STEP}").problem == ""


# -- what is amiss ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("id: [\n", "Line 2 of pack.yaml: the text is not YAML"),
        ("", "Line 1 of pack.yaml: expected a mapping"),
        ("- a\n", "Line 1 of pack.yaml: expected a mapping"),
        ("title: A\nscripts: [a]\n", "Line 1 of pack.yaml: 'id' is missing; it is required here."),
        ("id: A b\ntitle: A\nscripts: [a]\n", "Line 1 of pack.yaml: id: expected small letters"),
        ("id: a\nscripts: [a]\n", "Line 1 of pack.yaml: 'title' is missing"),
        ("id: a\ntitle: ' '\nscripts: [a]\n", "Line 2 of pack.yaml: 'title' is missing"),
        ("id: a\ntitle: {}\nscripts: [a]\n", "Line 2 of pack.yaml: title: expected text."),
        ("id: a\ntitle: A\n", "Line 1 of pack.yaml: 'scripts' is missing"),
        ("id: a\ntitle: A\nscripts: [../a]\n", "Line 3 of pack.yaml: scripts: expected a list of names."),
        ("id: a\ntitle: A\nscripts: a\n", "Line 3 of pack.yaml: scripts: expected a list of names."),
        ("id: a\ntitle: A\nscripts: [a]\nauthority: mine\n", "Line 4 of pack.yaml: authority: expected one of rehearsal"),
        ("id: a\ntitle: A\nscripts: [a]\nauthority: []\n", "Line 4 of pack.yaml: authority: expected one of"),
        ("id: a\ntitle: A\nscripts: [a]\ndocuments: 7\n", "Line 4 of pack.yaml: documents: expected a list or a mapping."),
        ("id: a\ntitle: A\nscripts: [a]\ndocuments: {b: 7}\n", "Line 4 of pack.yaml: expected a mapping"),
        ("id: a\ntitle: A\nscripts: [a]\nschedule:\n  - {title: T, date: 2026-13-40}\n", "Line 5 of pack.yaml: date:"),
        ("id: a\ntitle: A\nscripts: [a]\nschedule:\n  - {date: 2026-01-01}\n", "Line 5 of pack.yaml: 'title' is missing"),
    ],
)  # fmt: skip
def test_a_header_that_is_amiss_says_where_in_one_sentence_and_how_to_learn_more(tmp_path: Path, header: str, why: str) -> None:
    folder = write_pack(tmp_path / "a pack", header=header)
    card = card_of(folder)
    assert card.problem.startswith(why)
    assert card.problem.endswith(".")
    assert (card.id, card.title, card.scripts) == ("a pack", "a pack", ())
    assert card.mend == f"proctor packs check {shlex.quote(str(folder))}"
    with pytest.raises(PackError):
        load_pack(folder)


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("\t", "Line 1 of script.yaml: a tab stands where spaces are expected."),
        (f"id: other\n{ONE_STEP}", "Line 1 of script.yaml: a script's id is the name of its file; leave this line out."),
        (STAGES, "Line 1 of script.yaml: 'title' is missing; it is required here."),
        ("title: One\n", "Line 1 of script.yaml: 'stages' is missing; it is required here."),
        (f"kind: dance\n{ONE_STEP}", "Line 1 of script.yaml: kind: expected one of session, practice,"),
        (f"timing: soon\n{ONE_STEP}", "Line 1 of script.yaml: expected a mapping"),
        (f"timing:\n  scheduled_minutes: an hour\n{ONE_STEP}", "Line 2 of script.yaml: scheduled_minutes: expected"),
        (f"timing: {{scheduled_minutes: 0}}\n{ONE_STEP}", "Line 1 of script.yaml: scheduled_minutes: expected whole minutes"),
        (f"timing: {{untimed: perhaps}}\n{ONE_STEP}", "Line 1 of script.yaml: untimed: expected true or false."),
        (f"summary: [a]\n{ONE_STEP}", "Line 1 of script.yaml: summary: expected text."),
    ],
)  # fmt: skip
def test_a_script_that_is_amiss_says_where_in_one_sentence_and_hides_no_other(tmp_path: Path, script: str, why: str) -> None:
    header = HEADER.replace("[script]", "[script, whole]")
    card = card_of(write_pack(tmp_path, header=header, script=script, whole=ONE_STEP))
    bad, good = card.scripts
    assert (bad.id, bad.title) == ("script", "script")
    assert bad.problem.startswith(why)
    assert bad.problem.endswith(".")
    assert (good.title, good.problem, card.problem) == ("One step", "", "")
    assert card.mend == f"proctor packs check {tmp_path}"
    with pytest.raises(PackError):
        load_pack(tmp_path)


def test_a_script_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    card = card_of(write_pack(tmp_path, header=HEADER.replace("[script]", "[script, gone]")))
    assert [one.problem for one in card.scripts] == ["", "gone.yaml: the file is missing."]


@pytest.mark.parametrize("folder", sorted(BROKEN.iterdir()), ids=lambda folder: folder.name)
def test_no_broken_pack_is_more_than_a_line(folder: Path) -> None:
    for card in pack_cards(Places(data=folder / "nowhere", builtin=folder)):
        for problem in (card.problem, *(script.problem for script in card.scripts)):
            assert "\n" not in problem
            assert not problem or card.mend


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    header=st.one_of(st.binary(max_size=60), st.text("ab:-[]{}&*!|>#'\"\n 1,", max_size=60).map(str.encode)),
    script=st.text("ab:-[]{}&*!|>#'\"\n 1,", max_size=60).map(str.encode),
)
def test_whatever_is_in_the_files_there_is_a_card(tmp_path: Path, header: bytes, script: bytes) -> None:
    write_pack(tmp_path / "one")
    (tmp_path / "one" / "script.yaml").write_bytes(b"title: One\n" + script + b"\nstages: []\n")
    write_pack(tmp_path / "two")
    (tmp_path / "two" / "pack.yaml").write_bytes(header)
    assert len(pack_cards(Places(data=tmp_path / "nowhere", builtin=tmp_path))) == 2


def test_a_folder_that_may_not_be_looked_into_hides_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pack(tmp_path / "one")
    write_pack(tmp_path / "two", header=HEADER.replace("made", "two"))
    closed_to_us(tmp_path / "one", monkeypatch)
    cards = pack_cards(Places(data=tmp_path / "nowhere", builtin=tmp_path))
    assert [(card.id, card.closed) for card in cards] == [("one", True), ("two", False)]


def test_the_packs_of_the_tests_are_those_that_are_found() -> None:
    assert {card.folder for card in pack_cards(Places(data=PACKS / "nowhere", builtin=PACKS))} == set(PACKS.iterdir())
