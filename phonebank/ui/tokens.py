"""The design tokens: every colour and text size of the program, in one table for each theme."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Size(IntEnum):
    """The three text sizes, in pixels at 100 %."""

    SMALL = 13
    BODY = 15
    LARGE = 23


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by what they mean. Every pair used for text reaches AA (see `TEXT_PAIRS`)."""

    ground: str
    """Behind the cards."""
    card: str
    line: str
    """The one-pixel line around a card, and rules inside it."""
    edge: str
    """The border of a field one types in: 3:1 against the card."""
    track: str
    """The empty part of a progress bar; a key-cap's face."""
    hover: str
    ink: str
    muted: str
    faint: str
    """Disabled text only."""
    accent: str
    accent_hover: str
    on_accent: str
    soft: str
    """The accent as a ground: what is chosen."""
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str


LIGHT = Tokens(
    ground="#f3f4f7",
    card="#ffffff",
    line="#e2e5ec",
    edge="#868fa2",
    track="#eef0f5",
    hover="#f6f7fa",
    ink="#171b26",
    muted="#5c6578",
    faint="#9aa1b1",
    accent="#2450c8",
    accent_hover="#1d43ab",
    on_accent="#ffffff",
    soft="#e8eefc",
    good="#14754a",
    good_soft="#e2f3ea",
    warning="#8a5a00",
    warning_soft="#fdf1d6",
    bad="#b3261e",
    bad_soft="#fbe9e7",
)

DARK = Tokens(
    ground="#12151c",
    card="#1a1e27",
    line="#2c323f",
    edge="#6f7990",
    track="#262c38",
    hover="#212632",
    ink="#eceff5",
    muted="#9aa4b8",
    faint="#626c80",
    accent="#8fb0ff",
    accent_hover="#a9c2ff",
    on_accent="#12151c",
    soft="#22305a",
    good="#6ad3a2",
    good_soft="#16352a",
    warning="#f0c063",
    warning_soft="#3a2c10",
    bad="#ff9a90",
    bad_soft="#41211f",
)

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    ("ink", "card"),
    ("ink", "ground"),
    ("ink", "soft"),
    ("ink", "hover"),
    ("ink", "track"),
    ("ink", "warning_soft"),
    ("ink", "bad_soft"),
    ("ink", "good_soft"),
    ("muted", "card"),
    ("muted", "ground"),
    ("muted", "hover"),
    ("muted", "soft"),
    ("muted", "track"),
    ("accent", "card"),
    ("accent", "ground"),
    ("accent", "soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("good", "card"),
    ("good", "soft"),
    ("good", "good_soft"),
    ("warning", "card"),
    ("warning", "warning_soft"),
    ("bad", "card"),
    ("bad", "soft"),
    ("bad", "bad_soft"),
)
"""Every (text, ground) pair the screens use: 4.5:1 at least."""

SHAPE_PAIRS: tuple[tuple[str, str], ...] = (
    ("edge", "card"),
    ("accent", "card"),
    ("accent", "ground"),
    ("accent", "soft"),
    ("accent", "track"),
)
"""Every (shape, ground) pair that must be seen to use the screen: 3:1 at least."""


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two `#rrggbb` colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
