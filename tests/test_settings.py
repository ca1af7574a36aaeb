"""Where files live: the platform's places, and the variables that move them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from proctor.settings import (
    DATA_VARIABLE,
    PACKS_VARIABLE,
    Places,
    Settings,
    builtin_packs,
    default_data,
    expanded,
    keep_setting,
)


def test_the_packs_that_come_with_the_program_are_there() -> None:
    assert (builtin_packs() / "mcas-2006-grade10-math" / "pack.yaml").is_file()


def test_the_users_data_is_where_the_variable_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "elsewhere"))
    places = Places.of_environment()
    assert places.data == tmp_path / "elsewhere"
    assert places.user_packs == tmp_path / "elsewhere" / "packs"
    assert places.sessions == tmp_path / "elsewhere" / "sessions"


@pytest.mark.parametrize("value", [None, ""])
def test_without_the_variable_the_data_is_in_a_folder_of_the_users_own(
    monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    if value is None:
        monkeypatch.delenv(DATA_VARIABLE, raising=False)
    else:
        monkeypatch.setenv(DATA_VARIABLE, value)
    assert default_data().name == "proctor"
    assert default_data().is_absolute()


def test_nothing_is_created_by_asking_where_it_would_be(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "none" / "yet"))
    places = Places.of_environment()
    assert not places.data.exists()
    assert places.pack_folders
    assert not (tmp_path / "none").exists()


def test_packs_are_looked_for_in_the_programs_folder_then_the_users_then_each_that_is_listed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    monkeypatch.setenv(PACKS_VARIABLE, os.pathsep.join(["", str(first), str(second), ""]))
    places = Places.of_environment()
    assert places.extra_packs == (first, second)
    assert places.pack_folders == (builtin_packs(), places.user_packs, first, second)


def test_without_a_list_there_are_two_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PACKS_VARIABLE, raising=False)
    places = Places.of_environment()
    assert places.pack_folders == (places.builtin, places.user_packs)


THERE = "theme, press_guard, voice, voice_starts, voice_rate, voice_name, voice_sink, keys"


def settings_of(folder: Path, text: str) -> Settings:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return Settings.load(folder / "settings.toml")


def test_one_setting_that_is_wrong_takes_no_other_with_it(tmp_path: Path) -> None:
    text = 'theme = "proctor-light"\ncolour = "red"\npress_guard = "long"\n[keys]\n"session.note" = "f5"\n"session.undo" = 7\n'
    found = settings_of(tmp_path, text)
    assert (found.theme, found.press_guard, found.keys) == ("proctor-light", 300, {"session.note": "f5"})
    unknown, guard, keys = found.problems
    assert unknown == f"{tmp_path / 'settings.toml'}: there is no setting 'colour'. There are: {THERE}."
    assert "press_guard is not as it should be. Expected milliseconds" in guard
    assert "keys is not as it should be." in keys


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("voice = 1", "true or false"),
        ("voice_rate = 0", "words a minute, 80 to 300"),
        ("voice_rate = 301", "words a minute, 80 to 300"),
        ('voice_sink = "tape"', '"auto", "miniaudio", "aplay", "null"'),
        ("voice_name = 7", "`proctor voices`"),
    ],
)
def test_a_setting_of_the_voice_that_cannot_be_is_said_with_what_can(tmp_path: Path, line: str, expected: str) -> None:
    found = settings_of(tmp_path, line)
    assert found.problems[0].count(expected) == 1
    assert (found.voice, found.voice_rate, found.voice_sink, found.voice_name) == (False, 140, "auto", "")


def test_the_voice_is_set_up_by_the_file(tmp_path: Path) -> None:
    found = settings_of(
        tmp_path, 'voice = true\nvoice_rate = 120\nvoice_name = "en-gb"\nvoice_sink = "aplay"\nvoice_starts = true\n'
    )
    assert (found.voice, found.voice_starts, found.voice_rate, found.voice_name) == (True, True, 120, "en-gb")
    assert not found.problems


@pytest.mark.parametrize("text", ["theme = ", "\udcff"])
def test_a_file_that_is_no_settings_is_said_and_the_defaults_hold(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    found = Settings.load(tmp_path / "settings.toml")
    assert (found.theme, found.keys) == (Settings().theme, {})
    assert "cannot be read: " in found.problems[0]


def test_no_file_is_all_defaults(tmp_path: Path) -> None:
    assert Settings.load(tmp_path / "settings.toml") == Settings()


def test_a_setting_that_could_not_be_kept_leaves_the_file_as_it_was_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "proctor-dark"\n', encoding="utf-8")

    def full(new: Path, text: str, encoding: str) -> int:
        new.write_bytes(text.encode()[:5])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        keep_setting(path, "theme", "proctor-light")
    assert [one.name for one in tmp_path.iterdir()] == ["settings.toml"]
    assert path.read_text(encoding="utf-8") == 'theme = "proctor-dark"\n'


def test_a_tilde_is_the_users_home_and_a_stranger_to_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert expanded("~/packs") == tmp_path / "packs"
    assert expanded("~no-such-user-here/packs") == Path("~no-such-user-here/packs")
    monkeypatch.setenv(PACKS_VARIABLE, "~no-such-user-here/packs")
    assert Places.of_environment().extra_packs == (Path("~no-such-user-here/packs"),)
