"""Telephone numbers, dates, times, money, fractions, measures."""

from __future__ import annotations

import re

from proctor.voice.pronunciation.numbers import ONES, decade, digits, number, pair, year
from proctor.voice.pronunciation.rule import Match, Rule, before

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_MONTHS = {month[:3]: month for month in MONTHS if month != "May"} | {"Sept": "September"}
SHORT_DAYS = {day[:3]: day for day in DAYS[:5]} | {"Tues": "Tuesday", "Thur": "Thursday", "Thurs": "Thursday"}
"""Without Sat. and Sun., which are words at the end of a sentence."""

TELEPHONE = re.compile(
    r"(?=[+(\d])(?:(?<![\w.-])(?:\+?1[-. ])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])[2-9]\d\d[-.‑–]\d{4}(?![-\w])"
    r"|(?<![\w.-])(?<!pages )(?<!pp\. )[2-9]\d\d-\d{4}(?![-\w]))"
)
EXTENSION = re.compile(r"(?:\b[Ee]xt(?:\.|ension)?\s?|(?<=\d{4} )x)(\d{2,6})\b")
DATE = re.compile(
    r"(?<![\w/.-])(?:(?P<y>[12]\d{3})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>[12]\d{3}|\d\d))(?![\w/-])"
)
TIME = re.compile(
    r"(?<![\w:.])(?P<clock>(?P<h>0?\d|1\d|2[0-3]):(?P<m>0\d)(?:(?P<plain>\s?[ap]m\b)|(?=[AP]M\b)|(?![\w:])))"
    r"(?P<half>\s?(?:[ap]\.m|[AP]\.?M)\b|(?=\s?[-–—]\s?\d\d?:\d\d\s?[AaPp]\.?[Mm]\b))?"
)
YEAR = re.compile(r"(?<![\w,.$#/-])1[1-9]\d\d(?![\w,/-]|\.\d)(?! (?:booklets|copies|pages|points|students|words))")
DATED = re.compile(r"\b(?:after|before|by|from|in|of|since|to|until|year|[A-Z][a-z]{2,8}(?: \d\d?,)?) $")
DECADE = re.compile(r"(?<![\w,.$#/-])(?:1[5-9]|20)\d0(?:['’]?s)\b")
MONEY = re.compile(r"\$(?P<whole>\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.(?P<cents>\d\d))?(?![.,]?\d)(?P<scale> [mb]illion)?")
POINT = re.compile(r"(?<![\w.])\.(?=\d)")
PLAN = re.compile(r"(?<![\w$.,:-])(?<!\d/)504(?![\w.,:/-]*\d)(s?)\b(?! (?:copies|pages|points|seats|students\b(?! with)))")
"""In the schools' language the number of a law, and of little else."""
PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
FRACTION = re.compile(r"(?<![\w/.,$-])(?:(?P<whole>\d{1,3}) )?(?P<n>[1-9])/(?P<d>[2-9]|10)(?![\w/]|[.,-]\d)")
ON_A_DAY = re.compile(r"\b(?:after|before|by|due|from|on|since|until|[a-z]{3,6}day,?) $", re.IGNORECASE)
SIGNED = {
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅙": (1, 6),
    "⅚": (5, 6),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
}
FRACTION_SIGN = re.compile(f"[{''.join(SIGNED)}]")
POWERS = {"²": "squared", "³": "cubed"}
POWER = re.compile(r"(?<=[\w)])(?<![A-Za-z]{2})[²³]")
MONTH = re.compile(rf"\b({'|'.join(sorted(SHORT_MONTHS, key=len, reverse=True))})\b\.?(?=\s\d)")
DAY = re.compile(r"\b(Mon|Tues?|Wed|Thu(?:rs?)?|Fri)(?:\.(?!\s{1,3}[A-Z]|\s{0,3}$)|(?=\.))")
MEASURES = {
    "cm": "centimeter", "ft": "foot", "hr": "hour", "hrs": "hour", "kg": "kilogram", "km": "kilometer", "lb": "pound",
    "mg": "milligram", "min": "minute", "mins": "minute", "mL": "milliliter", "ml": "milliliter", "mm": "millimeter",
    "oz": "ounce", "sec": "second", "secs": "second", "yd": "yard",
}  # fmt: skip
MEASURE = re.compile(
    rf"(?<![\w.])(?:(?P<one>1)|\d{{1,6}}(?:\.\d{{1,4}})?)"
    rf"(?P<unit> ?(?P<name>{'|'.join(sorted(MEASURES, key=len, reverse=True))})\b(?:\.(?=\s{{1,3}}[a-z(]|[,;)]))?)(?!/)"
)


