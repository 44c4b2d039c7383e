"""The call's card with text at 200 %: it fits beside the outcomes on a screen of 1280 pixels."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.ui.desk.call_card import CallCard
from phonebank.ui.desk.state import DeskState, Phase
from phonebank.ui.language import Language
from phonebank.ui.theme import Look, Mode, Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
_COLUMN = 735


@pytest.mark.parametrize("phase", [Phase.READY, Phase.IN_CALL])
def test_number_clock_and_buttons_fit_at_twice_the_size(
    qapp: QApplication, qtbot: QtBot, look: Theme, phase: Phase
) -> None:
    Language(qapp, "fr")
    look.apply(Look(Mode.LIGHT, 200))
    try:
        card = CallCard("Europe/Paris")
        qtbot.addWidget(card)
        card.show_state(DeskState(phase=phase, number="+33639980001" * (phase is Phase.IN_CALL)))
        card.held.setText("Réservée jusqu’à 14 h 39")
        card.show()
        assert card.minimumSizeHint().width() <= _COLUMN
    finally:
        look.apply(Look(Mode.LIGHT, 100))
