"""Pages of HTML: whole, of one file, with nothing in them that came from a text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from proctor.documents.html import Html, escape, join, page, table, tag


class Reader(HTMLParser):
    """The elements that are open, and all that is text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_text_is_escaped_and_html_is_not_escaped_again() -> None:
    assert tag("p", "1 < 2 & 3", tag("b", "so")) == "<p>1 &lt; 2 &amp; 3<b>so</b></p>"
    assert escape(escape("<")) == "&lt;"
    assert tag("a", "x", class_="k", aria_label='say "no"') == '<a class="k" aria-label="say &quot;no&quot;">x</a>'


def test_characters_that_turn_a_line_round_are_shown_as_unknown() -> None:
    assert escape("a\u202eb\x00c\nd\te") == "a\ufffdb\ufffdc\nd e"


def test_what_is_put_together_of_text_is_text() -> None:
    assert join(["<", Html("<br>")]) == "&lt;<br>"
    assert page("t", "<script>").count("<script>") == 0


def test_numbers_stand_at_the_right_of_a_table() -> None:
    drawn = table(["Of", "n"], [("a", "12"), ("b", "x")])
    assert '<th scope="row">a</th><td class="number">12</td>' in drawn
    assert "<td>x</td>" in drawn


def test_a_page_fetches_nothing_and_suits_light_dark_and_paper() -> None:
    drawn = page("A title", tag("p", "words"))
    assert "default-src 'none'" in drawn
    assert not re.search(r"https?:|url\(|@import|<script|<link", drawn)
    assert "prefers-color-scheme: dark" in drawn
    assert "@media print" in drawn
    assert drawn.startswith('<!DOCTYPE html>\n<html lang="en">')


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_leaves_a_page_whole(title: str, words: str) -> None:
    reader = Reader()
    drawn = page(title, tag("p", words, title=words))
    drawn.encode("utf-8")
    reader.feed(drawn)
    reader.close()
    assert reader.open == []
    assert escape(words).count("<") == 0
