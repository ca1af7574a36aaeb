"""Every key of every screen: for whoever checks settings, and for the test that each has a name and says what it does."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Iterator

from textual.binding import Binding, BindingType
from textual.dom import DOMNode

import proctor.tui


def every() -> Iterator[tuple[str, Binding]]:
    """(where it is bound, binding) for each key of the program. Imports all screens: not for the start."""
    seen: set[type] = set()
    for module in pkgutil.walk_packages(proctor.tui.__path__, "proctor.tui."):
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(kind, DOMNode) and kind.__module__.startswith("proctor.tui") and kind not in seen:
                seen.add(kind)
                yield from ((kind.__name__, binding) for binding in _bindings(kind.__dict__.get("BINDINGS", ())))


def _bindings(given: Iterable[BindingType]) -> Iterator[Binding]:
    return (binding for binding in given if isinstance(binding, Binding))


def known() -> frozenset[str]:
    """The names by which settings can change keys."""
    return frozenset(binding.id for _, binding in every() if binding.id)


def unknown(names: Iterable[str]) -> tuple[str, ...]:
    """Names in settings that no key has."""
    there = known()
    return tuple(name for name in names if name not in there)
