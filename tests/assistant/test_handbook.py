"""A handbook: all that can be asked of a pack, as plain values that go to JSON and back."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proctor.assistant.handbook import FORMAT, Answer, Dated, Entry, Handbook, Needed, ScriptPage, Source
from proctor.scripts.header import LocalSheet
from proctor.scripts.loading import load_pack
from proctor.scripts.policies import Pack, Policies, Sections
from proctor.scripts.snapshot import Snapshot
from proctor.state.session import Session
from proctor.state.sqlite import SqliteJournal
from tests.helpers import FIXTURES, WHOLE_PACKS
from tests.scripts.test_policies import ALL_POLICIES, ALL_SECTIONS, LANTERNS, MORNING, lanterns, some

EVERY = {pack.header.id: pack for pack in map(load_pack, WHOLE_PACKS)}
LOCAL = LocalSheet.model_validate(
    {
        "school": "Meadow School",
        "dismissal": "By row,\n  the back row first.",
        "additional_time": "In the library.",
        "call": [
            {"title": "Office", "phone": "555-0100", "hours": "8 to 4"},
            {"title": "Nurse", "email": "nurse@meadow.example"},
        ],
        "last_bell": "14:45",
        "scheduled_start": "9:05",
        "notes": {"fire_exit": "To the north."},
    }
)


def through_json(book: Handbook) -> Handbook:
    """What is read back of a handbook that was written as text."""
    return Handbook.from_json(json.loads(json.dumps(book.to_json(), ensure_ascii=False)))


def of_kind(book: Handbook, kind: str) -> dict[str, Entry]:
    return {one.id: one for one in book.entries if one.kind == kind}


def only(entry: Entry) -> Answer:
    (answer,) = entry.answers
    return answer


# -- to JSON and back ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("local", [None, LOCAL], ids=["bare", "with the school's sheet"])
@pytest.mark.parametrize("name", EVERY)
def test_the_handbook_of_a_pack_is_read_back_as_it_was(name: str, local: LocalSheet | None) -> None:
    book = Handbook.of_pack(EVERY[name], local)
    assert through_json(book) == book
    assert Handbook.from_json(book.to_json()) == book
    assert through_json(book).to_json() == book.to_json()


@pytest.mark.parametrize("name", EVERY)
def test_the_handbook_of_a_session_is_read_back_as_it_was(name: str) -> None:
    pack = EVERY[name]
    for script in pack.scripts:
        kept = Snapshot(pack=pack.header, script=script, local=LOCAL, policies=pack.policies, sections=pack.sections)
        book = Handbook.of_snapshot(kept)
        assert through_json(book) == book
        assert Handbook.of_snapshot(Snapshot.from_text(kept.text)) == book


TEXT = st.text(max_size=8)
WHEN = st.dictionaries(TEXT, some(TEXT | st.integers()), max_size=2)
SOURCES = st.builds(Source, TEXT, TEXT, st.none() | st.integers(), TEXT)
ANSWERS = st.builds(Answer, TEXT, st.none() | TEXT, TEXT, some(TEXT), some(TEXT), WHEN, some(SOURCES))
ENTRIES = st.builds(Entry, TEXT, TEXT, TEXT, some(TEXT), some(ANSWERS), some(TEXT))
PAGES = st.builds(
    ScriptPage,
    *(TEXT, TEXT, TEXT, st.none() | st.integers(), st.booleans()),
    some(st.builds(Needed, TEXT, TEXT, st.booleans(), WHEN, TEXT, TEXT)),
)
DATES = st.builds(Dated, TEXT, TEXT, TEXT, st.none() | st.integers(), TEXT)
BOOKS = st.builds(Handbook, TEXT, TEXT, TEXT, some(ENTRIES), some(PAGES), some(DATES), TEXT)


@settings(max_examples=60, deadline=None)
@given(BOOKS)
def test_any_handbook_is_read_back_as_it_was(book: Handbook) -> None:
    assert through_json(book) == book
    assert Handbook.from_json(book.to_json()) == book


@settings(max_examples=40, deadline=None)
@given(policies=ALL_POLICIES, sections=ALL_SECTIONS)
def test_whatever_can_be_asked_makes_a_handbook_that_is_read_back_as_it_was(policies: Policies, sections: Sections) -> None:
    pack = EVERY["exam"].model_copy(update={"policies": policies, "sections": sections})
    book = Handbook.of_pack(pack, LOCAL)
    assert through_json(book) == book
    assert book.has_policies is bool(policies.policies)
    assert list(of_kind(book, "policy")) == list(dict.fromkeys(one.id for one in policies.policies))
    assert len(of_kind(book, "silence")) == len(policies.silences)


def test_the_json_names_its_format_and_holds_nothing_but_json() -> None:
    values = Handbook.of_pack(EVERY["exam"]).to_json()
    assert values["format"] == FORMAT
    assert json.loads(json.dumps(values, allow_nan=False)).keys() == values.keys()


SCRIPT = '{"materials": [{"when": []}]}'
NO_HANDBOOKS: dict[str, dict[str, Any]] = {
    "another format": {"format": FORMAT + 1},
    "no format": {"format": None},
    "a key too many": {"more": 1},
    "a key too few": {"title": None},
    "entries that are none": {"entries": [5]},
    "an entry without answers": {"entries": [{"id": "a", "kind": "policy", "title": "A", "asked": []}]},
    "a script that is none": {"scripts": [{"id": "morning"}]},
    "a date with a stranger's key": {"schedule": [{"title": "T", "date": "2026-05-23", "hour": 9}]},
}


@pytest.mark.parametrize("why", NO_HANDBOOKS)
def test_what_is_no_handbook_of_this_format_is_refused(why: str) -> None:
    values: dict[str, Any] = {**Handbook.of_pack(EVERY["exam"]).to_json(), **NO_HANDBOOKS[why]}
    with pytest.raises((ValueError, KeyError, TypeError)):
        Handbook.from_json({key: one for key, one in values.items() if one is not None})


@pytest.mark.parametrize("text", ["[]", "[1, 2]"])
def test_json_of_another_shape_is_refused_like_any_other(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Handbook.from_json(json.loads(text))


@pytest.mark.parametrize("text", ["null", "5", '"text"', f'{{"format": {FORMAT}, "entries": "", "scripts": [{SCRIPT}]}}'])
def test_json_that_has_no_keys_where_some_are_expected_is_refused_like_any_other(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Handbook.from_json(json.loads(text))


# -- rules --------------------------------------------------------------------------------------------------------------

SCHEDULE = """\
schedule:
  - {title: Lighting day, date: 2026-03-02, script: morning, minutes: 20}
  - {title: Harvest supper, date: 2026-09-26, note: "Bring  a spoon."}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    folder = lanterns(tmp_path / "lanterns")
    (folder / "pack.yaml").write_text(LANTERNS + SCHEDULE)
    return load_pack(folder)


