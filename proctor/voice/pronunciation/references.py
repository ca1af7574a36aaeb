"""References into documents, numbers of rooms and figures, and letters that are meant as letters."""

from __future__ import annotations

import re

from proctor.voice.pronunciation.numbers import number, roman
from proctor.voice.pronunciation.rule import Match, Rule

SIGNS = {
    ".": "dot",
    "/": "slash",
    "-": "dash",
    "_": "underscore",
    "@": "at",
    ":": "colon",
    "+": "plus",
    "=": "equals",
    "#": "hash",
}
ADDRESS = re.compile(
    r"https?://\S{0,500}[\w/]"
    r"|(?<![\w.@-])(?:[\w-]{1,60}\.){1,8}(?:com|edu|gov|net|org|us)/(?:\S{0,500}[\w/])?"
    r"|(?<![\w.+-])[\w.+-]{1,60}@(?:[\w-]{1,60}\.){1,8}\w{2,20}"
)
BEFORE_NUMBER = {
    "ch": "chapter", "chap": "chapter", "fig": "figure", "figs": "figures", "gr": "grade", "no": "number", "nos": "numbers",
    "p": "page", "pp": "pages", "rm": "room", "sec": "section", "vol": "volume",
}  # fmt: skip
ABBREVIATION = re.compile(r"(?<![\w.])(?!no\.)([A-Za-z]{1,4})\.(?=\s?\d)")
"""Not "no." in small letters: it ends many a sentence."""
NUMBER_SIGN = re.compile(r"(?<!\w)(?:#|№|N[º°])(?=\s?\d)")
REFERENCE = re.compile(r"(?<![\w.])([IVX]{1,5})\.([A-Z])(?:\.(\d{1,3}))?(?!\w|\.\w)")
NUMERAL = re.compile(
    r"(?=[A-Z])(?:\b(?P<name>Algebra|Appendix|Article|Chapter|Level|Part|Phase|Section|Session|Title|Unit|Volume)s? "
    r"(?P<one>[IVX]{1,5})(?!\w|[.'’]\w)"
    r"|(?<![\w.'’-])(?P<other>[IVX]{2,5})(?!\w|[.'’]\w)"
    r"|(?<![\w.'’-])(?P<first>I)(?= ?(?:and|or|to|through|[,–-]) ?II))"
)
NOT_BY_LETTER = ("Article", "Chapter", "Part", "Section", "Session", "Title", "Unit", "Volume")
"""What is numbered with V and X; an Appendix V would be the one after U."""
A_LETTER = re.compile(
    r"(?=[Aa])(?:(?<=[(“‘\"])[Aa](?=[)”’\"])"
    r"|(?<=[a-z] )A(?=[ –])"
    r"|(?<![\w.'’-])A(?= (?:[B-D] C\b|(?:and|or|through|to|vs\.?) [B-K]\b)| ?– ?[B-K]\b))"
)
SPELLED = re.compile(r"(?<![\w-])[A-Z](?:-[A-Z]){1,20}(?![\w-])")


def _address(found: Match) -> str:
    plain = found[0].removeprefix("http://").removeprefix("https://").removesuffix("/")
    return " ".join(re.sub(r"[\W_]", lambda sign: f" {SIGNS.get(sign[0], '')} ", plain).split())


def _abbreviation(found: Match) -> str | None:
    return BEFORE_NUMBER.get(found[1].lower())


def _reference(found: Match) -> str | None:
    value, letter, item = roman(found[1]), found[2], found[3]
    if value is None or (item is None and len(found[1]) == 1):
        return None  # initials, as in I.D.
    return f"{number(value)} {'eigh' if letter == 'A' else letter}{f' {item}' if item else ''}"


def _numeral(found: Match) -> str | None:
    text = found["one"] or found["other"] or found["first"]
    if text in ("V", "X") and found["name"] not in NOT_BY_LETTER:
        return None
    value = None if set(text) == {"X"} and len(text) > 1 else roman(text)  # XX and XXX stand for something to be filled in
    return None if value is None else number(value)


def _spelled(found: Match) -> str | None:
    """espeak makes the article of an A behind another letter; the rest it says with fine rests between."""
    return found[0].replace("-", ".") if "A" in found[0][1:] else None


RULES = (
    Rule("address", ("https://www.doe.mass.edu/mcas/2006/admin", "test_help@doe.mass.edu"), ADDRESS, _address),
    Rule("number sign", ("#2", "a #2 pencil"), NUMBER_SIGN, lambda _: "number"),
    Rule("abbreviation", ("No. 2", "p. 4", "pp. 4–5", "Fig. 3", "Gr. 10", "Rm. 12"), ABBREVIATION, _abbreviation),
    Rule("reference", ("III.D.5", "IV.D.10", "I.J.1", "III.A.2"), REFERENCE, _reference),
    Rule(
        "Roman numeral",
        ("Session I", "Part II", "Section IV", "Appendix III", "Parts I and II"),
        NUMERAL,
        _numeral,
        ("one", "other", "first"),
    ),
    Rule("letter A", ("(A)", "answer A is", "Form A and Form B", "A or B", "A B C D"), A_LETTER, lambda _: "eigh"),
    Rule("spelled word", ("write M-A-Y in", "an E-L-A test"), SPELLED, _spelled),
)
