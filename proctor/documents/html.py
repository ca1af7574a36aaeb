"""Pages of HTML out of plain values: one file, no script, nothing fetched; to be read on a screen, light or dark, and printed.

What is not made by this module is text and is escaped; :class:`Html` marks what is not to be escaped again.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from proctor.documents.text import printable


class Html(str):
    """A piece of HTML that is whole: every element in it is closed, and all that is text is escaped."""

    __slots__ = ()


def escape(text: str) -> Html:
    """Text as HTML has it, without characters that no page may have or that turn a line round; HTML as it is."""
    if isinstance(text, Html):
        return text
    lines = text.replace("\t", " ").split("\n")
    return Html("\n".join(html.escape(printable(line)) for line in lines))


def join(parts: Iterable[str]) -> Html:
    """Parts one after the other, those that are text escaped."""
    return Html("".join(map(escape, parts)))


def tag(name: str, *inner: str, **attributes: str) -> Html:
    """An element. An attribute that is a word of Python's has a ``_`` behind it: ``class_="kind"``."""
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{html.escape(printable(one))}"' for key, one in attributes.items())
    return Html(f"<{name}{given}>{join(inner)}</{name}>")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Html:
    """A table whose first column names its rows; cells that are plain numbers stand at the right."""
    heads = join(tag("th", cell, scope="col") for cell in head)
    body = join(tag("tr", tag("th", first, scope="row"), *map(_cell, rest)) for first, *rest in rows)
    return tag("div", tag("table", tag("thead", tag("tr", heads)), tag("tbody", body)), class_="wide")


def _cell(text: str) -> Html:
    return tag("td", text, class_="number") if text.isdigit() else tag("td", text)


def page(title: str, body: str, *, language: str = "en") -> str:
    """A whole page, to be written to a file as UTF-8. ``body`` is escaped where it is not :class:`Html`."""
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{CSS}</style>\n</head>\n<body>\n<main>\n{escape(body)}\n</main>\n</body>\n</html>\n"
    )


CSS = """
:root { color-scheme: light dark;
  --paper: #fff; --ink: #1b1b1f; --quiet: #5b5b66; --line: #d5d5dc; --shade: #f4f4f7;
  --added: #0b5d2a; --added-shade: #dcf5e3; --removed: #9b1c1c; --removed-shade: #fde4e1; --mark: #1d4ed8; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #16161a; --ink: #e9e9ee; --quiet: #a3a3af; --line: #3a3a44; --shade: #202027;
  --added: #8be3a6; --added-shade: #12361f; --removed: #ffb0a8; --removed-shade: #47191a; --mark: #93b4ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 2px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; color: var(--quiet); }
h4 { font-size: 1rem; margin: 0 0 .35rem; }
p { margin: .35rem 0; }
ul { margin: .35rem 0; padding-left: 1.25rem; }
.quiet { color: var(--quiet); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 1rem 0; font-size: .93rem; }
th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { overflow-wrap: normal; }
thead th { border-bottom: 2px solid var(--line); }
.number { text-align: right; font-variant-numeric: tabular-nums; }
article { margin: .75rem 0; padding: .7rem .9rem; border: 1px solid var(--line); border-radius: .4rem; }
.kind { display: inline-block; min-width: 4.2em; font-size: .78rem; font-weight: 700; letter-spacing: .04em;
  color: var(--quiet); }
.say { border-left: .25rem solid var(--mark); padding: .25rem 0 .25rem .7rem; background: var(--shade); }
.say > .kind { color: var(--mark); }
ins { color: var(--added); background: var(--added-shade); text-decoration: underline; text-underline-offset: .18em; }
del { color: var(--removed); background: var(--removed-shade); text-decoration: line-through; }
ins, del { padding: 0 .1em; border-radius: .15em; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
ins::before, ins::after, del::before, del::after { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
ins::before { content: " [added: "; } del::before { content: " [removed: "; }
ins::after, del::after { content: "] "; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #333; --line: #999; --shade: #fff; --added: #000; --added-shade: #fff;
    --removed: #000; --removed-shade: #fff; --mark: #000; }
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; }
  .wide { overflow: visible; } th, td { padding: .25rem .4rem; }
  h2, h3, h4 { break-after: avoid; } article { break-inside: avoid; }
  ins { font-weight: 700; }
}
"""
"""Colours are never alone: what was added is underlined, what was removed struck out, and a screen reader says which."""
