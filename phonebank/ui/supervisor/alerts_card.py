"""What waits for the supervisor's decision: a sentence each, and the buttons that settle it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.ui.language import figure, plural
from phonebank.ui.supervisor.sentences import alert_place, alert_words
from phonebank.ui.theme import active
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame, Column, Rule, clear
from phonebank.ui.widgets.labels import PlainLabel, set_tip
from phonebank.ui.widgets.pill import Pill
from phonebank.ui.widgets.row_focus import RowFocus

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.store.room import AlertView

SHOWN = 30
"""The newest ones; the rest is told as a number until these are settled."""


class AlertsCard(CardFrame):
    """Hidden while nothing waits."""

    settle_requested = Signal(int)
    """An alert was seen to."""
    doubt_decided = Signal(int, str)
    """A line in doubt: the alert, and 'no_answer' or 'later'."""
    orphans_requested = Signal()
    """Outcomes that found no call are to be filed."""

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self._alerts: tuple[AlertView, ...] = ()
        self._buttons: dict[int, Button] = {}
        self._focus = RowFocus(self)
        theme = active()
        self.setAccessibleName(self.tr("À trier"))
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("À trier"), "title"))
        self.count = Pill("", "bad")
        head.addWidget(self.count)
        head.addStretch(1)
        self.body.addLayout(head)
        self.column = Column(spacing=10)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(theme.px(10))
        self.column.body.addLayout(self.rows)
        self.column.body.addStretch(1)
        self.body.addWidget(self.column, 1)
        self.hide()

    def show_alerts(self, alerts: tuple[AlertView, ...], zone: str, now: datetime) -> None:
        """Show these; build the rows again only when they are others."""
        self.setVisible(bool(alerts))
        if alerts == self._alerts:
            return
        self._alerts = alerts
        self.count.show_state(figure(len(alerts)) if alerts else "", "bad")
        self._focus.before(self._buttons)
        clear(self.rows)
        self._buttons = {}
        for number, alert in enumerate(alerts[:SHOWN]):
            if number:
                self.rows.addWidget(Rule())
            row = _AlertRow(alert, zone, now)
            self._buttons[alert.alert_id] = row.last
            row.settled.connect(self._focus.note)
            row.settled.connect(self.settle_requested)
            row.decided.connect(self._focus.note)
            row.decided.connect(self.doubt_decided)
            row.orphans_wanted.connect(self.orphans_requested)
            self.rows.addWidget(row)
        self._focus.after(self._buttons)
        rest = len(alerts) - SHOWN
        if rest > 0:
            more = plural(rest, self.tr("et {n} autre"), self.tr("et {n} autres"))
            self.rows.addWidget(PlainLabel(more, "muted"))


class _AlertRow(QWidget):
    """One alert with its buttons."""

    settled = Signal(int)
    decided = Signal(int, str)
    orphans_wanted = Signal()

    def __init__(self, alert: AlertView, zone: str, now: datetime) -> None:
        super().__init__()
        self._alert_id = alert.alert_id
        theme = active()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        words = alert_words(alert)
        column.addWidget(PlainLabel(words, "small", wrap=True))
        column.addWidget(PlainLabel(alert_place(alert, zone, now), "muted", wrap=True))
        buttons = Flow(theme.px(8))
        if alert.kind == "in_doubt":
            answers = (
                (
                    "no_answer",
                    self.tr("Pas de réponse"),
                    self.tr("Noter « pas de réponse » : l’essai compte, la ligne se repose."),
                ),
                (
                    "later",
                    self.tr("Un autre jour"),
                    self.tr("Ne rien noter : la ligne sera rappelée un autre jour."),
                ),
            )
            for decision, label, meaning in answers:
                button = self._button(label, meaning, words)
                button.setProperty("decision", decision)
                button.clicked.connect(self._on_decided)
                buttons.addWidget(button)
        else:
            if alert.kind == "orphan":
                button = self._button(
                    self.tr("Classer…"), self.tr("Dire à quel appel il appartient"), words
                )
                button.clicked.connect(self.orphans_wanted)
                buttons.addWidget(button)
            button = self._button(self.tr("C’est vu"), self.tr("Retirer de cette liste"), words)
            button.clicked.connect(self._on_settled)
            buttons.addWidget(button)
        column.addSpacing(theme.px(4))
        column.addLayout(buttons)

    def _button(self, label: str, meaning: str, words: str) -> Button:
        button = Button(label, small=True)
        set_tip(button, meaning)
        button.setAccessibleDescription(f"{words}. {meaning}")
        self.last = button
        return button

    def _on_settled(self) -> None:
        self.setEnabled(False)
        self.settled.emit(self._alert_id)

    def _on_decided(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.setEnabled(False)
            self.decided.emit(self._alert_id, str(button.property("decision")))
