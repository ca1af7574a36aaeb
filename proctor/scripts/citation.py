"""Where in a document something stands."""

from __future__ import annotations

from pydantic import Field

from proctor.scripts.base import Model
from proctor.scripts.forms import Identifier, Ref


class Citation(Model):
    """Where a rule stands: ``section`` as ``I.G``, ``III.D.16``, ``App.C``, ``Contact``; ``page`` is that on which the lettered
    section begins by the manual's own contents."""

    section: Ref
    title: str = ""
    page: int | None = Field(default=None, ge=1)
    document: Identifier | None = None
    """The id of the document, where it is another than the file's."""
