"""The program's own themes. Each says apart what is read aloud, what is due and which mode it is by more than one means: the
words say so too, and the frame; colour is never alone."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="proctor-dark",
    primary="#7aa2c8",
    secondary="#9fb6c9",
    accent="#e6c07a",
    foreground="#e4e6e8",
    background="#14171a",
    surface="#1c2024",
    panel="#262b30",
    success="#8fbf7f",
    warning="#e6b450",
    error="#f07a6a",
    dark=True,
    variables={
        "say": "#ffffff",
        "say-bar": "#e6c07a",
        "due": "#e6b450",
        "live": "#8fbf7f",
        "rehearsal": "#c59bd9",
        "preview": "#7aa2c8",
        "faint": "#8f979e",
    },
)

LIGHT = Theme(
    name="proctor-light",
    primary="#23527c",
    secondary="#46617a",
    accent="#8a5a00",
    foreground="#1c1f22",
    background="#fafaf7",
    surface="#f0f0ec",
    panel="#e4e4de",
    success="#2c6b2f",
    warning="#8a5a00",
    error="#b3261e",
    dark=False,
    variables={
        "say": "#000000",
        "say-bar": "#8a5a00",
        "due": "#8a4b00",
        "live": "#2c6b2f",
        "rehearsal": "#6d3a86",
        "preview": "#23527c",
        "faint": "#5c646b",
    },
)

CONTRAST = Theme(
    name="proctor-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    success="#00ff66",
    warning="#ffff00",
    error="#ff8080",
    dark=True,
    text_alpha=1.0,
    variables={
        "say": "#ffffff",
        "say-bar": "#ffff00",
        "due": "#ffff00",
        "live": "#00ff66",
        "rehearsal": "#ff9dff",
        "preview": "#66d9ff",
        "faint": "#d0d0d0",
    },
)

OURS = (DARK, LIGHT, CONTRAST)
