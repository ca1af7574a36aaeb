"""What can be asked of a pack: its rules and sections are checked, kept by a session, and never stand in a room's way."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proctor.errors import PackError
from proctor.scripts.citation import Citation
from proctor.scripts.header import LocalSheet
from proctor.scripts.library import Library
from proctor.scripts.loading import load_header, load_pack, load_policies, load_sections
from proctor.scripts.policies import VERDICTS, Policies, Policy, Ruling, Section, Sections, Silence
from proctor.scripts.schema import json_schema
from proctor.scripts.since import since_opened
from proctor.scripts.snapshot import Snapshot, canonical, digest_of
from proctor.scripts.source import read_source
from proctor.settings import Places, builtin_packs
from proctor.state import Accepted, Session
from proctor.state import commands as c
from proctor.state.clock import ManualClock
from proctor.state.events import NoteTaken
from proctor.state.journal import MemoryJournal
from proctor.state.sqlite import SqliteJournal
from tests.helpers import BROKEN, FIXTURES, HEADER, PACKS, check_faults, faults_of, write_pack
from tests.programs import run
from tests.scripts.test_schema import is_valid

BUILTIN = builtin_packs() / "mcas-2006-grade10-math"

# Folders of tests/fixtures/broken in whose policies.yaml or sections.yaml something is wrong, as in test_loading.py.

OF_POLICIES = {
    "policies_unreadable": [
        "policies.yaml:3:1: a tab stands where spaces are expected",
    ],
    "policies_shape": [
        "policies.yaml:1:1: 'documnet' is not a key that is known here; check its spelling",
        "policies.yaml:3:5: id: expected small letters, digits, - and _, such as answer_booklet, not 'Whistles'",
        "policies.yaml:4:5: title: expected text, not ''",
        "policies.yaml:5:5: asked: expected at least one entry, not an empty list",
        "policies.yaml:6:5: rulings: expected at least one entry, not an empty list",
        "policies.yaml:7:5: 'id' is missing; it is required here",
        "policies.yaml:8:5: asked: expected a list, not 'bell'",
        "policies.yaml:10:10: verdict: expected 'allowed', 'not_allowed', 'required', 'conditional' or 'info', not 'maybe'",
        "policies.yaml:10:26: answer: expected text, not ''",
        "policies.yaml:10:38: cite: expected at least one entry, not an empty list",
        "policies.yaml:11:39: 'stage' is not a key that is known here; check its spelling",
        "policies.yaml:11:61: section: expected a number as the manual prints it, such as III.D.5, without blanks",
        "policies.yaml:11:77: page: expected a whole number, not 'first'",
        "policies.yaml:12:9: 'verdict' is missing; it is required here",
        "policies.yaml:12:31: lamps: expected at least one entry, not an empty list",
        "policies.yaml:12:50: 'section' is missing; it is required here",
        "policies.yaml:13:45: asked: expected text, not 5",
        "policies.yaml:13:49: 'defualt' is not a key that is known here; check its spelling",
        "policies.yaml:13:74: 'cite' is missing; it is required here",
        "policies.yaml:15:35: related: expected a list, not 'horns'",
    ],
    "policies_twice": [
        "policies.yaml:7:9: an earlier ruling of this policy holds in the same place",
        "policies.yaml:8:5: there are two policies 'bells'",
        "policies.yaml:14:9: an earlier ruling of this policy holds in the same place",
    ],
    "policies_asked_twice": [
        "policies.yaml:4:34: 'Bell' stands under 'Bells' already",
        "policies.yaml:10:9: 'Ring  the BELL' stands under 'Bells' already",
        "policies.yaml:14:19: 'gong' stands under 'Gongs' already",
    ],
    "policies_names": [
        "policies.yaml:1:1: no document 'handbook' in pack.yaml; there are: leaflet",
        "policies.yaml:7:20: no script 'scirpt' in this pack",
        "policies.yaml:8:27: no script 'evening' in this pack",
        "policies.yaml:9:23: no stage 'won' in script",
        "policies.yaml:14:28: no document 'leaflets' in pack.yaml; there are: leaflet",
    ],
    "policies_conditions": [
        "policies.yaml:6:17: no fact 'label' in this script; there are labels, lamps, students",
        "policies.yaml:8:16: labels: expected one of all, none, not 'most'",
        "policies.yaml:8:37: lamps: expected a whole number of at least 0 and at most 9, not 10",
        "policies.yaml:14:11: students: expected a whole number of at least 1 and at most 10000, not 'many'",
        "policies.yaml:15:11: lamps: '5' would never hold; write 5",
    ],
    "policies_document": [
        "policies.yaml:10:13: which document? There are: leaflet, almanac",
    ],
    "policies_no_document": [
        "policies.yaml:2:93: which document? There are: none in pack.yaml",
        "policies.yaml:3:108: no document 'leaflet' in pack.yaml; there are: none",
    ],
    "policies_silences": [
        "policies.yaml:4:52: no policy 'gongs' in this file",
    ],
    "sections_shape": [
        "sections.yaml:2:1: 'section' is not a key that is known here; check its spelling",
        "sections.yaml:4:6: ref: expected a number as the manual prints it, such as III.D.5, without blanks",
        "sections.yaml:4:16: text: expected text, not ''",
        "sections.yaml:4:26: page: ",
        "sections.yaml:5:5: 'text' is missing; it is required here",
        "sections.yaml:5:14: 'titel' is not a key that is known here; check its spelling",
        "sections.yaml:6:5: sections: expected a mapping (key: value), not 'A.2'",
    ],
    "sections_names": [
        "sections.yaml:1:1: no document 'handbook' in pack.yaml; there are: leaflet",
        "sections.yaml:5:5: there are two sections 'A'",
    ],
    "every_file": [
        "other.yaml:2:10: no document 'handbook' in pack.yaml",
        "pack.yaml:4:45: no script 'scirpt' in this pack",
        "policies.yaml:2:57: verdict: expected 'allowed', 'not_allowed', 'required', 'conditional' or 'info', not 'perhaps'",
        "script.yaml:3:55: a block begins with its kind (say, do, check, ",
        "sections.yaml:1:37: there are two sections 'A'",
    ],
}


@pytest.mark.parametrize("name", OF_POLICIES)
def test_every_fault_of_what_can_be_asked_is_told_where_it_stands(name: str) -> None:
    check_faults(faults_of(BROKEN / name), OF_POLICIES[name])


def test_one_broken_script_and_whole_policies_are_told_apart(tmp_path: Path) -> None:
    folder = lanterns(tmp_path / "lanterns")
    (folder / "morning.yaml").write_text("title: [broken")
    assert {told.partition(":")[0] for told in faults_of(folder)} == {"morning.yaml"}


# -- what must not be refused -----------------------------------------------------------------------------------------

LANTERNS = """\
id: lanterns
title: Lanterns
documents: {leaflet: {title: Leaflet}, almanac: {title: Almanac}}
scripts: [morning, evening]
"""
MORNING = """\
title: Morning
source: {document: leaflet, section: A}
facts:
  lamps: {ask: How many lamps?, type: number, min: 0, max: 9}
  helpers: {ask: Helpers?, type: multiple, options: [reader, scribe]}
