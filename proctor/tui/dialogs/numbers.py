"""Fields for counted numbers of one material, with what they add up to below them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from proctor.scripts.models import Material
from proctor.state.facts import spell
from proctor.tui.dialogs.base import Said, number_in, plain
from proctor.tui.dialogs.sums import sums
from proctor.tui.widgets.field import Field

IN_A_ROW = 3


class Numbers(Vertical):
    """``sheet`` is what is known of the material. Of ``filled`` the numbers stand in their fields; of the rest beside them."""

    def __init__(
        self, material: Material, movements: Sequence[str], sheet: Mapping[str, int], filled: Collection[str] = ()
    ) -> None:
        super().__init__()
        self.material = material
        self.sheet = sheet
        self.fields = {
            one: Field(str(sheet[one]), limit=9) if one in filled else Field(hint=_hint(sheet, one), limit=9)
            for one in movements
        }

    def compose(self) -> ComposeResult:
        names = list(self.fields)
        if len(names) == 1:
            with Horizontal():
                yield plain(self.material.title, "title")
                yield plain(spell(names[0]), "alone")
                yield self.fields[names[0]]
        else:
            yield plain(self.material.title, "title")
        for begin in range(0, len(names) if len(names) > 1 else 0, IN_A_ROW):
            with Horizontal():
                for name in names[begin : begin + IN_A_ROW]:
                    yield plain(spell(name), "movement")
                    yield self.fields[name]
        yield Said(classes="sums")

    def on_mount(self) -> None:
        self._add_up()

    def on_input_changed(self) -> None:
        self._add_up()

    def _add_up(self) -> None:
        typed = {name: int(field.words) for name, field in self.fields.items() if field.words.isdecimal()}
        said = sums({**self.sheet, **typed}, comes_back=self.material.returned)
        self.query_one(".sums", Said).say("\n".join(said))

    def typed(self) -> dict[str, int]:
        """The numbers that stand in the fields. Raises :class:`proctor.tui.dialogs.base.Wrong`."""
        found = {name: number_in(field, f"{self.material.title}, {spell(name)}") for name, field in self.fields.items()}
        return {name: number for name, number in found.items() if number is not None}


def _hint(sheet: Mapping[str, int], name: str) -> str:
    return f"({sheet[name]})" if name in sheet else "…"
