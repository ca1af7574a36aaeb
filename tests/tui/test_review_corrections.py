"""What a person says in a review of an import: every key of it, and that nothing of it is lost."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from proctor.commands.screen import _became
from proctor.manuals.corrections import CORRECTIONS, Correction, Corrections, load_corrections
from proctor.manuals.importing import Import, import_manual
from proctor.scripts.imported import standing
from proctor.scripts.loading import load_pack
from proctor.tui.reviewing import Outcome
from proctor.tui.screens.review import ReviewScreen
from tests.tui.conftest import Looks
from tests.tui.reviews import (
    MANUAL,
    SILENT,
    chosen,
    folder,
    foot,
    go,
    go_in_text,
    imported,
    keys,
    listed,
    reviewing,
    said,
    told,
)
from tests.tui.shelves import at_rest, places
from tests.tui.stage import LARGE, SMALL, press, text_of

# -- corrections -------------------------------------------------------------------------------------------------------


async def test_s_says_that_a_block_is_read_aloud_and_the_cursor_stays() -> None:
    async with reviewing() as (pilot, screen):
        go(screen, "Nobody talks meanwhile.")
        await keys(pilot, "s")
        assert "Nobody talks meanwhile." in said(screen)
        assert told(pilot) == ["Giving-the-Test.2: now read aloud"]
        assert (screen.item.kind, screen.item.text) == ("say", "Nobody talks meanwhile.")
        assert "4 say blocks" in text_of(pilot)
        assert "1 correction" in text_of(pilot)


async def test_s_answers_a_question() -> None:
    async with reviewing() as (pilot, screen):
        await keys(pilot, "n", "n", "s")
        assert "You may write your name on the cover now." in said(screen)
        assert listed(screen, "question") == []


async def test_s_makes_certain_what_was_only_likely() -> None:
    async with reviewing() as (pilot, screen):
        go(screen, "Are there any")
        assert screen.item.look
        await keys(pilot, "s")
        assert not screen.item.look
        assert screen.item.kind == "say"


async def test_x_says_that_it_is_not() -> None:
    async with reviewing() as (pilot, screen):
        go(screen, "Are there any")
        await keys(pilot, "x")
        assert said(screen) == ["Good morning. Sit down at your own desk.", "You may begin."]
        assert told(pilot) == ["Giving-the-Test.3: no longer read aloud"]
        assert "Are there any questions?" in screen.item.text


async def test_x_answers_a_question_too() -> None:
    async with reviewing() as (pilot, screen):
        await keys(pilot, "n", "n", "x")
        assert listed(screen, "question") == []
        assert told(pilot) == ["Giving-the-Test.2: not read aloud, as it was"]


async def test_in_the_text_a_part_of_a_block_can_be_taken_out_of_it() -> None:
    async with reviewing() as (pilot, screen):
        go_in_text(screen, "Sit down at")
        await keys(pilot, "x")
        assert said(screen)[0] == "Good morning."
        assert chosen(screen) == 'Sit down at your own desk."'
        await keys(pilot, "s")
        assert said(screen)[0] == "Good morning. Sit down at your own desk."


async def test_several_sentences_are_marked_as_one() -> None:
    async with reviewing() as (pilot, screen):
        go_in_text(screen, "Hand out")
        await keys(pilot, "shift+down", "s")
        assert "Hand out the booklets. Nobody talks meanwhile." in said(screen)


async def test_a_section_is_delivered_once_something_in_it_is_read_aloud_and_looked_up_once_nothing_is() -> None:
    async with reviewing() as (pilot, screen):
        go_in_text(screen, "Count the watches.")
        await keys(pilot, "s")
        assert "Count the watches." in said(screen)
        assert told(pilot)[-1] == "Phones-and-Watches: now read aloud · section Phones-and-Watches is delivered now"
        await keys(pilot, "x")
        assert told(pilot)[-1] == "Phones-and-Watches: no longer read aloud · section Phones-and-Watches is looked up now"
        assert ("looked_up", "Phones and Watches") in listed(screen)


async def test_t_begins_a_step_at_a_block_and_m_takes_it_back() -> None:
    async with reviewing() as (pilot, screen):
        go(screen, "Nobody talks meanwhile.")
        await keys(pilot, "t")
        assert ("step", "Giving-the-Test.2a") in listed(screen)
        assert told(pilot) == ["Giving-the-Test.2a: a step begins here"]
        assert screen.item.text == "Nobody talks meanwhile."
        await keys(pilot, "m")
        assert ("step", "Giving-the-Test.2a") not in listed(screen)
        assert screen.review.wanted == Corrections()


async def test_t_begins_a_step_with_a_sentence_and_the_cue_before_it() -> None:
    async with reviewing() as (pilot, screen):
        go_in_text(screen, '"Good morning.')
        await keys(pilot, "t")
        assert listed(screen, "step")[1] == ("step", "Giving-the-Test.1a")
        assert said(screen)[0] == "Good morning. Sit down at your own desk."
        assert next(one.ref for one in screen.review.shown.items if one.kind == "say") == "Giving-the-Test.1a"


async def test_m_joins_a_step_with_the_one_before() -> None:
    async with reviewing() as (pilot, screen):
        go(screen, "Answer questions.")
        await keys(pilot, "m")
        assert [ref for _, ref in listed(screen, "step")] == [f"Giving-the-Test.{number}" for number in (1, 2, 4)]
        assert told(pilot) == ["Giving-the-Test.2: joined with what stood before it"]
        assert ("do", "Answer questions.") in listed(screen)


async def test_m_joins_a_block_with_the_one_before() -> None:
    async with reviewing() as (pilot, screen):
        go(screen, "Nobody talks meanwhile.")
        await keys(pilot, "m")
        assert ("do", "Hand out the booklets. Nobody talks meanwhile.") in listed(screen)
        assert screen.item.text == "Hand out the booklets. Nobody talks meanwhile."


async def test_u_takes_back_one_correction_after_the_other() -> None:
    before = Corrections(corrections=(Correction(verdict="not_speech", text="You may begin.", section="Giving-the-Test"),))
    async with reviewing(imported(corrections=before)) as (pilot, screen):
        go(screen, "Nobody talks meanwhile.")
        await keys(pilot, "s", "t")
        assert len(screen.review.wanted.corrections) == 3
        await keys(pilot, "u")
        assert told(pilot)[-1].startswith("Taken back: a step begins here, “Nobody talks meanwhile. You may")
        await keys(pilot, "u")
        assert screen.review.wanted == before
        assert not screen.review.is_changed
        await keys(pilot, "u")
        assert "You may begin." in said(screen), "what was corrected in the review before, too"
        await keys(pilot, "u")
        assert "nothing was corrected" in text_of(pilot)


REFUSED_OF_A_LINE = [
    ("You may begin.", "say", "s", "this is read aloud; x says that it is not"),
    ("Greet the class.", "do", "x", "this is not read aloud as it is; s says that it is"),
    ("Giving the Test", "section", "s", "say of which words: tab goes to the text"),
    ("Giving the Test", "section", "t", "say at which words: tab goes to the text"),
    ("Giving the Test", "section", "m", "m joins a block or a step with the one before it"),
    ("Greet the class.", "do", "t", "a step begins here already; m joins it with the one before"),
    ("Greet the class.", "do", "m", "no step stands before this one in its section"),
    ("Good morning.", "say", "m", "one of the two is read aloud and the other is not"),
    ("People in the Room", "looked_up", "x", "this is not read aloud as it is"),
]
REFUSED_OF_A_SENTENCE = [
    ("People in", "s", "headings, the list of contents and what stands before the first section are not read aloud"),
    ("Only the teacher", "t", "this section is looked up and has no steps"),
    ("Only the teacher", "m", "m joins a block or a step with the one before it"),
    ("Only the teacher", "x", "this is not read aloud as it is"),
    ("Sit down at", "s", "this is read aloud; x says that it is not"),
    ("Sit down at", "m", "these words are in one block with those before them"),
    ("Greet the class.", "t", "a step begins here already"),
]


async def test_what_cannot_be_said_of_a_line_is_refused_with_a_reason() -> None:
    async with reviewing() as (pilot, screen):
        for words, kind, key, reason in REFUSED_OF_A_LINE:
            go(screen, words, kind)
            await keys(pilot, key)
            assert reason in foot(pilot), (words, key)
            assert screen.review.wanted == Corrections()
            await keys(pilot, "down")
            assert reason not in foot(pilot)


async def test_what_cannot_be_said_of_a_sentence_is_refused_with_a_reason() -> None:
    async with reviewing() as (pilot, screen):
        for words, key, reason in REFUSED_OF_A_SENTENCE:
            go_in_text(screen, words)
            await keys(pilot, key)
            assert reason in foot(pilot), (words, key)
            assert screen.review.wanted == Corrections()


async def test_two_speeches_with_a_cue_between_them_cannot_be_joined() -> None:
    text = MANUAL.replace("Greet the class. Then say:", 'Greet the class. Say: "Hello." Then say:')
    async with reviewing(imported(text)) as (pilot, screen):
        go(screen, "Good morning. Sit down")
        await keys(pilot, "m")
        assert "words stand between the two" in foot(pilot)
        assert screen.review.wanted == Corrections()


async def test_of_the_same_words_those_under_the_cursor_are_meant() -> None:
    twice = MANUAL.replace("Walk in the room.", 'Say: "Are there any questions?"')
    async with reviewing(imported(twice)) as (pilot, screen):
        go(screen, "Are there any")
        screen.go_to(len(screen.review.shown.items) - 2)
        assert screen.item.text == "Are there any questions?"
        assert screen.item.ref == "Giving-the-Test.4"
        await keys(pilot, "x")
        assert said(screen) == ["Good morning. Sit down at your own desk.", "Are there any questions?", "You may begin."]


async def test_words_that_are_a_direction_in_brackets_are_said_to_be_one_still() -> None:
    directed = MANUAL.replace("Good morning. Sit", "Good morning. [Pause.] Sit")
    async with reviewing(imported(directed)) as (pilot, screen):
        go(screen, "Pause.")
        await keys(pilot, "s")
        assert "still not read aloud, since directions stand in such brackets; u takes it back" in told(pilot)[0]


# -- reading again takes its time ----------------------------------------------------------------------------------------


class Slowly:
    """Reading again waits until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        self.read: list[int] = []
        corrected = Import.corrected

        def slowly(found: Import, corrections: Corrections) -> Import:
            self.read.append(len(corrections.corrections))
            assert self.go.wait(30)
            return corrected(found, corrections)

        monkeypatch.setattr(Import, "corrected", slowly)


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Slowly:
    return Slowly(monkeypatch)