stages:
  - {id: light, title: Light them, steps: [{ref: A.1, blocks: [{do: Light the lamps.}]}]}
"""
EVENING = """\
title: Evening
source: {document: leaflet, section: B}
facts:
  wicks: {ask: Wicks?, options: [long, short]}
stages:
  - {id: snuff, title: Snuff them, steps: [{ref: B.1, blocks: [{do: Snuff the lamps.}]}]}
"""
POLICIES = """\
document: leaflet
policies:
  - id: matches
    title: Matches
    default: true
    asked: [matches, "light a match"]
    rulings:
      - scripts: [morning]
        when: {lamps: [1, 2]}
        stages: [light]
        verdict: conditional
        answer: With care.
        do: Ask the caretaker.
        cite: [{section: A.1, page: 3, title: Lighting}, {section: "12", document: almanac}]
      - {scripts: [evening], verdict: not_allowed, answer: No., cite: [{section: B.1}]}
silences:
  - {title: Whistling, asked: [whistle], related: [matches]}
"""
SECTIONS = """\
document: almanac
sections:
  - {ref: A, title: Lamps, page: 1, text: Lamps are lit in the morning.}
  - {ref: A.1, text: One match a lamp.}
  - {ref: C, text: Lamps are round.}
"""


def lanterns(folder: Path, *, policies: str = POLICIES, sections: str = SECTIONS) -> Path:
    """A pack of two scripts with all that can be asked of it."""
    write_pack(folder, header=LANTERNS, morning=MORNING, evening=EVENING, policies=policies, sections=sections)
    (folder / "script.yaml").unlink()
    return folder


def ruled(*rulings: str, document: str = "document: leaflet") -> str:
    """A file with one policy, each ruling as it is written without its verdict, answer and citation."""
    lines = [f"      - {{{one}{', ' if one else ''}verdict: info, answer: So., cite: [{{section: A}}]}}" for one in rulings]
    return "\n".join([document, "policies:", "  - id: bells", "    title: Bells", "    asked: [bell]", "    rulings:", *lines])


SOUND = {
    "one ruling a script": ruled("scripts: [morning]", "scripts: [evening]"),
    "one ruling a stage": ruled("stages: [light]", "stages: [snuff]"),
    "one ruling a condition, and one for the rest": ruled("when: {wicks: long}", "when: {wicks: short}", ""),
    "a stage and a fact of any script where none is named": ruled("stages: [snuff], when: {lamps: 3}"),
    "a multiple fact that is empty, and the number of students": ruled("when: {helpers: none, students: [1, 2]}"),
    "a document for each citation": """
