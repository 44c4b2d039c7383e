"""Colours that can be read, in both themes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from phonebank.resources import resource
from phonebank.ui.theme import Look, Mode, Theme
from phonebank.ui.tokens import DARK, LIGHT, SHAPE_PAIRS, TEXT_PAIRS, Size, Tokens, contrast

THEMES = {"light": LIGHT, "dark": DARK}


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES.keys())
def test_every_text_reaches_aa_on_its_ground(tokens: Tokens) -> None:
    poor = {
        pair: round(contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])), 2)
        for pair in TEXT_PAIRS
        if contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) < 4.5
    }
    assert poor == {}


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES.keys())
def test_every_shape_one_needs_stands_out(tokens: Tokens) -> None:
    poor = [
        pair
        for pair in SHAPE_PAIRS
        if contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) < 3
    ]
    assert poor == []


def test_a_theme_changes_at_once_and_text_grows_with_it(qapp: QApplication) -> None:
    theme = Theme(qapp, Look(Mode.LIGHT, 100))
    light = qapp.palette().window().color().name()
    theme.apply(Look(Mode.DARK, 200))
    assert (light, qapp.palette().window().color().name()) == (LIGHT.ground, DARK.ground)
    assert qapp.font().pixelSize() == 2 * Size.BODY
    theme.apply(Look(Mode.LIGHT, 900))
    assert theme.look.percent == 200


@pytest.mark.parametrize("name", THEMES)
def test_the_arrow_of_a_field_that_opens_has_the_muted_colour(name: str) -> None:
    drawn = resource(f"icons/open-{name}.svg").read_text(encoding="utf-8")
    assert f'stroke="{THEMES[name].muted}"' in drawn
