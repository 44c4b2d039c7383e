"""How the bureaux are looked at: which abstentions, whose results, where the colours change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from phonebank.domain.rounds import parse_round
from phonebank.store.bureaux import BureauView
from phonebank.targeting.bureaux import Basis
from phonebank.ui.language import spoken_language
from phonebank.ui.theme import active
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.labels import PlainLabel, set_tip
from phonebank.ui.widgets.spin import Spin

if TYPE_CHECKING:
    from phonebank.store.bureaux import ResultRound
    from phonebank.targeting.workbench import BureauSight


class ViewBar(QWidget):
    """Four choices in a row; nothing is said while they are filled."""

    basis_chosen = Signal(object)
    view_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self._results: tuple[ResultRound, ...] = ()
        self._view = BureauView()
        theme = active()
        row = Flow(theme.px(14))
        self.setLayout(row)
        self.basis = QComboBox()
        self.basis.addItem(self.tr("attendues au tour à venir"), Basis.EXPECTED)
        self.basis.addItem(self.tr("connues au premier tour"), Basis.KNOWN)
        self.round = QComboBox()
        self.ours = QComboBox()
        for combo, letters in ((self.basis, 19), (self.round, 19), (self.ours, 15)):
            combo.setMinimumContentsLength(letters)
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.first = self._percent()
        self.second = self._percent()
        self._boxes: dict[QWidget, QWidget] = {}
        for words, field in (
            (self.tr("Abstentions"), self.basis),
            (self.tr("Résultats"), self.round),
            (self.tr("Notre liste"), self.ours),
            (self.tr("Prioritaires : jusqu’à"), self.first),
            (self.tr("Ensuite : jusqu’à"), self.second),
        ):
            box = self._boxes[field] = _labelled(words, field)
            row.addWidget(box)
        self.basis.currentIndexChanged.connect(self._on_basis)
        self.round.currentIndexChanged.connect(self._on_round)
        self.ours.currentIndexChanged.connect(self._on_ours)
        self.first.valueChanged.connect(self._on_cuts)
        self.second.valueChanged.connect(self._on_cuts)

    def show_sight(self, sight: BureauSight) -> None:
        """Show how these figures were looked at."""
        self._filling = True
        self._results, self._view = sight.results, sight.view
        self.basis.setCurrentIndex(self.basis.findData(sight.basis))
        self._boxes[self.basis].setVisible(sight.first_round_known)
        self.round.clear()
        for each in sight.results:
            self.round.addItem(parse_round(each.code).title(spoken_language()), each.code)
        self.round.setCurrentIndex(self.round.findData(sight.view.round_code))
        self._fill_lists(sight.view.round_code, sight.view.our_list)
        self._boxes[self.round].setVisible(bool(sight.results))
        self._boxes[self.ours].setVisible(bool(sight.results))
        self.first.setValue(round(100 * sight.view.first_cut))
        self.second.setValue(round(100 * sight.view.second_cut))
        self._filling = False
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
        self.updateGeometry()

    def _percent(self) -> Spin:
        suffix = "\u202f%" if spoken_language() == "fr" else "%"
        spin = Spin(0, 100, 50, step=5, suffix=suffix)
        set_tip(spin, self.tr("Part des voix possibles que ces bureaux tiennent ensemble."))
        return spin

    def _fill_lists(self, round_code: str, our_list: str) -> None:
        self.ours.clear()
        for each in self._results:
            if each.code == round_code:
                self.ours.addItems(list(each.lists))
        self.ours.setCurrentIndex(self.ours.findText(our_list) if our_list else -1)

    def _on_basis(self) -> None:
        if not self._filling:
            self.basis_chosen.emit(self.basis.currentData())

    def _on_round(self) -> None:
        if self._filling:
            return
        code = self.round.currentData()
        named = next((each for each in self._results if each.code == code), None)
        if named is None:
            return
        # Of several lists none is taken for ours: somebody chooses.
        ours = named.ours or (named.lists[0] if len(named.lists) == 1 else "")
        self._filling = True
        self._fill_lists(code, ours)
        self._filling = False
        self._say()

    def _on_ours(self) -> None:
        if not self._filling and self.ours.currentIndex() >= 0:
            self._say()

    def _on_cuts(self) -> None:
        if self._filling:
            return
        self._filling = True
        if self.sender() is self.first:
            self.second.setValue(max(self.second.value(), self.first.value()))
        else:
            self.first.setValue(min(self.second.value(), self.first.value()))
        self._filling = False
        self._say()

    def _say(self) -> None:
        self.view_chosen.emit(
            BureauView(
                self.round.currentData() or "",
                self.ours.currentText(),
                self.first.value() / 100,
                self.second.value() / 100,
            )
        )


def _labelled(words: str, field: QWidget) -> QWidget:
    """A field under its name."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(active().px(3))
    label = PlainLabel(words, "muted")
    label.setBuddy(field)
    field.setAccessibleName(words)
    column.addWidget(label)
    column.addWidget(field)
    return box
