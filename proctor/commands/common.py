"""What several commands need: the places, the library, facts given as ``NAME=VALUE``."""

from __future__ import annotations

from proctor.errors import UsageError
from proctor.scripts.facts import FactValue, read_fact
from proctor.scripts.library import Library
from proctor.scripts.models import Script, facts_of
from proctor.settings import Places


def library() -> Library:
    return Library(Places.of_environment())


def facts_given(script: Script, pairs: tuple[str, ...]) -> dict[str, FactValue]:
    """``--set labels=some`` read as this script's facts have it. Raises :class:`UsageError`."""
    known = facts_of(script)
    found: dict[str, FactValue] = {}
    for pair in pairs:
        name, equals, value = (part.strip() for part in pair.partition("="))
        if not equals:
            raise UsageError(f"--set wants FACT=VALUE, not {pair!r}.")
        if name not in known:
            raise UsageError(f"There is no fact {name!r} in {script.id}.", f"There are: {', '.join(known)}.")
        try:
            found[name] = read_fact(known[name], value)
        except ValueError as error:
            raise UsageError(f"{name}: {error}.") from None
    return found
