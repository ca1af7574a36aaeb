"""The command line: what each command prints, its exit code, and one sentence on standard error where it says no."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest

from proctor import __version__
from proctor.cli import COMMANDS, cli, main
from proctor.scripts.library import Library
from proctor.settings import Places, builtin_packs
from proctor.state import Session
from proctor.state.files import APPLICATION_ID
from proctor.state.sqlite import SqliteJournal
from tests.helpers import closed_to_us
from tests.programs import ROOT, run, shell

PACK = "mcas-2006-grade10-math"
SESSION_1 = f"{PACK}/session-1"
LIVE = (ROOT / "docs" / "examples" / "session-1.keys").read_text(encoding="ascii")


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Proctor = Callable[..., Done]


@pytest.fixture
def proctor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Proctor:
    """The command line in this process: words in, how it ended out."""

    def call(*words: str, keys: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["proctor", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(keys.encode())))
        with pytest.raises(SystemExit) as end:
            main()
        printed = capsys.readouterr()
        return Done(int(end.value.code or 0), printed.out, printed.err)

    return call


@pytest.fixture(scope="module")
def sealed_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    data = tmp_path_factory.mktemp("sealed")
    done = run("run", SESSION_1, "--room", "12", "--students", "3", "--plain", keys=LIVE, data=data)
    (path,) = (data / "sessions").iterdir()
    return path, done.stdout.partition("SEAL: ")[2].split()[0]


@pytest.fixture
def sealed(sealed_once: tuple[Path, str], data_folder: Path) -> tuple[Path, str]:
    """A sealed session's file, and its seal."""
    path = data_folder / "sessions" / sealed_once[0].name
    path.parent.mkdir(parents=True)
    shutil.copy2(sealed_once[0], path)
    return path, sealed_once[1]


def assert_says_no(done: Done, code: int, *words: str) -> None:
    """One line on standard error that holds these words; nothing of the program's inside."""
    assert done.code == code, done
    assert len(done.err.splitlines()) == 1, done.err
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


# -- help, version, exit codes --------------------------------------------------------------------------------------