policies:
  - {id: bells, title: Bells, asked: [bell], rulings: [{verdict: info, answer: So., cite: [{section: A, document: almanac}]}]}
""",
    "words that YAML would convert": """
document: leaflet
policies:
  - {id: bells, title: Bells, asked: [on, 9:14, no], rulings: [{verdict: info, answer: no, cite: [{section: "1"}]}]}
""",
    "silences without policies": "silences: [{title: Drums, asked: [drum]}]\n",
    "nothing": "",
    "only a comment": "# nothing yet\n",
}


@pytest.mark.parametrize("why", SOUND)
def test_sound_is(tmp_path: Path, why: str) -> None:
    assert faults_of(lanterns(tmp_path / "sound", policies=SOUND[why])) == []


def test_sound_is_an_option_that_a_fact_has_in_one_of_the_scripts(tmp_path: Path) -> None:
    folder = lanterns(tmp_path / "sound", policies=ruled("when: {size: small}"))
    for name, size in (("morning", "small"), ("evening", "large")):
        text = (folder / f"{name}.yaml").read_text()
        (folder / f"{name}.yaml").write_text(text.replace("facts:\n", f"facts:\n  size: {{ask: Size?, options: [{size}]}}\n"))
    assert faults_of(folder) == []


def test_a_broken_script_makes_no_fault_of_policies_that_name_what_is_in_it(tmp_path: Path) -> None:
    folder = lanterns(tmp_path / "lanterns", policies=ruled("stages: [light], when: {lamps: 3}"))
    (folder / "morning.yaml").write_text(MORNING.replace("{do:", "{doo:"))
    assert {told.partition(":")[0] for told in faults_of(folder)} == {"morning.yaml"}


def test_sections_say_which_of_several_documents_they_are_of(tmp_path: Path) -> None:
    folder = lanterns(tmp_path / "lanterns", sections="sections: [{ref: A, text: Lamps.}]\n")
    check_faults(faults_of(folder), ["sections.yaml:1:"])


# -- what is read -----------------------------------------------------------------------------------------------------


def test_a_pack_has_its_policies_and_sections_as_they_were_written(tmp_path: Path) -> None:
    pack = load_pack(lanterns(tmp_path / "lanterns"))
    (matches,) = pack.policies.policies
    morning, evening = matches.rulings
    assert (matches.id, matches.default, matches.asked) == ("matches", True, ("matches", "light a match"))
    assert (morning.scripts, morning.stages, morning.when) == (("morning",), ("light",), {"lamps": (1, 2)})
    assert (morning.verdict, morning.answer, morning.do) == ("conditional", "With care.", "Ask the caretaker.")
    assert morning.cite == (Citation(section="A.1", page=3, title="Lighting"), Citation(section="12", document="almanac"))
    assert (evening.when, evening.stages, evening.do) == ({}, (), "")
    assert pack.policies.silences == (Silence(title="Whistling", asked=("whistle",), related=("matches",)),)
    assert pack.sections.document == "almanac"
    assert [(one.ref, one.title, one.page) for one in pack.sections.sections] == [
        ("A", "Lamps", 1),
        ("A.1", "", None),
        ("C", "", None),
    ]


def test_a_pack_without_the_two_files_or_with_empty_ones_has_nothing_to_be_asked(tmp_path: Path) -> None:
    for folder in (write_pack(tmp_path / "without"), write_pack(tmp_path / "empty", policies="", sections="# none\n")):
        pack = load_pack(folder)
        assert (pack.policies, pack.sections) == (Policies(), Sections())


def test_policies_can_be_read_without_any_script_and_then_stages_and_facts_are_believed(tmp_path: Path) -> None:
    folder = write_pack(
        tmp_path / "made", header=f"{HEADER}documents: {{leaflet: {{title: L}}}}\n", policies=ruled("stages: [x], when: {y: z}")
    )
    found = load_policies(folder, load_header(folder))
    assert [one.stages for one in found.policies[0].rulings] == [("x",)]
    assert load_sections(folder, load_header(folder)) == Sections()
    check_faults(
        faults_of(folder),
        ["policies.yaml:7:19: no stage 'x' in script", "policies.yaml:7:30: no fact 'y' in this script; there are students"],
    )


# -- a room is delivered all the same -----------------------------------------------------------------------------------

BAD_POLICIES = {
    "unreadable": "policies: [",
    "misshapen": "policies: [{id: bells}]\n",
    "senseless": ruled("", ""),
    "not text": "\x00",
}


@pytest.mark.parametrize("why", BAD_POLICIES)
def test_broken_policies_keep_no_script_from_being_opened_but_are_named_by_a_check(tmp_path: Path, why: str) -> None:
    folder = lanterns(tmp_path / "packs" / "lanterns", policies=BAD_POLICIES[why])
    (folder / "local.yaml").write_text("school: Meadow School\n")
    snapshot = Library(Places(data=tmp_path / "data", builtin=tmp_path / "packs")).snapshot("lanterns/morning")
    assert (snapshot.script.title, snapshot.local.school) == ("Morning", "Meadow School")
    assert snapshot.policies == Policies()
    assert {told.partition(":")[0] for told in faults_of(folder)} == {"policies.yaml"}


def test_broken_sections_keep_no_script_from_being_opened(tmp_path: Path) -> None:
    folder = lanterns(tmp_path / "packs" / "lanterns", sections="sections: [")
    snapshot = Library(Places(data=tmp_path / "data", builtin=tmp_path / "packs")).snapshot("lanterns/morning")
    assert (snapshot.script.title, snapshot.sections) == ("Morning", Sections())
    assert {told.partition(":")[0] for told in faults_of(folder)} == {"sections.yaml"}


def test_broken_sections_take_no_policies_with_them(tmp_path: Path) -> None:
    lanterns(tmp_path / "packs" / "lanterns", sections="sections: [")
    snapshot = Library(Places(data=tmp_path / "data", builtin=tmp_path / "packs")).snapshot("lanterns/morning")
    assert [one.id for one in snapshot.policies.policies] == ["matches"]


def test_a_session_is_delivered_from_a_pack_whose_policies_are_broken_and_a_check_says_why(
    tmp_path: Path, data_folder: Path
) -> None:
    folder = lanterns(tmp_path / "packs" / "lanterns", policies="policies: [{id: bells}]\n")
    packs = {"PROCTOR_PACKS": str(tmp_path / "packs")}
    assert "Light the lamps." in run("run", "lanterns/morning", "--plain", data=data_folder, **packs).stdout
    checked = run("packs", "check", "lanterns", data=data_folder, **packs)
    assert checked.returncode == 1
    assert f"{folder}/policies.yaml:1:12: 'rulings' is missing; it is required here\n" in checked.stderr
    assert "3 faults.\n" in checked.stderr


def test_a_check_of_a_whole_pack_finds_nothing(tmp_path: Path, data_folder: Path) -> None:
    done = run("packs", "check", str(lanterns(tmp_path / "lanterns")), data=data_folder)
    assert (done.returncode, done.stdout) == (0, "lanterns: 2 scripts, no fault.\n")


def test_a_library_gives_a_script_all_that_can_be_asked_of_its_pack(tmp_path: Path) -> None:
    folder = lanterns(tmp_path / "packs" / "lanterns")
    pack = load_pack(folder)
    library = Library(Places(data=tmp_path / "data", builtin=tmp_path / "packs"))
    for name in ("morning", "evening"):
        snapshot = library.snapshot(name)
        assert (snapshot.policies, snapshot.sections) == (pack.policies, pack.sections)


# -- what a session keeps -----------------------------------------------------------------------------------------------

WORDS = st.text(min_size=1).filter(str.strip).map(str.strip)
IDS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)
REFS = st.from_regex(r"[A-Z]{1,3}(\.[0-9]{1,2}){0,2}", fullmatch=True)
PAGES = st.none() | st.integers(1, 900)


def some(one: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[Any]:
    return st.lists(one, min_size=least, max_size=3).map(tuple)


CITATIONS = st.builds(Citation, section=REFS, title=st.text(), page=PAGES, document=st.none() | IDS)
RULINGS = st.builds(
    Ruling,
    scripts=some(IDS),
    stages=some(IDS),
    when=st.dictionaries(IDS, some(st.text() | st.integers(-(10**9), 10**9), 1), max_size=2),
    verdict=st.sampled_from(VERDICTS),
    answer=WORDS,
    do=st.text(),
    cite=some(CITATIONS, 1),
)
ASKED = some(WORDS, 1)
ALL_POLICIES = st.builds(
    Policies,
    document=st.none() | IDS,
    policies=some(st.builds(Policy, id=IDS, title=WORDS, asked=ASKED, default=st.booleans(), rulings=some(RULINGS, 1))),
    silences=some(st.builds(Silence, title=WORDS, asked=ASKED, related=some(IDS))),
)
ALL_SECTIONS = st.builds(
    Sections,
    document=st.none() | IDS,
    sections=some(st.builds(Section, ref=REFS, title=st.text(), page=PAGES, text=WORDS)),
)


PACK = load_pack(PACKS / "exam")


def exam(**more: Any) -> Snapshot:
    """A script of a pack that has neither file, with what a test puts into the snapshot besides."""
    return Snapshot(pack=PACK.header, script=PACK.scripts[0], **more)


EXAM = exam()


@settings(max_examples=60, deadline=None)
@given(policies=ALL_POLICIES, sections=ALL_SECTIONS)
def test_whatever_can_be_asked_goes_to_text_and_back(policies: Policies, sections: Sections) -> None:
    before = exam(policies=policies, sections=sections)
    after = Snapshot.from_text(before.text)
    assert after == before
    assert after.text == before.text
    assert after.digest == before.digest


@pytest.mark.parametrize("name", ["morning", "evening"])
def test_a_snapshot_of_a_pack_that_can_be_asked_is_read_back_whole(tmp_path: Path, name: str) -> None:
    lanterns(tmp_path / "packs" / "lanterns")
    before = Library(Places(data=tmp_path / "data", builtin=tmp_path / "packs")).snapshot(name)
    after = Snapshot.from_text(before.text)
    assert after == before
    assert [one.id for one in after.policies.policies] == ["matches"]
    assert [one.ref for one in after.sections.sections] == ["A", "A.1", "C"]


@pytest.mark.parametrize("session", ["session-1", "session-2", "practice-test", "questionnaire"])
def test_the_built_in_policies_are_kept_by_every_session_of_their_pack(tmp_path: Path, session: str) -> None:
    before = Library(Places(data=tmp_path)).snapshot(f"{BUILTIN.name}/{session}")
    after = Snapshot.from_text(before.text)
    assert after == before
    assert "calculators" in {one.id for one in after.policies.policies}


OLDER = canonical({k: v for k, v in json.loads(EXAM.text).items() if k not in ("policies", "sections")}, sort_keys=False)
"""A snapshot's text as it was before there was anything to be asked."""


