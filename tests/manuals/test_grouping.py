"""Which sections of a manual make one script, and which are looked up."""

from __future__ import annotations

import pytest

from proctor.manuals.grouping import what_is_delivered
from proctor.manuals.reading import read
from tests.manuals.writer import plain_manual

SAID = "1. Hand them out. Say: “Open your booklet.”\n\n2. Wait."
RULE = "Every booklet is kept in a safe place."
DONE = "1. Sharpen the pencils.\n\n2. Open the door."


def grouped(*sections: tuple[str, str]) -> tuple[list[tuple[str, str, list[str]]], list[str]]:
    """Each script with title, ref and the sections that have a text; and the sections that are looked up."""
    text = "\n\n".join(part for heading, body in sections for part in (heading, body) if part)
    groups = read(plain_manual(f"A Guide for the Spring Test\n\nRead all of it.\n\n{text}")).groups
    scripts = [
        (one.title, one.ref, [section.section.ref for section in one.sections if section.steps]) for one in groups.delivered
    ]
    return scripts, [one.section.ref for one in groups.looked_up]


def test_a_part_with_one_section_that_is_read_aloud_is_delivered_as_a_whole() -> None:
    assert grouped(
        ("Part I Rules", ""),
        ("A. Security", RULE),
        ("Part II The Test", ""),
        ("A. Materials", "* booklets"),
        ("B. Before Students Arrive", DONE),
        ("C. The Session", SAID),
        ("D. After the Session", DONE),
    ) == ([("The Test", "II", ["II.A", "II.B", "II.C", "II.D"])], ["I.A"])


def test_a_part_with_two_things_makes_two_scripts() -> None:
    assert grouped(
        ("Part I Earlier", ""),
        ("A. Giving the Practice Test", SAID),
        ("B. Giving the Questionnaire", SAID),
        ("Part II Later", ""),
        ("A. Session 1", SAID),
        ("B. After Session 1", DONE),
        ("C. Session 2", SAID),
    ) == (
        [
            ("Giving the Practice Test", "I.A", ["I.A"]),
            ("Giving the Questionnaire", "I.B", ["I.B"]),
            ("Session 1", "II.A", ["II.A", "II.B"]),
            ("Session 2", "II.C", ["II.C"]),
        ],
        [],
    )


def test_two_spoken_sections_of_one_session_are_one_script() -> None:
    assert grouped(("Part I The Test", ""), ("A. Session 1", SAID), ("B. Session 1, Second Half", SAID)) == (
        [("The Test", "I", ["I.A", "I.B"])],
        [],
    )


def test_what_is_done_before_goes_to_the_next_session_and_what_is_done_after_to_the_one_before() -> None:
    scripts, _ = grouped(
        ("Part I The Test", ""),
        ("A. Before Session 1", DONE),
        ("B. Session 1", SAID),
        ("C. Collecting the Booklets", DONE),
        ("D. Before Session 2", DONE),
        ("E. Session 2", SAID),
        ("F. Returning the Booklets", DONE),
    )
    assert [sections for _, _, sections in scripts] == [["I.A", "I.B", "I.C"], ["I.D", "I.E", "I.F"]]


def test_an_appendix_stands_for_itself() -> None:
    scripts, looked_up = grouped(
        ("Part I The Test", ""), ("A. Session 1", SAID), ("Appendix A Signs", RULE), ("Appendix B Braille", SAID)
    )
    assert [(ref, sections) for _, ref, sections in scripts] == [("I", ["I.A"]), ("App.B", ["App.B"])]
    assert looked_up == ["App.A"]


def test_sections_without_parts_are_put_together_by_what_they_are() -> None:
    scripts, looked_up = grouped(
        ("Test Security", RULE),
        ("Before the Test", DONE),
        ("Giving the Test", SAID),
        ("After the Test", DONE),
        ("Contacts", RULE),
    )
    assert [sections for _, _, sections in scripts] == [["Before-the-Test", "Giving-the-Test", "After-the-Test"]]
    assert looked_up == ["Test-Security", "Contacts"]


@pytest.mark.parametrize("body", [RULE, DONE, f"{RULE} Students who ask are told: “Ask the principal.”"])
def test_a_part_in_which_nothing_is_read_aloud_is_looked_up(body: str) -> None:
    assert grouped(("Part I Rules", ""), ("A. Security", body), ("Part II The Test", ""), ("A. Session 1", SAID))[1] == ["I.A"]


def test_a_rule_that_quotes_what_to_say_once_is_looked_up() -> None:
    rule = f"{RULE} {RULE} {RULE} {RULE}\n\nWhere a student asks for help, say: “Do the best you can.”\n\n{RULE} {RULE} {RULE}"
    assert grouped(("Part I Rules", ""), ("A. Helping Students", rule), ("Part II Test", ""), ("A. Session 1", SAID))[1] == [
        "I.A"
    ]


def test_what_is_delivered_is_not_looked_up_too() -> None:
    scripts, looked_up = grouped(("A. Security", RULE), ("B. Session 1", SAID), ("C. Session 2", SAID), ("D. Forms", RULE))
    delivered = [ref for _, _, sections in scripts for ref in sections]
    assert sorted([*delivered, *looked_up]) == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("title", "what"),
    [
        ("Administering Mathematics Test Session 2 (Wednesday, May 24)", "session 2"),
        ("Session II", "session ii"),
        ("Day Two", "day two"),
        ("Unit 3", "unit 3"),
        ("Giving the Practice Test", "practice"),
        ("The Student Questionnaire", "questionnaire"),
        ("Test Book A", "book a"),
        ("Giving the Test", ""),
        ("A Testing Day", ""),
    ],
)
def test_what_a_title_says_is_delivered(title: str, what: str) -> None:
    assert what_is_delivered(title) == what