def _date(found: Match) -> str | None:
    given = [found[name] for name in (("y", "m", "d") if found["y"] else ("year", "month", "day"))]
    y, m, d = (int(one) for one in given)
    if not (1 <= m <= 12 and 1 <= d <= 31):
        return None
    y += 2000 if y < 100 else 0
    return f"{MONTHS[m - 1]} {d}, {year(y) if y < 2000 else y}"


def _time(found: Match) -> str | None:
    hour, minute = int(found["h"]), int(found["m"])
    halved = found["half"] is not None or found["plain"]
    if not hour and not halved:
        return None  # on a stopwatch
    after = f" {found['plain'].strip()[0]}.m" if found["plain"] else ""  # "am" behind a word is another word
    if minute:
        return f"{number(hour)} {pair(minute)}{after}"
    return number(hour) + (after if halved else " o'clock" if hour <= 12 else " hundred")


def _year(found: Match) -> str | None:
    """Before 1900 it is a year where a word says so; espeak itself takes no other for one."""
    value = int(found[0])
    return year(value) if value % 100 and (value >= 1900 or DATED.search(before(found))) else None


def _decade(found: Match) -> str:
    return decade(int(found[0][:4]))


def _money(found: Match) -> str:
    whole, cents = found["whole"], found["cents"]
    if found["scale"]:
        return f"{whole}{f'.{cents}' if cents else ''}{found['scale']} dollars"
    said = f"{whole} dollar{'' if whole == '1' else 's'}"
    return said if cents in (None, "00") else f"{said} and {int(cents)} cent{'' if cents == '01' else 's'}"


def _fraction(found: Match) -> str | None:
    n, d = int(found["n"]), int(found["d"])
    if n >= d or d not in PARTS or (not found["whole"] and ON_A_DAY.search(before(found))):
        return None
    return f"{found['whole']} and {_parts(n, d)}" if found["whole"] else _parts(n, d)


def _fraction_sign(found: Match) -> str:
    return ("and " if before(found)[-1:].isdecimal() else "") + _parts(*SIGNED[found[0]])


def _parts(n: int, d: int) -> str:
    return f"{ONES[n]} {PARTS[d]}{'' if n == 1 else 's'}"


def _measure(found: Match) -> str:
    name = MEASURES[found["name"]]
    return f" {name}" if found["one"] else f" {'feet' if name == 'foot' else f'{name}s'}"


RULES = (
    Rule(
        "telephone", ("781-338-3625", "(800) 737-5103", "1-800-737-5103", "338-3625"), TELEPHONE, lambda found: digits(found[0])
    ),
    Rule("extension", ("ext. 101",), EXTENSION, lambda found: f"extension {digits(found[1])}"),
    Rule("date", ("5/24/2006", "2006-05-23", "7/1/19"), DATE, _date),
    Rule("time", ("10:05", "9:00", "9:00 a.m.", "8:05 AM", "11:05pm", "13:00", "10:00–11:00 a.m."), TIME, _time, ("clock",)),
    Rule("decade", ("1990s", "2010s"), DECADE, _decade),
    Rule("year", ("1999", "in 1850", "May 4, 1905"), YEAR, _year),
    Rule("money", ("$5", "$1.01", "$1,250.50", "$3 million"), MONEY, _money),
    Rule("decimal point", (".5",), POINT, lambda _: "point"),
    Rule("504", ("504 plan", "Section 504", "504s"), PLAN, lambda found: f"five oh four{found[1]}"),
    Rule("fraction", ("1/2", "2/3", "1 1/2 hours", "3/4"), FRACTION, _fraction),
    Rule("fraction sign", ("⅛", "8⅝"), FRACTION_SIGN, _fraction_sign),
    Rule("power", ("x²", "10³"), POWER, lambda found: POWERS[found[0]]),
    Rule("month", ("Jan. 5", "on Sept. 14"), MONTH, lambda found: SHORT_MONTHS[found[1]]),
    Rule("weekday", ("Mon. to Fri. at noon",), DAY, lambda found: SHORT_DAYS[found[1]]),
    Rule("measure", ("30 min.", "1 hr", "5 cm", "2 hrs. in all"), MEASURE, _measure, ("unit",)),
)