def test_an_older_snapshot_reads_as_one_of_which_nothing_can_be_asked() -> None:
    assert '"policies"' not in OLDER
    after = Snapshot.from_text(OLDER)
    assert after == EXAM
    assert (after.policies, after.sections) == (Policies(), Sections())


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A session's file that proctor 0.1.0 wrote before there were policies, as it was left open."""
    return Path(shutil.copy(FIXTURES / "sessions" / "before-policies.proctor", tmp_path))


def test_a_session_that_was_opened_before_there_were_policies_is_whole_and_goes_on(older: Path) -> None:
    with closing(SqliteJournal.open(older)) as journal:
        kept = journal.snapshot()
        assert '"policies"' not in kept
        session = Session.resume(journal, ManualClock())
        before = session.view()
        assert (before.plan.snapshot.name, before.plan.snapshot.policies) == ("exam/morning", Policies())
        assert isinstance(session.handle(c.TakeNote(text="of the newer version")), Accepted)
    with closing(SqliteJournal.read(older)) as journal:
        assert journal.snapshot() == kept
        notes = [entry.event.text for entry in journal.entries() if isinstance(entry.event, NoteTaken)]
        assert notes == ["the lamps were lit already", "of the newer version"]
        assert Session.resume(journal).view().phase is before.phase