def test_a_policy_is_an_entry_with_an_answer_for_each_place(pack: Pack) -> None:
    book = Handbook.of_pack(pack)
    assert (book.pack, book.title, book.document, book.has_policies) == ("lanterns", "Lanterns", "leaflet", True)
    entry = of_kind(book, "policy")["matches"]
    assert (entry.title, entry.asked) == ("Matches", ("matches", "light a match"))
    morning, evening = entry.answers
    assert morning == Answer(
        "With care.",
        "conditional",
        "Ask the caretaker.",
        ("morning",),
        ("light",),
        {"lamps": (1, 2)},
        (Source("leaflet", "A.1", 3, "Lighting"), Source("almanac", "12")),
    )
    assert (evening.verdict, evening.scripts, evening.stages, evening.when) == ("not_allowed", ("evening",), (), {})


def test_the_built_in_rules_know_calculators_in_both_sessions() -> None:
    book = Handbook.of_pack(EVERY["mcas-2006-grade10-math"])
    verdicts = {one.scripts: one.verdict for one in of_kind(book, "policy")["calculators"].answers}
    assert verdicts == {("session-1",): "not_allowed", ("session-2",): "allowed"}


def test_a_citation_without_a_document_is_of_the_files_or_else_of_the_packs_first(pack: Pack) -> None:
    def documents(**update: Any) -> list[str]:
        rules = pack.policies.model_copy(update=update)
        entry = of_kind(Handbook.of_pack(pack.model_copy(update={"policies": rules})), "policy")["matches"]
        return [cited.document for answer in entry.answers for cited in answer.cite]

    assert documents() == ["leaflet", "almanac", "leaflet"]
    assert documents(document="almanac") == ["almanac", "almanac", "almanac"]
    assert documents(document=None) == ["leaflet", "almanac", "leaflet"]


def test_answers_are_told_on_one_line(tmp_path: Path) -> None:
    rules = "policies: [{id: a, title: A, asked: [a], rulings: [{verdict: info, answer: %s, do: %s, cite: [{section: A}]}]}]"
    folder = lanterns(tmp_path / "lanterns", policies="document: leaflet\n" + rules % ('"One\\n\\n  two."', '" Do\\nit. "'))
    answer = only(of_kind(Handbook.of_pack(load_pack(folder)), "policy")["a"])
    assert (answer.answer, answer.do) == ("One two.", "Do it.")