async def test_while_the_manual_is_read_again_that_is_said_and_keys_are_taken(slowly: Slowly) -> None:
    async with reviewing() as (pilot, screen):
        go(screen, "Nobody talks meanwhile.")
        await press(pilot, "s")
        screen.show_busy()
        await press(pilot)
        assert "reading again …" in text_of(pilot)
        assert "1 correction" in text_of(pilot)
        await press(pilot, "down", "down", "down", "down", "down", "x")
        assert screen.item.text == "Are there any questions?"
        assert slowly.read == [1], "one after the other"
        slowly.go.set()
        await at_rest(pilot)
        await at_rest(pilot)
        assert slowly.read == [1, 2]
        assert said(screen)[1:] == ["Nobody talks meanwhile.", "You may begin."]
        assert "reading again" not in text_of(pilot)
        assert screen.item.text.startswith("Are there any questions?") or '"Are there' in screen.item.text


async def test_what_is_written_has_every_correction_in_it(slowly: Slowly) -> None:
    async with reviewing() as (pilot, screen):
        go(screen, "Nobody talks meanwhile.")
        await press(pilot, "s", "w", "x")
        assert "the pack is being written" in text_of(pilot)
        assert screen.outcome is None
        slowly.go.set()
        await at_rest(pilot)
        await at_rest(pilot)
        assert screen.outcome == Outcome(is_written=True)
    (script,) = load_pack(folder()).scripts
    blocks = [block for stage in script.stages for step in stage.steps for block in step.blocks]
    assert "Nobody talks meanwhile." in [block.text for block in blocks if block.kind == "say"]


