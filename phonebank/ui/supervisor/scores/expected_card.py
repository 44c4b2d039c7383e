"""The turnout expected: a slider and a field, for everybody or one bureau; its effect at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QSlider

from phonebank.domain.errors import BadInput
from phonebank.domain.scoring import parse_turnout
from phonebank.ui.language import figure
from phonebank.ui.supervisor.scores.charts import SpreadChart
from phonebank.ui.supervisor.scores.words import level_words, share
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from phonebank.store.scores import BureauRow
    from phonebank.targeting.scores_service import ScoresView, Spread

_STEPS = 1000
"""Of the slider, from nobody to everybody."""
_FIELD = 92
_HANDLE = 24
_LEAST_CHOICE = 130


class ExpectedCard(CardFrame):
    """`tried`: a turnout (0–1) to show the effect of, or None for the usual one, and its bureau.

    `kept`: the same, to be kept.
    """

    tried = Signal(object, object)
    kept = Signal(object, object)

    def __init__(self) -> None:
        super().__init__("", margin=18, spacing=8)
        self._view: ScoresView | None = None
        self._following = True
        self._build()
        self._connect()

    @property
    def bureau_id(self) -> int | None:
        """The bureau meant; None: the whole list."""
        chosen = self.scope.currentData()
        return int(chosen) if chosen is not None else None

    @property
    def turnout(self) -> float:
        """What the slider says, 0–1."""
        return self.slider.value() / _STEPS

    def show_view(self, view: ScoresView) -> None:
        """Show what is expected of the round, and what comes of it."""
        before = self.bureau_id
        self._view = view
        with QSignalBlocker(self.scope):
            self.scope.clear()
            self.scope.addItem(self.tr("Toute la liste"), None)
            for row in view.bureaux:
                self.scope.addItem(self._bureau_words(row, view), row.bureau_id)
            self.scope.setCurrentIndex(max(self.scope.findData(before), 0))
        self.scope.setVisible(len(view.bureaux) > 1)
        self._following = True
        if self.bureau_id is None:
            self.show_spread(view.spread)
        else:
            self._ask()
        self._show_source()

    def show_spread(self, spread: Spread) -> None:
        """Show the effect of a turnout. The slider follows unless it is being moved."""
        if self._following:
            self._put(spread.turnout)
        self.effect.setText(
            self.tr(
                "À {turnout} de participation, {likely} personnes sur {people} penchent vers "
                "l’abstention. En bleu, {movable} sont entre les deux : un appel peut les décider."
            ).format(
                turnout=share(spread.turnout, 1),
                likely=figure(spread.likely),
                people=figure(spread.people),
                movable=figure(spread.movable),
            )
        )
        self.chart.show_spread(spread)

    def _build(self) -> None:
        theme = active()
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        name = PlainLabel(self.tr("Participation attendue"), "title", wrap=True)
        self.setAccessibleName(name.text())
        head.addWidget(name, 1)
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("Pour qui"))
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.scope.setMinimumWidth(theme.px(_LEAST_CHOICE))
        self.scope.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        head.addWidget(self.scope)
        self.body.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(_STEPS // 100, _STEPS - _STEPS // 100)
        self.slider.setMinimumHeight(theme.px(_HANDLE))
        self.slider.setSingleStep(5)
        self.slider.setPageStep(50)
        self.slider.setAccessibleName(self.tr("Participation attendue, en pour mille"))
        row.addWidget(self.slider, 1)
        self.field = QLineEdit()
        self.field.setFixedWidth(theme.px(_FIELD))
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setAccessibleName(self.tr("Participation attendue"))
        row.addWidget(self.field)
        self.body.addLayout(row)
        self.refusal = PlainLabel("", "bad", wrap=True)
        self.refusal.hide()
        self.body.addWidget(self.refusal)
        self.source = PlainLabel("", "muted", wrap=True)
        self.body.addWidget(self.source)
        buttons = Flow(theme.px(8))
        self.keep = Button(self.tr("Garder cette participation"), Kind.PRIMARY, small=True)
        self.usual = Button(self.tr("Revenir à l’estimation"), small=True)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.usual)
        self.body.addLayout(buttons)
        self.chart = SpreadChart()
        self.body.addWidget(self.chart)
        self.effect = PlainLabel("", "small", wrap=True)
        self.body.addWidget(self.effect)
        self.body.addStretch(1)
        self.keep.setEnabled(False)

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self._on_moved)
        self.field.editingFinished.connect(self._on_typed)
        self.scope.currentIndexChanged.connect(self._on_scope)
        self.keep.clicked.connect(self._on_keep)
        self.usual.clicked.connect(self._on_usual)

    def _put(self, turnout: float) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(turnout * _STEPS))
        self.field.setText(share(turnout, 1))
        self.refusal.hide()
        self.keep.setEnabled(False)

    def _stands(self) -> float | None:
        """What is expected in the scope chosen, None when nothing was said."""
        if self._view is None:
            return None
        bureau = self.bureau_id
        return self._view.expected if bureau is None else self._view.by_bureau.get(bureau)

    def _show_source(self) -> None:
        view = self._view
        if view is None:
            return
        stands = self._stands()
        self.usual.setVisible(stands is not None)
        if self.bureau_id is None:
            self.source.setText(level_words(view.usual, stands))
        elif stands is None:
            self.source.setText(self.tr("Celle que les scores donnent à ce bureau."))
        else:
            self.source.setText(self.tr("Vous l’avez fixée pour ce bureau."))

    def _bureau_words(self, row: BureauRow, view: ScoresView) -> str:
        several = len({each.commune_code for each in view.bureaux}) > 1
        code = f"{row.commune_code} · {row.code}" if several else row.code
        words = self.tr("Bureau {code}").format(code=code)
        if row.bureau_id in view.by_bureau:
            words += f" · {share(view.by_bureau[row.bureau_id])}"
        return words

    def _ask(self) -> None:
        self.tried.emit(self._stands(), self.bureau_id)

    def _on_moved(self) -> None:
        self._following = False
        self.field.setText(share(self.turnout, 1))
        self.refusal.hide()
        self.keep.setEnabled(True)
        self.source.setText(self.tr("À l’essai : rien n’est gardé tant que vous ne le dites pas."))
        self.tried.emit(self.turnout, self.bureau_id)

    def _on_typed(self) -> None:
        if self.field.text() == share(self.turnout, 1):
            return
        try:
            turnout = parse_turnout(self.field.text())
        except BadInput:
            self.refusal.show_text(
                self.tr("Écrivez une participation entre 1 % et 99 %, par exemple 48 %.")
            )
            return
        self.slider.setValue(round(turnout * _STEPS))
        self.field.setText(share(self.turnout, 1))

    def _on_scope(self) -> None:
        self._following = True
        self._show_source()
        self._ask()

    def _on_keep(self) -> None:
        self._following = True
        self.kept.emit(self.turnout, self.bureau_id)

    def _on_usual(self) -> None:
        self._following = True
        self.kept.emit(None, self.bureau_id)
