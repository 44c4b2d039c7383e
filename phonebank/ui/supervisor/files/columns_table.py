"""The first rows of a file with a choice over each column: what it is, or that it is left out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from phonebank.domain.rounds import known_rounds
from phonebank.intake.fields import fields_of
from phonebank.intake.looking import Surety
from phonebank.intake.spellings import FileKind
from phonebank.ui.supervisor.files.kind_words import field_name
from phonebank.ui.supervisor.files.preview_model import PreviewModel
from phonebank.ui.supervisor.files.wizard_state import KEEP
from phonebank.ui.theme import active
from phonebank.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from phonebank.intake.description import Description
    from phonebank.ui.supervisor.files.wizard_state import WizardState

_COLUMN_WIDTH = 172
_COMBO_HEIGHT = 36
_ROW_HEIGHT = 28


class ColumnsTable(QTableView):
    """`use_chosen`: a title and its new use, as in `WizardState.use_of`."""

    use_chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        theme = active()
        self.preview = PreviewModel()
        self.setModel(self.preview)
        self.setAccessibleName(self.tr("Premières lignes du fichier"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setDefaultSectionSize(theme.px(_COLUMN_WIDTH))
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW_HEIGHT))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setStyleSheet(
            "QHeaderView, QAbstractScrollArea::corner { background: transparent; border: none; }"
        )
        self.combos: dict[str, ChoiceBox] = {}
        self._seen: Description | None = None
        self._kind: FileKind | None = None
        self._choices = QStandardItemModel(self)

    def show_state(self, state: WizardState) -> None:
        """Show the file and what each of its columns is used as."""
        if state.look is None or state.fit is None:
            return
        seen = state.look.seen
        if seen is not self._seen or state.kind is not self._kind:
            self._seen, self._kind = seen, state.kind
            self._show_file(state)
        titles = self.preview.titles()
        forbidden = dict(state.fit.forbidden)
        likely = {
            title
            for each in state.fit.fields
            if each.surety is Surety.LIKELY
            for title in each.titles
        }
        self.preview.show_left_out({title for title in titles if not state.use_of(title)})
        for title in titles:
            combo = self.combos[title]
            use = state.use_of(title)
            at = combo.findData(use)
            if at < 0:
                self._add(use)
                at = combo.findData(use)
            combo.setCurrentIndex(at)
            combo.setEnabled(title not in forbidden)
            words = combo.currentText()
            if title in likely:
                words = self.tr("{use}, à confirmer").format(use=words)
            combo.setAccessibleName(
                self.tr("Colonne {title} : {use}").format(title=title, use=words)
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the column whose choice has the keyboard into sight."""
        if event.type() == QEvent.Type.FocusIn:
            for at, combo in enumerate(self.combos.values()):
                if combo is watched:
                    self.scrollTo(self.preview.index(0, at))
        return super().eventFilter(watched, event)

    def _show_file(self, state: WizardState) -> None:
        if state.look is None or state.kind is None:
            return
        self._choices = QStandardItemModel(self)
        self._add("")
        for name in fields_of(state.kind):
            self._add(name)
        if state.kind is FileKind.TURNOUT:
            newest = sorted(known_rounds(), key=lambda held: held.held_on, reverse=True)
            for held in newest:
                self._add(held.code)
        if state.kind is FileKind.CONTACTS:
            self._add(KEEP)
        self.combos = {}
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            # The choices go with the columns: the keyboard would pass through each that goes.
            self.setFocus()
        self.preview.show_file(state.look.seen)
        theme = active()
        for at, title in enumerate(self.preview.titles()):
            combo = ChoiceBox(compact=True)
            combo.setModel(self._choices)
            combo.setMaxVisibleItems(18)
            combo.setSizeAdjustPolicy(
                ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            combo.view().setMinimumWidth(theme.px(260))
            combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            combo.installEventFilter(self)
            combo.activated.connect(partial(self._on_activated, title))
            self.combos[title] = combo
            self.setIndexWidget(self.preview.index(0, at), combo)
        if self.preview.rowCount():
            height = _COMBO_HEIGHT if self.combos else _ROW_HEIGHT
            self.verticalHeader().resizeSection(0, theme.px(height))
        if self.combos:
            self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            self.horizontalHeader().setStretchLastSection(False)
        else:
            self.horizontalHeader().setStretchLastSection(True)

    def _add(self, use: str) -> None:
        item = QStandardItem(self._words(use))
        item.setData(use, Qt.ItemDataRole.UserRole)
        self._choices.appendRow(item)

    def _words(self, use: str) -> str:
        if not use:
            return self.tr("ignorer")
        if use == KEEP:
            return self.tr("garder comme étiquette")
        return field_name(use)

    def _on_activated(self, title: str, _at: int) -> None:
        combo = self.combos.get(title)
        if combo is not None:
            self.use_chosen.emit(title, str(combo.currentData()))
