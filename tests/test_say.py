"""Reading aloud from the command line, on a device without sound: what is read and printed, what is refused, and its end."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from proctor.cli import main
from proctor.commands.doctor_voice import looked_at, spoken_aloud
from proctor.commands.findings import Finding
from proctor.settings import Places
from tests.helpers import write_pack
from tests.programs import run, start
from tests.test_import_hygiene import run_main, without_voice
from tests.voice.ear import CALM, left, program, until_now

QUICK = ("--rate", "300", "--sink", "null")
HEADER = "id: made\ntitle: Made\nscripts: [script]\npronunciations: {Qi: chee}\n"
SCRIPT = """\
title: Said
facts: {room: {ask: Where?, type: text}, late: {ask: Is it late?, options: ["yes", "no"]}}
stages:
  - id: one
    title: One
    steps:
      - {ref: A.1, blocks: [{say: "Hi."}, {do: Wait.}]}
      - {ref: A.2, when: {late: "yes"}, blocks: [{say: "Go."}]}
      - ref: A.3
        blocks:
          - {say: "Qi.\\n\\n[ROOM]", slots: {"[ROOM]": room}}
"""
INSTALL = "Install it with pip install 'proctor[voice]'."
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc, and there espeak is the only engine")


@pytest.fixture
def script(tmp_path: Path) -> str:
    return str(write_pack(tmp_path / "made", header=HEADER, script=SCRIPT))


Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def proctor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line in this process, in which the programs that it starts are as they always are: words in, code and what
    was printed out."""

    def call(*words: str, keys: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["proctor", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(keys.encode())))
        with pytest.raises(SystemExit) as end:
            main()
        return int(end.value.code or 0), *capsys.readouterr()

    monkeypatch.setattr("proctor.commands.speech.PATIENCE", CALM)
    return call


Without = Callable[..., None]


@pytest.fixture
def without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Without:
    """What makes modules be missing in programs that are started, as where they were not installed."""

    def missing(*modules: str) -> None:
        folder = tmp_path / "bare"
        folder.mkdir()
        for name in modules:
            (folder / f"{name}.py").write_text("raise ImportError", encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(folder), *filter(None, [os.environ.get("PYTHONPATH")]))))

    return missing


# -- what is read ---------------------------------------------------------------------------------------------------


def test_a_text_is_spoken_and_a_program_is_told_by_what() -> None:
    done = run("say", "a", "b", *QUICK, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["script"] is None
    assert [one["shown"] for one in found["passages"]] == ["a b"]
    if sys.platform == "linux":
        assert found["engine"].startswith("espeak-ng")
        assert (found["sink"], found["audible"]) == ("miniaudio (Null)", False)


def test_the_say_blocks_of_a_script_are_read_in_turn_and_printed_as_in_plain_mode(proctor: Call, script: str) -> None:
    printed = "SAY: [A.1/1] Hi.\n\nSAY: [A.3/1] Qi.\nhut\n"
    assert proctor("say", script, *QUICK, "--set", "room=hut", "--set", "late=no") == (0, printed, "")


def test_what_is_set_is_the_default_and_a_voice_that_there_is_not_is_one_sentence(proctor: Call, data_folder: Path) -> None:
    data_folder.mkdir()
    (data_folder / "settings.toml").write_text('voice_sink = "null"\nvoice_name = "nobody"\n', encoding="utf-8")
    assert proctor("say", "a b") == (1, "", "There is no voice 'nobody'. `proctor voices` lists those there are.\n")


def test_explained_are_what_is_spoken_and_each_change_with_its_reason(proctor: Call, script: str) -> None:
    code, out, err = proctor("say", script, "--from", "A.3", "--explain")
    assert (code, err) == (0, "")
    *said, change = out.splitlines()
    assert re.fullmatch(r"SAY: \[A\.3/1\] chee\.\s+\S?ROOM\S?", "\n".join(said))
    assert change == "  Qi -> chee (the pack)"


def test_explained_for_a_program_it_is_one_object(proctor: Call) -> None:
    found = json.loads(proctor("say", "-", "--explain", "--json", keys="At 10:05,\nMCAS.")[1])
    (passage,) = found.pop("passages")
    assert found == {"script": None}
    assert (passage["id"], passage["shown"]) == ("", "At 10:05, MCAS.")
    assert [(one["shown"], one["shown_start"]) for one in passage["changes"]] == [("10:05", 3), ("MCAS", 10)]


def test_a_word_alone_is_a_script_only_where_it_names_one(proctor: Call) -> None:
    found = json.loads(proctor("say", "session-1", "--from", "III.D.20", "--explain", "--json")[1])
    assert found["script"] == "mcas-2006-grade10-math/session-1"
    assert found["passages"][0]["id"] == "III.D.20/1"
    code, out, err = proctor("say", "session", "--explain")
    assert (code, out) == (0, "session\n")
    assert re.match(r"It is spoken as a word\. 'session' could be \S+/session-1 or \S+/session-2\.", err)


def test_what_people_are_to_read_no_machine_reads_but_it_can_be_explained(proctor: Call, tmp_path: Path) -> None:
    made = str(write_pack(tmp_path / "made", header=f"{HEADER}read_aloud: human_only\n", script=SCRIPT))
    said = "What made/script says is to be read aloud by people only. --explain makes no sound.\n"
    assert proctor("say", made, *QUICK) == (1, "", said)
    assert proctor("say", made, "--explain")[0] == 0


def test_a_script_that_says_nothing_is_told_apart_from_one_that_was_read(proctor: Call, tmp_path: Path) -> None:
    made = str(write_pack(tmp_path / "made"))
    assert proctor("say", made, *QUICK) == (1, "", "Nothing in made/script is to be read aloud.\n")


# -- its end, and where there is none -------------------------------------------------------------------------------


def children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    return [int(one) for one in listed.split()]


def gone(group: int) -> bool:
    return not left(group)


@LINUX
def test_it_is_silenced_by_whatever_ends_it_and_no_process_is_left() -> None:
    ends = {signal.SIGINT: 130, signal.SIGTERM: 130, signal.SIGKILL: -9}
    reading = {number: start("say", "many words " * 50, "--sink", "null") for number in ends}
    for number, process in reading.items():
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"many words ")
        (speaks,) = children(process.pid)
        process.send_signal(number)
        process.communicate()
        assert process.returncode == ends[number]
        until_now(partial(gone, speaks))


