"""What each key does on the desk, the same on every keyboard.

Outcomes are the digits 1 to 9 and 0 by their place on the keyboard, so that AZERTY needs no Shift;
where the place is unknown, by the symbol AZERTY has there. Answers are letters. Nothing but
function keys, and keys with Ctrl or Alt, works while one is typing.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class Action(StrEnum):
    """Something a key asks of the desk."""

    OUTCOME = "outcome"
    """`index` 1 to 9, or 0 for the other outcomes."""
    PERSON = "person"
    """`index` from 1."""
    PERSON_BEFORE = "person_before"
    PERSON_AFTER = "person_after"
    ANSWER = "answer"
    """`index` from 0."""
    STEP_BEFORE = "step_before"
    STEP_AFTER = "step_after"
    CALL = "call"
    NOTE = "note"
    LISTEN = "listen"
    ORIGIN = "origin"
    OBJECTIONS = "objections"
    MESSAGE = "message"
    SKIP = "skip"
    SAVE = "save"
    UNDO = "undo"
    COPY = "copy"
    PAUSE = "pause"
    LOCK = "lock"
    MY_CALLS = "my_calls"
    FIND = "find"
    """Somebody rings back."""
    ESCAPE = "escape"


@dataclass(frozen=True, slots=True)
class Press:
    """An action, and which one of several it means."""

    action: Action
    index: int = -1


FUNCTION_KEYS: dict[int, Action] = {
    Qt.Key.Key_F2: Action.MY_CALLS,
    Qt.Key.Key_F3: Action.FIND,
    Qt.Key.Key_F4: Action.NOTE,
    Qt.Key.Key_F5: Action.CALL,
    Qt.Key.Key_F6: Action.LISTEN,
    Qt.Key.Key_F7: Action.ORIGIN,
    Qt.Key.Key_F8: Action.OBJECTIONS,
    Qt.Key.Key_F9: Action.MESSAGE,
    Qt.Key.Key_F10: Action.SKIP,
}
_PLAIN_KEYS: dict[int, Action] = {
    Qt.Key.Key_Up: Action.PERSON_BEFORE,
    Qt.Key.Key_Down: Action.PERSON_AFTER,
    Qt.Key.Key_Left: Action.STEP_BEFORE,
    Qt.Key.Key_Backspace: Action.STEP_BEFORE,
    Qt.Key.Key_Right: Action.STEP_AFTER,
    Qt.Key.Key_Return: Action.SAVE,
    Qt.Key.Key_Enter: Action.SAVE,
}
_CONTROL_KEYS: dict[int, Action] = {
    Qt.Key.Key_Z: Action.UNDO,
    Qt.Key.Key_P: Action.PAUSE,
    Qt.Key.Key_L: Action.LOCK,
    Qt.Key.Key_C: Action.COPY,
}
_AZERTY = "&é\"'(-è_çà"
_LETTERS = "abcdefgh"
ANSWER_KEYS = _LETTERS.upper()
"""The keys of a question's answers, in order."""


def press_of(event: QKeyEvent, *, typing: bool) -> Press | None:
    """What a key press asks for; None when it is nobody's, or belongs to the text being typed."""
    key, modifiers = event.key(), event.modifiers()
    if key == Qt.Key.Key_Escape:
        return Press(Action.ESCAPE)
    if key in FUNCTION_KEYS:
        return Press(FUNCTION_KEYS[key])
    if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier):
        return _with_control(key, typing=typing)
    if modifiers & Qt.KeyboardModifier.AltModifier:
        digit = digit_of(event)
        return Press(Action.PERSON, digit) if digit else None
    if typing:
        return None
    if key in _PLAIN_KEYS:
        return Press(_PLAIN_KEYS[key])
    digit = digit_of(event)
    if digit is not None:
        return Press(Action.OUTCOME, digit)
    letter = event.text().lower()
    if len(letter) == 1 and letter in _LETTERS:
        return Press(Action.ANSWER, _LETTERS.index(letter))
    return None


def digit_of(event: QKeyEvent) -> int | None:
    """The digit a key stands for: by its place, by the digit it types, by AZERTY's symbol."""
    placed = _placed_digit(event)
    if placed is not None:
        return placed
    text = event.text().lower()
    if len(text) == 1 and text in "0123456789":
        return int(text)
    if event.nativeScanCode() == 0 and len(text) == 1 and text in _AZERTY:
        return (_AZERTY.index(text) + 1) % 10
    key = int(event.key())
    if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return key - int(Qt.Key.Key_0)
    return None


def _with_control(key: int, *, typing: bool) -> Press | None:
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return Press(Action.SAVE)
    if typing and key in (Qt.Key.Key_Z, Qt.Key.Key_C):
        return None
    return Press(_CONTROL_KEYS[key]) if key in _CONTROL_KEYS else None


def _placed_digit(event: QKeyEvent) -> int | None:
    code = event.nativeScanCode()
    if QGuiApplication.platformName() == "cocoa" or sys.platform == "darwin":
        places: tuple[int, ...] = (18, 19, 20, 21, 23, 22, 26, 28, 25, 29)
        code = event.nativeVirtualKey()
    elif QGuiApplication.platformName() == "windows":
        places = tuple(range(2, 12))
    else:
        places = tuple(range(10, 20))
    if code and code in places:
        return (places.index(code) + 1) % 10
    return None
