"""Numbers in words, as far as the rules need them."""

from __future__ import annotations

ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ROMAN = {"I": 1, "V": 5, "X": 10}


def number(value: int) -> str:
    """0 to 99 in words."""
    if value < 20:
        return ONES[value]
    tens, ones = divmod(value, 10)
    return TENS[tens - 2] + (f"-{ONES[ones]}" if ones else "")


def digits(text: str) -> str:
    """Each digit by itself, a nought as it is said on the telephone; where there is something between them, a little rest."""
    groups: list[list[str]] = [[]]
    for character in text:
        if character in "0123456789":
            groups[-1].append("oh" if character == "0" else ONES[int(character)])
        elif groups[-1]:
            groups.append([])
    return ", ".join(" ".join(group) for group in groups if group)


def pair(value: int) -> str:
    """The last two digits of a time or a year, read after others: "oh five", "thirty"."""
    return f"oh {ONES[value]}" if value < 10 else number(value)


def year(value: int) -> str:
    """A year as two pairs: "nineteen ninety-nine"."""
    century, rest = divmod(value, 100)
    return f"{number(century)} {pair(rest) if rest else 'hundred'}"


def decade(value: int) -> str:
    """The years from this one on: "nineteen nineties", "twenty tens"."""
    century, rest = divmod(value, 100)
    if not rest:
        return f"{number(century)} hundreds" if value % 1000 else f"{ONES[value // 1000]} thousands"
    return f"{number(century)} {_tens(rest)}"


def _tens(value: int) -> str:
    return "tens" if value == 10 else TENS[value // 10 - 2].removesuffix("y") + "ies"


def roman(text: str) -> int | None:
    """The value of a numeral of I, V and X; None where it is not written as such numerals are."""
    value = 0
    for one, following in zip(text, [*text[1:], ""], strict=True):
        worth = ROMAN[one]
        value += -worth if following and ROMAN[following] > worth else worth
    return value if 0 < value < 40 and _written(value) == text else None


def _written(value: int) -> str:
    ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    return "X" * (value // 10) + ones[value % 10]
