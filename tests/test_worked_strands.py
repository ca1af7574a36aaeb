"""Worked strands, delivered command by command: what comes out is what the guidelines demand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from proctor.records.export import as_csv, as_values
from proctor.scripts.blocks import Ask, Check, Compute, Note, Record
from proctor.scripts.loading import load_pack
from proctor.scripts.snapshot import Snapshot
from proctor.scripts.source import read_source
from proctor.settings import builtin_packs
from proctor.state import Session
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.state import Phase
from tests.helpers import FIXTURES
from tests.state.packs import no, ok, replayed, session_of

PACK = "mcas-alt-2021-scoring"
SCRIPTS = {"strand": "score-strand", "writing": "score-ela-writing", "ste": "score-ste"}
FACTS = {"complexity": "complexity", "dsc": "dsc", "ind": "ind", "se": "self_evaluation", "gp": "generalized"}
OPEN_QUESTIONS = {"S-E/2": "self_evaluation", "GP/1": "young", "GP/3": "contexts", "Special/1": "here", "Content/1": "subject",
                  "Complexity.1/3": "several", "Complexity.level/1": "level", "Complexity/1": "level",
                  "Completeness.1/2": "included"}  # fmt: skip
"""Questions that the table calls by a word; the others it calls by their step."""
ROWS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "data_points": ("points", ("date", "accuracy", "independence")),
    "evidence": ("evidence", ("date", "accuracy", "independence", "on_chart")),
    "videos": ("minutes", ("minutes",)),
    "samples": ("samples", ("date", "independence", "simple", "ideas", "conventions", "structure", "vocabulary")),
    "access_samples": ("samples", ("date", "independence", "", "ideas", "conventions", "structure", "vocabulary")),
    "summary_sheets": ("sheets", ("date", "practice", "accuracy", "independence")),
}
Case = Mapping[str, Any]


@cache
def table() -> Mapping[str, Any]:
    data: Mapping[str, Any] = read_source(FIXTURES / "strands.yaml").data
    return data


def cases() -> Iterator[Any]:
    for kind in SCRIPTS:
        for one in table()[kind]:
            yield pytest.param(kind, one, id=f"{kind}: {one['of']}")


@cache
def snapshot(kind: str) -> Snapshot:
    pack = load_pack(builtin_packs() / PACK)
    script = pack.script(SCRIPTS[kind])
    assert script is not None
    return Snapshot(pack=pack.header, script=script)


class Scorer:
    """Goes through a strand and gives the answers of one case."""

    def __init__(self, kind: str, case: Case) -> None:
        self.answers: dict[str, Any] = {"here": "yes", **table()["usual"][kind], **case.get("with", {})}
        self.refused: Mapping[str, list[Any]] = case.get("refused", {})
        self.session, _ = session_of(snapshot(kind), room="0417")
        self.steps: list[str] = []

    def deliver(self) -> None:
        self.walk()
        ok(self.session, c.Close())
        ok(self.session, c.Seal())

    def walk(self, until: str | None = None) -> Session:
        """Go on up to a block, or to the end."""
        while (spot := self.session.state.current) is not None and spot != until:
            self.steps.append(self.session.state.plan[spot].step.ref)
            self._pass(spot)
        return self.session

    def _pass(self, spot: str) -> None:
        planned = self.session.state.plan[spot]
        match planned.block:
            case Ask():
                answer = self.answers[OPEN_QUESTIONS.get(spot, planned.step.ref)]
                ok(self.session, c.Answer(block=spot, answer=str(answer)))
            case Record():
                self._enter(spot, planned.block)
            case Check() | Note() | Compute():
                ok(self.session, c.Advance(block=spot))
            case _:
                pytest.fail(f"{spot} is of a kind that no scorer has met")

    def _enter(self, spot: str, record: Record) -> None:
        name, fields = ROWS[record.id]
        for values in self.refused.get(name, []):
            assert "row 1" in no(self.session, c.RecordRow(block=spot, values=self._row(fields, values)))
        rows = self.answers[name] if isinstance(self.answers[name], list) else [self.answers[name]]
        for values in rows:
            ok(self.session, c.RecordRow(block=spot, values=self._row(fields, values)))
        ok(self.session, c.Advance(block=spot) if rows else c.Skip(block=spot, reason="none is valid"))

    def _row(self, fields: tuple[str, ...], values: Any) -> dict[str, Any]:
        given = list(values) if isinstance(values, list) else [values]
        row = {name: value for name, value in zip(fields, given, strict=False) if name}
        return row | ({"on_chart": "no"} if "on_chart" in fields and len(given) == 3 else {}) | (
            {"sample": "one of them"} if "ideas" in fields else {}
        )  # fmt: skip

    @property
    def scores(self) -> dict[str, Any]:
        return {one.fact: one.value for one in self.session.view().outcome}

    @property
    def means(self) -> list[Any]:
        computed = [one.event for one in self.session.journal.entries() if isinstance(one.event, ev.Computed)]
        return [one.value for one in computed if one.measure.startswith("mean")]


def test_there_are_enough_of_them() -> None:
    assert len(list(cases())) >= 40


@pytest.mark.parametrize(("kind", "case"), list(cases()))
def test_a_worked_strand_comes_to_what_the_guidelines_demand(kind: str, case: Case) -> None:
    scorer = Scorer(kind, case)
    scorer.deliver()
    assert scorer.session.state.phase is Phase.SEALED
    wanted = {FACTS[name]: value for name, value in case["scores"].items()}
    assert {name: scorer.scores[name] for name in wanted} == wanted
    if "means" in case:
        assert scorer.means == case["means"]
    reasons = next(one.reasons for one in scorer.session.view().outcome if one.fact == "dsc")
    if "because" in case:
        assert [one.partition(":")[0] for one in reasons] == case["because"]
    assert not set(case.get("leaves_out", ())) & set(scorer.steps)
    replayed(scorer.session)


def test_each_question_that_can_lead_to_m_does_so_in_some_strand() -> None:
    """By the reasons that the scripts give, so that a question that is added wants its strand."""
    for kind in SCRIPTS:
        given = {one.because.partition(":")[0] for one in snapshot(kind).script.facts["strand"].follows if one.value == "m"}
        assert given == {reason for one in table()[kind] for reason in one.get("because", ())}


# -- what stands in the record ------------------------------------------------------------------------------------------


def delivered(**answers: Any) -> Session:
    scorer = Scorer("strand", {"with": answers})
    scorer.deliver()
    return scorer.session


def test_the_scores_are_in_the_record_and_in_what_is_exported_of_it() -> None:
    session = delivered(**{"Completeness.6": "no", "Completeness.8": "no"})
    lines = {one["fact"]: one for one in as_values(session)["outcome"]}
    assert list(lines) == list(FACTS.values())
    assert lines["dsc"]["value"] == lines["ind"]["value"] == "m"
    assert [one.partition(":")[0] for one in lines["ind"]["reasons"]] == ["Completeness 6", "Completeness 8"]
    assert json.dumps(lines)
    text = as_csv(session)
    assert "Independence: M · " in text
    assert "because: Completeness 6: " in text
    assert "Level of Complexity: 3 · entry points" in text


def test_the_means_stand_there_with_the_dates_that_went_in() -> None:
    session = delivered(evidence=[["2021-03-01", 30, 100], ["2020-10-20", 10, 10]])
    accuracy = [one.event for one in session.journal.entries() if isinstance(one.event, ev.Computed)][3]
    assert accuracy.measure == "mean_of_final_third"
    assert accuracy.went_in == ("2021-02-15 60", "2021-03-15 70", "2021-04-15 80", "2021-03-01 30 (evidence)")
    assert "from 2021-02-15 60, 2021-03-15 70, 2021-04-15 80, 2021-03-01 30 (evidence)" in as_csv(session)


def test_a_scoring_has_no_students_no_clock_and_no_booklets() -> None:
    view = delivered().view()
    assert view.testing is None
    assert view.clock.phase == "none"
    assert view.materials == ()
    assert (view.habits.place, view.habits.person, view.habits.matter) == ("strand", "scorer", "scoring")


def test_an_answer_given_anew_takes_its_m_back() -> None:
    session = Scorer("strand", {}).walk("Completeness.5/1")
    ok(session, c.Answer(block="Completeness.5/1", answer="no"))
    assert session.state.facts["strand"] == "m"
    ok(session, c.Back())
    ok(session, c.Answer(block="Completeness.5/1", answer="yes"))
    assert session.state.facts["strand"] == "open"
    assert set(session.view().open) == {"Completeness.6/1", "Completeness.6/2"}
    replayed(session)


def test_a_question_that_was_skipped_leaves_the_strand_without_scores() -> None:
    scorer = Scorer("strand", {})
    session = scorer.walk("Completeness.9/1")
    ok(session, c.Skip(block="Completeness.9/1", reason="the light has failed"))
    scorer.walk()
    assert scorer.scores["dsc"] == "open"
    reasons = next(one.reasons for one in session.view().outcome if one.fact == "dsc")
    assert reasons == ("Completeness 9 was not answered",)


def test_what_only_the_walk_can_tell_nobody_says_otherwise() -> None:
    session = Scorer("strand", {}).session
    assert "told by a question of the walk" in no(session, c.SetFact(fact="eight_dates", value="yes"))
    assert "follows from" in no(session, c.SetFact(fact="dsc", value="4"))


def test_rows_that_are_changed_are_worked_out_anew() -> None:
    session = Scorer("strand", {}).walk("Completeness.5/1")
    while session.state.current != "Completeness.3/1":
        ok(session, c.Back())
    ok(session, c.RemoveRow(block="Completeness.3/1", row=7))
    assert set(session.view().before_closing) >= {"Completeness.3/2", "Completeness.3/3", "Completeness.4/1"}
    while session.state.current != "Completeness.5/1":
        ok(session, c.Advance(block=str(session.state.current)))
    assert session.state.facts["eight_dates"] == "no"
    assert session.state.facts["dsc"] == "m"
    replayed(session)
