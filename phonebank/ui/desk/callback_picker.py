"""When to ring back: a few sensible moments, or a day and an hour, and for whom the promise is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QEvent, QObject, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from phonebank.ui.desk.callback_times import When, refusal_of, shortcuts
from phonebank.ui.language import spoken_language
from phonebank.ui.moments import day, hour, local
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from phonebank.domain.card import CampaignFacts, OfficeFacts


_NARROW_FROM = 140
"""Percent of text size from which two moments no longer stand side by side."""


class CallbackPicker(QWidget):
    """Emits the chosen moment (aware) or None, and whether the caller keeps the call."""

    picked = Signal(object, bool)

    def __init__(self, office: OfficeFacts) -> None:
        super().__init__()
        self._office = office
        self._at: datetime | None = None
        self._mine = True
        self._campaign: CampaignFacts | None = None
        self.shortcuts: list[Button] = []
        self._moments: list[datetime] = []
        theme = active()
        self._narrow = theme.look.percent >= _NARROW_FROM
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(6))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 0 if self._narrow else 1)
        column.addLayout(self._grid)
        way = QBoxLayout.Direction
        row = QBoxLayout(way.TopToBottom if self._narrow else way.LeftToRight)
        row.setSpacing(theme.px(6))
        self.date = QDateEdit()
        self.date.setDisplayFormat("ddd d MMM")
        self.date.setAccessibleName(self.tr("Jour du rappel"))
        self.time = QTimeEdit()
        self.time.setDisplayFormat("H 'h' mm" if spoken_language() == "fr" else "HH:mm")
        self.time.setAccessibleName(self.tr("Heure du rappel"))
        for field in (self.date, self.time):
            field.lineEdit().setTextMargins(theme.px(8), 0, 0, 0)
        row.addWidget(self.date, 3)
        row.addWidget(self.time, 2)
        column.addLayout(row)
        self.refusal = PlainLabel("", "warning", wrap=True)
        column.addWidget(self.refusal)
        column.addLayout(self._whose())
        self.date.dateChanged.connect(self._on_typed)
        self.time.timeChanged.connect(self._on_typed)

    def _whose(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(active().px(6))
        self.mine = Button(self.tr("Pour moi"), Kind.CHOICE, small=True)
        self.anyone = Button(self.tr("Pour tous"), Kind.CHOICE, small=True)
        self.mine.clicked.connect(self._on_mine)
        self.anyone.clicked.connect(self._on_anyone)
        row.addWidget(self.mine, 1)
        row.addWidget(self.anyone, 1)
        return row

    def open(
        self,
        at: datetime | None,
        *,
        mine: bool,
        now: datetime | None = None,
        campaign: CampaignFacts | None = None,
    ) -> None:
        """Offer the moments in which `campaign` calls, and show what was chosen before."""
        self._campaign = campaign
        now = now or datetime.now(UTC)
        for button in self.shortcuts:
            self._grid.removeWidget(button)
            button.deleteLater()
        self.shortcuts.clear()
        self._moments.clear()
        for index, shortcut in enumerate(shortcuts(self._office, now, campaign)):
            button = Button("", Kind.CHOICE, small=True, spread=True)
            button.set_label(self._name(shortcut.when), self._when(shortcut.at, shortcut.when))
            button.clicked.connect(self._on_shortcut)
            button.installEventFilter(self)
            across = 1 if self._narrow else 2
            self._grid.addWidget(button, index // across, index % across)
            self.shortcuts.append(button)
            self._moments.append(shortcut.at)
        self._mine = mine
        self._show_typed(at or (self._moments[0] if self._moments else now))
        self._choose(at, tell=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the moment that has the keyboard; once it is taken, Enter saves."""
        enter = isinstance(event, QKeyEvent) and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        )
        pressed = event.type() == QEvent.Type.KeyPress
        if enter and pressed and isinstance(watched, Button) and not watched.isChecked():
            watched.click()
            return True
        return super().eventFilter(watched, event)

    def focus_first(self) -> None:
        """Put the keyboard on the first moment offered."""
        (self.shortcuts[0] if self.shortcuts else self.time).setFocus()

    def _choose(self, at: datetime | None, *, tell: bool = True) -> None:
        refusal = refusal_of(at, self._office, datetime.now(UTC), self._campaign) if at else ""
        self.refusal.show_text(self._refusal(refusal))
        self._at = at if not refusal else None
        for button, offered in zip(self.shortcuts, self._moments, strict=True):
            button.setChecked(offered == at)
        self.mine.setChecked(self._mine)
        self.anyone.setChecked(not self._mine)
        if tell:
            self.picked.emit(self._at, self._mine)

    def _show_typed(self, at: datetime) -> None:
        there = local(at, self._office.time_zone)
        for field in (self.date, self.time):
            field.blockSignals(True)
        self.date.setDate(QDate(there.year, there.month, there.day))
        self.time.setTime(QTime(there.hour, there.minute))
        for field in (self.date, self.time):
            field.blockSignals(False)

    def _on_shortcut(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            at = self._moments[self.shortcuts.index(button)]
            self._show_typed(at)
            self._choose(at)

    def _on_typed(self) -> None:
        on, at = self.date.date(), self.time.time()
        zone = ZoneInfo(self._office.time_zone)
        self._choose(datetime(on.year(), on.month(), on.day(), at.hour(), at.minute(), tzinfo=zone))

    def _on_mine(self) -> None:
        self._mine = True
        self._choose(self._at)

    def _on_anyone(self) -> None:
        self._mine = False
        self._choose(self._at)

    def _name(self, when: When) -> str:
        return {
            When.IN_AN_HOUR: self.tr("Dans 1 heure"),
            When.THIS_EVENING: self.tr("Ce soir"),
            When.TOMORROW_SAME: self.tr("Demain"),
            When.TOMORROW_EVENING: self.tr("Demain soir"),
            When.SATURDAY: self.tr("Samedi"),
            When.NEXT_OPEN: self.tr("À l’ouverture"),
        }[when]

    def _when(self, at: datetime, when: When) -> str:
        if when is When.NEXT_OPEN:
            return f"{day(at.date(), short=True)}, {hour(at)}"
        return hour(at)

    def _refusal(self, reason: str) -> str:
        return {
            "past": self.tr("Ce moment est déjà passé."),
            "silence": self.tr("Pendant le silence électoral, personne n’appelle."),
            "over": self.tr("Le vote sera passé : choisissez un moment d’ici là."),
            "hours": self.tr("Hors des heures d’appel : choisissez un autre moment."),
        }.get(reason, "")