# -- writing -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["w", "ctrl+s"])
async def test_w_writes_the_pack_with_its_corrections_and_leaves(key: str) -> None:
    async with reviewing() as (pilot, screen):
        go(screen, "Nobody talks meanwhile.")
        await keys(pilot, "s", key)
        assert screen.outcome == Outcome(is_written=True)
        assert not isinstance(pilot.app.screen, ReviewScreen)
    assert load_pack(folder()).header.authority == "official"
    assert standing(folder()) == "official"
    kept = load_corrections(folder() / CORRECTIONS)
    assert [(one.verdict, one.text) for one in kept.corrections] == [("speech", "Nobody talks meanwhile.")]


async def test_the_next_import_applies_what_was_corrected() -> None:
    async with reviewing() as (pilot, screen):
        go(screen, "Nobody talks meanwhile.")
        await keys(pilot, "s", "t", "w")
        wanted = said(screen)
    again = import_manual(places().data / "brook.md", load_corrections(folder() / CORRECTIONS))
    assert [one["text"] for one in again.values()["say"]] == wanted


async def test_where_nothing_is_read_aloud_nothing_is_written_until_something_is() -> None:
    async with reviewing(imported(SILENT, "silent.md"), SMALL) as (pilot, screen):
        assert "Nothing is read aloud in what was recognised." in foot(pilot)
        await keys(pilot, "w")
        assert "nothing is read aloud yet, so there is no pack to write" in foot(pilot)
        assert not folder().exists()
        go_in_text(screen, "Good morning, everyone.")
        await keys(pilot, "shift+down", "s")
        assert said(screen) == ["Good morning, everyone. Sit down."]
        assert any("▸ SAY   ┃ Good morning, everyone." in row for row in text_of(pilot).splitlines())
        await keys(pilot, "w")
        assert screen.outcome == Outcome(is_written=True)
    assert standing(folder()) == "official"


