"""Every key has a name, says what it does, and can be changed."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from proctor.settings import Settings
from proctor.tui.keys import clashes, every, nonsense, unknown
from proctor.tui.screens.session_keys import BINDINGS, LOCKED_KEYS, keys_now
from proctor.tui.screens.voiced import VOICE_BINDINGS
from tests.tui.stage import on_stage, practice, press, text_of, type_in

KEYS = list(every())


@pytest.mark.parametrize(("where", "binding"), KEYS, ids=[f"{where}-{binding.key}" for where, binding in KEYS])
def test_every_key_has_an_id_a_description_and_a_tooltip(where: str, binding: object) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z0-9-]+", binding.id or ""), binding  # type: ignore[attr-defined]
    assert binding.description  # type: ignore[attr-defined]
    assert len(binding.tooltip) > len(binding.description) / 2  # type: ignore[attr-defined]


def test_an_id_stands_for_one_key_wherever_it_is_bound() -> None:
    keys = defaultdict(set)
    for _, binding in KEYS:
        keys[binding.id].add(binding.key)
    assert {name: found for name, found in keys.items() if len(found) > 1} == {}


def test_no_key_of_the_session_does_two_things() -> None:
    keys = [key for binding in (*BINDINGS, *VOICE_BINDINGS) for key in binding.key.split(",")]  # type: ignore[union-attr]
    assert sorted(keys) == sorted(set(keys))


def test_what_the_locked_view_lets_through_is_there() -> None:
    names = {binding.action.partition("(")[0] for binding in BINDINGS}  # type: ignore[union-attr]
    dialogs = set(re.findall(r"dialog\('(\w+)'\)", " ".join(binding.action for binding in BINDINGS)))  # type: ignore[union-attr]
    assert names | dialogs >= LOCKED_KEYS


def test_the_key_line_names_only_keys_that_there_are() -> None:
    ids = {binding.id for binding in BINDINGS}  # type: ignore[union-attr]
    view = practice().view()
    for locked in (True, False):
        assert set(keys_now(view, locked=locked, block=view.at_hand)) <= ids


async def test_the_palette_finds_every_action_of_the_session_by_its_name() -> None:
    async with on_stage(practice(), (120, 40)) as pilot:
        await press(pilot, "ctrl+p")
        await type_in(pilot, "take over")
        await pilot.pause(0.5)
        assert "take over (T)" in text_of(pilot)
        assert "Somebody else takes the session over" in text_of(pilot)


def test_as_they_come_no_key_is_nonsense_or_stands_for_two_things_in_one_place() -> None:
    assert nonsense({binding.id: binding.key for _, binding in KEYS if binding.id}) == ()
    assert clashes({}) == ()
    assert clashes({binding.id: binding.key for _, binding in KEYS if binding.id}) == ()


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"session.incident": "n"}, [("n", "session.incident", "session.note")]),
        ({"session.incident": "f5, ?"}, [("question_mark", "session.incident", "session.keys")]),
        ({"session.incident": "n", "session.note": "i"}, []),
        ({"session.incident": "ctrl+q"}, [("ctrl+q", "app.leave", "session.incident")]),
        ({"dialog.other": "pagedown"}, [("pagedown", "dialog.other", "dialog.page-down")]),
        ({"library.rehearse": "i"}, []),
    ],
)
def test_a_key_that_settings_give_to_two_things_is_named(changed: dict[str, str], found: list[tuple[str, str, str]]) -> None:
    assert list(clashes(changed)) == found


@pytest.mark.parametrize(
    "key", ["i", "I", "é", "?", "f5", "ctrl+s", "ctrl+alt+x", "shift+tab", "pageup", "question_mark", "space"]
)
def test_a_key_that_there_is_is_no_nonsense(key: str) -> None:
    assert nonsense({"session.incident": key}) == ()


@pytest.mark.parametrize("key", ["F5", "esc", "", "ctrl+", "strg+s", "the red one"])
def test_a_key_that_there_is_not_is_named(key: str) -> None:
    assert nonsense({"session.incident": f"i,{key}"}) == (("session.incident", key),)


async def test_a_key_can_be_changed_in_settings() -> None:
    session = practice()
    async with on_stage(session, settings=Settings(press_guard=0, keys={"session.advance": "d"})) as pilot:
        await press(pilot, "down", "space")
        assert "III.A/2" not in session.state.blocks
        await press(pilot, "d")
        assert session.state.blocks["III.A/2"].status.value == "done"
        assert "d on" in text_of(pilot)


async def test_help_lists_every_key_of_the_screen_with_its_name() -> None:
    async with on_stage(practice(), (200, 60)) as pilot:
        await press(pilot, "question_mark")
        shown = text_of(pilot)
        assert "The keys here" in shown
        assert "[session.incident]" in shown
        assert "[session.take-over]" in shown
        await press(pilot, "escape")
        assert "The keys here" not in text_of(pilot)


def test_a_name_in_settings_that_no_key_has_is_found() -> None:
    assert unknown(["session.incident", "session.fly"]) == ("session.fly",)
