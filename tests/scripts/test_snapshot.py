"""What a session keeps of its pack: the same words, the same digest, whoever reads it back."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proctor.scripts.blocks import Say
from proctor.scripts.header import LocalSheet, PackHeader
from proctor.scripts.loading import load_pack
from proctor.scripts.models import Script
from proctor.scripts.snapshot import Snapshot, canonical, digest_of
from tests.helpers import PACKS, WHOLE_PACKS

SNAPSHOTS = {
    f"{pack.header.id}/{script.id}": Snapshot(pack=pack.header, script=script)
    for pack in map(load_pack, WHOLE_PACKS)
    for script in pack.scripts
}
LOCAL = LocalSheet(school="Meadow School", facts={"lamps": 4, "helpers": ("reader",)}, notes={"Exit": "north"})


def made(words: str) -> Snapshot:
    stages = [{"id": "one", "title": "One", "steps": [{"ref": "A.1", "blocks": [{"kind": "say", "text": words}]}]}]
    return Snapshot(
        pack=PackHeader(id="made", title="Made", scripts=("s",)),
        script=Script.model_validate({"id": "s", "title": "S", "stages": stages}),
    )


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_a_script_read_back_is_the_same_to_the_last_character(name: str) -> None:
    before = SNAPSHOTS[name].model_copy(update={"local": LOCAL})
    after = Snapshot.from_text(before.text)
    assert after == before
    assert after.text == before.text
    assert after.digest == before.digest


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_a_snapshot_goes_by_the_name_on_the_command_line(name: str) -> None:
    assert SNAPSHOTS[name].name == name


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1).filter(str.strip))
def test_any_words_survive(words: str) -> None:
    after = Snapshot.from_text(made(words).text)
    (block,) = after.script.stages[0].steps[0].blocks
    assert isinstance(block, Say)
    assert block.text == words


def test_anyone_can_compute_the_digest_from_the_text() -> None:
    snapshot = made("Café “eight” — 8:00\n")
    assert "Café “eight” — 8:00\\n" in snapshot.text
    assert json.dumps(json.loads(snapshot.text), ensure_ascii=False, separators=(",", ":")) == snapshot.text
    assert snapshot.digest == hashlib.sha256(snapshot.text.encode()).hexdigest() == digest_of(snapshot.text)


def test_one_character_more_is_another_digest() -> None:
    assert made("Good morning.").digest != made("Good morning. ").digest


def test_the_words_have_a_digest_without_the_schools_sheet() -> None:
    bare = made("Good morning.")
    told = bare.model_copy(update={"local": LOCAL})
    assert told.digest != bare.digest
    assert told.words_digest() == bare.words_digest() == bare.digest


def test_facts_and_fields_keep_the_order_in_which_the_author_put_them() -> None:
    after = Snapshot.from_text(SNAPSHOTS["branches/judging"].text)
    assert list(after.script.facts) == ["tails", "weather", "flights", "height"]
    record = next(block for _, step in after.script.steps() for block in step.blocks if hasattr(block, "fields"))
    assert list(record.fields) == ["day", "metres", "wind", "remark"]


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "{", '{"pack": 1, "script": 2}', "\x00"])
def test_what_is_no_snapshot_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Snapshot.from_text(text)


def test_a_stranger_in_a_snapshot_is_refused() -> None:
    text = made("Good morning.").text
    with pytest.raises(ValueError, match="Extra inputs"):
        Snapshot.from_text(text.replace('{"pack":', '{"more":1,"pack":', 1))


def test_canonical_json_has_sorted_keys_no_blanks_and_no_number_that_is_none() -> None:
    assert canonical({"b": [1, 2.5, None, True], "a": "é"}) == '{"a":"é","b":[1,2.5,null,true]}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"a": float("nan")})


def test_a_snapshot_does_not_change_with_its_pack(tmp_path: Path) -> None:
    folder = tmp_path / "year"
    folder.mkdir()
    for name in ("pack.yaml", "garden.yaml"):
        (folder / name).write_text((PACKS / "year" / name).read_text())
    pack = load_pack(folder)
    before = Snapshot(pack=pack.header, script=pack.scripts[0])
    kept = before.text
    (folder / "garden.yaml").write_text((folder / "garden.yaml").read_text().replace("Order the seeds", "Burn the seeds"))
    edited = load_pack(folder)
    assert Snapshot(pack=edited.header, script=edited.scripts[0]).words_digest() != before.words_digest()
    assert Snapshot.from_text(kept).words_digest() == before.words_digest()
