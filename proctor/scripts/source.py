"""YAML text to plain values, with the line and column of each, safely.

Built from libyaml's event stream rather than from a constructor, for four reasons: a tag such as ``!!python/object``
can be refused where it stands; a duplicate key is seen; an alias bomb is counted while it grows; and ``no``, ``on`` and
``9:14`` stay the words that the author wrote (YAML 1.2's core types, not 1.1's).
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from proctor.errors import Fault, PackError

MAX_BYTES = 2_000_000
"""A script of a hundred pages is 200 kB; a file ten times that is not a script."""
MAX_VALUES = 200_000
"""Values after aliases are expanded; an alias bomb passes this long before memory is short."""
MAX_DEPTH = 40
_TOO_DEEP = f"more than {MAX_DEPTH} levels, one inside the other"

Place = tuple[str | int, ...]
"""Keys and indexes from a file's root to a value."""

_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not allow to stand in a file, half a surrogate pair too."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What an escape in double quotes could bring in: a terminal obeys it, a person cannot read it."""
_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""Where libyaml begins a new line, so that its marks and ours agree."""


@dataclass(slots=True)
class SourceFile:
    """One file read: its plain ``data`` and where each part stands.

    ``marks`` maps the path of keys and indexes to a value to its (line, column), both from 1; a mapping's value is
    marked at its key, which is where an author looks for it.
    """

    path: Path
    data: Any = None
    marks: dict[Place, tuple[int, int]] = field(default_factory=dict)

    def where(self, path: Place) -> tuple[int, int]:
        """The mark of ``path``, or of the nearest thing around it that has one."""
        for end in range(len(path), -1, -1):
            if mark := self.marks.get(path[:end]):
                return mark
        return (1, 1)

    def fault(self, path: Place, message: str) -> Fault:
        line, column = self.where(path)
        return Fault(self.path, line, column, message)


def read_source(path: Path) -> SourceFile:
    """Read one YAML file. Raises :class:`PackError` with the faults found, each with its line and column."""
    return parse_source(path, read_text(path))


def read_text(path: Path) -> str:
    """A file's text. What is no plain file, or too big, is refused before a byte of it is read."""
    content = b""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise PackError([Fault(path, 0, 0, "this is no plain file; expected one of text")])
        if found.st_size > MAX_BYTES:
            raise PackError([Fault(path, 0, 0, f"the file has {found.st_size:,} bytes; expected at most {MAX_BYTES:,}")])
        content = path.read_bytes()
        return content.decode("utf-8")
    except FileNotFoundError:
        raise PackError([Fault(path, 0, 0, "the file is missing")]) from None
    except OSError as error:
        raise PackError([Fault(path, 0, 0, f"the file cannot be read: {error.strerror or error}")]) from error
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        message = f"byte {error.start} is not UTF-8; save the file as UTF-8"
        raise PackError([Fault(path, *_line_and_column(before), message)]) from error


def _line_and_column(before: str) -> tuple[int, int]:
    """Where the character after ``before`` stands."""
    line, start = 1, 0
    for end in _LINE_END.finditer(before):
        line, start = line + 1, end.end()
    return line, len(before) - start + 1