async def edited() -> None:
    """The pack is there, and somebody has changed it."""
    import_manual(places().data / "brook.md", Corrections()).write(folder())
    (folder() / "pack.yaml").write_text((folder() / "pack.yaml").read_text(encoding="utf-8") + "\n", encoding="utf-8")


async def test_a_pack_that_was_edited_is_replaced_only_when_asked_and_is_kept_beside() -> None:
    found = imported()
    await edited()
    async with reviewing(found) as (pilot, screen):
        await keys(pilot, "w")
        assert "has been edited since it was imported" in foot(pilot)
        await keys(pilot, "escape")
        assert screen.outcome is None
        assert standing(folder()) == "edited"
        await keys(pilot, "w", "enter")
        beside = folder().with_name("brook.before-1")
        assert screen.outcome == Outcome(is_written=True, beside=beside)
    assert standing(folder()) == "official"
    assert beside.is_dir()


async def test_a_pack_that_was_edited_is_replaced_at_once_where_that_was_asked_for_before() -> None:
    found = imported()
    await edited()
    async with reviewing(found, replace=True) as (pilot, screen):
        await keys(pilot, "w")
        assert screen.outcome is not None
        assert screen.outcome.is_written


async def test_where_it_cannot_be_written_that_is_said_and_nothing_is_lost() -> None:
    found = imported()
    folder().parent.mkdir(parents=True, exist_ok=True)
    folder().write_text("a file in the way", encoding="utf-8")
    async with reviewing(found) as (pilot, screen):
        go(screen, "Nobody talks meanwhile.")
        await keys(pilot, "s", "w")
        assert told(pilot)[-1] == f"{folder()} is there already, and it is no import. Name another folder with -o."
        assert screen.outcome is None
        assert len(screen.review.wanted.corrections) == 1
        folder().unlink()
        await keys(pilot, "w")
        assert screen.outcome == Outcome(is_written=True)


