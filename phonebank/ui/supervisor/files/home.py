"""The files' first screen: a place to drop one, the order to follow, what came in before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from phonebank.ui.language import plural
from phonebank.ui.supervisor.files.drop_area import DropArea
from phonebank.ui.supervisor.files.history_model import Column as At
from phonebank.ui.supervisor.files.history_model import HistoryModel
from phonebank.ui.supervisor.files.order_card import OrderCard
from phonebank.ui.supervisor.files.reasons import in_words
from phonebank.ui.supervisor.files.sheet_words import sheet_name
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame, Column, Notice, clear
from phonebank.ui.widgets.labels import PlainLabel, show_if

if TYPE_CHECKING:
    from phonebank.store.emargement import SheetDraft, SheetKey
    from phonebank.store.import_history import ImportRow

_SHOWN_DRAFTS = 3
_LEAST_ROWS = 4
_ROW_HEIGHT = 36


class FilesHome(QWidget):
    """Shows the imports; asks for a file, a sheet, an undoing, the refused rows."""

    file_given = Signal(object)
    typing_wanted = Signal(object)
    """The SheetKey of a sheet begun, or None for a new one."""
    undo_wanted = Signal(object)
    """An ImportRow."""
    refused_wanted = Signal(object)
    """An ImportRow whose refused rows are wanted as a file."""

    def __init__(self, zone: str = "") -> None:
        super().__init__()
        self._zone = zone
        theme = active()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.column = Column()
        whole.addWidget(self.column)
        body = self.column.body
        body.addWidget(PlainLabel(self.tr("Fichiers"), "heading"))
        self.notice = Notice()
        body.addWidget(self.notice)
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        self.drop = DropArea()
        self.drop.file_given.connect(self.file_given)
        self.drop.refused.connect(partial(self.say, tone="warning"))
        row.addWidget(self.drop, 3)
        self.order = OrderCard()
        self.order.typing_wanted.connect(partial(self.typing_wanted.emit, None))
        row.addWidget(self.order, 2)
        body.addLayout(row)
        body.addWidget(self._drafts())
        self.card = self._history()
        body.addWidget(self.card, 1)
        body.addStretch(0)

    def say(self, sentence: str, tone: str = "good") -> None:
        """One sentence at the top; '' takes it away."""
        self.notice.show_notice(sentence, tone, "check" if tone == "good" else "warning")
        announce(self, sentence)

    def show_rows(self, rows: tuple[ImportRow, ...]) -> None:
        """Show the imports; the first one is chosen."""
        self.model.show_rows(rows)
        self.order.show_done({row.kind for row in rows if row.undone_at is None})
        show_if(self.table, bool(rows))
        show_if(self.foot, bool(rows))
        show_if(self.empty, not rows)
        body = self.column.body
        body.setStretchFactor(self.card, 1 if rows else 0)
        body.setStretch(body.count() - 1, 0 if rows else 1)
        if rows and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        self._on_chosen()

    def show_drafts(self, drafts: tuple[SheetDraft, ...]) -> None:
        """Offer to go on with sheets begun."""
        clear(self._draft_rows)
        show_if(self.drafts, bool(drafts))
        for draft in drafts[:_SHOWN_DRAFTS]:
            words = sheet_name(draft.key)
            entries = plural(
                len(draft.entries),
                self.tr("{n} saisie gardée"),
                self.tr("{n} saisies gardées"),
            )
            button = Button(self.tr("Reprendre"), small=True)
            button.setAccessibleName(self.tr("Reprendre {sheet}").format(sheet=words))
            button.clicked.connect(partial(self._on_resume, draft.key))
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(PlainLabel(words, "small", wrap=True), 1)
            row.addWidget(PlainLabel(entries, "muted"))
            row.addWidget(button)
            self._draft_rows.addWidget(line)

    def chosen(self) -> ImportRow | None:
        """The import whose row is chosen."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.rows()[rows[0].row()] if rows else None

    def _drafts(self) -> QWidget:
        self.drafts = CardFrame(self.tr("Saisies en cours"), margin=14)
        self._draft_rows = QVBoxLayout()
        self.drafts.body.addLayout(self._draft_rows)
        show_if(self.drafts, shown=False)
        return self.drafts

    def _history(self) -> QWidget:
        theme = active()
        card = CardFrame(self.tr("Déjà importé"), margin=14)
        self.model = HistoryModel(self._zone)
        self.table = QTableView()
        self.table.setWordWrap(False)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Imports"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(_ROW_HEIGHT))
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setMinimumHeight(theme.px(_ROW_HEIGHT * _LEAST_ROWS + 40))
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setStretchLastSection(True)
        for at, width in ((At.FILE, 270), (At.WHAT, 150), (At.WHEN, 200), (At.WHO, 180)):
            head.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
            head.resizeSection(at, theme.px(width))
        card.body.addWidget(self.table, 1)
        self.empty = PlainLabel(
            self.tr("Rien n’est encore importé. Commencez par la liste électorale."),
            "quiet",
            wrap=True,
        )
        card.body.addWidget(self.empty)
        self.foot = QWidget()
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.why = PlainLabel("", "muted", wrap=True)
        row.addWidget(self.why, 1)
        self.refused = Button(self.tr("Lignes refusées…"), small=True)
        self.refused.clicked.connect(self._on_refused)
        row.addWidget(self.refused)
        self.undo = Button(self.tr("Annuler cet import…"), Kind.DANGER, icon="undo", small=True)
        self.undo.clicked.connect(self._on_undo)
        row.addWidget(self.undo)
        card.body.addWidget(self.foot)
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self.model.modelReset.connect(self._on_chosen)
        return card

    def _on_chosen(self) -> None:
        row = self.chosen()
        self.undo.setEnabled(row is not None and row.can_undo)
        self.refused.setEnabled(row is not None and dict(row.counts).get("refused", 0) > 0)
        self.why.setText("" if row is None or row.undone_at else in_words(row.why_not))

    def _on_resume(self, key: SheetKey, *_checked: bool) -> None:
        self.typing_wanted.emit(key)

    def _on_undo(self) -> None:
        row = self.chosen()
        if row is not None:
            self.undo_wanted.emit(row)

    def _on_refused(self) -> None:
        row = self.chosen()
        if row is not None:
            self.refused_wanted.emit(row)
