"""The frame of a dialog, which is as high as what stands in it and never higher than the screen."""

from __future__ import annotations

from textual.geometry import Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget


class Fitted(VerticalLayout):
    """One below the other, as high as they are; what does not fit is taken from the body, which scrolls, so that the line for
    what is wrong and the line of keys are always on screen."""

    name = "fitted"

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        placed = super().arrange(parent, children, size, greedy)
        over = max((one.region.bottom + one.margin.bottom for one in placed), default=0) - size.height
        if over <= 0 or not size.height:
            return placed
        fitted, moved = [], 0
        for one in placed:
            region = one.region.translate((0, -moved))
            if one.widget.has_class("body"):
                moved = min(over, region.height - 1)
                region = region.shrink((0, 0, moved, 0))
            fitted.append(one._replace(region=region))
        return fitted


class Box(Widget):
    """The frame of a dialog."""

    FITTED = Fitted()

    @property
    def layout(self) -> Layout:
        return self.FITTED