def parse_source(path: Path, text: str) -> SourceFile:
    """Like :func:`read_source`, of text that is already in hand."""
    if found := _UNPRINTABLE.search(text):
        where = _line_and_column(text[: found.start()])
        raise PackError([Fault(path, *where, f"a control character stands here ({_name(found[0])}); expected plain text")])
    source = SourceFile(path)
    end = _line_and_column(text)
    builder = _Builder(source, end)
    try:
        builder.run(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        line, column = _within(error.problem_mark or error.context_mark, end)
        there = _LINE_END.split(text)[line - 1][column - 1 : column]
        builder.faults.append(Fault(path, line, column, _say_yaml(error, there)))
    except _Stop:
        pass
    if builder.faults:
        raise PackError(builder.faults)
    return source


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"


def _within(mark: Any, end: tuple[int, int]) -> tuple[int, int]:
    """Line and column of a mark. libyaml marks a file's end on a line of its own, also where there is none."""
    return min((mark.line + 1, mark.column + 1), end) if mark else (1, 1)


def _say_yaml(error: yaml.MarkedYAMLError, found: str) -> str:
    problem = error.problem or "the text is not YAML"
    if found == "\t":
        return "a tab stands where spaces are expected"
    if "maximum nesting depth" in problem:  # libyaml has a limit of its own, which it meets while it looks ahead
        return _TOO_DEEP
    if "cannot start any token" in problem:
        return f"a value cannot begin with {found!r}; put it in quotes"
    context = f" {error.context}" if error.context else ""
    return f"the text is not YAML{context}: {problem}"


class _Stop(Exception):
    """Reading further would be of no use (or dangerous); the fault is already noted."""


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that is being filled."""

    value: dict[str, Any] | list[Any]
    path: Place
    anchor: str | None
    count_before: int
    key: str | None = None
    key_mark: tuple[int, int] = (0, 0)


class _Builder:
    """Turns the event stream into plain values; notes faults and goes on where the rest can still be understood."""

    def __init__(self, source: SourceFile, end: tuple[int, int]) -> None:
        self.source = source
        self._end = end
        self.faults: list[Fault] = []
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._count = 0
        self._documents = 0

    def run(self, events: Iterator[yaml.Event]) -> None:
        for event in events:
            mark = _within(event.start_mark, self._end)
            match event:
                case yaml.DocumentStartEvent():
                    self._documents += 1
                    if self._documents > 1:
                        raise self._stop(mark, "a second document starts here; expected one a file")
                case yaml.ScalarEvent():
                    self._check_tag(event, mark)
                    self._check_characters(event, mark)
                    self._count_values(1, mark)
                    self._place(event.value if self._expects_key else self._scalar(event), mark, event.anchor, 1)
                case yaml.AliasEvent():
                    self._alias(event.anchor, mark)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._check_tag(event, mark)
                    self._open(event, mark)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    closed = self._stack.pop()
                    if closed.anchor:
                        self._anchors[closed.anchor] = (closed.value, self._count - closed.count_before)

    # -- one event each ---------------------------------------------------------------------------------------------

    def _open(self, event: yaml.CollectionStartEvent, mark: tuple[int, int]) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise self._stop(mark, _TOO_DEEP)
        before = self._count
        self._count_values(1, mark)
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._place(value, mark, None, 1)
        if path is None:
            raise self._stop(mark, "a mapping or list stands where a key was expected")
        self._stack.append(_Open(value, path, event.anchor, before))

    def _alias(self, name: str | None, mark: tuple[int, int]) -> None:
        if self._expects_key:
            raise self._stop(mark, f"*{name} stands where a key was expected; write the key out")
        if name is None or name not in self._anchors:
            raise self._stop(mark, f"*{name} refers to something that is not (yet) complete")
        value, size = self._anchors[name]
        self._count_values(size, mark)
        self._place(value, mark, None, size)

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        text: str = event.value
        if not event.implicit[0]:
            return text
        if text.lower() in _WORDS and text in (text.lower(), text.capitalize(), text.upper()):
            return _WORDS[text.lower()]
        if _INT.match(text):
            return int(text) if len(text) < 19 else text
        return float(text) if _FLOAT.match(text) and len(text) < 40 else text

    def _place(self, value: Any, mark: tuple[int, int], anchor: str | None, size: int) -> Place | None:
        """Put a value where it belongs; its path, or None where it is a key (or a mapping stands as a key)."""
        if anchor:
            self._anchors[anchor] = (value, size)
        if not self._stack:
            self.source.data = value
            self.source.marks[()] = mark
            return ()
        holder = self._stack[-1]
        if isinstance(holder.value, list):
            path = (*holder.path, len(holder.value))
            holder.value.append(value)
            self.source.marks[path] = mark
            return path
        if holder.key is None:
            self._key(holder, value, mark)
            return None
        path = (*holder.path, holder.key)
        holder.value[holder.key] = value
        self.source.marks[path] = holder.key_mark
        holder.key = None
        return path

    @property
    def _expects_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].value, dict) and self._stack[-1].key is None

    def _key(self, holder: _Open, value: Any, mark: tuple[int, int]) -> None:
        """A key stays the word that was written, also where it would read as a number or a truth value."""
        if isinstance(value, dict | list):
            return
        key = str(value)
        if key in holder.value:
            first = self.source.marks[(*holder.path, key)]
            self._fault(mark, f"the key {key!r} stands twice; it first stands on line {first[0]}")
        holder.key, holder.key_mark = key, mark

    # -- guards -----------------------------------------------------------------------------------------------------

    def _check_tag(self, event: yaml.NodeEvent, mark: tuple[int, int]) -> None:
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            shown = str(tag).replace("tag:yaml.org,2002:", "!!")
            self._fault(mark, f"the tag {shown} is refused; a pack holds plain text, numbers, lists and mappings")

    def _check_characters(self, event: yaml.ScalarEvent, mark: tuple[int, int]) -> None:
        if found := _CONTROL.search(event.value):
            self._fault(mark, f"an escape for a control character ({_name(found[0])}) stands in this text; leave it out")

    def _count_values(self, more: int, mark: tuple[int, int]) -> None:
        self._count += more
        if self._count > MAX_VALUES:
            raise self._stop(mark, f"more than {MAX_VALUES:,} values, aliases counted; expected a script, not a bomb")

    def _fault(self, mark: tuple[int, int], message: str) -> None:
        self.faults.append(Fault(self.source.path, *mark, message))

    def _stop(self, mark: tuple[int, int], message: str) -> _Stop:
        self._fault(mark, message)
        return _Stop()
