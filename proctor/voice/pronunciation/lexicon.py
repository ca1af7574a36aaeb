"""The program's own words: what stands in any manual of the field and is misread by espeak. A pack's go before them.

Only what an engine gets wrong stands here: each has its line in ``tests/golden/pronunciations.txt``, and a test fails where an
entry changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

LETTERS = """
AAC ADA AP ASL CAA DEI DOB DOE DOK EL ELA ELD ELL EOC EOY ESE ESL ETS FAQ FLEP GED IAB ICA IEP ISD IST LEA LEP MI OE PA
PE PII PSAT PTA SAT SEL SIS STE TA TE TI UDL
"""
"""Said letter by letter. espeak does so within some sentences and not within others, nor where one stands alone ("eep",
"stee"), and makes the article of an A behind a hyphen or a blank. Dots work; without the last, at which a sentence would end
before a capital."""

LOUD = """
ACT AGE AIR ART ASK BAG BIG BOX CAR CUT DAY DUE EAT END FAR FEW FIT HIT ILL JOB KEY KID LAP LAY LEG LET LID LIE LIT
LOG LOT LOW MAN MAP MEN MET MIX NEW ODD OFF OLD OUT OWN PAY PEN PIN RAN RAW RED RUN SAD SAY SEE SET SIT SIX SUM TAB TAP
TEA TIE TOO TOP TRY WAR WAY WET WIN WON YES YET
"""
"""Words that are written in capitals to be seen: of those of three letters espeak spells most ("press E-N-D")."""

WORDS = {
    "ASVAB": "az-vab",
    "CAASPP": "casp",
    "DESE": "dessy",
    "ELs": "E-L's",
    "ESC": "escape",
    "IDs": "eye-dees",
    "MCAS": "em-kass",
    "Ms.": "miz",
    "N/A": "not applicable",
    "NAEP": "nape",
    "SASIDs": "sassids",
    "TAM": "tam",
    "approx.": "approximately",
    "i.e.": "that is",
    "incl.": "including",
    "n/a": "not applicable",
    "vs": "versus",
    "vs.": "versus",
    "w/": "with",
    "w/o": "without",
}

LEXICON: Mapping[str, str] = MappingProxyType(
    WORDS | {word: ".".join(word) for word in LETTERS.split()} | {word: word.lower() for word in LOUD.split()}
)


def pattern_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """What finds these as whole words, the longest first, abbreviations also in the plural, and all in the possessive."""
    by_first: dict[str, list[str]] = {}
    for key in sorted((word for word in words if word.strip()), key=lambda word: (-len(word), word)):
        by_first.setdefault(key[0], []).append(_ended(key))
    return re.compile("|".join(map(_begun, by_first, by_first.values()))) if by_first else None


def _begun(first: str, keys: list[str]) -> str:
    """All that begin with one character: a long text is looked through in no time."""
    return re.escape(first) + (rf"(?<!\w{re.escape(first)})" if _is_word(first) else "") + f"(?:{'|'.join(keys)})"


def _ended(key: str) -> str:
    """The rest of a word, its ending, and that it ends there."""
    ending = r"(?:['’]?s)?" if key[-1].isupper() else r"(?:['’]s)?" if key[-1].isalpha() else ""
    after = r"(?!\w)" if _is_word(key[-1]) else ""
    return re.escape(key[1:]) + ending + after


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def said_of(found: str, words: Mapping[str, str]) -> str:
    """How a word is said that :func:`pattern_of` found, with its ending."""
    if found in words:
        return words[found]
    stem = found.removesuffix("s").removesuffix("'").removesuffix("’")
    said = words[stem]
    if len(said) == len("E.L") and said[1] == ".":
        said = said.replace(".", "-")  # "E.L's" would be "E dot L's"
    return f"{said}'s" if said.strip() else said