@LINUX
@pytest.mark.parametrize("words", [("say", "a b"), ("voices",)], ids=" ".join)
def test_without_an_engine_it_is_said_what_to_install(words: tuple[str, ...], proctor: Call, without: Without) -> None:
    without("pyttsx3")
    assert proctor(*words) == (1, "", f"There is no voice on this machine: no espeak-ng is found. {INSTALL}\n")


@LINUX
def test_without_a_device_it_is_said_what_was_looked_for(
    proctor: Call, without: Without, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without("miniaudio")
    monkeypatch.setenv("PATH", str(tmp_path))
    said = f"There is no sound on this machine: miniaudio is not installed; there is no aplay. {INSTALL}\n"
    assert proctor("say", "a b") == (1, "", said)


@pytest.mark.parametrize("words", [("--version",), ("--help",)], ids=" ".join)
def test_a_command_that_makes_no_sound_imports_nothing_of_the_voice(words: tuple[str, ...]) -> None:
    without_voice(run_main(*words))


# -- voices ---------------------------------------------------------------------------------------------------------


@LINUX
def test_voices_lists_those_of_a_language_and_marks_the_one_in_use(proctor: Call) -> None:
    code, out, err = proctor("voices", "--language", "EN")
    assert (code, err) == (0, "")
    head, *lines = out.splitlines()
    assert head.split() == ["id", "languages", "gender", "name"]
    assert re.fullmatch(r"\d+ more for other languages: proctor voices --language all", lines.pop())
    assert [line.split()[1] for line in lines if line.startswith("*")] == ["en-us"]
    assert {re.split(r"\W", line[2:])[0] for line in lines} == {"en"}


@LINUX
def test_voices_for_a_program_are_one_array_and_no_voice_for_a_language_is_one_sentence(proctor: Call) -> None:
    every = json.loads(proctor("voices", "--language", "all", "--json")[1])
    assert {"af", "en-us", "es"} <= {one["id"] for one in every}
    assert [one["id"] for one in every if one["in_use"]] == ["en-us"]
    said = "There is no voice for 'xx'. `proctor voices --language all` lists every one.\n"
    assert proctor("voices", "--language", "xx") == (1, "", said)


# -- doctor ---------------------------------------------------------------------------------------------------------


def of_the_voice() -> dict[str, Finding]:
    """What doctor says of the voice, by what it says it of."""
    return {one.what: one for one in looked_at(Places.of_environment())}


@pytest.fixture
def turned_on(data_folder: Path) -> None:
    data_folder.mkdir()
    (data_folder / "settings.toml").write_text('voice = true\nvoice_sink = "null"\nvoice_rate = 300\n', encoding="utf-8")


@LINUX
def test_doctor_speaks_without_a_sound_and_says_how_long_that_took(proctor: Call) -> None:
    found = [one for one in json.loads(proctor("doctor", "--json")[1]) if one["what"].startswith("voice")]
    assert [one["what"] for one in found] == ["voice", "voice engine", "voice sound", "voice test"]
    assert {one["level"] for one in found} == {"ok"}, "where the voice is off, nothing of it is missed"
    assert found[0]["said"].startswith("off; ")
    assert found[1]["said"].startswith("espeak-ng ")
    assert re.match(r"without a sound: begun after \d+ ms, done after \d+ ms, ", found[3]["said"])


@LINUX
def test_doctor_says_what_to_install_and_warns_only_where_the_voice_is_on(without: Without, data_folder: Path) -> None:
    without("pyttsx3")
    off = of_the_voice()
    data_folder.mkdir(exist_ok=True)
    (data_folder / "settings.toml").write_text("voice = true\n", encoding="utf-8")
    on = of_the_voice()
    for found, level in ((off, "ok"), (on, "warn")):
        assert list(found) == ["voice", "voice engine"]
        assert (found["voice engine"].level, found["voice engine"].mend) == (level, INSTALL)


@LINUX
def test_doctor_says_why_the_sound_does_not_go_through_miniaudio(
    without: Without, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "bin", "aplay", "exec /bin/cat > /dev/null")
    without("miniaudio")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    found = of_the_voice()
    assert found["voice sound"].said == "through aplay; not through miniaudio: miniaudio is not installed"
    assert found["voice sound"].mend.startswith("pip install 'proctor[voice]' brings miniaudio")
    assert found["voice test"].said.startswith("none without miniaudio; ")


@LINUX
@pytest.mark.usefixtures("turned_on")
def test_doctor_speaks_aloud_only_when_told_to_and_says_so_before(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("proctor.commands.doctor_voice.ALOUD", "Hi.")
    assert of_the_voice()["voice sound"].said == "none, as set"
    assert capsys.readouterr() == ("", "")
    found = spoken_aloud(Places.of_environment())
    assert capsys.readouterr().err == "One sentence is spoken aloud now, through miniaudio (Null). Ctrl-C is silence.\n"
    assert found.said.startswith("a sentence was spoken through miniaudio (Null)")