def commands_of(group: click.Group, context: click.Context, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        yield (*path, name)
        if isinstance(found, click.Group):
            yield from commands_of(found, click.Context(found), (*path, name))


EVERY = list(commands_of(cli, click.Context(cli)))


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_command_has_help_with_an_example(words: tuple[str, ...], proctor: Proctor) -> None:
    done = proctor(*words, "--help")
    assert done.code == 0
    example = re.search(r"(?:Example|Try it): +(proctor .+)", " ".join(done.out.split()))
    assert example, done.out
    assert " ".join(words) in example[1] or words[0] in example[1]


def test_help_lists_every_command_with_a_line(proctor: Proctor) -> None:
    done = proctor("--help")
    assert done.code == 0
    for name, (_, line) in COMMANDS.items():
        assert re.search(rf"^ +{name} +{re.escape(line.split(':')[0][:30])}", done.out, re.MULTILINE)


def test_version(proctor: Proctor) -> None:
    assert proctor("--version").lines == [f"proctor {__version__}"]


def test_proctor_alone_says_what_there_is(proctor: Proctor) -> None:
    done = proctor()
    assert done.code == 0
    assert "Commands" in done.out


def test_as_a_module_it_is_the_same_program(data_folder: Path) -> None:
    assert run("--version").stdout == f"proctor {__version__}\n"


BAD = [
    ("nonsense",),
    ("--nonsense",),
    ("run",),
    ("run", ""),
    ("run", "nowhere"),
    ("run", "nowhere/session-1"),
    ("run", "session"),
    ("run", "./nowhere.yaml"),
    ("run", "session-1", "--students", "-1"),
    ("run", "session-1", "--students", "many"),
    ("run", "session-1", "--set", "labels"),
    ("run", "session-1", "--set", "labels=purple"),
    ("run", "session-1", "--set", "colour=purple"),
    ("run", "session-1", "--started", "9:14"),
    ("run", "session-1", "--from", "Z.9"),
    ("run", "session-1", "--from", "III.D.19"),
    ("run", "session-1", "--from", "III.D.1", "--started", "0:00"),
    ("run", "session-1", "--from", "III.D.19", "--started", "9:99"),
    ("run", "session-1", "--from", "III.D.19", "--resume"),
    ("run", "session-1", "--resume"),
    ("run", "session-1", "extra"),
    ("run", "session-1", "--room", "x" * 3_000),
    ("rehearse", "session-1", "--speed", "0"),
    ("rehearse", "session-1", "--speed", "fast"),
    ("preview", "session-1", "--format", "film"),
    ("preview", "session-1", "--set", "labels=purple"),
    ("preview", "nowhere"),
    ("packs", "nonsense"),
    ("packs", "show", "nowhere"),
    ("packs", "check", "nowhere"),
    ("packs", "schema", "nonsense"),
    ("sessions", "nonsense"),
    ("sessions", "show"),
    ("doctor", "extra"),
]


@pytest.mark.parametrize("words", BAD, ids=lambda words: " ".join(words)[:40] or "nothing")
def test_wrong_usage_is_one_sentence_and_exit_code_2(words: tuple[str, ...], proctor: Proctor, data_folder: Path) -> None:
    done = proctor(*words)
    assert_says_no(done, 2)
    assert len(done.err) > 20
    assert not list(data_folder.rglob("*.proctor"))


@pytest.mark.parametrize("command", ["show", "verify", "export"])
@pytest.mark.parametrize("name", ["nowhere", "/etc/passwd", "/etc", "/nowhere/at/all"])
def test_no_session_is_one_sentence_and_exit_code_1(command: str, name: str, proctor: Proctor) -> None:
    assert_says_no(proctor("sessions", command, name), 1, name)


def test_an_ambiguous_name_lists_what_it_could_be(proctor: Proctor) -> None:
    assert_says_no(proctor("preview", "session"), 2, f"{PACK}/session-1", f"{PACK}/session-2", "Write more of it.")


def test_interrupted_at_a_question_is_exit_code_130(proctor: Proctor, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("proctor.commands.run.deliver", interrupt)
    done = proctor("run", "session-1")
    assert (done.code, done.err.split()) == (130, ["Interrupted."])


@pytest.mark.parametrize("number", [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])])
def test_a_signal_before_anything_is_open_ends_it_without_a_word(
    number: signal.Signals, proctor: Proctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("proctor.commands.run.deliver", lambda wish: signal.raise_signal(number))
    assert proctor("run", "session-1") == Done(130, "", "")
    assert signal.getsignal(number) == signal.SIG_DFL, "and it is as it was"


def test_a_signal_that_breaks_an_import_off_ends_it_without_a_word_too(
    proctor: Proctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_off(wish: object) -> None:
        try:
            signal.raise_signal(signal.SIGTERM)
        except Exception as error:
            raise RuntimeError("Error calling __set_name__") from error

    monkeypatch.setattr("proctor.commands.run.deliver", broken_off)
    assert proctor("run", "session-1") == Done(130, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed in another way there")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["run session-1 --new --plain", "doctor", "preview session-1"])
def test_a_stream_that_is_closed_stops_no_command(words: str, closed: str, data_folder: Path) -> None:
    done = shell(f'exec "$@" {closed}', *words.split())
    assert done.returncode == 0, done
    assert "Traceback" not in done.stderr
    if words.endswith("plain"):
        (path,) = (data_folder / "sessions").glob("*.proctor")
        with closing(SqliteJournal.read(path)) as journal:
            assert Session.resume(journal).view().phase.value == "open"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are other there")
def test_a_reader_who_has_gone_ends_a_command_without_a_word(data_folder: Path) -> None:
    done = shell('{ "$@"; echo "$?" >&2; } | true', "packs", "list")
    assert done.stderr.split() in (["0"], ["1"]), done


@pytest.mark.parametrize(
    "words", [("packs", "schema", "script"), ("sessions", "export", "12-session-1")], ids=["schema", "export"]
)
def test_an_output_that_cannot_be_written_is_one_sentence(
    words: tuple[str, ...], proctor: Proctor, sealed: tuple[Path, str], tmp_path: Path
) -> None:
    assert_says_no(
        proctor(*words, "-o", str(tmp_path / "no" / "such" / "folder")), 1, "cannot be written", "Name another file."
    )


# -- preview --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("script", "section", "steps"), [("session-1", "III.D", 25), ("session-2", "IV.D", 19)])
def test_preview_shows_every_numbered_instruction_by_its_ref(script: str, section: str, steps: int, proctor: Proctor) -> None:
    found = json.loads(proctor("preview", script, "--format", "json").out)
    refs = [step["ref"] for stage in found["stages"] for step in stage["steps"]]
    own = [ref for ref in refs if re.fullmatch(rf"{re.escape(section)}\.\d+", ref)]
    assert own == [f"{section}.{number}" for number in range(1, steps + 1)]


@pytest.mark.parametrize("script", ["session-1", "session-2", "practice-test", "questionnaire"])
def test_preview_as_json_has_the_keys_that_it_promises(script: str, proctor: Proctor) -> None:
    found = json.loads(proctor("preview", f"{PACK}/{script}", "--format", "json").out)
    assert {"id", "title", "timing", "facts", "stages"} <= found.keys()
    assert found["id"] == f"{PACK}/{script}"
    for stage in found["stages"]:
        assert {"id", "title", "steps"} <= stage.keys()
        for step in stage["steps"]:
            assert {"ref", "page", "when", "at", "blocks"} <= step.keys()
            for block in step["blocks"]:
                assert {"id", "kind", "text", "when"} <= block.keys()
                assert block["id"].startswith(f"{step['ref']}/")


def test_preview_says_what_hangs_on_what_is_known_of_the_room(proctor: Proctor) -> None:
    whole, narrowed = (proctor("preview", "session-1", *more).out for more in ((), ("--set", "covers_completed=yes")))
    assert "III.D.5 · school and district" in whole
    assert "III.D.5 · school and district" not in narrowed
    assert "III.D.9 · distribute test booklets" in narrowed


def test_preview_leaves_no_session(proctor: Proctor, data_folder: Path) -> None:
    assert proctor("preview", "session-1").code == 0
    assert not data_folder.exists()


# -- packs ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def own_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the practice pack that may be changed; it hides the one that comes with the program."""
    folder = tmp_path / "packs" / PACK
    shutil.copytree(builtin_packs() / PACK, folder)
    monkeypatch.setenv("PROCTOR_PACKS", str(folder.parent))
    return folder


def test_packs_list_names_every_script(proctor: Proctor) -> None:
    lines = proctor("packs", "list").lines
    assert lines[0].startswith(f"{PACK} · MCAS Grade 10 Mathematics, spring 2006 · ")
    assert [f"  {PACK}/{name}" for name in ("session-1", "session-2", "practice-test", "questionnaire")] == lines[1:5]


def test_packs_list_says_what_it_hides(proctor: Proctor, own_pack: Path) -> None:
    assert f"  hides the pack of the same id in {builtin_packs() / PACK}" in proctor("packs", "list").lines
    (entry,) = (one for one in json.loads(proctor("packs", "list", "--json").out) if one["id"] == PACK)
    assert entry["folder"] == str(own_pack)
    assert entry["hides"] == [str(builtin_packs() / PACK)]


def test_packs_list_says_which_cannot_be_used(proctor: Proctor, own_pack: Path) -> None:
    (own_pack / "pack.yaml").write_text("id: [", encoding="utf-8")
    done = proctor("packs", "list")
    assert done.code == 0
    assert "cannot be used" in done.out


@pytest.mark.parametrize("inside", [True, False], ids=["a pack's folder", "a place for packs"])
def test_packs_list_and_doctor_say_which_folder_cannot_be_read(
    inside: bool, proctor: Proctor, own_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own_pack if inside else own_pack.parent
    closed_to_us(folder, monkeypatch)
    said = f"The folder {folder} cannot be read: Permission denied. See that it is a folder that you may read."
    assert said in proctor("packs", "list").lines
    assert said in [entry["error"] for entry in json.loads(proctor("packs", "list", "--json").out)]
    assert f"bad  pack {folder.name if inside else folder}: {said}" in proctor("doctor").lines


def test_packs_show_says_whose_words_they_are_and_how_long_each_script_is(proctor: Proctor) -> None:
    lines = proctor("packs", "show", "mcas-2006").lines
    assert any(line.startswith("Practice words. Reading aloud by machine: allowed") for line in lines)
    assert any(line.startswith(f"Script {SESSION_1}: Grade 10 Mathematics · Session 1 · session · ") for line in lines)
    assert any(line.startswith("Contact: MCAS Service Center") for line in lines)


def test_packs_check_says_that_all_is_well(proctor: Proctor) -> None:
    assert proctor("packs", "check", PACK).lines == [f"{PACK}: 4 scripts, no fault."]


def test_packs_check_names_file_line_and_column_of_every_fault(proctor: Proctor, own_pack: Path) -> None:
    path = own_pack / "questionnaire.yaml"
    text = path.read_text(encoding="utf-8").replace("kind: questionnaire", "kind: quiz").replace("ref: II.B.1", "reff: II.B.1")
    path.write_text(text, encoding="utf-8")
    done = proctor("packs", "check", str(own_pack))
    assert done.code == 1
    *faults, count = done.err.splitlines()
    assert all(re.match(rf"{re.escape(str(path))}:\d+:\d+: .+", fault) for fault in faults)
    assert count == f"{len(faults)} faults."
    assert len(faults) >= 2
    assert "Traceback" not in done.err


def test_run_of_a_broken_pack_says_its_faults_and_leaves_no_session(
    proctor: Proctor, own_pack: Path, data_folder: Path
) -> None:
    (own_pack / "session-1.yaml").write_text("title: x\n\tstages: []\n", encoding="utf-8")
    done = proctor("run", "session-1", "--plain")
    assert done.code == 1
    assert re.match(rf"{re.escape(str(own_pack / 'session-1.yaml'))}:2:\d+: ", done.err)
    assert not list(data_folder.rglob("*.proctor"))


@pytest.mark.parametrize("file", ["script", "pack", "local"])
def test_packs_schema_is_a_json_schema(file: str, proctor: Proctor, tmp_path: Path) -> None:
    printed = proctor("packs", "schema", file)
    schema = json.loads(printed.out)
    assert schema["type"] == "object"
    assert proctor("packs", "schema", file, "-o", str(tmp_path / "schema.json")).code == 0
    assert json.loads((tmp_path / "schema.json").read_text(encoding="utf-8")) == schema


# -- sessions -------------------------------------------------------------------------------------------------------


def test_without_sessions_the_list_says_how_to_make_one(proctor: Proctor) -> None:
    assert "`proctor run SCRIPT` makes one." in proctor("sessions", "list").out


def test_sessions_list_says_of_each_when_what_where_and_how_far(proctor: Proctor, sealed: tuple[Path, str]) -> None:
    proctor("rehearse", "session-2", "--plain")
    lines = proctor("sessions", "list").lines
    (first,) = [line for line in lines if "Session 1" in line]
    (second,) = [line for line in lines if "Session 2" in line]
    assert re.search(r" · \d{4}-\d\d-\d\d \d\d:\d\d · .*Session 1 · room 12 · sealed · \d+ events$", first)
    assert "· open · REHEARSAL ·" in second
    found = json.loads(proctor("sessions", "list", "--json").out)
    assert {(one["script"], one["phase"], one["mode"]) for one in found} == {
        (SESSION_1, "sealed", "live"),
        (f"{PACK}/session-2", "open", "rehearsal"),
    }


def test_sessions_list_says_which_file_cannot_be_read(proctor: Proctor, sealed: tuple[Path, str]) -> None:
    path, _ = sealed
    path.with_name("other.proctor").write_bytes(b"not a session")
    path.with_name("cut.proctor").write_bytes(path.read_bytes()[:5_000])
    done = proctor("sessions", "list")
    assert done.code == 0
    assert len(done.lines) == 3
    assert sum("not a session file" in line or "damaged" in line for line in done.lines) == 2


def test_sessions_list_says_of_what_is_left_of_an_early_end_that_it_can_be_deleted(proctor: Proctor, data_folder: Path) -> None:
    folder = data_folder / "sessions"
    SqliteJournal.create(folder / "three.proctor", "{}").close()
    (folder / "one.proctor").touch()
    with closing(sqlite3.connect(folder / "two.proctor")) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    ended = "proctor was ended while it made the file. Delete it, unless a session is being begun this moment."
    assert proctor("sessions", "list").lines == [
        f"two · {folder / 'two.proctor'} holds no session: {ended}",
        "three · never opened; nothing is in it, and its file can be deleted",
        f"one · {folder / 'one.proctor'} is empty: {ended}",
    ]


def test_sessions_list_says_that_the_folder_cannot_be_read(
    proctor: Proctor, sealed: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = sealed[0].parent
    closed_to_us(folder, monkeypatch)
    assert proctor("sessions", "list").lines == [
        f"sessions · The folder {folder} cannot be read: Permission denied. See that it is a folder that you may read."
    ]
    (found,) = json.loads(proctor("sessions", "list", "--json").out)
    assert found["phase"] == "unreadable"
    assert_says_no(proctor("sessions", "show", "12-session-1"), 1, "cannot be read: Permission denied")


STEERING = "a\x1b]0;title\x07\x9b2J\u202ered\udcff"
"""A name that would change a terminal's title, clear its screen, turn a line round; one byte of it is no character."""


@pytest.mark.skipif(sys.platform != "linux", reason="such names cannot be given to files there")
@pytest.mark.parametrize("words", ["sessions list", "packs list", "doctor", "packs check", "sessions show", "run", "preview"])
def test_no_name_of_a_file_or_folder_steers_the_terminal(words: str, own_pack: Path, data_folder: Path) -> None:
    (data_folder / "sessions").mkdir(parents=True)
    (data_folder / "sessions" / f"{STEERING}.proctor").touch()
    own_pack.with_name(STEERING).mkdir()
    (own_pack.with_name(STEERING) / "pack.yaml").write_text("id: [", encoding="utf-8")
    names = [] if "list" in words or words == "doctor" else [str(own_pack.with_name(STEERING))]
    names = [f"{STEERING}.proctor"] if words in ("sessions show", "run") else names
    done = run(*words.split(), *names, PYTHONIOENCODING="utf-8")
    said = f"{done.stdout}{done.stderr}"
    assert "red" in said
    assert "Traceback" not in said
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(said)


def test_sessions_show_tells_what_happened_in_words(proctor: Proctor, sealed: tuple[Path, str]) -> None:
    path, seal = sealed
    done = proctor("sessions", "show", "12-session")
    assert done.code == 0
    text = done.out
    assert f"{path.name} · Grade 10 Mathematics · Session 1 · LIVE · practice words · sealed" in text
    for words in (
        "III.D.1/1 read aloud",
        "interrupted: fire drill",
        "incident 1: damaged booklet. page 4 is torn",
        "labels: all (answer)",
        "students handed in: +3",
        "III.D.20 not needed, all handed in",
        "room closed",
        "record sealed",
    ):
        assert re.search(rf"^ *\d+ \d\d:\d\d:\d\d .*{re.escape(words)}", text, re.MULTILINE), words
    assert re.search(rf"^Seal over event \d+: {seal}$", text, re.MULTILINE)


@pytest.mark.parametrize("change", [str, str.lower, lambda seal: seal.replace("-", "").lower(), lambda seal: f" {seal} "])
def test_verify_knows_the_seal_however_it_is_typed(
    change: Callable[[str], str], proctor: Proctor, sealed: tuple[Path, str]
) -> None:
    done = proctor("sessions", "verify", "12-session-1", "--seal", change(sealed[1]))
    assert done.code == 0
    assert "this is the record that was sealed." in done.out


@pytest.mark.parametrize("seal", ["7Q2-M4D-0XK-9TB", "", "7Q2", "💥"])
def test_verify_says_no_to_another_seal(seal: str, proctor: Proctor, sealed: tuple[Path, str]) -> None:
    assert_says_no(proctor("sessions", "verify", "12-session-1", "--seal", seal), 1, "is not that of this record")


def test_verify_without_the_seal_says_what_it_does_not_show(proctor: Proctor, sealed: tuple[Path, str]) -> None:
    done = proctor("sessions", "verify", "12-session-1")
    assert done.code == 0
    assert "each as it was written" in done.lines[0]
    assert "damage, not forgery" in done.out


def test_an_amended_record_is_verified_by_either_seal(proctor: Proctor, sealed: tuple[Path, str]) -> None:
    amended = proctor("sessions", "amend", "12-session-1", "the count was checked again")
    assert amended.code == 0
    later = amended.out.partition("SEAL: ")[2].strip()
    assert "1 later events are not under this seal" in proctor("sessions", "verify", "12-session-1", "--seal", sealed[1]).out
    assert "this is the record that was sealed." in proctor("sessions", "verify", "12-session-1", "--seal", later).out


def change_row(path: Path, seq: int, change: Callable[[str], str]) -> None:
    """What somebody with a tool does: take the triggers away, and write something else into one event."""
    with closing(sqlite3.connect(path)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        (body,) = connection.execute("SELECT body FROM events WHERE seq = ?", (seq,)).fetchone()
        connection.execute("UPDATE events SET body = ? WHERE seq = ?", (change(body), seq))
        connection.commit()


def test_the_file_itself_refuses_to_have_an_event_changed_or_removed(sealed: tuple[Path, str]) -> None:
    with closing(sqlite3.connect(sealed[0])) as connection:
        for statement in ("UPDATE events SET body = '{}' WHERE seq = 5", "DELETE FROM events WHERE seq = 5"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)


def test_verify_finds_a_byte_that_was_changed_with_a_tool(proctor: Proctor, sealed: tuple[Path, str]) -> None:
    path, _ = sealed
    seq = next(one["seq"] for one in exported(proctor)["events"] if one["type"] == "IncidentRecorded")
    change_row(path, seq, lambda body: body.replace("page 4 is torn", "page 5 is torn"))
    assert_says_no(
        proctor("sessions", "verify", "12-session-1"),
        1,
        f"event {seq} is not as it was written",
        f"events 1 to {seq - 1} are whole",
        "proctor sessions export",
    )


@pytest.mark.parametrize(
    ("words", "what"),
    [(b"page 4 is torn", "is not as it was written"), (b"MCAS Mathematics test", "its script is not the one")],
    ids=["an event", "the script"],
)
def test_verify_finds_a_byte_that_was_changed_by_hand(
    words: bytes, what: str, proctor: Proctor, sealed: tuple[Path, str]
) -> None:
    path, _ = sealed
    raw = bytearray(path.read_bytes())
    at = raw.find(words)
    assert at > 0
    raw[at] ^= 0x01
    path.write_bytes(raw)
    assert_says_no(proctor("sessions", "verify", "12-session-1"), 1, what)
    assert_says_no(proctor("sessions", "show", "12-session-1"), 1, what)


def exported(proctor: Proctor, *more: str) -> dict[str, Any]:
    found = json.loads(proctor("sessions", "export", "12-session-1", *more).out)
    assert isinstance(found, dict)
    return found


def test_export_as_json_has_the_whole_record(proctor: Proctor, sealed: tuple[Path, str]) -> None:
    found = exported(proctor)
    assert found["AssessmentSessionLocation"] == "12"
    assert found["AssessmentSessionAllottedTime"] == 60
    assert found["script"] == SESSION_1
    assert found["phase"] == "sealed"
    assert [one["type"] for one in found["AssessmentSessionSpecialCircumstance"]] == ["damaged_booklet"]
    assert [one["seal"] for one in found["seals"]] == [sealed[1]]
    assert [one["seq"] for one in found["events"]] == list(range(1, len(found["events"]) + 1))
    assert found["events"][0]["type"] == "SessionOpened"
    assert {one["step"]: one["status"] for one in found["announcements"]} == {
        "III.D.20": "not_needed",
        "III.D.21": "not_needed",
    }


def test_export_as_csv_has_a_row_an_event(proctor: Proctor, sealed: tuple[Path, str], tmp_path: Path) -> None:
    out = tmp_path / "room.csv"
    assert proctor("sessions", "export", "12-session-1", "--format", "csv", "-o", str(out)).code == 0
    header, *rows = list(csv.reader(out.read_text(encoding="utf-8").splitlines()))
    assert header == ["seq", "utc", "type", "text"]
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    assert len(rows) == len(exported(proctor)["events"])


def test_a_note_that_looks_like_a_formula_is_harmless_in_the_csv(proctor: Proctor, data_folder: Path) -> None:
    proctor("run", SESSION_1, "--room", "12", "--plain", keys="note =HYPERLINK(1)\ni other @SUM(1)\n")
    rows = list(csv.reader(proctor("sessions", "export", "12-session-1", "--format", "csv").lines))
    assert not [row for row in rows if row[3][:1] in ("=", "+", "-", "@")]


def test_export_of_a_damaged_file_gives_what_is_whole_and_says_no(proctor: Proctor, sealed: tuple[Path, str]) -> None:
    change_row(sealed[0], 40, lambda body: f"{body} ")
    done = proctor("sessions", "export", "12-session-1")
    assert_says_no(done, 1, "event 40 is not as it was written")
    found = json.loads(done.out)
    assert found["damaged"] is True
    assert [one["seq"] for one in found["events"]] == list(range(1, 40))


# -- bad files ------------------------------------------------------------------------------------------------------


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 1")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (cut, "is damaged"),
        (empty, "is empty: proctor was ended while it made the file. Delete it"),
        (newer, "is of format 99; this version reads up to"),
        (another_program, "is a database of another program"),
    ],
)
@pytest.mark.parametrize("command", ["show", "verify", "export"])
def test_a_file_that_cannot_be_read_is_one_sentence_with_what_to_do(
    spoil: Callable[[Path], None], said: str, command: str, proctor: Proctor, sealed: tuple[Path, str]
) -> None:
    spoil(sealed[0])
    done = proctor("sessions", command, str(sealed[0]))
    assert_says_no(done, 1, said)
    assert done.err.count(". ") >= 1


def test_a_session_that_is_open_elsewhere_is_not_written_twice(proctor: Proctor, data_folder: Path) -> None:
    proctor("run", SESSION_1, "--room", "12", "--plain", keys="a none\n")
    (path,) = (data_folder / "sessions").iterdir()
    journal = SqliteJournal.open(path)
    done = run("run", SESSION_1, "--room", "12", "--resume", "--plain", keys="n\n")
    journal.close()
    assert done.returncode == 1
    said = f"The session {path.name} is open in another proctor. Go on there, or leave it there first (q)."
    assert done.stderr.splitlines()[-1] == said
    assert proctor("sessions", "verify", "12-session-1").code == 0


@pytest.mark.parametrize("command", ["run", "doctor"])
def test_a_data_folder_that_cannot_be_written_is_said_with_what_to_do(
    command: str, proctor: Proctor, data_folder: Path
) -> None:
    data_folder.write_text("in the way", encoding="utf-8")
    done = proctor(*(("run", SESSION_1, "--plain") if command == "run" else ("doctor",)))
    assert done.code == 1
    assert "Traceback" not in done.err
    if command == "run":
        assert_says_no(done, 1, "could not be written")
    else:
        assert re.search(r"^bad  sessions: .* cannot be written: .*\n +-> Make the folder writable", done.out, re.MULTILINE)


def test_a_sessions_folder_that_is_a_file_is_said_at_once(proctor: Proctor, data_folder: Path) -> None:
    data_folder.mkdir()
    (data_folder / "sessions").write_text("in the way", encoding="utf-8")
    assert_says_no(proctor("run", SESSION_1, "--plain"), 1, "could not be written")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_folder_is_said_with_what_to_do(proctor: Proctor, data_folder: Path) -> None:
    (data_folder / "sessions").mkdir(parents=True)
    (data_folder / "sessions").chmod(0o500)
    assert_says_no(proctor("run", SESSION_1, "--plain"), 1, "could not be written", "make the file writable")


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
room = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
from proctor.cli import main
sys.argv = ["proctor", *sys.argv[1:]]
main()
"""


def test_on_a_disk_that_fills_up_each_line_says_no_and_nothing_acknowledged_is_lost(data_folder: Path, tmp_path: Path) -> None:
    """A limit on the size of a file stands for the disk: what is written beyond it is refused."""
    import subprocess

    lines = "a none\n" + f"note {'so that it fills up ' * 40}\n" * 40
    room = 60_000 + len(Library(Places.of_environment()).snapshot(SESSION_1).text.encode())
    words = [sys.executable, "-c", FULL, str(room), "run", SESSION_1, "--room", "12", "--plain"]
    done = subprocess.run(words, input=lines, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    refused = {line for line in done.stdout.splitlines() if line.startswith("no: ")}
    assert refused
    assert all("could not be written" in line and "Nothing of it was recorded" in line for line in refused)
    acknowledged = max(int(line[3:]) for line in done.stdout.splitlines() if line.startswith("ok "))
    verified = run("sessions", "verify", "12-session-1")
    assert verified.stdout.split(": ")[1].startswith(f"{acknowledged} events")
    again = run("run", SESSION_1, "--room", "12", "--resume", "--plain", keys="note there is room again\n")
    assert f"ok {acknowledged + 1}" in again.stdout.splitlines()


def test_doctor_names_what_is_wrong_in_settings(proctor: Proctor, data_folder: Path) -> None:
    data_folder.mkdir()
    keys = '"session.fly" = "f5"\n"session.incident" = "n"\n"session.undo" = "esc"\n'
    text = f'theme = "proctor-pink"\ncolour = "red"\n[keys]\n{keys}'
    (data_folder / "settings.toml").write_text(text, encoding="utf-8")
    done = proctor("doctor")
    assert done.code == 1
    for said in (
        "bad  settings: .*there is no setting 'colour'. There are: ",
        "warn settings: there is no theme 'proctor-pink'; proctor-dark is used\n +-> There are: proctor-dark, ",
        "warn settings: no key is called 'session.fly'",
        "warn settings: session.undo is on 'esc', which no keyboard has",
        "warn settings: n stands for both session.incident and session.note\n +-> Give one of them another key.",
    ):
        assert re.search(f"^{said}", done.out, re.MULTILINE), said


# -- run, rehearse, resume ------------------------------------------------------------------------------------------


def test_what_is_said_at_the_opening_is_not_asked_again(proctor: Proctor) -> None:
    facts = ("--set", "accommodations=braille,signing", "--set", "labels=all", "--set", "covers_completed=no")
    done = proctor("run", SESSION_1, "--students", "28", *facts, "--administrator", "Ana Ruiz", "--plain", keys="room\n")
    assert "  accommodations: braille, signing · Which of these does your group use?" in done.lines
    assert "  students: 28 · How many students are in the room?" in done.lines
    assert "COUNT: [III.A/1] Count what you received for your students." in done.lines
    assert "session opened by Ana Ruiz" in proctor("sessions", "show", "session-1").out


def test_an_open_session_is_gone_on_with_and_says_so(proctor: Proctor) -> None:
    proctor("run", SESSION_1, "--room", "12", "--plain", keys="a none\n")
    done = proctor("run", "session-1", "--room", "12", "--plain")
    assert "Going on with the open session" in done.err
    assert "--new begins another." in done.err
    assert "COUNT: [III.A/1] Count what you received for your students." in done.lines
    assert any(line.startswith("Resumed: opened ") for line in done.lines)


@pytest.mark.parametrize(
    ("words", "why"),
    [(("--room", "13"), "another room"), (("--room", "12", "--new"), "asked for")],
)
def test_a_new_session_is_begun_in_another_room_or_where_it_is_asked_for(
    words: tuple[str, ...], why: str, proctor: Proctor, data_folder: Path
) -> None:
    proctor("run", SESSION_1, "--room", "12", "--plain", keys="a none\n")
    done = proctor("run", SESSION_1, *words, "--plain")
    assert not any(line.startswith("Resumed") for line in done.lines)
    assert len(list((data_folder / "sessions").iterdir())) == 2


def test_a_rehearsal_is_never_gone_on_with_as_the_real_thing(proctor: Proctor) -> None:
    proctor("rehearse", SESSION_1, "--room", "12", "--plain", keys="a none\n")
    live = proctor("run", SESSION_1, "--room", "12", "--plain")
    assert "· LIVE ·" in live.lines[0]
    assert not any(line.startswith("Resumed") for line in live.lines)
    again = proctor("rehearse", SESSION_1, "--room", "12", "--resume", "--plain")
    assert "· REHEARSAL ·" in again.lines[0]


def test_a_sealed_session_is_not_gone_on_with(proctor: Proctor, sealed: tuple[Path, str]) -> None:
    assert_says_no(proctor("run", SESSION_1, "--room", "12", "--resume"), 2, "There is no open session of")
    assert proctor("run", SESSION_1, "--room", "12", "--plain").err.startswith("The session is left open.")


def test_a_delivery_begun_on_paper_is_joined_where_it_is_and_when_it_began(proctor: Proctor, utc: None) -> None:
    """The students began a minute ago by the clock on the wall; whatever stands before was not witnessed."""
    from datetime import UTC, datetime

    now = f"{datetime.now(UTC):%H:%M}"
    done = proctor(
        "run", SESSION_1, "--room", "12", "--students", "3", "--from", "III.D.19", "--started", now, "--plain", keys="o\n"
    )
    assert done.code == 0, done.err
    assert any(line.startswith("STEP: III.D.19 · circulate") for line in done.lines)
    assert any(line.startswith("CLOCK: started ") for line in done.lines)
    assert "delivered from paper, not witnessed" in proctor("sessions", "show", "12-session-1").out


@pytest.mark.parametrize("name", [SESSION_1, "session-1"])
def test_a_session_goes_on_with_its_own_words_when_its_pack_has_changed(name: str, proctor: Proctor, own_pack: Path) -> None:
    proctor("run", name, "--room", "12", "--plain", keys="a none\n")
    path = own_pack / "session-1.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Count what you received", "Count again what you got"), encoding="utf-8"
    )
    done = proctor("run", name, "--room", "12", "--resume", "--plain")
    assert f"The pack {PACK} has changed since; the session goes on with the words it was opened with." in done.err
    assert "COUNT: [III.A/1] Count what you received for your students." in done.lines
    assert "Count again what you got" in proctor("run", name, "--room", "13", "--plain", keys="a none\n").out


@pytest.mark.parametrize("gone", [True, False], ids=["gone", "broken"])
@pytest.mark.parametrize("name", ["hill-2006/session-1", "2006/session-1", "file"])
def test_a_session_goes_on_with_its_own_words_when_its_pack_is_gone(
    gone: bool, name: str, proctor: Proctor, own_pack: Path, data_folder: Path
) -> None:
    header = own_pack / "pack.yaml"
    header.write_text(header.read_text(encoding="utf-8").replace(f"id: {PACK}", "id: hill-2006"), encoding="utf-8")
    proctor("run", "hill-2006/session-1", "--room", "12", "--plain", keys="a none\n")
    if gone:
        shutil.rmtree(own_pack)
    else:
        (own_pack / "session-1.yaml").write_text("title: [", encoding="utf-8")
    (path,) = (data_folder / "sessions").iterdir()
    words = (str(path),) if name == "file" else (name, "--room", "12", "--resume")
    done = proctor("run", *words, "--plain")
    assert done.code == 0, done.err
    assert "The pack hill-2006 is not there (or not whole) any more; the session has its own words." in done.err
    assert "COUNT: [III.A/1] Count what you received for your students." in done.lines


def test_after_a_crash_the_same_command_takes_back_nothing_that_was_learnt_since(proctor: Proctor, data_folder: Path) -> None:
    same = (
        "run",
        SESSION_1,
        "--room",
        "12",
        "--students",
        "28",
        "--set",
        "labels=all",
        "--administrator",
        "Ana Ruiz",
        "--plain",
    )
    proctor(*same, keys="a none\nset labels=some\nset students=27\ntake Ben Adeyemi\n")
    done = proctor(*same, keys="room\n")
    assert any(line.startswith("  labels: some ·") for line in done.lines)
    assert any(line.startswith("  students: 27 ·") for line in done.lines)
    (found,) = json.loads(proctor("sessions", "list", "--json").out)
    assert exported(proctor)["administrators"] == ["Ana Ruiz", "Ben Adeyemi"]
    assert found["phase"] == "open"


def test_what_the_command_line_says_anew_holds_in_a_session_that_is_gone_on_with(proctor: Proctor) -> None:
    proctor("run", SESSION_1, "--room", "12", "--students", "28", "--set", "labels=all", "--plain", keys="a none\n")
    more = ("--students", "26", "--set", "labels=none", "--administrator", "Ana Ruiz")
    done = proctor("run", SESSION_1, "--room", "12", *more, "--plain", keys="room\n")
    assert any(line.startswith("  labels: none ·") for line in done.lines)
    assert any(line.startswith("  students: 26 ·") for line in done.lines)
    assert exported(proctor)["administrators"] == ["Ana Ruiz"]


def test_the_schools_own_sheet_is_asked_before_the_administrator(proctor: Proctor, own_pack: Path) -> None:
    sheet = "school: Hill School\ndismissal: by rows\nlast_bell: '23:59'\nfacts: {accommodations: [braille]}\n"
    (own_pack / "local.yaml").write_text(sheet, encoding="utf-8")
    done = proctor("run", SESSION_1, "--room", "12", "--plain", keys="room\n")
    assert "Your school: dismissal: by rows" in done.lines
    assert "  accommodations: braille · Which of these does your group use?" in done.lines
    assert exported(proctor)["OrganizationName"] == "Hill School"


def test_a_session_file_is_its_owners_alone(proctor: Proctor, data_folder: Path) -> None:
    proctor("run", SESSION_1, "--plain")
    (path,) = (data_folder / "sessions").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600


# -- doctor ---------------------------------------------------------------------------------------------------------


def test_doctor_says_of_each_thing_how_it_is(proctor: Proctor) -> None:
    done = proctor("doctor")
    assert done.code == 0
    assert {line.split(":")[0].split()[1] for line in done.lines if line[:1] != " "} >= {
        "proctor",
        "SQLite",
        "clock",
        "sessions",
    }
    found = json.loads(proctor("doctor", "--json").out)
    assert all({"what", "level", "said", "mend"} <= one.keys() for one in found)
    assert not [one for one in found if one["level"] == "bad"]


def test_doctor_finds_a_broken_pack_and_says_how_to_look_closer(proctor: Proctor, own_pack: Path) -> None:
    (own_pack / "session-1.yaml").write_text("title: [", encoding="utf-8")
    done = proctor("doctor")
    assert done.code == 1
    assert f"bad  pack {PACK}: 1 fault" in done.out
    assert f"-> proctor packs check {own_pack}" in done.out
