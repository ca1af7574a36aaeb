"""calendar.yaml: what it can hold, what an author is told of a mistake, and packs that have a calendar and no script."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from proctor.assistant.agenda import MONTHS, offerings
from proctor.errors import PackError, UsageError
from proctor.scripts.calendar import Calendar
from proctor.scripts.cards import pack_cards
from proctor.scripts.diff import diff
from proctor.scripts.library import Library
from proctor.scripts.loading import load_pack, load_script
from proctor.settings import Places, builtin_packs
from tests.helpers import HEADER, faults_of, write_pack

BARE = "id: made\ntitle: Made for a test\ndocuments: {book: {title: Book}}\n"
ONE = "entries:\n  - {id: a, title: A, when: {date: 2024-12-03}, for: [teachers], cite: {section: S.1}}\n"
MANUALS = Path(__file__).resolve().parents[3] / "shared" / "manuals"


def pack_of(folder: Path, calendar: str, header: str = BARE) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(header, encoding="utf-8")
    (folder / "calendar.yaml").write_text(calendar, encoding="utf-8")
    return folder


def entry(**fields: str) -> str:
    """A calendar of one entry, its fields as YAML."""
    known = {"id": "a", "title": "A", "when": "{date: 2024-12-03}", "for": "[teachers]", "cite": "{section: S.1}"}
    known |= {name.rstrip("_"): value for name, value in fields.items()}
    return "entries:\n  - " + "\n    ".join(f"{name}: {value}" for name, value in known.items()) + "\n"


# -- without a script -------------------------------------------------------------------------------------------------


def test_a_pack_with_a_calendar_needs_no_script(tmp_path: Path) -> None:
    pack = load_pack(pack_of(tmp_path / "made", ONE))
    assert (pack.header.scripts, pack.scripts) == ((), ())
    assert [one.id for one in pack.calendar.entries] == ["a"]


def test_a_pack_with_neither_is_none(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(BARE, encoding="utf-8")
    assert faults_of(tmp_path) == [
        "pack.yaml:1:1: 'scripts' is missing; it is required here, unless the pack has a calendar.yaml"
    ]
    (card,) = pack_cards(Places(data=tmp_path / "no", builtin=tmp_path))
    assert "'scripts' is missing" in card.problem


def test_an_empty_list_of_scripts_is_a_mistake_beside_a_calendar_too(tmp_path: Path) -> None:
    folder = pack_of(tmp_path, ONE, f"{BARE}scripts: []\n")
    assert faults_of(folder) == ["pack.yaml:4:1: scripts: expected at least one entry, not an empty list"]


def test_a_pack_may_have_both(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "made", header=f"{HEADER}documents: {{book: {{title: Book}}}}\n", calendar=ONE)
    pack = load_pack(folder)
    assert (len(pack.scripts), len(pack.calendar.entries)) == (1, 1)
    (card,) = pack_cards(Places(data=tmp_path / "no", builtin=tmp_path))
    assert (card.calendar, [one.id for one in card.scripts]) == (True, ["script"])


def test_the_library_lists_it_and_says_that_there_is_nothing_to_deliver(tmp_path: Path) -> None:
    folder = pack_of(tmp_path / "made", ONE)
    library = Library(Places(data=tmp_path / "no", builtin=tmp_path))
    (card,) = pack_cards(library.places)
    assert (card.id, card.calendar, card.scripts, card.problem) == ("made", True, (), "")
    assert library.names() == ()
    for name in ("made", str(folder)):
        with pytest.raises(UsageError, match=r"has no script to deliver. `proctor calendar .*made` lists its calendar."):
            library.find(name)
    with pytest.raises(PackError, match="no script 'x'; the pack has a calendar, and none to deliver"):
        load_script(folder, "x")


# -- mistakes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("calendar", "expected"),
    [
        (entry(when="{date: 2024-13-03}"), "4:12: expected a date such as 2026-05-23, not '2024-13-03'"),
        (entry(when="{date: 2024-12-03, start: 25:00}"), "4:30: start: expected a time such as 9:14, not '25:00'"),
        (entry(when="{date: 2024-12-03, end: '9:30'}"), "4:5: end: there is an end and no start"),
        (entry(when="{date: 2024-12-03, start: '10:00', end: '9:30'}"), "4:5: end: 9:30 is not after 10:00"),
        (entry(when="{date: 2024-12-03, until: 2024-12-01}"), "4:5: until: 2024-12-01 is before 2024-12-03"),
        (entry(when="{date: 2024-12-03, until: 2024-12-04, start: '9:00'}"), "4:5: until: days on end have no start"),
        (entry(when="{date: 2024-12-03, months: [May]}"), "4:5: a time of a calendar has either a date or months"),
        (entry(when="{}"), "4:5: a time of a calendar has either a date or months"),
        (entry(when="{months: [May, June, July]}"), "4:5: months: expected one, or the first and the last"),
        (entry(when="{months: [Mai]}"), "4:21: months: expected 'January', 'February'"),
        (entry(when="{months: [May], start: '9:00'}"), "4:5: start: belongs to a date, not to months"),
        (entry(when="{date: 2024-12-03, year: 2024}"), "4:5: year: belongs to months; a date has its own"),
        (entry(when="[]"), "4:5: when: expected at least one entry, not an empty list"),
        (entry(when="{date: 2024-12-03, start: '9:00'}"), "4:30: in which time zone? Say time_zone:"),
        (entry(when="{date: 2024-12-03, time_zone: Mars/Base}"), "4:30: expected the name of a time zone such as"),
        (entry(when="{date: 2024-12-03, time_zone: ../etc}"), "4:30: expected the name of a time zone such as"),
        (entry(for_="[]"), "5:5: for: expected at least one entry, not an empty list"),
        (entry(level="expert"), "7:5: level: expected 'all', 'new' or 'returning', not 'expert'"),
        (entry(mode="tv"), "7:5: mode: expected 'webinar', 'in_person' or 'recorded', not 'tv'"),
        (entry(webcast="maybe"), "7:5: webcast: expected true or false, not 'maybe'"),
        (entry(registration="full"), "7:5: registration: expected 'open', 'closed', 'not_yet' or 'not_needed', not 'full'"),
        (entry(read_before="[{link: x}]"), "7:19: 'title' is missing; it is required here"),
        (entry(colour="red"), "7:5: 'colour' is not a key that is known here; check its spelling"),
        (entry(cite="{section: S.1, document: map}"), "6:26: no document 'map' in pack.yaml; there are: book"),
        ("document: map\n" + ONE, "1:1: no document 'map' in pack.yaml; there are: book"),
        (ONE + ONE.partition("\n")[2], "3:6: there are two entries 'a'"),
        ("entries: []\n", "1:1: entries: expected at least one entry, not an empty list"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(calendar: str, expected: str, tmp_path: Path) -> None:
    (found,) = faults_of(pack_of(tmp_path, calendar))
    assert found.startswith(f"calendar.yaml:{expected}"), found


def test_two_documents_want_to_be_told_apart(tmp_path: Path) -> None:
    two = BARE.replace("{book: {title: Book}}", "{book: {title: Book}, map: {title: Map}}")
    assert faults_of(pack_of(tmp_path, ONE, two)) == ["calendar.yaml:2:66: which document? There are: book, map"]
    assert not faults_of(pack_of(tmp_path, f"document: map\n{ONE}", two))


def test_a_fault_in_the_calendar_comes_with_those_of_other_files(tmp_path: Path) -> None:
    folder = pack_of(tmp_path, entry(level="x"))
    (folder / "policies.yaml").write_text("policies: 5\n", encoding="utf-8")
    assert [one.partition(":")[0] for one in faults_of(folder)] == ["calendar.yaml", "policies.yaml"]


def test_one_time_may_be_written_without_a_list_and_readings_as_text(tmp_path: Path) -> None:
    (one,) = load_pack(pack_of(tmp_path, entry(read_before="[The guide, {title: The map, link: x.example}]"))).calendar.entries
    assert [span.date for span in one.when] == ["2024-12-03"]
    assert [(read.title, read.link) for read in one.read_before] == [("The guide", ""), ("The map", "x.example")]


def test_an_absent_or_empty_file_holds_nothing(tmp_path: Path) -> None:
    assert load_pack(write_pack(tmp_path)).calendar == Calendar()
    assert load_pack(write_pack(tmp_path, calendar="")).calendar == Calendar()


def test_what_changed_in_a_calendar_is_among_the_differences_of_two_packs(tmp_path: Path) -> None:
    old = load_pack(pack_of(tmp_path / "old", ONE))
    new = load_pack(pack_of(tmp_path / "new", f"note: Come early.\n{ONE.replace('2024-12-03', '2025-12-02')}"))
    found = diff(old, new)
    assert [(one.what, one.new) for one in found.changes] == [("calendar: note", "Come early.")]
    (item,) = found.items
    assert (item.group, item.name) == ("offering", "a")
    assert [(one.what, one.old, one.new) for one in item.changes] == [("when", "date: 2024-12-03", "date: 2025-12-02")]
    assert not diff(old, old).items


# -- the two that come with the program ---------------------------------------------------------------------------------


def spans_of(pack_id: str) -> list[str]:
    pack = load_pack(builtin_packs() / pack_id)
    return [span.told for one in offerings(pack.header, pack.calendar, "") for span in one.spans]


TRAINING = {
    "Wednesday, November 20, 2024, 12:00–1:00 p.m.",
    "Tuesday, December 10, 2024, 10:00–11:00 a.m.",
    "Tuesday, November 26, 2024, 9:30–11:00 a.m.",
    "Thursday, December 5, 2024, 9:30–10:30 a.m.",
    "Thursday, December 5, 2024, 1:00–2:00 p.m.",
    "Wednesday, December 4, 2024, 1:00–3:00 p.m.",
    "Thursday, December 12, 2024, 9:30–11:30 a.m.",
    "Tuesday, December 3, 2024, 9:30–11:30 a.m.",
    "Tuesday, December 10, 2024, 1:00–3:00 p.m.",
}


def test_every_date_of_the_trainings_is_there_on_its_weekday() -> None:
    assert set(spans_of("mcas-2024-training")) == TRAINING
    assert len(spans_of("mcas-2024-training")) == len(TRAINING)


def test_every_season_of_the_workshops_is_there() -> None:
    assert sorted(spans_of("caaspp-workshops")) == sorted([
        "July–August", "January–February", "May–June", "September–October", "March–April", "July–August", "September–October",
    ])  # fmt: skip


def test_the_documents_have_no_date_that_the_packs_have_not() -> None:
    training, workshops = (MANUALS / f"{name}.txt" for name in ("mcas-training-opportunities-2024", "caaspp-workshops"))
    if not training.is_file():
        pytest.skip("the manuals are not beside this checkout")
    told = {re.sub(r", 2024.*", "", one) for one in spans_of("mcas-2024-training")}
    days = r"(?:Mon|Tues|Wednes|Thurs|Fri)day, (?:November|December) \d+"
    assert set(re.findall(days, training.read_text(encoding="utf-8"))) == told
    month = "|".join(MONTHS)
    seasons = re.findall(rf"\(((?:{month})–(?:{month}))\)", workshops.read_text(encoding="utf-8"))
    assert sorted(seasons) == sorted(spans_of("caaspp-workshops"))


def test_a_day_is_the_weekday_that_it_is_called() -> None:
    for told in TRAINING:
        weekday, day, year, *_ = told.split(", ")
        month, number = day.split()
        assert f"{date(int(year), MONTHS.index(month) + 1, int(number)):%A}" == weekday
