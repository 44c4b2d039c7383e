"""Every key, on every keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from phonebank.ui.desk.key_map import Action, Press, press_of

AZERTY = [
    (Qt.Key.Key_Ampersand, "&"),
    (Qt.Key.Key_Eacute, "é"),
    (Qt.Key.Key_QuoteDbl, '"'),
    (Qt.Key.Key_Apostrophe, "'"),
    (Qt.Key.Key_ParenLeft, "("),
    (Qt.Key.Key_Minus, "-"),
    (Qt.Key.Key_Egrave, "è"),
    (Qt.Key.Key_Underscore, "_"),
    (Qt.Key.Key_Ccedilla, "ç"),
    (Qt.Key.Key_Agrave, "à"),
]
NONE = Qt.KeyboardModifier.NoModifier


def key(code: Qt.Key, text: str = "", held: Qt.KeyboardModifier = NONE, scan: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, code, held, scan, 0, 0, text)


@pytest.mark.parametrize("place", range(10))
def test_azerty_needs_no_shift(qapp: QApplication, place: int) -> None:
    code, text = AZERTY[place]
    expected = Press(Action.OUTCOME, (place + 1) % 10)
    assert press_of(key(code, text), typing=False) == expected
    assert press_of(key(code, text, scan=10 + place), typing=False) == expected


@pytest.mark.parametrize("place", range(10))
def test_digits_are_digits_on_qwerty_and_keypad(qapp: QApplication, place: int) -> None:
    digit = (place + 1) % 10
    code = Qt.Key(int(Qt.Key.Key_0) + digit)
    keypad = Qt.KeyboardModifier.KeypadModifier
    assert press_of(key(code, str(digit)), typing=False) == Press(Action.OUTCOME, digit)
    assert press_of(key(code, str(digit), keypad, 79), typing=False) == Press(Action.OUTCOME, digit)


def test_a_symbol_elsewhere_on_the_keyboard_is_no_digit(qapp: QApplication) -> None:
    assert press_of(key(Qt.Key.Key_Minus, "-", scan=20), typing=False) is None


@pytest.mark.parametrize("text", ["3", "'", "a", "é"])
def test_nothing_is_chosen_while_typing(qapp: QApplication, text: str) -> None:
    assert press_of(key(Qt.Key.Key_3, text, scan=12), typing=True) is None


def test_answers_are_letters_and_people_alt_with_a_digit(qapp: QApplication) -> None:
    assert press_of(key(Qt.Key.Key_B, "b"), typing=False) == Press(Action.ANSWER, 1)
    assert press_of(key(Qt.Key.Key_B, "B"), typing=False) == Press(Action.ANSWER, 1)
    alt = Qt.KeyboardModifier.AltModifier
    assert press_of(key(Qt.Key.Key_Eacute, "é", alt), typing=True) == Press(Action.PERSON, 2)


def test_function_keys_work_while_typing(qapp: QApplication) -> None:
    assert press_of(key(Qt.Key.Key_F5), typing=True) == Press(Action.CALL)
    assert press_of(key(Qt.Key.Key_F7), typing=True) == Press(Action.ORIGIN)
    control = Qt.KeyboardModifier.ControlModifier
    assert press_of(key(Qt.Key.Key_Return, "\r", control), typing=True) == Press(Action.SAVE)
    assert press_of(key(Qt.Key.Key_Z, "", control), typing=True) is None
    assert press_of(key(Qt.Key.Key_Z, "", control), typing=False) == Press(Action.UNDO)
