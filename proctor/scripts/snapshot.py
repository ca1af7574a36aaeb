"""What a session keeps of its pack: the words as they stood when it was opened, and their digest.

The canonical form is JSON without white space, every character written as itself in UTF-8, so that anyone can compute
the digest again with ten lines of any language. Keys are sorted, but for a snapshot's: there facts, fields and answers
stand in the author's order, which is the order in which they are put to people.
"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import Any

from pydantic import ConfigDict

from proctor.scripts.base import Model
from proctor.scripts.header import LocalSheet, PackHeader
from proctor.scripts.models import Script
from proctor.scripts.policies import Policies, Sections


def canonical(value: Any, *, sort_keys: bool = True) -> str:
    """JSON as it is hashed: keys sorted, no white space, no escapes that are not needed."""
    return json.dumps(value, sort_keys=sort_keys, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest_of(text: str) -> str:
    """SHA-256 of the text's UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Snapshot(Model):
    """A script with the header of its pack, what can be asked of it and the school's sheet, as they were at the opening."""

    pack: PackHeader
    script: Script
    local: LocalSheet = LocalSheet()
    policies: Policies = Policies()
    sections: Sections = Sections()

    @cached_property
    def text(self) -> str:
        """The canonical JSON, keys in the author's order."""
        return canonical(self.model_dump(mode="json", by_alias=True), sort_keys=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of :attr:`text`, in hexadecimal."""
        return digest_of(self.text)

    @property
    def name(self) -> str:
        """``pack-id/script-id``, as the command line has it."""
        return f"{self.pack.id}/{self.script.id}"

    def words_digest(self) -> str:
        """The digest of what is delivered alone: what tells whether the pack's own words have changed since. Whose words they
        are is left out: a record that came or went changes none."""
        pack = self.pack.model_copy(update={"authority": "rehearsal"})
        return Snapshot(pack=pack, script=self.script).digest

    @classmethod
    def to_deliver(cls, text: str) -> Snapshot:
        """Read back what is delivered, and leave what can be asked in the text, from which :meth:`whole` has it when somebody
        asks: a rule book is many times a script. Raises ValueError where it is no snapshot."""
        read = _Delivered.model_validate_json(text)
        found = cls(pack=read.pack, script=read.script, local=read.local)
        found.__dict__["text"] = text
        return found

    def whole(self) -> Snapshot:
        """With what can be asked."""
        return Snapshot.from_text(self.text)

    @classmethod
    def from_text(cls, text: str) -> Snapshot:
        """Read a snapshot back. Raises ValueError where it is not one."""
        return cls.model_validate_json(text)


class _Delivered(Model):
    """The part of a snapshot that a session goes by."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    pack: PackHeader
    script: Script
    local: LocalSheet = LocalSheet()
