"""The bureaux side by side: the table, the map, and what is known of the one chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSplitter, QTableView, QWidget

from phonebank.targeting.bureaux import Colour
from phonebank.ui.language import plural
from phonebank.ui.supervisor.bureaux.map_view import BureauMap
from phonebank.ui.supervisor.bureaux.table_model import BureauTable, Column
from phonebank.ui.supervisor.bureaux.words import INKS, SIGNS, about, colour_word, percent, title_of
from phonebank.ui.theme import active
from phonebank.ui.tokens import Size
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from phonebank.targeting.bureaux import Bureau
    from phonebank.targeting.workbench import BureauSight

_MOST_NAMED = 8
_BESIDE = 820
_LEAST_MAP, _LEAST_BESIDE, _LEAST_UNDER = 150, 380, 760
_WIDTHS = (114, 146, 80, 60, 72, 84, 76, 56, 60, 70)
"""Of the columns, at 100 %."""


class _Table(QTableView):
    """A table that gives the names of the bureaux the room its other columns leave."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.give_names_room()

    def give_names_room(self) -> None:
        """Widen the column of names, never under what it has by itself."""
        others = sum(self.columnWidth(each) for each in Column if each is not Column.BUREAU)
        least = active().px(_WIDTHS[Column.BUREAU])
        self.setColumnWidth(Column.BUREAU, max(least, self.viewport().width() - others))


class BureauxSplit(QSplitter):
    """Table and map; what is chosen in one is chosen in the other."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._telling = False
        self.setChildrenCollapsible(False)
        self.map = BureauMap()
        self.table = _Table()
        theme = active()
        self.setHandleWidth(theme.px(12))
        self.model = BureauTable()
        self.model.setParent(self)
        self._build_table()
        left = CardFrame(margin=6, spacing=0)
        left.body.addWidget(self.table)
        self.addWidget(left)
        right = CardFrame(margin=12, spacing=8)
        self.legend = QWidget()
        self.legend.setLayout(Flow(theme.px(6)))
        right.body.addWidget(self.legend)
        right.body.addWidget(self.map, 1)
        self.no_map = PlainLabel("", "muted", wrap=True)
        right.body.addWidget(self.no_map)
        self.name = PlainLabel("", "strong", wrap=True)
        self.about = PlainLabel("", "small", wrap=True)
        right.body.addWidget(self.name)
        right.body.addWidget(self.about)
        self.make_list = Button(self.tr("Liste des bureaux prioritaires"), icon="plus", small=True)
        right.body.addWidget(self.make_list, 0, Qt.AlignmentFlag.AlignLeft)
        self.addWidget(right)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setSizes([790, 370])
        self.map.chosen.connect(self.chosen)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)

    def show_sight(self, sight: BureauSight, chosen: int) -> None:
        """Show the figures; the order last asked for stays."""
        self._telling = True
        self.model.show_bureaux(sight.bureaux)
        communes = {each.commune_code for each in sight.bureaux}
        ours = any(each.share is not None for each in sight.bureaux)
        self.table.setColumnHidden(Column.COMMUNE, len(communes) < 2)
        self.table.setColumnHidden(Column.KNOWN, not sight.first_round_known)
        self.table.setColumnHidden(Column.SHARE, not ours)
        self.table.setColumnHidden(Column.PRIORITY, not ours)
        self.table.give_names_room()
        self.map.show_bureaux(sight.bureaux, sight.areas)
        self.map.setVisible(bool(sight.areas))
        self.no_map.show_text(self._unplaced(sight.bureaux))
        self._show_legend(sight.bureaux)
        self.make_list.setVisible(any(each.colour is Colour.PRIORITY for each in sight.bureaux))
        self._telling = False
        self.show_chosen(sight, chosen)

    def show_chosen(self, sight: BureauSight, chosen: int) -> None:
        """Show one bureau as chosen, in both."""
        self._telling = True
        row = self.model.row_of(chosen)
        if row >= 0 and self.table.currentIndex().row() != row:
            self.table.selectRow(row)
        self._telling = False
        self.map.choose(chosen)
        bureau = next((each for each in sight.bureaux if each.bureau_id == chosen), None)
        ours = any(each.share is not None for each in sight.bureaux)
        self.name.show_text(
            f"{SIGNS[bureau.colour]} {title_of(bureau)} — {colour_word(bureau.colour)}"
            if bureau
            else ""
        )
        self.about.show_text(about(bureau, ours_known=ours) if bureau else "")

    def changeEvent(self, event: QEvent) -> None:
        """Another text size asks for other rows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the map under the table where there is no room beside it."""
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        """No more than it needs: it takes what room there is."""
        return QSize(active().px(_BESIDE), self.minimumHeight())

    def _arrange(self) -> None:
        theme = active()
        beside = self.width() >= theme.px(_BESIDE)
        way = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        self.map.setMinimumHeight(theme.px(_LEAST_MAP))
        self.setMinimumHeight(theme.px(_LEAST_BESIDE if beside else _LEAST_UNDER))
        if self.orientation() is not way:
            self.setOrientation(way)
            self.setSizes([790, 370] if beside else [1, 2])

    def _measure(self) -> None:
        theme = active()
        self.table.setFont(theme.font(Size.SMALL))
        self.table.verticalHeader().setDefaultSectionSize(theme.px(32))
        for column, width in zip(Column, _WIDTHS, strict=True):
            self.table.setColumnWidth(column, theme.px(width))

    def _build_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Tableau des bureaux"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._measure()
        table.setSortingEnabled(True)
        table.sortByColumn(Column.PRIORITY, Qt.SortOrder.DescendingOrder)

    def _unplaced(self, bureaux: Sequence[Bureau]) -> str:
        missing = [each for each in bureaux if not each.placed]
        if not missing:
            return ""
        if len(missing) == len(bureaux):
            return self.tr(
                "Aucun bureau n’a de position : importez le fichier des bureaux de vote avec "
                "latitude et longitude, et la carte se dessine."
            )
        codes = ", ".join(each.code for each in missing[:_MOST_NAMED])
        if len(missing) > _MOST_NAMED:
            codes += "…"
        how_many = plural(
            len(missing), self.tr("{n} bureau sans position"), self.tr("{n} bureaux sans position")
        )
        return self.tr("{how_many} : {codes}").format(how_many=how_many, codes=codes)

    def _show_legend(self, bureaux: Sequence[Bureau]) -> None:
        layout = self.legend.layout()
        if not isinstance(layout, Flow):
            return
        layout.clear()
        for colour in Colour:
            those = [each for each in bureaux if each.colour is colour]
            part = percent(sum(each.part for each in those))
            words = f"{SIGNS[colour]} {colour_word(colour)} : {len(those)} · {part}"
            tone = {"muted": "quiet"}.get(INKS[colour], INKS[colour])
            pill = Pill(words, tone)
            pill.setAccessibleName(
                self.tr("{name} : {count} bureaux, {part} des voix possibles").format(
                    name=colour_word(colour), count=len(those), part=part
                )
            )
            layout.addWidget(pill)
            pill.show()
        self.legend.updateGeometry()

    def _on_selected(self, _now: QItemSelection, _before: QItemSelection) -> None:
        if self._telling:
            return
        bureau = self.model.bureau(self.table.currentIndex().row())
        if bureau is not None:
            self.chosen.emit(bureau.bureau_id)