def test_of_an_older_session_of_a_pack_without_policies_nobody_is_told_that_it_has_changed() -> None:
    library = Library(Places(data=PACKS / "nowhere", builtin=PACKS))
    assert since_opened(library, Snapshot.from_text(OLDER)) == ""


def test_a_session_keeps_the_rules_that_it_was_opened_with(tmp_path: Path) -> None:
    folder = lanterns(tmp_path / "packs" / "lanterns")
    library = Library(Places(data=tmp_path / "data", builtin=tmp_path / "packs"))
    session = Session.begin(MemoryJournal(library.snapshot("morning").text), ManualClock())
    (folder / "policies.yaml").write_text(POLICIES.replace("With care.", "Never."))
    kept = session.view().plan.snapshot
    assert kept.policies == Policies()
    assert kept.whole().policies.policies[0].rulings[0].answer == "With care."
    assert kept.digest == digest_of(session.journal.snapshot())
    assert since_opened(library, kept) == "", "the words that are delivered are the same"


OTHER_RULES = Policies(silences=(Silence(title="Drums", asked=("drum",)),))
OTHER_SECTIONS = Sections(sections=(Section(ref="A", text="Lamps."),))


def test_the_digest_changes_with_what_can_be_asked_and_that_of_the_words_does_not() -> None:
    several = [exam(policies=p, sections=s) for p in (Policies(), OTHER_RULES) for s in (Sections(), OTHER_SECTIONS)]
    assert len({one.digest for one in several}) == 4
    assert len({one.words_digest() for one in several}) == 1
    local = LocalSheet(school="Meadow School", notes={"Exit": "north"})
    told = exam(policies=OTHER_RULES, sections=OTHER_SECTIONS, local=local)
    assert told.words_digest() == several[0].words_digest() == several[0].digest


