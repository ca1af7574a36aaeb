"""Words as they are compared: folded, without endings, American spelling; which of them tell little, and which mean the same.

Nothing here knows a pack. What is typed and what is written in a pack go the same way, so that they meet. The lists of
words stand beside this in ``lists/``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

LONGEST = 4_000
"""Characters of a question that are read. Nobody types more; a paste may hold a book."""
LONGEST_WORD = 40

_SHORT = re.compile("[^aeiou][aeiouy][^aeiouwxy]")
"""A root of three letters that had an e: typ-ed, nam-ing."""
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


def fold(text: str) -> str:
    """Lower case, without accents, compatibility forms as plain ones."""
    text = text[:LONGEST].casefold()
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(one for one in apart if not unicodedata.combining(one))


def words(text: str) -> list[str]:
    """The words of a text, folded: "Don't use TI-84s!" is dont, use, ti, 84s."""
    found: list[str] = _WORD.findall(fold(text))
    if "'" in text or "\u2019" in text:
        found = [one.replace("'", "").replace("\u2019", "") for one in found]
    return found if len(text) <= LONGEST_WORD else [one[:LONGEST_WORD] for one in found]


# -- endings --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A folded word without its ending, in American spelling: calculators and calculator are one, so are ripped and rip."""
    word = _forms().get(word, word)
    if word in _whole_words() or len(word) < 4 or not word.isalpha():
        return word
    return _without_ending(word)


def _without_ending(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return stem(word[:-1])
    for ending in ("ing", "ed"):
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) > 2 and re.search("[aeiouy]", root):
            return f"{root}e" if _SHORT.fullmatch(root) else _whole(root)
    return _whole(word[:-1]) if word.endswith("e") and len(word) > 4 else _whole(word)


def _whole(root: str) -> str:
    """One form for a root that may have lost its e, or doubled its last letter: stopp is stop, organis is organiz."""
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "sz":
        root = root[:-1]
    if len(root) > 4 and root.endswith("is"):
        return f"{root[:-1]}z"
    if len(root) > 5 and root.endswith("our"):
        return f"{root[:-2]}r"
    return f"{root[:-1]}y" if root.endswith("i") else root


# -- lists ----------------------------------------------------------------------------------------------------------


@cache
def little() -> frozenset[str]:
    """Folded words that tell hardly anything."""
    return frozenset(_words_of("little"))


@cache
def asking() -> frozenset[str]:
    """Folded words that say what is wanted, rather than of what."""
    return frozenset(_words_of("asking"))


@cache
def dated() -> frozenset[str]:
    """Folded words that every question for a calendar may have."""
    return frozenset(_words_of("dated"))


@cache
def common() -> frozenset[str]:
    """Everyday words, folded."""
    return frozenset(_words_of("common"))


@cache
def common_stems() -> frozenset[str]:
    return frozenset(stem(one) for one in common())


@cache
def meanings() -> dict[tuple[str, ...], str]:
    """What runs of stems mean: each under the first word of its line."""
    found: dict[tuple[str, ...], str] = {}
    for line in _lines("meanings"):
        name, _, others = line.partition(":")
        for said in (name, *others.split(",")):
            found.setdefault(tuple(stem(word) for word in words(said)), name)
    return found


@cache
def begins_meaning() -> dict[str, int]:
    """How many words the longest run has that begins with a stem."""
    found: dict[str, int] = {}
    for run in meanings():
        found[run[0]] = max(found.get(run[0], 0), len(run))
    return found


@cache
def _forms() -> dict[str, str]:
    """A word by a form that its ending does not tell."""
    found: dict[str, str] = {}
    for line in _lines("forms"):
        word, _, forms = line.partition(":")
        found |= {form.strip(): word for form in forms.split(",")}
    return found


@cache
def _whole_words() -> frozenset[str]:
    """Words that only look as if they had an ending."""
    return frozenset(_words_of("whole"))


def _words_of(name: str) -> Iterator[str]:
    for line in _lines(name):
        yield from line.split()


def _lines(name: str) -> Iterator[str]:
    """The lines of a list, without remarks; a line that begins with blanks goes on with the one before."""
    text = (Path(__file__).parent / "lists" / f"{name}.txt").read_text(encoding="utf-8")
    whole = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    yield from (line for line in re.sub(r"\n[ \t]+", " ", whole).splitlines() if line.strip())
