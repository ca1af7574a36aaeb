"""Where files live, and how the program is set up.

Every place can be moved with an environment variable, so that a test, a trainer's stick or a second school year need
not touch the user's own data.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

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
    def pack_folders(self) -> tuple[Path, ...]:
        """In the order in which they are looked through; a pack in a later folder hides one of the same id before it."""
        return (self.builtin, self.user_packs, *self.extra_packs)