def test_what_is_delivered_can_be_read_without_what_can_be_asked_and_nothing_is_lost() -> None:
    told = exam(policies=OTHER_RULES, sections=OTHER_SECTIONS, local=LocalSheet(school="Meadow School"))
    light = Snapshot.to_deliver(told.text)
    assert (light.pack, light.script, light.local) == (told.pack, told.script, told.local)
    assert (light.text, light.digest) == (told.text, told.digest)
    assert light.whole() == told
    for text in ("", "[]", "{}", told.text[:-5]):
        with pytest.raises(ValueError, match=r"validation error|Invalid JSON"):
            Snapshot.to_deliver(text)


@given(policies=ALL_POLICIES, other=ALL_POLICIES)
@settings(max_examples=20, deadline=None)
def test_two_snapshots_have_one_digest_where_their_rules_are_the_same_and_not_otherwise(
    policies: Policies, other: Policies
) -> None:
    one, two = exam(policies=policies), exam(policies=other)
    assert (one.digest == two.digest) is (policies == other)


# -- the JSON Schema ----------------------------------------------------------------------------------------------------

ASKABLE = [("policies", POLICIES), ("sections", SECTIONS)]


def test_the_schema_takes_the_built_in_policies_as_they_were_written() -> None:
    assert is_valid(json_schema("policies"), read_source(BUILTIN / "policies.yaml").data)