def test_a_silence_is_an_entry_without_an_answer_that_names_the_nearest_rules(pack: Pack) -> None:
    (entry,) = of_kind(Handbook.of_pack(pack), "silence").values()
    assert (entry.title, entry.asked, entry.answers, entry.related) == ("Whistling", ("whistle",), (), ("matches",))


# -- passages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY)
def test_every_step_of_every_script_is_a_passage_that_belongs_to_its_script(name: str) -> None:
    pack = EVERY[name]
    passages = of_kind(Handbook.of_pack(pack), "passage")
    for script in pack.scripts:
        steps = {f"{script.id}/{step.ref}": step for _, step in script.steps()}
        steps |= {f"{script.id}/{name}/{step.ref}": step for name, steps in script.procedures.items() for step in steps}
        for passage, step in steps.items():
            answer = only(passages[passage])
            assert (answer.scripts, answer.verdict) == ((script.id,), None)
            assert [(one.section, one.page) for one in answer.cite] == [(step.ref, step.page)]


def test_a_passage_holds_what_is_said_and_done_a_sentence_each_to_be_asked() -> None:
    passage = of_kind(Handbook.of_pack(EVERY["exam"]), "passage")["morning/interrupt/P.1"]
    assert passage.asked[0] == "Have the cards turned face down."
    assert "Welcome back." in passage.asked
    assert only(passage).answer.startswith("Have the cards turned face down. ")


def test_what_a_step_asks_and_counts_is_no_passage_of_the_manual(tmp_path: Path) -> None:
    step = "blocks: [{do: Light the lamps.}, {ask: Are they lit?, options: [lit, dark]}, {wait: until they burn}]"
    folder = lanterns(tmp_path / "lanterns")
    (folder / "morning.yaml").write_text(MORNING.replace("blocks: [{do: Light the lamps.}]", step))
    book = Handbook.of_pack(load_pack(folder))
    assert only(of_kind(book, "passage")["morning/A.1"]).answer == "Light the lamps."


def test_a_step_without_a_title_goes_by_its_stage(pack: Pack) -> None:
    assert of_kind(Handbook.of_pack(pack), "passage")["morning/A.1"].title == "Light them"


SECTIONS = """\
sections:
  - {ref: A, text: Lamps. All of them.}
  - {ref: A.1, title: Matches, page: 2, text: One match a lamp.}
  - {ref: A.1.2, text: Long ones.}
  - {ref: AB, text: Ladders.}
  - {ref: B.2, text: Snuffers.}
  - {ref: C, text: Lamps are round.}
"""


def test_sections_of_a_part_belong_to_the_script_that_was_made_of_it_and_the_rest_to_all(tmp_path: Path) -> None:
    book = Handbook.of_pack(load_pack(lanterns(tmp_path / "lanterns", sections="document: almanac\n" + SECTIONS)))
    sections = {name: one for name, one in of_kind(book, "passage").items() if name.startswith("section/")}
    assert {name.removeprefix("section/"): only(one).scripts for name, one in sections.items()} == {
        "A": ("morning",),
        "A.1": ("morning",),
        "A.1.2": ("morning",),
        "AB": (),
        "B.2": ("evening",),
        "C": (),
    }
    assert (sections["section/A"].title, sections["section/A"].asked) == ("A", ("Lamps.", "All of them."))
    assert only(sections["section/A.1"]).cite == (Source("almanac", "A.1", 2, "Matches"),)


def test_a_script_that_names_no_part_claims_no_section(tmp_path: Path) -> None:
    folder = lanterns(tmp_path / "lanterns", sections="document: almanac\n" + SECTIONS)
    (folder / "morning.yaml").write_text(MORNING.replace(", section: A}", "}"))
    book = Handbook.of_pack(load_pack(folder))
    assert only(of_kind(book, "passage")["section/A.1"]).scripts == ()


def test_in_a_session_the_sections_of_another_script_do_not_hold_everywhere(pack: Pack) -> None:
    sections = Sections.model_validate(
        {"document": "almanac", "sections": [{"ref": "B.2", "text": "Snuffers.", "scripts": ["evening"]}]}
    )
    kept = Snapshot(pack=pack.header, script=pack.scripts[0], sections=sections)
    passages = of_kind(Handbook.of_snapshot(kept), "passage")
    assert "section/B.2" not in passages or only(passages["section/B.2"]).scripts


def test_the_handbook_of_a_session_has_its_own_script_and_no_other(pack: Pack) -> None:
    kept = Snapshot(pack=pack.header, script=pack.scripts[1], policies=pack.policies, sections=pack.sections, local=LOCAL)
    whole, own = Handbook.of_pack(pack, LOCAL), Handbook.of_snapshot(kept)
    assert [one.id for one in own.scripts] == ["evening"]
    assert own.script("morning") is None
    assert not [name for name in of_kind(own, "passage") if name.startswith("morning/")]
    for kind in ("policy", "silence", "calendar", "school"):
        assert of_kind(own, kind) == of_kind(whole, kind)
    assert (own.schedule, own.call) == (whole.schedule, whole.call)


