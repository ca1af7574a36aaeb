"""``proctor ask``, and ``?`` in plain mode: answers with their sections, one object a question, and nothing done unasked."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from proctor.cli import main
from proctor.plain.lines import ListedLines
from proctor.plain.loop import PlainMode
from proctor.settings import builtin_packs
from proctor.state import Session
from proctor.state.clock import MINUTE, ManualClock
from proctor.state.commands import JoinFromPaper
from proctor.state.events import IncidentRecorded, NoteTaken
from proctor.state.sqlite import SqliteJournal
from tests.programs import python
from tests.test_import_hygiene import SAY_WHAT_IS_THERE, run_main
from tests.tui.stage import clock_of, practice

PACK = "mcas-2006-grade10-math"
Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(quick_packs: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """``proctor ask`` in this process: its exit code, and what it printed."""

    def call(*words: str, keys: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["proctor", "ask", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(keys.encode())))
        with pytest.raises(SystemExit) as end:
            main()
        printed = capsys.readouterr()
        return int(end.value.code or 0), printed.out, printed.err

    return call


# -- the command -------------------------------------------------------------------------------------------------------


def test_the_answer_names_its_section_and_no_is_an_answer(ask: Ask) -> None:
    code, out, err = ask("calculaters", "alowed?", "--script", "session-1")
    assert (code, err) == (0, "")
    assert out.startswith("NOT ALLOWED · ")
    assert "Source: III.D.16, p. 17" in out
    assert ask("calculaters alowed?", "--script", "session-2")[1].startswith("ALLOWED · ")


def test_where_the_manual_is_silent_the_exit_code_says_so(ask: Ask) -> None:
    code, out, _ = ask("a student comes late", "--script", "session-1")
    assert code == 1
    assert "not in this manual; ask your principal" in out.lower()


def test_json_has_the_agreed_shape(ask: Ask) -> None:
    found = json.loads(ask("calculaters alowed?", "--script", f"{PACK}/session-1", "--json")[1])
    assert (found["question"], found["script"], found["kind"], found["verdict"]) == (
        "calculaters alowed?",
        f"{PACK}/session-1",
        "policy",
        "not_allowed",
    )
    assert found["citations"][0] == {
        "document": "tam",
        "section": "III.D.16",
        "page": 17,
        "title": found["citations"][0]["title"],
    }
    assert 0 < found["score"] <= 1
    assert {"title", "section", "score"} == set(found["alternatives"][0])


def test_silence_in_json_has_no_verdict_and_no_citations_and_the_nearest_rules(ask: Ask) -> None:
    code, out, _ = ask("a student comes late", "--script", "session-1", "--json")
    found = json.loads(out)
    assert (code, found["kind"], found["verdict"], found["citations"]) == (1, "unknown", None, [])
    assert found["alternatives"]


def test_without_a_script_rulings_that_differ_are_both_given(ask: Ask) -> None:
    for where in ((), ("--script", PACK)):
        found = json.loads(ask("calculators?", *where, "--json")[1])
        assert found["verdict"] == "conditional"
        assert {"III.D.16", "IV.D.10"} <= {one["section"] for one in found["citations"]}


def test_several_questions_are_answered_in_turn(ask: Ask) -> None:
    words = ("are calculators allowed? how long is the session?", "--script", "session-1")
    found = json.loads(ask(*words, "--json")[1])
    assert [one["kind"] for one in found["replies"]] == ["policy", "policy"]
    assert found["verdict"] == found["replies"][0]["verdict"] == "not_allowed"
    out = ask(*words)[1]
    assert out.index("are calculators allowed?") < out.index("how long is the session?")


def test_explain_says_why_the_first_came_first(ask: Ask) -> None:
    out = ask("calculaters alowed?", "--script", "session-1", "--explain")[1]
    assert "because " in out
    assert "calculaters (as calculator)" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "What is the question?"),
        (("x", "--script", "session"), "could be"),
        (("x", "--script", "nowhere"), "There is no script or pack 'nowhere'"),
        (("x", "--batch", "-"), "--batch has its questions"),
        (("--batch", "no-such-file"), "no-such-file cannot be read"),
        (("x", "--script", "session-1", "--session", "y"), "A session knows its script"),
    ],
)
def test_wrong_usage_is_one_sentence(ask: Ask, words: tuple[str, ...], said: str) -> None:
    code, _, err = ask(*words)
    assert code == 2
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_pack_by_its_folder_is_asked_alone(ask: Ask) -> None:
    folder = str(builtin_packs() / PACK)
    assert json.loads(ask("calculators?", "--script", folder, "--json")[1])["script"] == PACK
    assert json.loads(ask("calculators?", "--script", f"{folder}/session-2.yaml", "--json")[1])["verdict"] == "allowed"


def test_a_broken_pack_is_said_and_the_others_answer(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "pack.yaml").write_text("id: broken\n", encoding="utf-8")
    monkeypatch.setenv("PROCTOR_PACKS", str(tmp_path))
    code, out, err = ask("calculators?", "--script", "session-1")
    assert code == 0
    assert out.startswith("NOT ALLOWED")
    assert "pack.yaml" in err


def test_a_batch_answers_line_by_line_in_the_same_order(ask: Ask, tmp_path: Path) -> None:
    asked: list[dict[str, Any]] = [
        {"question": "calculators?", "script": f"{PACK}/session-1"},
        {"question": "calculators?", "script": f"{PACK}/session-2"},
        {"question": "recipe for pancakes"},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in asked) + "\n\n", encoding="utf-8")
    code, out, _ = ask("--batch", str(file))
    found = [json.loads(line) for line in out.splitlines()]
    assert [one["verdict"] for one in found] == ["not_allowed", "allowed", None]
    assert [one["question"] for one in found] == [one["question"] for one in asked]
    assert code == 1
    assert ask("--batch", "-", keys=json.dumps(asked[0]))[0] == 0


@pytest.mark.parametrize("line", ["no json", "[]", "{}", '{"question": 1}', '{"question": "x", "script": 1}'])
def test_a_faulty_line_of_a_batch_is_named(ask: Ask, line: str) -> None:
    code, _, err = ask("--batch", "-", keys=f'{{"question": "calculators?"}}\n{line}\n')
    assert code == 2
    assert "Line 2 is no question." in err


def test_a_session_is_asked_where_it_stands(ask: Ask, data_folder: Path) -> None:
    (data_folder / "sessions").mkdir(parents=True)
    path = data_folder / "sessions" / "x.proctor"
    session = practice(journal=SqliteJournal.create(path, practice().state.plan.snapshot.text), script="session-1")
    session.close()
    code, out, _ = ask("where am I?", "--session", "x")
    assert code == 0
    assert "III.A" in out
    assert "NOT ALLOWED" in ask("calculators?", "--session", str(path))[1]


def test_the_second_time_ask_imports_neither_textual_nor_pydantic_nor_yaml(data_folder: Path) -> None:
    code = run_main("ask", "calculators?", "--script", "session-1")
    assert python(code).returncode == 0
    done = python(code + SAY_WHAT_IS_THERE % (("textual", "rich", "pydantic", "yaml", "sqlite3", "pyttsx3"),))
    assert done.returncode == 0, done.stderr[-2_000:]


# -- plain mode --------------------------------------------------------------------------------------------------------


def typed(session: Session, *lines: str) -> list[str]:
    out = io.StringIO()
    PlainMode(session, ListedLines(lines), out).run()
    return out.getvalue().splitlines()


def writing() -> Session:
    session = practice()
    session.handle(JoinFromPaper(step="III.D.19", started=clock_of(session).now().utc - 10 * MINUTE))
    return session


def after(printed: list[str], line: str) -> list[str]:
    return printed[printed.index(line) :]


def test_a_question_in_plain_lines_is_answered_with_its_section() -> None:
    printed = after(typed(practice(), "? calculaters alowed"), "ANSWER:")
    assert printed[1].startswith("  NOT ALLOWED · ")
    assert any("Source: III.D.16" in line for line in printed)


def test_an_action_in_plain_lines_waits_for_yes() -> None:
    session = writing()
    printed = typed(session, "? note a fire drill")
    assert "  y does it." in printed
    assert not any(isinstance(one.event, IncidentRecorded) for one in session.journal.entries())
    typed(session, "? note a fire drill", "y")
    assert any(isinstance(one.event, IncidentRecorded) for one in session.journal.entries())


def test_yes_to_nothing_and_to_what_was_overtaken_is_refused() -> None:
    session = writing()
    assert "no: nothing is offered; ask first, as in: ? note a fire drill" in typed(session, "y")
    printed = typed(session, "? pause", "note something else", "y")
    assert "no: nothing is offered; ask first, as in: ? note a fire drill" in printed
    assert session.state.course.running


def test_an_answer_is_kept_as_a_note() -> None:
    session = practice()
    assert any(line.startswith("no: there is no answer to keep") for line in typed(session, "keep"))
    typed(session, "? calculators", "keep")
    (note,) = [one.event for one in session.journal.entries() if isinstance(one.event, NoteTaken)]
    assert note.text.startswith("Asked: calculators Answer: ")
    assert note.source.startswith("III.D.16")


@pytest.mark.parametrize("line", ["?", "??", "? "])
def test_an_empty_question_says_what_is_expected(line: str) -> None:
    assert any(one.startswith("no: expected a question") for one in typed(practice(), line))


def test_a_clock_that_runs_is_told() -> None:
    assert isinstance(writing().clock, ManualClock)
    assert "  50 minutes of the scheduled time, until 10:04." in typed(writing(), "?how long is left")
