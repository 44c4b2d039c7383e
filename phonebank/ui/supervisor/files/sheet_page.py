"""Typing an émargement: round, bureau, then number after number, with the list beside them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from phonebank.domain.rounds import known_rounds
from phonebank.ui.supervisor.confirm import Confirm
from phonebank.ui.supervisor.files.reasons import in_words
from phonebank.ui.supervisor.files.sheet_cells import SheetCells
from phonebank.ui.supervisor.files.sheet_entry import SheetEntry
from phonebank.ui.supervisor.files.sheet_model import NumberRole, SheetModel
from phonebank.ui.supervisor.files.sheet_presenter import SheetPresenter
from phonebank.ui.supervisor.files.sheet_words import bureau_name, finishing, round_name
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.choice_box import ChoiceBox
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame, Column, Notice
from phonebank.ui.widgets.labels import PlainLabel, show_if

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from phonebank.bridge import Bridge
    from phonebank.intake.sheets_typed import TypedSheets
    from phonebank.store.emargement import SheetKey, SheetPlace
    from phonebank.ui.supervisor.files.sheet_presenter import SheetState, Telling

_LEFT = 380
_CELL = 35


class SheetPage(QWidget):
    """`left` goes back to the files; `finished` carries the report of a sheet brought in."""

    left = Signal()
    finished = Signal(object)

    def __init__(self, bridge: Bridge, sheets: TypedSheets) -> None:
        super().__init__()
        self.presenter = SheetPresenter(bridge, sheets, self)
        self._places: tuple[SheetPlace, ...] = ()
        self._wanted: SheetKey | None = None
        self._build()
        self._connect()

    def begin(self, key: SheetKey | None = None) -> None:
        """Show the round of `key` and open its sheet; the newest round held where there is none."""
        self._wanted = key
        code = key.round_code if key else _newest()
        at = self.round.findData(code)
        if at >= 0:
            self.round.setCurrentIndex(at)
        self._on_round()

    def leave(self) -> None:
        """Hand over what is written in the fields; the rest is kept already."""
        if self.presenter.state is not None:
            self.entry.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With large text the field leaves the numbers room, and fewer stand in a row."""
        super().resizeEvent(event)
        theme = active()
        left = min(theme.px(_LEFT), self.width() // 2)
        self._left.setFixedWidth(left)
        self.model.show_columns((self.width() - left - theme.px(60)) // theme.px(_CELL))

    def _build(self) -> None:
        theme = active()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        head = QHBoxLayout()
        self.back = Button(self.tr("Fichiers"), Kind.BARE, icon="back", small=True)
        self.back.clicked.connect(self.left)
        head.addWidget(self.back)
        head.addWidget(PlainLabel(self.tr("Saisir un émargement"), "heading"))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._choosing())
        self.notice = Notice()
        column.addWidget(self.notice)
        self.work = QWidget()
        row = QHBoxLayout(self.work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(14))
        self.entry = SheetEntry()
        self.side = Column()
        self.side.body.addWidget(self.entry)
        left = self._left = QWidget()
        left.setFixedWidth(theme.px(_LEFT))
        beside = QVBoxLayout(left)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.px(10))
        beside.addWidget(self.side, 1)
        beside.addWidget(self.entry.foot)
        row.addWidget(left)
        row.addWidget(self._grid(), 1)
        column.addWidget(self.work, 1)
        show_if(self.work, shown=False)

    def _choosing(self) -> QWidget:
        theme = active()
        holder = QWidget()
        flow = Flow(theme.px(10))
        holder.setLayout(flow)
        self.round = ChoiceBox()
        self.round.setAccessibleName(self.tr("Tour"))
        for held in sorted(known_rounds(), key=lambda each: each.held_on, reverse=True):
            self.round.addItem(round_name(held.code), held.code)
        flow.addWidget(self.round)
        self.bureau = ChoiceBox()
        self.bureau.setAccessibleName(self.tr("Bureau de vote"))
        self.bureau.setMinimumContentsLength(28)
        self.bureau.setSizeAdjustPolicy(
            ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        flow.addWidget(self.bureau)
        self.kinds: dict[str, Button] = {}
        for kind, words in (
            ("abstained", self.tr("Je saisis les absents")),
            ("voted", self.tr("Je saisis les votants")),
        ):
            button = self.kinds[kind] = Button(words, Kind.CHOICE, small=True)
            button.clicked.connect(partial(self._on_kind, kind))
            flow.addWidget(button)
        return holder

    def _grid(self) -> QWidget:
        card = CardFrame(margin=12)
        self.model = SheetModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Numéros de la liste"))
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setMinimumSectionSize(active().px(24))
        self.table.setMinimumWidth(active().px(150))
        self.table.verticalHeader().setDefaultSectionSize(active().px(30))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setItemDelegate(SheetCells(self.table))
        card.body.addWidget(self.table)
        return card

    def _connect(self) -> None:
        desk = self.presenter
        desk.places_known.connect(self._on_places)
        desk.opened.connect(self._on_opened)
        desk.changed.connect(self._on_changed)
        desk.told.connect(self._on_told)
        desk.refused.connect(self._on_refused)
        desk.finished.connect(self.finished)
        self.round.activated.connect(self._on_round)
        self.bureau.activated.connect(self._on_bureau)
        self.entry.given.connect(desk.enter)
        self.entry.taken_back.connect(desk.take_back)
        self.entry.official_said.connect(desk.say_official)
        self.entry.consulted_said.connect(desk.say_consulted)
        self.entry.finish_wanted.connect(self._on_finish_wanted)
        self.entry.clear_wanted.connect(self._on_clear_wanted)
        self.table.clicked.connect(self._on_cell)
        self.table.activated.connect(self._on_cell)

    def _on_round(self) -> None:
        self.leave()
        show_if(self.work, shown=False)
        self.bureau.clear()
        self.presenter.look(str(self.round.currentData()))

    def _on_places(self, places: tuple[SheetPlace, ...]) -> None:
        self._places = places
        self.bureau.clear()
        for place in places:
            self.bureau.addItem(bureau_name(place))
        self.notice.show_notice(
            ""
            if places
            else self.tr(
                "Aucune liste électorale numérotée n’est connue pour ce tour : importez d’abord la "
                "liste électorale."
            ),
            "warning",
            "warning",
        )
        if places:
            keys = [place.key for place in places]
            at = keys.index(self._wanted) if self._wanted in keys else 0
            self.bureau.setCurrentIndex(at)
            self._wanted = None
            self.presenter.open(places[at])

    def _on_bureau(self, at: int) -> None:
        self.leave()
        self.presenter.open(self._places[at])

    def _on_opened(self, state: SheetState) -> None:
        show_if(self.work, shown=True)
        self.notice.show_notice("")
        self.model.show_list(state.on_list, state.typed)
        self.entry.show_sheet(state)
        self._show_kind(state.draft.listed)
        self.entry.field.setFocus()

    def _on_changed(self, state: SheetState) -> None:
        self.model.show_typed(state.typed)
        self.entry.show_state(state)
        self._show_kind(state.draft.listed)

    def _on_told(self, told: Telling) -> None:
        self.entry.show_told(told)
        state = self.presenter.state
        if state is not None and state.typed:
            at = self.model.index_of(state.typed[-1])
            if at.isValid():
                self.table.scrollTo(at)

    def _on_refused(self, sentence: str) -> None:
        if self.presenter.state is None:
            self.notice.show_notice(in_words(sentence), "bad", "warning")
        else:
            self.entry.show_refusal(in_words(sentence))

    def _on_kind(self, kind: str, *_checked: bool) -> None:
        self.presenter.choose_listed(kind)
        state = self.presenter.state
        if state is not None:
            self._show_kind(state.draft.listed)
        self.entry.field.setFocus()

    def _show_kind(self, listed: str) -> None:
        for kind, button in self.kinds.items():
            button.setChecked(kind == listed)

    def _on_cell(self, at: QModelIndex) -> None:
        number = at.data(NumberRole)
        if number is not None:
            self.presenter.toggle(int(number))
            self.entry.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_finish_wanted(self) -> None:
        self.entry.settle()
        state = self.presenter.state
        if state is None:
            return
        if not state.draft.consulted.strip():
            self.entry.show_refusal(
                self.tr("Dites où et quand la liste a été consultée : c’est gardé avec l’import.")
            )
            self.entry.consulted.setFocus()
            return
        ask = Confirm(
            self,
            self.tr("Enregistrer l’émargement du bureau {bureau} ?").format(
                bureau=state.place.key.bureau_code
            ),
            finishing(state),
            self.tr("Enregistrer"),
        )
        ask.accepted.connect(self.presenter.finish)
        ask.open()
        ask.act.setFocus()

    def _on_clear_wanted(self) -> None:
        ask = Confirm(
            self,
            self.tr("Effacer toute la saisie de ce bureau ?"),
            self.tr("Les numéros tapés sont oubliés ; rien n’a encore été importé."),
            self.tr("Effacer"),
            danger=True,
        )
        ask.accepted.connect(self.presenter.throw_away)
        ask.open()


def _newest() -> str:
    """The last round held on or before today, as one types what has just taken place."""
    today = date.today()  # noqa: DTZ011 - a day of the calendar, not a moment
    past = [held for held in known_rounds() if held.held_on <= today]
    return (past[-1] if past else known_rounds()[0]).code
