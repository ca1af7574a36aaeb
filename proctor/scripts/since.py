"""What has become of a pack since a session was opened with it."""

from __future__ import annotations

from proctor.errors import PackError, UsageError
from proctor.scripts.library import Library
from proctor.scripts.snapshot import Snapshot


def since_opened(library: Library, snapshot: Snapshot) -> str:
    """A sentence where the pack is not as it was: the session goes on with its own words. "" where it is."""
    pack = snapshot.pack.id
    try:
        now = library.words(snapshot.name)
    except (UsageError, PackError):
        return f"The pack {pack} is not there (or not whole) any more; the session has its own words."
    if now.words_digest() != snapshot.words_digest():
        return f"The pack {pack} has changed since; the session goes on with the words it was opened with."
    return ""