@pytest.mark.parametrize(("file", "text"), ASKABLE)
def test_the_schema_takes_what_the_loader_takes(tmp_path: Path, file: str, text: str) -> None:
    (tmp_path / "file.yaml").write_text(text)
    assert is_valid(json_schema(file), read_source(tmp_path / "file.yaml").data)
    assert is_valid(json_schema(file), {})


@pytest.mark.parametrize("why", [name for name, text in SOUND.items() if text.strip() and not text.startswith("#")])
def test_the_schema_takes_policies_that_are_sound(tmp_path: Path, why: str) -> None:
    (tmp_path / "policies.yaml").write_text(SOUND[why])
    assert is_valid(json_schema("policies"), read_source(tmp_path / "policies.yaml").data)


@pytest.mark.parametrize(
    ("file", "key"),
    [
        *(("policies", key) for key in ("document", "policies", "silences", "id", "title", "asked", "rulings", "default")),
        *(("policies", key) for key in ("verdict", "answer", "do", "cite", "scripts", "stages", "when", "section", "related")),
        *(("sections", key) for key in ("document", "sections", "ref", "title", "page", "text")),
    ],
)
def test_the_schema_and_the_loader_refuse_a_misspelt_key(tmp_path: Path, file: str, key: str) -> None:
    text = dict(ASKABLE)[file]
    misspelt = text.replace(f"{key}:", f"{key}x:")
    assert misspelt != text
    folder = lanterns(tmp_path / "lanterns", **{file: misspelt})
    assert not is_valid(json_schema(file), read_source(folder / f"{file}.yaml").data)
    with pytest.raises(PackError, match=f"'{key}x' is not a key that is known here"):
        load_pack(folder)


@pytest.mark.parametrize("name", ["policies_shape", "sections_shape"])
def test_the_schema_refuses_a_shape_that_the_loader_refuses(name: str) -> None:
    file = name.partition("_")[0]
    assert not is_valid(json_schema(file), read_source(BROKEN / name / f"{file}.yaml").data)


def test_another_validator_says_the_same_of_them(tmp_path: Path) -> None:
    validator = pytest.importorskip("jsonschema").Draft202012Validator
    folder = lanterns(tmp_path / "lanterns")
    for path in (folder / "policies.yaml", folder / "sections.yaml", BUILTIN / "policies.yaml"):
        assert not list(validator(json_schema(path.stem)).iter_errors(read_source(path).data))
    for name in ("policies_shape", "sections_shape"):
        file = name.partition("_")[0]
        assert list(validator(json_schema(file)).iter_errors(read_source(BROKEN / name / f"{file}.yaml").data))


def test_the_schemas_can_be_printed(data_folder: Path) -> None:
    for file in ("policies", "sections"):
        printed = run("packs", "schema", file, data=data_folder)
        assert json.loads(printed.stdout) == json_schema(file)
