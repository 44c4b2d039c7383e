"""The menu of appearance: theme, language, text size. Offered at sign-in and under one's name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from phonebank.ui.language import LANGUAGES, spoken_language
from phonebank.ui.theme import TEXT_SIZES, Mode, active
from phonebank.ui.widgets.icons import icon


class AppearanceMenu(QMenu):
    """Ticks what is in force; says what was chosen."""

    mode_chosen = Signal(str)
    language_chosen = Signal(str)
    percent_chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._groups: dict[str, QActionGroup] = {}
        modes = {
            Mode.SYSTEM.value: self.tr("Comme l’ordinateur"),
            Mode.LIGHT.value: self.tr("Clair"),
            Mode.DARK.value: self.tr("Sombre"),
        }
        sizes = {str(size): f"{size} %" for size in TEXT_SIZES}
        self._add("theme", "moon", self.tr("Thème"), modes)
        self._add("language", "globe", self.tr("Langue"), LANGUAGES)
        self._add("size", "text-size", self.tr("Taille du texte"), sizes)
        self.show_look()

    def action_of(self, group: str, value: str) -> QAction:
        """The action that chooses `value`; `group` is 'theme', 'language' or 'size'."""
        return next(one for one in self._groups[group].actions() if one.data() == value)

    def show_look(self) -> None:
        """Tick what is in force now."""
        look = active().look
        self.action_of("theme", look.mode.value).setChecked(True)
        self.action_of("language", spoken_language()).setChecked(True)
        nearest = min(TEXT_SIZES, key=lambda size: abs(size - look.percent))
        self.action_of("size", str(nearest)).setChecked(True)

    def _add(self, name: str, mark: str, title: str, choices: dict[str, str]) -> None:
        menu = self.addMenu(icon(mark), title)
        group = QActionGroup(menu)
        for value, words in choices.items():
            action = group.addAction(words)
            action.setCheckable(True)
            action.setData(value)
            menu.addAction(action)
        self._groups[name] = group
        group.triggered.connect(self._on_chosen)

    def _on_chosen(self, action: QAction) -> None:
        value = str(action.data())
        if action.actionGroup() is self._groups["theme"]:
            self.mode_chosen.emit(value)
        elif action.actionGroup() is self._groups["language"]:
            self.language_chosen.emit(value)
        else:
            self.percent_chosen.emit(int(value))
