"""The three classes of bureaux in words, signs and colours; figures as they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from phonebank.targeting.bureaux import Colour
from phonebank.ui.language import figure, plural, spoken_language

if TYPE_CHECKING:
    from phonebank.targeting.bureaux import Bureau

translate = QCoreApplication.translate

SIGNS = {Colour.PRIORITY: "●", Colour.LESS: "▲", Colour.NONE: "○"}
"""A shape a class, the same on the map and in the table: colour is never the only sign."""
INKS = {Colour.PRIORITY: "accent", Colour.LESS: "warning", Colour.NONE: "muted"}
"""The token of each class's text, outline and symbol."""
GROUNDS = {Colour.PRIORITY: "soft", Colour.LESS: "warning_soft", Colour.NONE: "track"}
"""The token its area is filled with."""


def colour_word(colour: Colour) -> str:
    """The name of a class."""
    words = {
        Colour.PRIORITY: translate("bureaux", "Prioritaire"),
        Colour.LESS: translate("bureaux", "Ensuite"),
        Colour.NONE: translate("bureaux", "Non retenu"),
    }
    return words[colour]


def title_of(bureau: Bureau) -> str:
    """`0012 · École Jean-Jaurès`; the code alone where it has no name."""
    return f"{bureau.code} · {bureau.name}" if bureau.name else bureau.code


def percent(share: float | None) -> str:
    """`38 %`, `4,5 %` under ten; a dash where it is unknown."""
    if share is None:
        return "–"
    value = 100 * share
    text = f"{value:.1f}" if 0 < value < 9.95 else f"{value:.0f}"
    if spoken_language() == "fr":
        return text.replace(".", ",") + "\u202f%"
    return text + "%"


def count(value: float | None) -> str:
    """A whole number; a dash where it is unknown."""
    return "–" if value is None else figure(round(value))


def about(bureau: Bureau, *, ours_known: bool) -> str:
    """Everything of one bureau, in two sentences."""
    people = translate(
        "bureaux", "{expected} abstentions attendues sur {registered} personnes inscrites"
    ).format(expected=count(bureau.expected), registered=count(bureau.registered))
    if bureau.known is not None:
        people += translate("bureaux", ", {known} connues au premier tour").format(
            known=count(bureau.known)
        )
    lines = plural(
        bureau.lines,
        translate("bureaux", "{n} ligne à appeler"),
        translate("bureaux", "{n} lignes à appeler"),
    )
    if not ours_known:
        return f"{people}. {lines}."
    share = translate("bureaux", "Notre part : {share}, soit {votes} voix possibles").format(
        share=percent(bureau.share), votes=count(bureau.priority)
    )
    return f"{people}. {share}. {lines}."
