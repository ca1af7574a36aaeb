"""What scorers ask: the questions that were seen are right, and of those that were not at least ninety-five in a hundred."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from benchmarks.ask import QUESTIONS, Question, _question, given_by, is_right
from proctor.assistant import Assistant, Handbook
from proctor.scripts.loading import load_pack
from proctor.settings import builtin_packs

PACK = "mcas-alt-2021-scoring"
DEV = Path(__file__).resolve().parents[3] / "shared" / "eval" / "other-dev.jsonl"


@cache
def assistant(*, alone: bool) -> Assistant:
    packs = [path.parent for path in sorted(builtin_packs().glob("*/pack.yaml")) if not alone or path.parent.name == PACK]
    return Assistant(tuple(Handbook.of_pack(load_pack(one)) for one in packs))


def asked(*names: str) -> list[Question]:
    paths = [QUESTIONS / f"{PACK}.{name}.jsonl" for name in names]
    return [_question(json.loads(line)) for path in paths for line in path.read_text("utf-8").splitlines()]


def wrong(questions: list[Question], *, alone: bool) -> list[str]:
    here = assistant(alone=alone)
    return [one.text for one in questions if not is_right(one, given_by(here, one, one.script if alone else ""))]


def test_there_are_enough_of_them() -> None:
    assert len(asked("tuning")) >= 40
    assert len(asked("unseen", "unseen-b")) >= 40


def test_what_was_seen_while_tuning_is_right() -> None:
    assert wrong(asked("tuning"), alone=True) == []


def test_of_what_was_not_seen_ninety_five_in_a_hundred_are_right() -> None:
    unseen = asked("unseen", "unseen-b")
    assert len(wrong(unseen, alone=True)) <= 0.05 * len(unseen)


def test_what_the_document_does_not_say_is_asked_of_the_table_leader() -> None:
    for text in ("who pays for my parking", "purple elephants"):
        reply = assistant(alone=True).reply(text, script=PACK)
        assert reply.kind == "unknown"
        assert "ask your table leader" in reply.answer


def test_with_no_pack_named_the_right_one_is_found() -> None:
    everything = asked("tuning", "unseen", "unseen-b")
    assert len(wrong(everything, alone=False)) <= 0.08 * len(everything)  # some of them other manuals answer too


def test_questions_that_others_have_written_are_right() -> None:
    if not DEV.is_file():
        pytest.skip(f"{DEV} is not on this machine")
    for line in DEV.read_text("utf-8").splitlines():
        one = json.loads(line)
        if one["script"] == PACK:
            question = _question({**one, "sections": []})
            for alone in (True, False):
                given = given_by(assistant(alone=alone), question, PACK if alone else "")
                assert given.verdict == one["verdict"], one["question"]
                assert not one["answer_has_any"] or any(word in given.text for word in one["answer_has_any"])
