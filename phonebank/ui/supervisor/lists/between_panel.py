"""Between the rounds: who stayed at home, how long one may still call, one button to begin."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.hours import CallingHours
from phonebank.targeting.making import Plan
from phonebank.targeting.what_if import Pace
from phonebank.ui.language import figure, spoken_language
from phonebank.ui.moments import full_date, moment, remaining
from phonebank.ui.supervisor.figures import FigureTile
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.check import Check
from phonebank.ui.widgets.frames import CardFrame, Column, Notice
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from phonebank.targeting.between_rounds import BetweenRounds
    from phonebank.ui.supervisor.lists.state import ListsState

_TILES = 3


class BetweenPanel(QWidget):
    """Shows a `BetweenRounds` and counts down; `start_requested` carries the plan."""

    start_requested = Signal(object)
    files_requested = Signal()
    room_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._between: BetweenRounds | None = None
        self._starting = False
        self._clock = QTimer(self)
        self._clock.setInterval(15_000)
        self._clock.timeout.connect(self.tell_time)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(active().px(12))
        self.notice = Notice()
        self.to_files = Button(self.tr("Importer l’émargement"), small=True)
        self.to_files.clicked.connect(self.files_requested)
        self.notice.side.addWidget(self.to_files)
        column.addWidget(self.notice)
        self.column = Column(spacing=12)
        self.column.body.addWidget(self._build_card())
        self.column.body.addStretch(1)
        column.addWidget(self.column, 1)

    def show_state(self, state: ListsState) -> None:
        """Show where the office stands."""
        self._between, self._starting = state.between, state.starting
        between = state.between
        self.column.setVisible(between is not None)
        self.to_files.setVisible(
            state.between_read and between is None and not state.between_undated
        )
        if between is None and state.between_undated:
            self._clock.stop()
            self.notice.show_notice(
                self.tr(
                    "La date du second tour n’est pas connue : donnez-la d’abord, sans elle le "
                    "silence ne peut pas être respecté."
                ),
                "warning",
                "calendar",
            )
            return
        if between is None:
            self._clock.stop()
            self.notice.show_notice(
                self.tr(
                    "Dès que l’émargement d’un premier tour est importé, cette page prépare "
                    "l’appel des personnes qui n’y ont pas voté, jusqu’au silence du second."
                )
                if state.between_read
                else self.tr("Un instant…"),
                "soft",
                "clock",
            )
            return
        self._clock.start()
        language = spoken_language()
        self.title.setText(
            self.tr("{first} → {second}").format(
                first=between.first.title(language), second=between.second.title(language)
            )
        )
        self.absent.show_figure(figure(between.abstainers))
        self.reached.show_figure(figure(between.people))
        self.lines.show_figure(figure(between.lines))
        self.known.setText(
            self.tr(
                "Parmi {known} personnes dont le premier tour est connu et qui peuvent voter au "
                "second. Comptez {hours} heures d’appel pour une personne."
            ).format(known=figure(between.known), hours=figure(round(Pace().hours(between.lines))))
        )
        self.purge.setText(
            self.tr(
                "Ce qui a été noté s’efface à la fin du scrutin, le {day} : la date est inscrite "
                "d’elle-même."
            ).format(day=full_date(between.purge_on))
        )
        self.start.setVisible(not between.campaign)
        self.saturday.setVisible(not between.campaign)
        self.room.setVisible(bool(between.campaign))
        self.done.show_text(
            self.tr("La campagne « {name} » est ouverte.").format(name=between.campaign)
            if between.campaign
            else ""
        )
        self.tell_time()

    def tell_time(self, now: datetime | None = None) -> None:
        """Count down to the silence; say whether the first two days are used."""
        between = self._between
        if between is None:
            return
        at = now or datetime.now(UTC)
        left = between.seconds_left(at)
        zone = str(between.calls_end_at.tzinfo)
        if left:
            self.countdown.setText(remaining(left))
            self.ends.setText(
                self.tr("pour appeler : le silence commence {when}").format(
                    when=moment(between.calls_end_at, zone, at)
                )
            )
        else:
            self.countdown.setText(self.tr("Silence"))
            self.ends.setText(self.tr("Plus personne n’est appelé avant la fin du vote."))
        can = left > 0 and between.lines > 0 and not self._starting
        self.start.setEnabled(can)
        self.start.set_label(
            self.tr("Création…") if self._starting else self.tr("Commencer les appels")
        )
        self._show_notice(between, at)

    def _build_card(self) -> QWidget:
        theme = active()
        card = CardFrame(margin=24, spacing=12)
        self.title = PlainLabel("", "strong", wrap=True)
        card.body.addWidget(self.title)
        clock = QHBoxLayout()
        clock.setSpacing(theme.px(12))
        self.countdown = PlainLabel("", "heading")
        clock.addWidget(self.countdown)
        self.ends = PlainLabel("", "quiet", wrap=True)
        clock.addWidget(self.ends, 1)
        card.body.addLayout(clock)
        tiles = QGridLayout()
        tiles.setSpacing(theme.px(10))
        self.absent = FigureTile(
            self.tr("Abstentions"),
            self.tr("au premier tour"),
            self.tr("Personnes qui n’ont pas voté au premier tour et peuvent voter au second."),
        )
        self.reached = FigureTile(
            self.tr("Joignables"),
            self.tr("personnes"),
            self.tr("Celles dont un numéro peut être appelé."),
        )
        self.lines = FigureTile(
            self.tr("Lignes"),
            self.tr("à appeler"),
            self.tr("Un numéro est une ligne : un foyer est appelé une fois."),
        )
        for place, tile in enumerate((self.absent, self.reached, self.lines)):
            tiles.addWidget(tile, 0, place)
            tiles.setColumnStretch(place, 1)
        card.body.addLayout(tiles)
        self.known = PlainLabel("", "muted", wrap=True)
        card.body.addWidget(self.known)
        self.purge = PlainLabel("", "muted", wrap=True)
        card.body.addWidget(self.purge)
        self.saturday = Check(self.tr("Appeler aussi le samedi, de 10 h à 18 h"))
        card.body.addWidget(self.saturday)
        foot = QHBoxLayout()
        self.done = PlainLabel("", "good", wrap=True)
        foot.addWidget(self.done, 1)
        self.room = Button(self.tr("Aller à la salle"), icon="phone")
        self.room.clicked.connect(self.room_requested)
        foot.addWidget(self.room)
        self.start = Button(self.tr("Commencer les appels"), Kind.PRIMARY, icon="phone", tall=True)
        self.start.clicked.connect(self._on_start)
        foot.addWidget(self.start)
        card.body.addLayout(foot)
        return card

    def _show_notice(self, between: BetweenRounds, at: datetime) -> None:
        zone = str(between.calls_end_at.tzinfo)
        if not between.seconds_left(at):
            text, tone = self.tr("Le silence a commencé : les appels sont finis."), "bad"
        elif not between.lines:
            text = self.tr(
                "Aucune de ces personnes n’a de numéro : importez les contacts de la campagne."
            )
            tone = "warning"
        elif between.is_late(at):
            text = self.tr(
                "Les deux jours qui suivent le premier tour sont passés ({when}) : commencez sans "
                "attendre, les derniers jours comptent le plus."
            ).format(when=moment(between.first_days_end_at, zone, at))
            tone = "warning"
        elif not between.campaign:
            left = (between.first_days_end_at - at).total_seconds()
            text = self.tr("Il reste {time} pour être prêt dans les deux jours du premier tour.")
            text, tone = text.format(time=remaining(left)), "soft"
        else:
            text, tone = "", "soft"
        self.notice.show_notice(text, tone, "clock" if tone == "soft" else "warning")

    def _on_start(self) -> None:
        self.start_requested.emit(Plan(hours=CallingHours(saturday_on=self.saturday.isChecked())))
