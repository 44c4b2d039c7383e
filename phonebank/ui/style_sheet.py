"""Qt's style sheet, written from the tokens: what plain Qt widgets look like in both themes.

Buttons, pills and bars paint themselves (`ui/widgets`); this covers text, frames, fields, lists,
menus and scroll bars. Labels choose a text style by their property `role`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.resources import resource
from phonebank.ui.tokens import DARK, Size, Tokens

if TYPE_CHECKING:
    from collections.abc import Callable

ROLES: dict[str, tuple[Size, bool, str]] = {
    "body": (Size.BODY, False, "ink"),
    "strong": (Size.BODY, True, "ink"),
    "quiet": (Size.BODY, False, "muted"),
    "small": (Size.SMALL, False, "ink"),
    "muted": (Size.SMALL, False, "muted"),
    "title": (Size.SMALL, True, "muted"),
    "good": (Size.SMALL, False, "good"),
    "warning": (Size.SMALL, False, "warning"),
    "bad": (Size.SMALL, False, "bad"),
    "large": (Size.LARGE, False, "ink"),
    "heading": (Size.LARGE, True, "ink"),
    "timer": (Size.LARGE, False, "good"),
}
"""A label's role: its size, whether strong, its colour token."""


def style_sheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """The style sheet for one set of tokens; `px` scales a length to the text size."""
    rules = [
        f'QLabel[role="{role}"] {{ color: {getattr(tokens, colour)};'
        f" font-size: {px(size)}px; font-weight: {600 if strong else 400}; }}"
        for role, (size, strong, colour) in ROLES.items()
    ]
    return "\n".join([*rules, _frames(tokens, px), _fields(tokens, px), _lists(tokens, px)])


def _frames(t: Tokens, px: Callable[[float], int]) -> str:
    notices = "\n".join(
        f'QFrame[notice="{tone}"] {{ background: {getattr(t, tone + "_soft")}; border: none;'
        f" border-radius: 10px; }}"
        for tone in ("good", "warning", "bad")
    )
    return f"""
QFrame[frame="card"] {{ background: {t.card}; border: 1px solid {t.line}; border-radius: 12px; }}
QFrame[frame="bar"] {{ background: {t.card}; border: none; border-bottom: 1px solid {t.line}; }}
QFrame[frame="rail"] {{ background: {t.card}; border: none; border-right: 1px solid {t.line}; }}
QFrame[frame="rule"] {{ background: {t.line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[frame="toast"] {{ background: {t.ink}; border: none; border-radius: 12px; }}
QFrame[frame="toast"] QLabel {{ color: {t.card}; }}
QFrame[notice="soft"] {{ background: {t.soft}; border: none; border-radius: 10px; }}
{notices}
QScrollArea, QScrollArea > QWidget > QWidget[plain="true"] {{ background: transparent;
    border: none; }}
QTextBrowser {{ background: transparent; border: none; color: {t.ink}; padding: 0; }}
QDialog {{ background: {t.card}; }}
QToolTip {{ background: {t.ink}; color: {t.card}; border: none; padding: {px(6)}px {px(9)}px;
    font-size: {px(Size.SMALL)}px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {t.line}; border-radius: 3px; min-height: 32px; }}
QScrollBar::handle:vertical:hover {{ background: {t.edge}; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle:horizontal {{ background: {t.line}; border-radius: 3px; min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: {t.card}; border: 1px solid {t.line}; padding: {px(6)}px; }}
QMenu::item {{ padding: {px(7)}px {px(22)}px {px(7)}px {px(12)}px; border-radius: 6px; }}
QMenu::item:selected {{ background: {t.soft}; color: {t.accent}; }}
QMenu::item:disabled {{ color: {t.faint}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: {px(5)}px {px(8)}px; }}
"""


def _arrow(t: Tokens) -> str:
    """The file of the arrow of fields that open: a style sheet colours no icon by itself."""
    return resource(f"icons/open-{'dark' if t == DARK else 'light'}.svg").as_posix()


def _tick(t: Tokens) -> str:
    """The file of the tick in a list's boxes, in the colour that stands on the accent."""
    return resource(f"icons/ticked-{'dark' if t == DARK else 'light'}.svg").as_posix()


def _fields(t: Tokens, px: Callable[[float], int]) -> str:
    fields = "QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox"
    popup = 'QDateEdit[calendarPopup="true"]'
    focused = ", ".join(f"{name.strip()}:focus" for name in fields.split(","))
    return f"""
{fields} {{ background: {t.card}; color: {t.ink}; border: 1px solid {t.edge};
    border-radius: 8px; padding: {px(7)}px {px(10)}px; selection-background-color: {t.accent};
    selection-color: {t.on_accent}; }}
{focused} {{ border: 2px solid {t.accent}; padding: {px(7) - 1}px {px(10) - 1}px; }}
QPlainTextEdit {{ padding: {px(4)}px {px(6)}px; }}
QPlainTextEdit:focus {{ padding: {px(4) - 1}px {px(6) - 1}px; }}
QComboBox::drop-down, {popup}::drop-down {{ border: none; width: {px(26)}px; }}
QComboBox::down-arrow, {popup}::down-arrow {{ image: url("{_arrow(t)}"); width: {px(16)}px;
    height: {px(16)}px; }}
QDateEdit::up-button, QTimeEdit::up-button, QDateEdit::down-button, QTimeEdit::down-button,
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; }}
QComboBox QAbstractItemView {{ background: {t.card}; border: 1px solid {t.line};
    selection-background-color: {t.soft}; selection-color: {t.accent}; outline: none; }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {t.edge}; }}
QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {t.accent}; }}
QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -7px 0; border-radius: 9px;
    background: {t.card}; border: 2px solid {t.accent}; }}
QSlider::handle:horizontal:focus {{ background: {t.accent}; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ border: none; padding: 0 {px(8)}px;
    background: transparent; }}
"""


def _lists(t: Tokens, px: Callable[[float], int]) -> str:
    return f"""
QListView, QTableView {{ background: transparent; border: none; outline: none;
    alternate-background-color: {t.ground}; gridline-color: {t.line}; }}
QListView::item {{ padding: {px(10)}px {px(12)}px; border-radius: 8px; color: {t.ink}; }}
QListView::item:hover {{ background: {t.hover}; }}
QListView::item:selected {{ background: {t.soft}; color: {t.accent}; }}
QListView::indicator {{ width: {px(16)}px; height: {px(16)}px; border: 1px solid {t.edge};
    border-radius: 4px; background: {t.card}; }}
QListView::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
    image: url("{_tick(t)}"); }}
QTableView::item {{ padding: {px(6)}px {px(8)}px; border: none; }}
QTableView::item:selected {{ background: {t.soft}; color: {t.ink}; }}
QHeaderView::section {{ background: transparent; color: {t.muted}; border: none;
    border-bottom: 1px solid {t.line}; padding: {px(6)}px {px(8)}px;
    font-size: {px(Size.SMALL)}px; font-weight: 600; }}
"""
