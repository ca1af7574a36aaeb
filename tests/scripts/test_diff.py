"""What changed between two packs: every small edit is told as what it was, and nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.scripts.comparing.alignment import in_reading_order, out_of_turn
from proctor.scripts.comparing.marks import Mark, marked, new_of, old_of
from proctor.scripts.comparing.values import as_values
from proctor.scripts.comparing.wording import in_runs, of_item, of_run, of_step, summary
from proctor.scripts.diff import BlockDiff, Counts, Fate, PackDiff, ScriptDiff, StepDiff, diff
from proctor.scripts.loading import load_pack
from proctor.scripts.policies import Pack
from tests.helpers import WHOLE_PACKS

SENTENCES = (
    "Please clear your desks of everything but a pencil.",
    "I will now hand out the booklets; leave them closed.",
    "Write your name on the first line of the cover.",
    "Turn to page four and look at the sample question.",
    "If you have a question, raise your hand and wait.",
    "You have sixty minutes for this part of the test.",
)


def says(ref: str, text: str, **more: Any) -> dict[str, Any]:
    return {"ref": ref, "blocks": [{"say": text}], **more}


def steps(texts: Sequence[str] = SENTENCES) -> list[dict[str, Any]]:
    """One step a text, numbered from A.1."""
    return [says(f"A.{n}", text) for n, text in enumerate(texts, 1)]


def script(walk: list[dict[str, Any]], name: str = "one", **more: Any) -> dict[str, Any]:
    return {"id": name, "title": "One", "stages": [{"id": "read", "title": "Read", "steps": walk}], **more}


def pack(*scripts: dict[str, Any], header: dict[str, Any] | None = None, **more: Any) -> Pack:
    named = [one["id"] for one in scripts]
    return Pack.model_validate(
        {"header": {"id": "made", "title": "Made", "scripts": named, **(header or {})}, "scripts": scripts, **more}
    )


def walked(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> ScriptDiff:
    """Two packs of one script with these steps."""
    return diff(pack(script(old)), pack(script(new))).scripts[0]


def fates(found: ScriptDiff) -> list[tuple[Fate, str | None, str | None]]:
    return [(step.fate, step.old_ref, step.new_ref) for step in found.steps]


def blocks_of(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> tuple[BlockDiff, ...]:
    """What became of the blocks of one step."""
    (step,) = walked([{"ref": "A.1", "blocks": old}], [{"ref": "A.1", "blocks": new}]).steps
    return step.blocks


def written(old: str, new: str) -> str:
    """The marks of a change as they stand in a pipe."""
    forms = {Mark.SAME: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}
    return "".join(forms[span.mark].format(span.text) for span in marked(old, new))


# -- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Use a pencil.", "Use a pen.", "Use a [-pencil-]{+pen+}."),
        ("You have 60 minutes.", "You have 1.25 hours.", "You have [-60 minutes-]{+1.25 hours+}."),
        ("Sit down. Begin.", "Sit down. Wait here. Begin.", "Sit down. {+Wait here. +}Begin."),
        ("Sit down.", "Sit down. Wait here.", "Sit down.{+ Wait here.+}"),
        ("Sit down. Wait here.", "Wait here.", "[-Sit down. -]Wait here."),
        ("Don't talk.", "Do not talk.", "[-Don't-]{+Do not+} talk."),
        ("Take out your old pencils", "Put away your new pens", "[-Take out your old pencils-]{+Put away your new pens+}"),
        ("It is III.D.8.", "It is III.D.9.", "It is [-III.D.8-]{+III.D.9+}."),
        ("", "New words", "{+New words+}"),
        ("Old words", "", "[-Old words-]"),
        ("“Begin.”", '"Begin."', "[-“-]{+\"+}Begin.[-”-]{+\"+}"),
    ],
)  # fmt: skip
def test_words_are_marked_in_groups_that_can_be_read(old: str, new: str, expected: str) -> None:
    assert written(old, new) == expected


anything = st.text(alphabet="ab.,' \n\u00a0é-", max_size=60)


@given(anything, anything)
def test_the_marks_give_back_both_texts_to_the_character(old: str, new: str) -> None:
    spans = marked(old, new)
    assert (old_of(spans), new_of(spans)) == (old, new)
    assert all(span.text for span in spans)
    assert all(one.mark is not other.mark for one, other in pairwise(spans))
    assert (old == new) == all(span.mark is Mark.SAME for span in spans)


# -- steps ------------------------------------------------------------------------------------------------------------


def test_a_step_put_in_renumbers_the_later_ones_and_changes_none() -> None:
    new = steps((*SENTENCES[:2], "Check that nobody has a telephone at hand.", *SENTENCES[2:]))
    found = walked(steps(), new)
    assert found.counts == Counts(same=2, added=1, renumbered=4)
    assert fates(found)[0] == (Fate.ADDED, None, "A.3")
    assert [of_run(run) for run in in_runs(found.steps[1:])] == ["A.4 to A.7 were A.3 to A.6; else the same (4 steps)"]


def test_a_step_taken_out_is_told_where_it_stood() -> None:
    found = walked(steps(), [one for one in steps() if one["ref"] != "A.3"])
    assert fates(found) == [(Fate.REMOVED, "A.3", None)]
    assert found.counts == Counts(same=5, removed=1)
    (block,) = found.steps[0].blocks
    assert block.changes[0].old == SENTENCES[2]
    assert block.aloud


def test_a_changed_and_renumbered_step_says_both() -> None:
    new = steps(("First of all: good morning, everybody.", *SENTENCES[:3], SENTENCES[3].replace("four", "six"), *SENTENCES[4:]))
    found = walked(steps(), new)
    assert found.counts == Counts(changed=1, aloud=1, added=1, renumbered=5)
    changed = next(step for step in found.steps if step.fate is Fate.CHANGED)
    assert of_step(changed) == "A.5 (was A.4) · changed"


def test_a_step_that_moved_says_behind_which_it_stands() -> None:
    old = steps()
    found = walked(old, [*old[:1], *old[2:], old[1]])
    (step,) = found.steps
    assert (step.fate, step.moved, step.old_behind, step.new_behind) == (Fate.MOVED, True, "A.1", "A.6")
    assert of_step(step) == "A.2 · moved: stood behind A.1, stands behind A.6"
    assert found.counts == Counts(same=5, moved=1)


def test_a_step_written_wholly_anew_goes_by_its_number() -> None:
    new = steps()
    new[3]["blocks"] = [{"say": "Nothing stands here as it did."}]
    found = walked(steps(), new)
    assert fates(found) == [(Fate.CHANGED, "A.4", "A.4")]


def test_of_two_steps_with_the_same_words_the_one_that_is_gone_is_named() -> None:
    old = steps((*SENTENCES[:2], SENTENCES[0], *SENTENCES[2:], SENTENCES[0]))
    for gone in ("A.1", "A.3", "A.7"):
        assert fates(walked(old, [one for one in old if one["ref"] != gone])) == [(Fate.REMOVED, gone, None)]


def test_a_step_in_another_stage_has_moved() -> None:
    def staged(cut: int) -> Pack:
        walk = steps()
        stages = [{"id": "a", "title": "Before", "steps": walk[:cut]}, {"id": "b", "title": "After", "steps": walk[cut:]}]
        return pack({"id": "one", "title": "One", "stages": stages})

    (step,) = diff(staged(3), staged(2)).scripts[0].steps
    assert (step.fate, step.ref) == (Fate.MOVED, "A.3")
    assert [(change.what, change.old, change.new) for change in step.changes] == [("stage", "Before", "After")]


def test_a_stage_under_another_name_is_told_and_its_steps_are_the_same() -> None:
    old, new = script(steps()), script(steps())
    new["stages"][0] |= {"id": "aloud", "title": "Read aloud"}
    (found,) = diff(pack(old), pack(new)).scripts
    assert (found.counts, [of_item(one) for one in found.items]) == (
        Counts(same=6),
        ["stage aloud (was read) · Read aloud · changed"],
    )


def test_pages_and_line_breaks_are_no_change() -> None:
    new = [says(f"A.{n}", text.replace(" ", "\n"), page=n) for n, text in enumerate(SENTENCES, 1)]
    found = diff(pack(script(steps())), pack(script(new)))
    assert found.same
    assert list(summary(found)) == ["Nothing changed: 6 steps, and all that goes with them."]


@pytest.mark.parametrize(
    ("field", "old", "new", "told"),
    [
        ("at", {"at": "half"}, {"at": "10m before end"}, ("half", "10m before end")),
        ("when", {}, {"when": {"labels": ["some", "none"]}}, ("", "labels: some or none")),
        ("title", {"title": "One"}, {}, ("One", "")),
    ],
)
def test_what_else_a_step_has_is_compared(field: str, old: Any, new: Any, told: tuple[str, str]) -> None:
    found = walked([says("A.1", SENTENCES[0], **old)], [says("A.1", SENTENCES[0], **new)])
    assert [(change.what, change.old, change.new) for change in found.steps[0].changes] == [(field, *told)]
    assert found.counts == Counts(changed=1)


# -- blocks -----------------------------------------------------------------------------------------------------------


def test_a_block_put_in_changes_no_other_block() -> None:
    old = [{"say": SENTENCES[0]}, {"check": "the desks are clear"}]
    found = blocks_of(old, [{"wait": "until all sit"}, *old])
    assert [(block.kind, block.fate, block.new_id) for block in found] == [("wait", Fate.ADDED, "A.1/1")]


def test_what_is_read_aloud_stands_first() -> None:
    old = [{"do": "Hand out the blue sheets."}, {"say": SENTENCES[0]}]
    new = [{"do": "Hand out the green sheets."}, {"say": SENTENCES[0].replace("pencil", "pen")}]
    assert [block.kind for block in blocks_of(old, new)] == ["say", "do"]


@pytest.mark.parametrize(
    ("old", "new", "what", "told"),
    [
        ({"do": "Look around."}, {"check": "Look around."}, "kind", ("do", "check")),
        ({"say": "Begin."}, {"say": "Begin.", "clock": "start"}, "clock", ("", "start")),
        ({"do": "Look."}, {"do": "Look.", "when": {"labels": "some"}}, "when", ("", "labels: some")),
        ({"check": "It is so."}, {"check": "It is so.", "required": False}, "required", ("yes", "no")),
        ({"do": "Give."}, {"do": "Give.", "hands_out": ["sheet"]}, "hands out", ("", "sheet")),
        ({"ask": "Well?", "options": ["yes"]}, {"ask": "Well?", "options": ["yes", "no"]}, "options", ("yes", "yes; no")),
        (
            {"say": "In [X] now.", "slots": {"[X]": "place"}},
            {"say": "In [X] now.", "slots": {"[X]": "room"}},
            "slots",
            ("[X]: place", "[X]: room"),
        ),
    ],
)
def test_what_else_a_block_has_is_compared(old: Any, new: Any, what: str, told: tuple[str, str]) -> None:
    (block,) = blocks_of([old], [new])
    assert [(change.what, change.old, change.new) for change in block.changes] == [(what, *told)]


def test_what_is_required_by_nature_may_as_well_be_said_to_be() -> None:
    old, new = [{"check": "It is so."}], [{"check": "It is so.", "required": True}]
    assert diff(pack(script([{"ref": "A.1", "blocks": old}])), pack(script([{"ref": "A.1", "blocks": new}]))).same


def test_a_clock_or_a_condition_beside_spoken_words_is_told_but_only_what_is_heard_counts_as_aloud() -> None:
    (block,) = blocks_of([{"say": "Begin."}], [{"say": "Begin.", "clock": "start"}])
    assert not block.aloud
    (block,) = blocks_of([{"say": "Begin."}], [{"say": "Begin.", "when": {"labels": "some"}}])
    assert block.aloud


def test_where_a_question_leads_follows_the_step_that_it_leads_to() -> None:
    def leading(texts: Sequence[str], to: str) -> list[dict[str, Any]]:
        asks = {"ref": "A.0", "blocks": [{"ask": "Is it so?", "options": [{"answer": "yes", "goto": to}, "no"]}]}
        return [asks, *steps(texts)]

    more = ("Some words in front of the others.", *SENTENCES)
    assert walked(leading(SENTENCES, "A.4"), leading(more, "A.5")).counts.changed == 0
    (changed,) = [one for one in walked(leading(SENTENCES, "A.4"), leading(more, "A.4")).steps if one.fate is Fate.CHANGED]
    assert changed.blocks[0].changes[0].new == "yes -> A.4; no"


# -- the rest of a pack -----------------------------------------------------------------------------------------------


def test_scripts_go_by_id_and_then_by_what_they_say() -> None:
    other = steps(("Wholly other words.", "And more of the same."))
    old = pack(script(steps(), "morning"), script(other, "gone"))
    new = pack(script(steps(), "session-1"), script(steps(("Never heard before, any of it.",)), "extra"))
    found = diff(old, new)
    assert {(one.fate, one.old_id, one.id) for one in found.scripts} == {
        (Fate.RENUMBERED, "morning", "session-1"),
        (Fate.ADDED, "extra", "extra"),
        (Fate.REMOVED, "gone", "gone"),
    }
    assert found.counts == Counts(same=6, added=1, removed=2)


def test_timing_facts_materials_and_stages_of_a_script_are_compared() -> None:
    old = script(
        steps(), timing={"scheduled_minutes": 60}, facts={"labels": {"ask": "Which?", "options": ["all", "some"]}},
        materials=[{"id": "sheet", "title": "Sheet"}, {"id": "pen", "title": "Pen"}],
    )  # fmt: skip
    new = script(
        steps(), timing={"scheduled_minutes": 75}, facts={"labels": {"ask": "Which?", "options": ["all", "none"]}},
        materials=[{"id": "sheet", "title": "Sheet", "returned": True}, {"id": "ruler", "title": "Ruler"}],
    )  # fmt: skip
    (found,) = diff(pack(old), pack(new)).scripts
    assert [(change.what, change.old, change.new) for change in found.changes] == [("scheduled minutes", "60", "75")]
    assert [of_item(one) for one in found.items] == [
        "fact labels · changed",
        "material sheet · Sheet · changed",
        "material pen · Pen · removed",
        "material ruler · added",
    ]
    assert found.counts == Counts(same=6)


def test_procedures_that_the_scripts_share_are_told_once() -> None:
    def shared(text: str) -> Pack:
        back = {"interrupt": [says("I.1", text)]}
        made = [script(steps(), name, procedures=back) for name in ("one", "two")]
        return pack(*made, header={"procedures": back})

    found = diff(shared("Please stop at once."), shared("Please stop at once, all of you."))
    assert [(step.part, step.fate) for step in found.steps] == [("procedure interrupt", Fate.CHANGED)]
    assert [one.fate for one in found.scripts] == [Fate.SAME, Fate.SAME]
    assert found.counts == Counts(same=12, changed=1, aloud=1)


def test_procedures_of_a_script_alone_are_told_there() -> None:
    new = script(steps(), procedures={"misread": [says("I.1", "I will read that again.")]})
    found = diff(pack(script(steps())), pack(new))
    assert found.steps == ()
    assert [(step.part, step.fate) for step in found.scripts[0].steps] == [("procedure misread", Fate.ADDED)]


def test_a_procedure_that_the_pack_takes_over_from_its_script_is_the_same() -> None:
    back = {"misread": [says("I.1", "I will read that again.")]}
    own = pack(script(steps(), procedures=back))
    shared = pack(script(steps(), procedures=back), header={"procedures": back})
    assert diff(own, shared).same
    assert diff(shared, own).same


def test_header_documents_and_order_of_scripts_are_compared() -> None:
    one, two = script(steps(), "one"), script(steps(("Other words, all of them.",)), "two")
    old = pack(one, two, header={"documents": {"tam": {"title": "Manual", "year": 2006}}})
    new = pack(
        two,
        one,
        header={"title": "Made anew", "authority": "official", "documents": {"tam": {"title": "Manual", "year": 2007}}},
    )
    found = diff(old, new)
    assert [(change.what, change.new) for change in found.changes] == [
        ("title", "Made anew"), ("authority", "official"), ("order of scripts", "two; one"),
    ]  # fmt: skip
    assert [(of_item(one), one.changes[0].new) for one in found.items] == [("document tam · Manual · changed", "2007")]


def policy(verdict: str, answer: str, **more: Any) -> dict[str, Any]:
    return {"verdict": verdict, "answer": answer, "cite": [{"section": "I.A", "page": 2}], **more}


def test_policies_go_by_id_and_their_rulings_by_where_they_hold() -> None:
    def asked(*rulings: dict[str, Any]) -> dict[str, Any]:
        return {"policies": [{"id": "calculator", "title": "Calculators", "asked": ["calculator"], "rulings": rulings}]}

    no, yes = policy("not_allowed", "No.", scripts=["one"]), policy("allowed", "Yes.", scripts=["two"])
    old = pack(script(steps()), policies=asked(no, yes))
    new = pack(
        script(steps()), policies=asked({**yes, "cite": [{"section": "I.A", "page": 3}]}, {**no, "verdict": "conditional"})
    )
    (item,) = diff(old, new).items
    assert [(change.what, change.old, change.new) for change in item.changes] == [
        ("verdict (one)", "not_allowed", "conditional")
    ]


def test_a_plain_section_put_in_renames_the_later_ones_and_changes_none() -> None:
    def book(*texts: str) -> dict[str, Any]:
        return {"sections": [{"ref": f"I.{letter}", "text": text} for letter, text in zip("ABCDEFG", texts, strict=False)]}

    old = pack(script(steps()), sections=book(*SENTENCES[:4]))
    new = pack(script(steps()), sections=book(SENTENCES[0], "A rule that was not there before.", *SENTENCES[1:4]))
    found = diff(old, new)
    assert [of_item(one) for one in found.items] == [
        "section I.B · added",
        *(f"section I.{now} (was I.{was}) · renamed" for now, was in ("CB", "DC", "ED")),
    ]
    assert found.things["section"] == Counts(same=1, added=1, renumbered=3)


@pytest.mark.parametrize("folder", WHOLE_PACKS, ids=lambda folder: folder.name)
def test_a_pack_beside_itself_is_the_same(folder: Any) -> None:
    one = load_pack(folder)
    found = diff(one, load_pack(folder))
    assert found.same
    assert found.counts.differ == 0
    assert found.counts.same >= sum(1 for script in one.scripts for _ in script.steps())
    assert not [counts for counts in found.things.values() if counts.differ]


def test_the_first_sentence_counts_what_is_read_aloud() -> None:
    new = steps()
    new[0]["blocks"][0]["say"] += " Now."
    new[1]["blocks"].append({"check": "all are closed"})
    found = diff(pack(script(steps())), pack(script(new)))
    assert next(summary(found)) == "2 steps changed, 1 of them in what is read aloud; 0 added; 0 removed; 4 the same."


def test_the_values_for_a_program_hold_the_marks() -> None:
    new = steps()
    new[0]["blocks"][0]["say"] = SENTENCES[0].replace("pencil", "pen")
    values = as_values(diff(pack(script(steps())), pack(script(new))))
    (step,) = values["scripts"][0]["steps"]
    assert (values["same"], step["ref"], step["fate"], step["moved"], step["aloud"]) == (False, "A.1", "changed", None, True)
    assert step["blocks"][0]["changes"][0]["marks"][1:3] == [["removed", "pencil"], ["added", "pen"]]


# -- any small edit ---------------------------------------------------------------------------------------------------

WORDS = ("open", "close", "the", "booklet", "page", "now", "please", "wait")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
blocks = st.builds(lambda kind, text: {kind: text}, st.sampled_from(("say", "do", "check", "wait")), texts)
walks = st.lists(st.lists(blocks, min_size=1, max_size=3), min_size=1, max_size=8).map(
    lambda row: [{"ref": f"A.{n}", "blocks": step} for n, step in enumerate(row, 1)]
)
Walk = list[dict[str, Any]]


def only(found: PackDiff) -> StepDiff:
    (step,) = found.scripts[0].steps
    return step


@given(walks)
def test_any_script_beside_itself_is_the_same(walk: Walk) -> None:
    found = diff(pack(script(walk)), pack(script(walk)))
    assert found.same
    assert found.counts == Counts(same=len(walk))


@given(walks, st.data())
def test_one_word_put_for_another_is_all_that_is_told(walk: Walk, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(walk) - 1))
    which = data.draw(st.integers(0, len(walk[at]["blocks"]) - 1))
    ((kind, text),) = walk[at]["blocks"][which].items()
    row = text.split()
    row[data.draw(st.integers(0, len(row) - 1))] = "quietly"
    blocks = [*walk[at]["blocks"]]
    blocks[which] = {kind: " ".join(row)}
    found = diff(pack(script(walk)), pack(script([*walk[:at], {**walk[at], "blocks": blocks}, *walk[at + 1 :]])))
    step = only(found)
    assert (step.fate, step.old_ref, step.new_ref, step.moved) == (Fate.CHANGED, f"A.{at + 1}", f"A.{at + 1}", False)
    assert found.counts == Counts(same=len(walk) - 1, changed=1, aloud=int(kind == "say"))
    (block,) = step.blocks
    assert (block.fate, block.old_id, block.new_id) == (Fate.CHANGED, *(f"A.{at + 1}/{which + 1}",) * 2)
    (change,) = block.changes
    assert (old_of(change.marks), new_of(change.marks)) == (text, " ".join(row))


@given(walks, st.data())
def test_a_step_put_in_anywhere_is_all_that_is_told(walk: Walk, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(walk)))
    put_in = {"ref": "A.new", "blocks": data.draw(st.lists(blocks, min_size=1, max_size=3))}
    found = diff(pack(script(walk)), pack(script([*walk[:at], put_in, *walk[at:]])))
    assert found.counts == Counts(same=len(walk), added=1)
    step = only(found)
    assert (step.new_ref, step.new_place) == ("A.new", at + 1)
    assert [(block.kind, block.text) for block in step.blocks] == sorted(
        ((kind, text) for one in put_in["blocks"] for kind, text in one.items()), key=lambda pair: pair[0] != "say"
    )


@given(walks.filter(lambda walk: len(walk) > 1), st.data())
def test_a_step_taken_out_anywhere_is_all_that_is_told(walk: Walk, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(walk) - 1))
    found = diff(pack(script(walk)), pack(script([*walk[:at], *walk[at + 1 :]])))
    assert found.counts == Counts(same=len(walk) - 1, removed=1)
    assert only(found).old_ref == f"A.{at + 1}"


@given(walks, st.data())
def test_another_number_is_all_that_is_told(walk: Walk, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(walk) - 1))
    found = diff(pack(script(walk)), pack(script([*walk[:at], {**walk[at], "ref": "B.9"}, *walk[at + 1 :]])))
    assert found.counts == Counts(same=len(walk) - 1, renumbered=1)
    assert (only(found).old_ref, only(found).new_ref) == (f"A.{at + 1}", "B.9")


@given(walks, walks)
def test_any_two_scripts_are_told_whole_and_the_other_way_round_as_well(old: Walk, new: Walk) -> None:
    for before, after in ((old, new), (new, old)):
        counts = diff(pack(script(before)), pack(script(after))).counts
        both = counts.same + counts.changed + counts.moved + counts.renumbered
        assert (both + counts.removed, both + counts.added) == (len(before), len(after))


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)))
def test_every_place_comes_once_in_reading_order_and_what_has_not_moved_keeps_its_turn(
    order: list[int], gone: set[int]
) -> None:
    pairs = [(i, j) for j, i in enumerate(order) if i not in gone]
    places = list(in_reading_order(8, 8, pairs))
    assert sorted(i for i, _ in places if i is not None) == list(range(8))
    assert [j for _, j in places if j is not None] == list(range(8))
    moved = out_of_turn(pairs)
    stayed = [i for i, j in pairs if j not in moved]
    assert stayed == sorted(stayed)
