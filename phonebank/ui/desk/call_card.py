"""The line's own card: one large Call button first, then the number, the copy and the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from phonebank.domain.phone import spoken
from phonebank.office.steady import steady_seconds
from phonebank.ui.desk import sentences
from phonebank.ui.desk.state import DeskState, Phase
from phonebank.ui.moments import clock, hour, local
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel, set_tip

_TIGHT_FROM = 140
"""Percent of text size from which small buttons show their icon only."""
_SOON_GONE = 300
"""Seconds before the end of a reservation when its clock begins to warn."""


class CallCard(CardFrame):
    """Shows the number only once the call was acknowledged."""

    call_requested = Signal()
    skip_requested = Signal()

    def __init__(self, zone: str) -> None:
        super().__init__(margin=16)
        self._zone = zone
        self._state = DeskState()
        self._build()
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def _build(self) -> None:
        theme = active()
        self.call = Button(self.tr("Appeler"), Kind.PRIMARY, icon="phone", key="F5", tall=True)
        self.call.clicked.connect(self.call_requested)
        first = QHBoxLayout()
        first.setSpacing(theme.px(10))
        first.addWidget(self.call, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        self.number = PlainLabel("", "heading")
        self.number.setAccessibleDescription(self.tr("Le numéro à composer"))
        # As tall as the button it takes the place of: the script below stays where it is.
        self.number.setMinimumHeight(self.call.sizeHint().height())
        first.addWidget(self.number, 1)
        self.origin = PlainLabel("", "muted", wrap=True)
        self.held = PlainLabel("", "muted")
        self.timer = PlainLabel("", "timer")
        self.timer.setAccessibleDescription(self.tr("Durée de l’appel"))
        first.addWidget(self.timer)
        self.copy = Button(self.tr("Copier"), icon="copy", small=True)
        set_tip(self.copy, self.tr("Copier le numéro (Ctrl+C)"))
        self.copy.clicked.connect(self.copy_number)
        self.skip = Button(self.tr("Passer"), icon="skip", key="F10", small=True)
        set_tip(self.skip, self.tr("Laisser cette fiche à un collègue"))
        self.skip.clicked.connect(self.skip_requested)
        self.body.addLayout(first)
        row.addWidget(self.origin, 1)
        self.body.addLayout(row)
        tight = theme.look.percent >= _TIGHT_FROM
        last = QHBoxLayout() if tight else first
        for button in (self.copy, self.skip):
            last.addWidget(button)
        if tight:
            # The number and its clock need the whole width: the rest stands under them.
            last.setSpacing(theme.px(10))
            last.insertWidget(0, self.held, 1)
            self.body.addLayout(last)
            for button in (self.copy, self.skip):
                words = button.label()
                button.set_label("")
                button.setAccessibleName(words)
        else:
            row.addWidget(self.held)

    def show_state(self, state: DeskState) -> None:
        """Show the button, or the number and the clock."""
        self._state = state
        before = state.phase in (Phase.READY, Phase.CALLING)
        self.call.setVisible(before)
        self.call.setEnabled(state.phase is Phase.READY and state.correction is None)
        on_the_line = state.card is not None and state.card.why == sentences.RANG_BACK
        begin = self.tr("Commencer l’appel") if on_the_line else self.tr("Appeler")
        calling = self.tr("Un instant…") if state.phase is Phase.CALLING else begin
        self.call.set_label(calling)
        self.number.setVisible(bool(state.number))
        self.number.setText(spoken(state.number) if state.number else "")
        self.copy.setVisible(bool(state.number))
        self.timer.setVisible(bool(state.number))
        self.skip.setVisible(state.phase is not Phase.UNFINISHED)
        self.skip.setEnabled(state.phase in (Phase.READY, Phase.IN_CALL))
        if state.card is not None:
            kind = sentences.line_kind(state.card.line_kind)
            source = sentences.source_of(state.card.origin)
            self.origin.setText(" · ".join(part for part in (kind, source) if part))
        self.tick()

    def tick(self) -> None:
        """Move the clocks on."""
        state = self._state
        if state.number and state.phase is Phase.IN_CALL:
            self.timer.setText(clock(steady_seconds() - state.started))
        claim = state.claim
        if claim is None or state.phase is Phase.SAVING:
            self.held.setText("")
            return
        left = claim.gone_at - steady_seconds()
        if state.expired or left <= 0:
            self.held.set_role("warning")
            self.held.setText(self.tr("Réservation terminée"))
            return
        until = local(datetime.now(UTC) + timedelta(seconds=left), self._zone)
        self.held.set_role("warning" if left < _SOON_GONE else "muted")
        self.held.setText(self.tr("Réservée jusqu’à {hour}").format(hour=hour(until)))

    def copy_number(self) -> None:
        """Put the number on the clipboard, as a telephone takes it."""
        if self._state.number:
            QGuiApplication.clipboard().setText(self._state.number)