def test_a_session_that_was_opened_before_there_were_rules_has_its_passages(tmp_path: Path) -> None:
    path = Path(shutil.copy(FIXTURES / "sessions" / "before-policies.proctor", tmp_path))
    with closing(SqliteJournal.read(path)) as journal:
        book = Handbook.of_snapshot(Session.resume(journal).view().plan.snapshot)
    assert (book.pack, book.has_policies, [one.id for one in book.scripts]) == ("exam", False, ["morning"])
    assert "morning/B.1" in of_kind(book, "passage")


# -- dates, materials ---------------------------------------------------------------------------------------------------


def test_a_date_is_told_in_words() -> None:
    session = Dated("Mathematics Session 2", "2006-05-24", "session-2", 60, "All at the same time.")
    assert session.told == "Mathematics Session 2: Wednesday, May 24, 2006, 60 minutes. All at the same time."
    assert Dated("Supper", "2026-09-05").told == "Supper: Saturday, September 5, 2026."


@given(st.dates())
def test_any_date_is_told_with_its_year_and_its_day_without_a_nought(day: date) -> None:
    assert Dated("Day", day.isoformat()).told.endswith(f" {day.day}, {day.year}.")


def test_every_date_of_the_schedule_can_be_asked_for(pack: Pack) -> None:
    book = Handbook.of_pack(pack)
    assert book.schedule == (
        Dated("Lighting day", "2026-03-02", "morning", 20),
        Dated("Harvest supper", "2026-09-26", note="Bring a spoon."),
    )
    lighting, supper = of_kind(book, "calendar").values()
    assert {"when is morning", "when is Lighting day"} <= set(lighting.asked)
    assert "when is Harvest supper" in supper.asked
    assert only(lighting).answer == "Lighting day: Monday, March 2, 2026, 20 minutes."
    assert only(supper).answer == "Harvest supper: Saturday, September 26, 2026. Bring a spoon."
    assert [one.section for one in only(supper).cite] == ["Schedule"]


def test_a_script_is_known_with_its_part_its_length_and_its_materials() -> None:
    page = Handbook.of_pack(EVERY["exam"]).script("morning")
    assert page is not None
    assert (page.title, page.section, page.minutes, page.untimed) == ("Lantern Survey · Morning", "B", 20, True)
    assert [one.title for one in page.materials] == ["Question sheet", "Answer card", "Large-print sheet", "Pencils"]
    assert page.materials[2].when == {"helpers": ("large_print",)}
    assert page.materials[3] == Needed("Pencils", "room", True, {}, "", "")
    assert Handbook.of_pack(EVERY["exam"]).script("evening") is None


# -- the school's own sheet ---------------------------------------------------------------------------------------------


def test_the_schools_sheet_gives_an_entry_for_each_line_that_cites_no_manual() -> None:
    book = Handbook.of_pack(EVERY["exam"], LOCAL)
    told = {name: only(one) for name, one in of_kind(book, "school").items()}
    assert {name: one.answer for name, one in told.items()} == {
        "school/dismissal": "By row, the back row first.",
        "school/additional-time": "In the library.",
        "school/last-bell": "14:45",
        "school/scheduled-start": "9:05",
        "school/call": "Office: 555-0100 · 8 to 4; Nurse: nurse@meadow.example",
        "school/notes/fire_exit": "To the north.",
    }
    assert {(one.verdict, one.cite) for one in told.values()} == {("info", ())}
    assert book.call == "Office: 555-0100 · 8 to 4; Nurse: nurse@meadow.example"
    assert of_kind(book, "school")["school/notes/fire_exit"].asked == ("fire exit", "To the north.")


@pytest.mark.parametrize("local", [None, LocalSheet()], ids=["no sheet", "an empty one"])
def test_without_a_sheet_the_school_says_nothing(local: LocalSheet | None) -> None:
    book = Handbook.of_pack(EVERY["exam"], local)
    assert (of_kind(book, "school"), book.call) == ({}, "")


def test_a_sheet_changes_nothing_of_what_the_manual_says() -> None:
    bare, told = Handbook.of_pack(EVERY["exam"]), Handbook.of_pack(EVERY["exam"], LOCAL)
    assert tuple(one for one in told.entries if one.kind != "school") == bare.entries


@pytest.mark.parametrize("name", EVERY)
def test_no_two_entries_of_a_handbook_have_one_id(name: str) -> None:
    ids = [one.id for one in Handbook.of_pack(EVERY[name], LOCAL).entries]
    assert len(set(ids)) == len(ids)
