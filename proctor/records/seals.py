"""Whether a session's file is as it was written, and whether it is the record that was sealed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from proctor.state.journal import read_seal
from proctor.state.session import Session, seals_of
from proctor.state.sqlite import SqliteJournal

_LENGTH = len("7Q2-M4D-0XK-9TB")


@dataclass(frozen=True, slots=True)
class Verdict:
    """``whole``: what holds of the chain alone. ``said``: what holds of the seal; ``right`` is None where none was given."""

    whole: str
    said: str
    right: bool | None


def compare(path: Path, typed: str | None) -> Verdict:
    """Read a session's file through, and hold it against a seal from paper, where there is one.

    Raises :class:`proctor.errors.SessionFileError` where the file is not as it was written.
    """
    with closing(SqliteJournal.read(path)) as journal:
        last = Session.resume(journal).state.seq
        seals = seals_of(journal)
    whole = f"{path.name}: {last} events, each as it was written; the script is the one it was opened with."
    if typed is None:
        more = "Give the seal." if seals else "It is not sealed yet."
        forged = "Without the seal from the paper form this shows damage, not forgery: whoever rewrites the file"
        return Verdict(whole, f"{forged} can rewrite its chain. {more}", None)
    wanted = read_seal(typed)
    for seq, seal in seals:
        if seal == wanted:
            later = f" {last - seq} later events are not under this seal." if last > seq else ""
            return Verdict(whole, f"The seal {seal} is that of event {seq}: this is the record that was sealed.{later}", True)
    return Verdict(whole, f"The seal {wanted} is not that of this record. {_why_not(wanted)}", False)


def _why_not(seal: str) -> str:
    if len(seal) != _LENGTH:
        return "A seal has twelve characters."
    return "Look whether it was typed as it stands on paper; if so, this is another record, or it was changed."
