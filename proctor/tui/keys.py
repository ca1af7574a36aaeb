"""Every key of every screen: for whoever checks settings, and for the test that each has a name and says what it does."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key, key_to_character

import proctor.tui


def every() -> Iterator[tuple[str, Binding]]:
    """(where it is bound, binding) for each key of the program. Imports all screens: not for the start."""
    for kind in _kinds():
        yield from ((kind.__name__, binding) for binding in _bindings(kind.__dict__.get("BINDINGS", ())))


def _kinds() -> Iterator[type[DOMNode]]:
    """Every screen, dialog and widget of ours, and the app."""
    seen: set[type] = set()
    for module in pkgutil.walk_packages(proctor.tui.__path__, "proctor.tui."):
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(kind, DOMNode) and kind.__module__.startswith("proctor.tui") and kind not in seen:
                seen.add(kind)
                yield kind


def _bindings(given: Iterable[BindingType]) -> Iterator[Binding]:
    return (binding for binding in given if isinstance(binding, Binding))


def known() -> frozenset[str]:
    """The names by which settings can change keys."""
    return frozenset(binding.id for _, binding in every() if binding.id)


def unknown(names: Iterable[str]) -> tuple[str, ...]:
    """Names in settings that no key has."""
    there = known()
    return tuple(name for name in names if name not in there)


# -- keys that are changed ------------------------------------------------------------------------------------------

_HELD = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})
_NAMED = frozenset((*(key.value for key in Keys), *KEY_NAME_REPLACEMENTS.values()))


def nonsense(changed: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(name, key) of each key in settings that there is not."""
    return tuple((name, key) for name, keys in changed.items() for key in _each(keys) if not _there_is(key))


def _there_is(key: str) -> bool:
    *held, last = key.split("+")
    return set(held) <= _HELD and (last in _NAMED or (key_to_character(last) or "\0").isprintable())


def _each(keys: str) -> list[str]:
    """``i,?`` as Textual names them: ``i`` and ``question_mark``."""
    each = (key.strip() for key in keys.split(","))
    return [_character_to_key(key) if len(key) == 1 else key for key in each]


def clashes(changed: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """(key, name, other name) of each key that by settings stands for two things in one place, which it did not before. What
    shares a key by itself is told apart by where it holds."""
    from proctor.tui.app import ProctorApp

    found = set()
    for kind in _kinds():
        mine = {one.id: _each(one.key) for base in (ProctorApp, *reversed(kind.__mro__)) for one in _own(base) if one.id}
        now = {name: _each(changed[name]) if changed.get(name) else keys for name, keys in mine.items()}
        for one, other in combinations(sorted(mine), 2):
            if not set(mine[one]) & set(mine[other]):
                found |= {(key, one, other) for key in now[one] if key in now[other]}
    return tuple(sorted(found))


def _own(kind: type) -> Iterator[Binding]:
    return _bindings(kind.__dict__.get("BINDINGS", ())) if kind.__module__.startswith("proctor.tui") else iter(())
