"""Where files live, and how the program is set up.

Every place can be moved with an environment variable, so that a test, a trainer's stick or a second school year need
not touch the user's own data.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PACKS_VARIABLE = "PROCTOR_PACKS"
DATA_VARIABLE = "PROCTOR_DATA"


def builtin_packs() -> Path:
    """The packs that come with the program: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "scripts_data"
    return installed if installed.is_dir() else package.parent / "scripts_data"


def expanded(text: str) -> Path:
    """A path as it was typed, with ``~`` made out where there is such a home."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def default_data() -> Path:
    """The user's data folder: ``PROCTOR_DATA``, else the platform's own place for a user's data."""
    if given := os.environ.get(DATA_VARIABLE):
        return expanded(given)
    from platformdirs import user_data_path  # late: `--version` must not pay for it

    return user_data_path("proctor", appauthor=False)


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one run: where packs are looked for, later ones winning, and where sessions are kept."""

    data: Path
    builtin: Path = field(default_factory=builtin_packs)
    extra_packs: tuple[Path, ...] = ()

    @classmethod
    def of_environment(cls) -> Places:
        """The folders as the environment has them: built-in, the user's, then each of ``PROCTOR_PACKS``."""
        listed = os.environ.get(PACKS_VARIABLE, "")
        extra = tuple(expanded(part) for part in listed.split(os.pathsep) if part)
        return cls(data=default_data(), extra_packs=extra)

    @property
    def user_packs(self) -> Path:
        return self.data / "packs"

    @property
    def sessions(self) -> Path:
        return self.data / "sessions"

    @property
    def prepared(self) -> Path:
        return self.data / "prepared"

    @property
    def handbooks(self) -> Path:
        """What was made of packs to be asked; it can be deleted, and is made again."""
        return self.data / "handbooks"

    @property
    def voice_log(self) -> Path:
        """What speech engines and sound libraries print."""
        return self.data / "voice.log"

    @property
    def settings(self) -> Path:
        return self.data / "settings.toml"

    @property
    def pack_folders(self) -> tuple[Path, ...]:
        """In the order in which they are looked through; a pack in a later folder hides one of the same id before it."""
        return (self.builtin, self.user_packs, *self.extra_packs)


# -- what a user sets -----------------------------------------------------------------------------------------------

THEMES = ("proctor-dark", "proctor-light", "proctor-contrast")
"""The program's own themes; the terminal's colours may be chosen too, by any name that Textual knows."""
SINKS = ("auto", "miniaudio", "aplay", "null")
"""Where the voice's sound goes: the first that has a device, one of the two, or a device without sound that keeps time."""
RATE, RATES = 140, (80, 300)
"""Words a minute: what the voice reads at where nothing else is set (fewer of espeak's words are misheard than at its own 175),
and the slowest and fastest that are taken."""
PRESS_GUARD = 300
"""Milliseconds within which a second press of the key that goes on is taken for a slip."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user sets, in ``settings.toml`` of the data folder. Everything has a default; an absent file is all defaults."""

    theme: str = THEMES[0]
    press_guard: int = PRESS_GUARD
    """Milliseconds."""
    voice: bool = False
    """Whether say blocks can be read aloud by the machine, where their pack allows it."""
    voice_starts: bool = False
    """Whether the voice begins by itself when a say block comes on the screen."""
    voice_rate: int = RATE
    """Words a minute."""
    voice_name: str = ""
    """Id of a voice, as ``proctor voices`` lists it; "" for the engine's own."""
    voice_sink: str = SINKS[0]
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys by the id of what they do: ``"session.incident" = "i,f5"``."""
    problems: tuple[str, ...] = ()
    """What in the file is not as it should be, a sentence each, with what was expected. All the rest holds."""

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read the file: what is right in it is taken, and of what is not ``problems`` says so."""
        import tomllib  # late: `--version` must not pay for it

        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError) as error:  # a TOML error says its line and column
            return cls(problems=(f"{path} cannot be read: {error}. Mend it, or delete it to begin with the defaults.",))
        right: dict[str, Any] = {}
        problems: list[str] = []
        for name, value in data.items():
            if wrong := _wrong(name, value):
                problems.append(f"{path}: {wrong}")
            if name == "keys" and isinstance(value, dict):
                right[name] = {one: key for one, key in value.items() if isinstance(key, str)}
            elif not wrong:
                right[name] = value
        return cls(**right, problems=tuple(problems))


_KINDS: Mapping[str, tuple[type[object], str]] = {
    "theme": (str, 'a name such as "proctor-light"'),
    "press_guard": (int, "milliseconds, such as 300"),
    "voice": (bool, "true or false"),
    "voice_starts": (bool, "true or false"),
    "voice_rate": (int, "words a minute, 80 to 300"),
    "voice_name": (str, 'a voice that `proctor voices` lists, such as "en-us"'),
    "voice_sink": (str, 'one of "auto", "miniaudio", "aplay", "null"'),
    "keys": (dict, 'a table such as [keys] with lines such as "session.incident" = "i,f5"'),
}


def _wrong(name: str, value: Any) -> str:
    """What is wrong with a setting; "" where nothing is."""
    if name not in _KINDS:
        return f"there is no setting {name!r}. There are: {', '.join(_KINDS)}."
    kind, expected = _KINDS[name]
    whole = type(value) is kind and (not isinstance(value, dict) or all(isinstance(one, str) for one in value.values()))
    if not whole or (isinstance(value, int) and not 0 <= value <= 10_000) or not _taken(name, value):
        return f"{name} is not as it should be. Expected {expected}."
    return ""


def _taken(name: str, value: Any) -> bool:
    """Whether a value of the right kind is one of those that can be."""
    if name == "voice_rate":
        return bool(RATES[0] <= value <= RATES[1])
    return name != "voice_sink" or value in SINKS


def keep_setting(path: Path, name: str, value: str | bool) -> None:
    """Put one setting into the file, and leave every other line of it as the user wrote it. Raises OSError."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    line = f"{name} = {str(value).lower() if isinstance(value, bool) else _quoted(value)}"
    table = re.search(r"^\s*\[", text, re.MULTILINE)
    cut = table.start() if table else len(text)
    head, tables = text[:cut], text[cut:]
    pattern = re.compile(rf"^{re.escape(name)}\s*=.*$", re.MULTILINE)
    head = pattern.sub(lambda _: line, head) if pattern.search(head) else f"{head.rstrip()}\n{line}\n".lstrip()
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    try:
        new.write_text(f"{head}{tables}", encoding="utf-8")
        new.replace(path)
    except (OSError, ValueError):
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
