"""The wizard's third screen: what the import would do, and every reason why a row stays out."""

from __future__ import annotations

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

from phonebank.ui.language import figure, plural
from phonebank.ui.supervisor.files.count_words import count_words, told
from phonebank.ui.supervisor.files.refusals_model import Column as At
from phonebank.ui.supervisor.files.refusals_model import RefusalsModel
from phonebank.ui.supervisor.files.under_way import UnderWay
from phonebank.ui.theme import active
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame, Column
from phonebank.ui.widgets.labels import PlainLabel, show_if

if TYPE_CHECKING:
    from phonebank.intake.running import Imported
    from phonebank.ui.supervisor.files.wizard_state import WizardState

_TILE_WIDTH = 168
_TILE_HEIGHT = 88
_TABLE_HEIGHT = 150


class CountTiles(QWidget):
    """The counts as large figures with their words under them."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = Flow(active().px(10))
        self.setLayout(self._flow)
        self.figures: dict[str, int] = {}

    def show_counts(self, done: Imported) -> None:
        """One tile a count worth telling."""
        self._flow.clear()
        self.figures = {}
        theme = active()
        for key, count, words in told(done.counts):
            self.figures[key] = count
            tile = CardFrame(margin=12, spacing=2)
            tile.setFixedWidth(theme.px(_TILE_WIDTH))
            tile.setMinimumHeight(theme.px(_TILE_HEIGHT))
            bad = key == "refused" and count > 0
            number = PlainLabel(figure(count), "heading")
            tile.body.addWidget(number)
            meaning = words.replace(figure(count), "", 1).strip()
            tile.body.addWidget(PlainLabel(meaning, "warning" if bad else "muted", wrap=True))
            tile.body.addStretch(1)
            tile.setAccessibleName(words)
            self._flow.addWidget(tile)


class TrialStep(QWidget):
    """Shows a trial, or the work that makes it. `save_wanted`: the refused rows as a file."""

    save_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        scrolled = Column()
        whole.addWidget(scrolled)
        column = scrolled.body
        self.under_way = UnderWay()
        self.under_way.stop_wanted.connect(self.stop_wanted)
        column.addWidget(self.under_way)
        self.lead = PlainLabel("", "strong", wrap=True)
        column.addWidget(self.lead)
        self.tiles = CountTiles()
        column.addWidget(self.tiles)
        column.addWidget(self._reasons(), 1)
        column.addStretch(0)

    def begin(self) -> None:
        """The file is being tried or brought in."""
        self.under_way.begin()

    def show_state(self, state: WizardState) -> None:
        """Show the trial, or that it is under way."""
        done = state.trial
        show_if(self.under_way, state.busy)
        show_if(self.lead, done is not None and not state.busy)
        show_if(self.tiles, done is not None and not state.busy)
        explained = done.explained if done is not None else ()
        show_if(self.reasons, bool(explained) and not state.busy)
        if done is None:
            return
        refused = done.counts.get("refused", 0)
        rows = plural(
            done.counts.get("rows", 0),
            self.tr("Essai sur {n} ligne : rien n’est encore enregistré."),
            self.tr("Essai sur {n} lignes : rien n’est encore enregistré."),
        )
        self.lead.setText(rows)
        self.tiles.show_counts(done)
        self.model.show_rows(explained)
        self.table.resizeRowsToContents()
        self.title.setText(count_words("refused", refused) if refused else self.tr("Remarques"))
        show_if(self.save, refused > 0)

    def _reasons(self) -> QWidget:
        self.reasons = CardFrame(margin=14)
        row = QHBoxLayout()
        self.title = PlainLabel("", "title", wrap=True)
        row.addWidget(self.title, 1)
        self.save = Button(self.tr("Enregistrer les lignes refusées…"), small=True)
        self.save.clicked.connect(self.save_wanted)
        row.addWidget(self.save)
        self.reasons.body.addLayout(row)
        self.model = RefusalsModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Lignes refusées ou à remarquer"))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setMinimumHeight(active().px(_TABLE_HEIGHT))
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(At.WHY, QHeaderView.ResizeMode.Stretch)
        for at in (At.COUNT, At.LINES, At.FATE):
            head.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)
        head.sectionResized.connect(self.table.resizeRowsToContents)
        self.reasons.body.addWidget(self.table, 1)
        return self.reasons