# -- leaving -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_without_corrections_it_is_left_at_once(key: str) -> None:
    async with reviewing() as (pilot, screen):
        await keys(pilot, key)
        assert screen.outcome == Outcome()
        assert not isinstance(pilot.app.screen, ReviewScreen)
    assert not folder().exists()


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_with_corrections_it_asks_what_becomes_of_them(size: tuple[int, int], looks: Looks) -> None:
    async with reviewing(size=size) as (pilot, screen):
        go(screen, "Nobody talks meanwhile.")
        await keys(pilot, "s", "q")
        assert "What becomes of the corrections?" in text_of(pilot)
        await keys(pilot, "escape")
        assert pilot.app.screen is screen
        await keys(pilot, "q", "down", "down", "enter")
        assert pilot.app.screen is screen
        await keys(pilot, "q", "enter")
        assert screen.outcome == Outcome(corrections=folder() / CORRECTIONS)
    assert len(load_corrections(folder() / CORRECTIONS).corrections) == 1
    assert [one.name for one in folder().iterdir()] == [CORRECTIONS]


async def test_corrections_can_be_thrown_away() -> None:
    async with reviewing() as (pilot, screen):
        go(screen, "Nobody talks meanwhile.")
        await keys(pilot, "s", "q", "down", "enter")
        assert screen.outcome == Outcome()
    assert not folder().exists()


async def test_corrections_that_cannot_be_kept_stay_on_the_screen() -> None:
    found = imported()
    folder().parent.mkdir(parents=True, exist_ok=True)
    folder().write_text("a file in the way", encoding="utf-8")
    async with reviewing(found) as (pilot, screen):
        go(screen, "Nobody talks meanwhile.")
        await keys(pilot, "s", "q", "enter")
        assert told(pilot)[-1].startswith(f"{folder() / CORRECTIONS} cannot be written")
        assert pilot.app.screen is screen
        folder().unlink()


async def test_what_was_corrected_is_kept_when_the_review_is_cut_off() -> None:
    async with reviewing() as (pilot, screen):
        go(screen, "Nobody talks meanwhile.")
        await keys(pilot, "s", "ctrl+q")
    assert screen.outcome == Outcome(corrections=folder() / CORRECTIONS)
    assert len(load_corrections(folder() / CORRECTIONS).corrections) == 1


async def test_where_it_is_cut_off_and_cannot_be_kept_that_is_known() -> None:
    found = imported()
    folder().parent.mkdir(parents=True, exist_ok=True)
    folder().write_text("a file in the way", encoding="utf-8")
    async with reviewing(found) as (pilot, screen):
        go(screen, "Nobody talks meanwhile.")
        await keys(pilot, "s", "ctrl+q")
    assert "cannot be written" in screen.rescue().trouble


@pytest.mark.parametrize(
    ("outcome", "lines"),
    [
        (Outcome(is_written=True), ["Pack brook: official words, in there", "Next: "]),
        (
            Outcome(is_written=True, beside=Path("old")),
            ["Pack brook", "The edited pack that was there is kept in old", "Next: "],
        ),
        (Outcome(), ["No pack was written."]),
        (
            Outcome(corrections=Path("c.yaml")),
            ["No pack was written.", "The corrections are kept for the next import, in c.yaml"],
        ),
        (Outcome(trouble="It is full."), ["No pack was written.", "The corrections could not be kept. It is full."]),
    ],
)
def test_afterwards_it_is_said_what_became_of_it(outcome: Outcome, lines: list[str]) -> None:
    found = list(_became(outcome, "brook", Path("there")))
    assert len(found) == len(lines)
    assert all(line.startswith(beginning) for line, beginning in zip(found, lines, strict=True))
