"""The proof: what is read aloud in an imported pack, held against the manual again, character by character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from proctor.errors import ProctorError
from proctor.manuals.extract import extract
from proctor.manuals.wording import Mend, Source, mended
from proctor.scripts.blocks import Check, Do, Note, Say, Wait
from proctor.scripts.imported import ImportRecord, Origin, read_record
from proctor.scripts.loading import load_pack
from proctor.scripts.policies import Pack
from proctor.scripts.snapshot import digest_of

NOWHERE = "these words are not in the manual"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A say block that is not as the manual has it, and how."""

    script: str
    block: str
    how: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """``same_file``: the manual is the very file of the import; ``same_text``: the text taken out of it is the same."""

    said: int
    wrong: tuple[Wrong, ...]
    same_file: bool
    same_text: bool
    others: int
    """Blocks besides, to do, check, wait for or note, that were held against it too."""
    others_wrong: tuple[Wrong, ...]
    coverage: float

    @property
    def holds(self) -> bool:
        return not self.wrong


def against(folder: Path, path: Path) -> Verdict:
    """Hold the pack in a folder against a manual. Raises ProctorError where the pack is no import or the manual cannot be
    read."""
    record = read_record(folder)
    if record is None:
        raise ProctorError(
            f"The pack in {folder} was not imported from a manual.", "Only `proctor import` leaves a record that can be proved."
        )
    pack = load_pack(folder)
    manual = extract(path)
    source = Source(manual)
    same_text = digest_of(manual.text) == record.source.text_sha256
    whole = _Whole(source)
    wrong = tuple(_wrong(pack, record, source, whole, same_text=same_text))
    others = list(_others(pack))
    lost = tuple(Wrong(script, block, NOWHERE) for script, block, text in others if text not in whole)
    said = sum(1 for _ in _say_blocks(pack))
    return Verdict(said, wrong, manual.sha256 == record.source.sha256, same_text, len(others), lost, record.coverage)


def _say_blocks(pack: Pack) -> Iterator[tuple[str, str, str]]:
    for script in pack.scripts:
        for _, step in script.steps():
            yield from ((script.id, name, block.text) for name, block in step.numbered() if isinstance(block, Say))


def _wrong(pack: Pack, record: ImportRecord, source: Source, whole: _Whole, *, same_text: bool) -> Iterator[Wrong]:
    """Each say block that the manual does not bear out. With the same text its own place is looked at; in another file, or
    another form of it, its words are looked for in ``whole``."""
    origins = {(one.script, one.block): one for one in record.say}
    for script, block, text in _say_blocks(pack):
        origin = origins.pop((script, block), None)
        if not same_text or origin is None:
            if text not in whole:
                yield Wrong(script, block, NOWHERE)
        elif _as_it_stands(source, origin) != " ".join(text.split()):
            yield Wrong(script, block, f"the manual has other words there (characters {origin.start} to {origin.end})")
    for script, block in origins:
        yield Wrong(script, block, "the import has this block, the pack has not")


def _as_it_stands(source: Source, origin: Origin) -> str:
    """What the manual has in a place, with the mends of the record carried out; "" where they are none: they mend what does not
    stand there, or what nobody would mend."""
    mends = [Mend(one.start, one.end, one.was, one.now) for one in origin.mends]
    if not all(source.may_be_mended(one) for one in mends):
        return ""
    return mended(source.text[origin.start : origin.end], origin.start, mends)


def _others(pack: Pack) -> Iterator[tuple[str, str, str]]:
    for script in pack.scripts:
        for _, step in script.steps():
            for name, block in step.numbered():
                if isinstance(block, Do | Check | Wait | Note):
                    yield script.id, name, block.text


class _Whole:
    """All words of a manual without what two forms of it may have differently: as they stand, mended, and without the quotes
    that a paragraph opens anew."""

    def __init__(self, source: Source) -> None:
        end = len(source.text)
        read = (source.words(0, end, quoted=quoted).text for quoted in (False, True))
        self._forms = [_squeezed(text) for text in (source.text, *read)]

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and any(_squeezed(text) in form for form in self._forms)


def _squeezed(text: str) -> str:
    """A text without white space and hyphens, of which two forms of one manual may have different ones."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in "-\u00ad\u2010\u2011")
