"""The page « Les scores »: who is likely to abstain, to what turnout, and how good the score is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QSizePolicy, QVBoxLayout, QWidget

from phonebank.targeting.office_scores import NO_ROUND
from phonebank.ui.language import plural
from phonebank.ui.supervisor.scores.expected_card import ExpectedCard
from phonebank.ui.supervisor.scores.presenter import ScoresPresenter
from phonebank.ui.supervisor.scores.quality_card import QualityCard
from phonebank.ui.supervisor.scores.rule_card import RuleCard
from phonebank.ui.supervisor.scores.words import fault_words, share, title_of
from phonebank.ui.supervisor.scores.working import Working
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import Column, Notice
from phonebank.ui.widgets.labels import PlainLabel, show_if

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from phonebank.bridge import Bridge
    from phonebank.targeting.measuring import Measurement
    from phonebank.targeting.scores_service import ScoresService, ScoresView

_SIDE_BY_SIDE = 900
_LEAST_CHOICE = 150
FILES = "files"


class ScoresPage(QWidget):
    """`begin` when it comes into sight, `leave` when it goes."""

    go_requested = Signal(str)

    def __init__(
        self, bridge: Bridge, service: ScoresService, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.presenter = ScoresPresenter(bridge, service, self)
        self._view: ScoresView | None = None
        self.setAccessibleName(self.tr("Les scores"))
        self._build()
        self._connect()

    def begin(self) -> None:
        """Read the office, unless nothing changed since."""
        self.presenter.open(self._view.target.code if self._view is not None else "")

    def leave(self) -> None:
        """Stop what is under way."""
        self.presenter.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards side by side where there is room, else one above the other."""
        super().resizeEvent(event)
        narrow = self.width() < active().px(_SIDE_BY_SIDE)
        directions = QBoxLayout.Direction
        for row in (self._head, self._halves):
            row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self.quality.show_narrow(narrow=narrow)

    def _build(self) -> None:
        theme = active()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.column = Column()
        edge = theme.px(16)
        self.column.body.setContentsMargins(edge, edge, edge, edge)
        whole.addWidget(self.column)
        self._head = head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(theme.px(12))
        self.heading = PlainLabel(self.tr("Les scores"), "heading")
        head.addWidget(self.heading)
        self.about = PlainLabel("", "muted", wrap=True)
        head.addWidget(self.about, 1)
        self.round = QComboBox()
        self.round.setAccessibleName(self.tr("Le tour que l’on prépare"))
        self.round.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.round.setMinimumWidth(theme.px(_LEAST_CHOICE))
        self.round.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        head.addWidget(self.round)
        self.column.body.addLayout(head)
        self.notice = Notice()
        self.remedy = Button("", small=True)
        self.notice.side.addWidget(self.remedy)
        self.column.body.addWidget(self.notice)
        self.working = Working()
        self.column.body.addWidget(self.working)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(theme.px(12))
        self.expected, self.rule = ExpectedCard(), RuleCard()
        self._halves.addWidget(self.expected, 1)
        self._halves.addWidget(self.rule, 1)
        self.column.body.addLayout(self._halves)
        self.quality = QualityCard()
        self.column.body.addWidget(self.quality)
        self.column.body.addStretch(1)
        self._show_cards(shown=False)
        self.round.hide()

    def _connect(self) -> None:
        asked = self.presenter
        asked.opening.connect(self._on_opening)
        asked.opened.connect(self.show_view)
        asked.previewed.connect(self.expected.show_spread)
        asked.expected.connect(self._on_expected)
        asked.measuring.connect(self._on_measuring)
        asked.measured.connect(self._on_measured)
        asked.stepped.connect(self.working.show_share)
        asked.stepped.connect(self.quality.working.show_share)
        asked.stopped.connect(self._on_stopped)
        asked.failed.connect(self._on_failed)
        self.working.stop_wanted.connect(asked.stop)
        self.quality.working.stop_wanted.connect(asked.stop)
        self.round.currentIndexChanged.connect(self._on_round)
        self.expected.tried.connect(asked.preview)
        self.expected.kept.connect(asked.expect)
        self.quality.measure_requested.connect(asked.measure)
        self.remedy.clicked.connect(self._on_remedy)

    def show_view(self, view: ScoresView) -> None:
        """Show the scores of a round."""
        self._view = view
        self.working.rest()
        people = plural(
            view.spread.people,
            self.tr("{n} personne peut voter"),
            self.tr("{n} personnes peuvent voter"),
        )
        self.about.setText(people)
        with QSignalBlocker(self.round):
            self.round.clear()
            for each in view.rounds:
                self.round.addItem(title_of(each), each.code)
            self.round.setCurrentIndex(self.round.findData(view.target.code))
        self.round.setVisible(len(view.rounds) > 1)
        self.expected.show_view(view)
        self.rule.show_view(view)
        self.quality.show_view(view)
        self._show_cards(shown=view.spread.people > 0)
        self._show_lack(view)

    def _show_lack(self, view: ScoresView) -> None:
        """Say what is missing, and offer where to bring it in."""
        words = ""
        if not view.spread.people:
            words = self.tr("La liste électorale n’est pas encore importée : personne à noter.")
        elif not view.known:
            words = self.tr(
                "Aucune participation passée n’est connue : les scores ne tiennent qu’à l’âge. "
                "Importez l’émargement d’un tour passé."
            )
        # A step that comes first, not a fault.
        self._say(words, "soft", self.tr("Importer un fichier"), FILES)

    def _say(self, words: str, tone: str = "warning", remedy: str = "", where: str = "") -> None:
        self.notice.show_notice(words, tone, "file" if tone == "soft" else "warning")
        self.remedy.set_label(remedy)
        self.remedy.setProperty("where", where)
        show_if(self.remedy, bool(remedy))

    def _show_cards(self, *, shown: bool) -> None:
        for card in (self.expected, self.rule, self.quality):
            show_if(card, shown)

    def _on_opening(self) -> None:
        self._say("")
        self.working.begin(self.tr("Lecture de la liste et des émargements…"))

    def _on_measuring(self) -> None:
        self._say("")
        self.quality.begin_measuring()

    def _on_measured(self, found: Measurement) -> None:
        self.quality.show_measurement(found)
        QTimer.singleShot(0, self._show_result)

    def _show_result(self) -> None:
        """Bring what was measured into sight."""
        bar = self.column.verticalScrollBar()
        top = self.quality.mapTo(self, QPoint(0, 0)).y() + bar.value()
        bar.setValue(min(top - active().px(12), bar.maximum()))

    def _on_expected(self, view: ScoresView) -> None:
        self.show_view(view)
        announce(
            self,
            self.tr("Participation attendue : {turnout}.").format(
                turnout=share(view.spread.turnout, 1)
            ),
        )

    def _on_stopped(self) -> None:
        self.working.rest()
        self.quality.end_measuring()
        if self._view is None:
            self._say(self.tr("Lecture arrêtée."), "soft", self.tr("Reprendre"), "")

    def _on_failed(self, sentence: str) -> None:
        self.working.rest()
        self.quality.end_measuring()
        words = sentence or self.tr("Les scores n’ont pas pu être calculés.")
        if words == fault_words(NO_ROUND):
            self._say(words, "soft", self.tr("Importer un fichier"), FILES)
        else:
            self._say(words, "bad", self.tr("Réessayer"), "")
        announce(self, words)

    def _on_round(self) -> None:
        code = self.round.currentData()
        if code:
            self.presenter.open(str(code))

    def _on_remedy(self) -> None:
        where = str(self.remedy.property("where") or "")
        if where:
            self.go_requested.emit(where)
        else:
            self.begin()
