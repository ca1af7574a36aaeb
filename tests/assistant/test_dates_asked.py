"""Asked for a date: the right pack's calendar answers with its section, what is past is told as past, nothing is made up."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.ask import Given, Question, is_right
from proctor.assistant import Assistant, Handbook, Reply
from proctor.assistant.reply import lines_of
from proctor.scripts.loading import load_pack
from proctor.settings import builtin_packs
from tests.assistant.books import made

TRAINING, WORKSHOPS = "mcas-2024-training", "caaspp-workshops"
ROOT = Path(__file__).resolve().parents[2]
LATER = date(2026, 11, 26)
THEN = date(2024, 12, 5)


@cache
def everybody(today: date | None = LATER) -> Assistant:
    """Of the packs that come with the program."""
    return Assistant(books(), today)


@cache
def books() -> tuple[Handbook, ...]:
    return tuple(Handbook.of_pack(load_pack(path.parent)) for path in sorted(builtin_packs().glob("*/pack.yaml")))


def ask(text: str, place: str | None = None, today: date | None = LATER) -> Reply:
    return everybody(today).reply(text, script=place)


def sections(reply: Reply) -> set[str]:
    return {cited.section for cited in reply.citations}


# -- with no pack named -------------------------------------------------------------------------------------------------


def test_the_training_for_new_coordinators_is_found_among_all_packs_and_said_to_be_past() -> None:
    reply = ask("ACCESS training for new coordinators")
    assert (reply.kind, reply.verdict, sections(reply)) == ("calendar", "info", {"Sessions.5"})
    assert reply.citations[0].document == "training"
    assert "Tuesday, December 3, 2024, 9:30–11:30 a.m. (past)" in reply.answer
    assert "Both of these dates are past: today is November 26, 2026." in reply.answer


def test_the_order_is_that_of_the_dates() -> None:
    reply = ask("trainings for principals in December")
    at = [reply.answer.index(f"December {day}") for day in (3, 4, 5, 10, 12)]
    assert at == sorted(at)
    assert sections(reply) == {"Sessions.3", "Sessions.4", "Sessions.5"}


@pytest.mark.parametrize(
    "typed",
    ["acess trainig for new cordinators", "ACCESS workshop, first-time coordinators?", "access webinar for a new coordinator"],
)
def test_slips_and_other_words_find_the_same(typed: str) -> None:
    assert sections(ask(typed)) == {"Sessions.5"}


def test_what_to_read_before_is_told_and_that_nothing_is() -> None:
    alt = ask("what must I read before the participation tool office hours")
    assert "Read before: Updated Training for District IEP Teams." in alt.answer
    access = ask("what must I read before the ACCESS training for new coordinators")
    assert "Nothing is named to be read before." in access.answer


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("is the pretest workshop webcast", "It is also shown as a live webcast."),
        ("is the digital library clinic webcast", "It is not shown as a webcast."),
        ("is the scoring certification workshop webcast", "Whether there is a webcast the document does not say."),
    ],
)
def test_whether_it_is_webcast_is_told_and_that_nobody_says(asked: str, said: str) -> None:
    assert said in ask(asked).answer


def test_a_month_that_is_a_verb_or_a_name_is_none() -> None:
    assert sections(ask("which workshops in May")) == {"Coordinators.3"}
    assert ask("which workshops may I watch in march", WORKSHOPS).kind == "calendar"
    assert "Sessions.2" in sections(ask("training for the march retest registration"))


# -- how soon -----------------------------------------------------------------------------------------------------------


def test_the_next_one_is_the_first_that_is_not_past() -> None:
    assert sections(ask("when is the next training", TRAINING, THEN)) == {"Sessions.3"}
    assert sections(ask("next ACCESS training", TRAINING, date(2024, 12, 6))) == {"Sessions.5"}


def test_where_all_is_past_the_next_one_is_none_and_the_last_is_told() -> None:
    reply = ask("when is the next training", TRAINING)
    assert "Nothing is to come. The last there was: " in reply.answer
    assert "December 12, 2024" in reply.answer


def test_what_is_left_this_month() -> None:
    reply = ask("what is left this month", TRAINING, THEN)
    assert "December 12" in reply.answer
    assert "December 3," not in reply.answer
    none = ask("what is left this month", TRAINING)
    assert none.answer.startswith("Nothing is left in November 2026. Before, there was: ")
    assert "November 20, 2024" in none.answer


def test_today_tomorrow_and_next_month() -> None:
    assert "1:00–2:00 p.m. (today)" in ask("which training is today", TRAINING, THEN).answer
    assert sections(ask("any training tomorrow", TRAINING, date(2024, 12, 3))) == {"Sessions.4"}
    assert "December 3" in ask("trainings next month", TRAINING, date(2024, 11, 1)).answer


def test_without_a_day_to_look_from_nothing_is_past() -> None:
    assert "past" not in ask("ACCESS training for new coordinators", today=None).answer


def test_a_month_with_nothing_says_in_which_there_is_something() -> None:
    reply = ask("trainings in July", TRAINING)
    assert reply.answer == "Nothing in July. There is something in November 2024 and December 2024."
    assert reply.kind == "calendar"


def test_the_schedule_of_a_pack_is_listed_with_the_rest() -> None:
    book = made(schedule=[{"title": "Session 1", "date": "2024-12-09", "minutes": 60}])
    reply = Assistant((book, *books()), THEN).reply("what is left this month")
    assert "Monday, December 9, 2024: Session 1" in reply.answer


# -- where there is nothing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    ["will there be lunch at the training", "ACCESS training for bus drivers", "workshop on knitting", "who won the workshop",
     "how long may students test", "asdf qwer"],
)  # fmt: skip
def test_what_no_calendar_says_is_not_answered(asked: str) -> None:
    for place in (TRAINING, WORKSHOPS):
        reply = ask(asked, place)
        assert (reply.kind, reply.verdict, reply.citations) == ("unknown", None, ()), (place, reply.answer)
    assert ask(asked).kind != "calendar"


def test_calendars_take_nothing_from_the_rules_of_other_packs() -> None:
    math = "mcas-2006-grade10-math"
    alone = Assistant(tuple(book for book in books() if book.pack == math), LATER)
    for text in ("may students use a calculator", "when is session 2", "who may be in the room", "what do I read first"):
        assert (ask(text, math).kind, ask(text, math).answer) == (
            alone.reply(text, script=math).kind,
            alone.reply(text, script=math).answer,
        )


WORDS = [
    "next",
    "may",
    "left",
    "in",
    "december",
    "12/4",
    "12/99",
    "feb",
    "30",
    "training",
    "principals",
    "2024",
    "of",
    "0",
    "which",
]


@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_no_text_is_a_fault(text: str) -> None:
    reply = ask(text, TRAINING)
    assert reply.kind == "unknown" or reply.citations or reply.kind == "policy"
    assert all("\n" not in line for line in lines_of(reply))


# -- the questions ------------------------------------------------------------------------------------------------------


def right(name: str) -> tuple[int, list[str]]:
    """How many questions of a file there are, and those that are not answered rightly."""
    path = ROOT / "benchmarks" / "questions" / f"{name}.jsonl"
    return _scored(path)


def _scored(path: Path, only: tuple[str | None, ...] = (TRAINING, WORKSHOPS, None)) -> tuple[int, list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    asked = [one for line in lines if (one := json.loads(line))["script"] in only]
    return len(asked), [one["question"] for one in asked if not _is_right(one)]


def _is_right(one: dict[str, Any]) -> bool:
    reply = ask(one["question"], one["script"])
    cited = one.get("sections", [*sections(reply)])  # others do not say in which section it stands
    wanted = Question(one["script"] or "", "", one["verdict"], tuple(cited), tuple(one["answer_has_any"]))
    given = (
        Given(reply.verdict, tuple(sections(reply)), f"{reply.answer} {reply.do}") if reply.kind != "unknown" else Given(None)
    )
    return is_right(wanted, given)


@pytest.mark.parametrize("pack", [TRAINING, WORKSHOPS])
def test_the_questions_that_were_tuned_on_are_answered_rightly(pack: str) -> None:
    count, wrong = right(f"{pack}.tuning")
    assert count >= 15
    assert len(wrong) <= 0.05 * count, wrong


@pytest.mark.parametrize("pack", [TRAINING, WORKSHOPS])
def test_most_of_those_that_were_not_are_too(pack: str) -> None:
    count, wrong = right(f"{pack}.unseen")
    assert count >= 15
    assert len(wrong) <= 0.15 * count


def test_those_that_others_wrote_are_all_right() -> None:
    path = ROOT.parent / "shared" / "eval" / "other-dev.jsonl"
    if not path.is_file():
        pytest.skip("the questions of others are not beside this checkout")
    assert _scored(path, (TRAINING, WORKSHOPS)) == (2, [])
