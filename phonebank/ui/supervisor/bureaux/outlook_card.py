"""What the first lines of a list are worth under some weights: five figures and two sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from phonebank.ui.language import figure, plural
from phonebank.ui.supervisor.figures import FigureTile
from phonebank.ui.supervisor.sentences import one_decimal
from phonebank.ui.theme import active
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from phonebank.targeting.what_if import Outlook

_COLUMNS = 3


class OutlookCard(CardFrame):
    """Shows an `Outlook`, or dashes."""

    def __init__(self) -> None:
        super().__init__(margin=18, spacing=12)
        theme = active()
        self.sentence = PlainLabel("", "strong", wrap=True)
        self.body.addWidget(self.sentence)
        tiles = QGridLayout()
        tiles.setSpacing(theme.px(10))
        self.people = FigureTile(
            self.tr("Personnes"),
            self.tr("à joindre"),
            self.tr("Personnes à joindre sur ces lignes."),
        )
        self.middle = FigureTile(
            self.tr("Qui hésitent"),
            self.tr("parmi elles"),
            self.tr("Celles dont la chance de voter est entre 25 et 75 %."),
        )
        self.voters = FigureTile(
            self.tr("Votants de plus"),
            self.tr("à attendre"),
            self.tr(
                "L’effet mesuré d’un appel tranquille (3,8 points au milieu) × la chance de "
                "joindre, sur toutes ces personnes."
            ),
        )
        self.votes = FigureTile(
            self.tr("Voix pour nous"),
            self.tr("à attendre"),
            self.tr("Votants de plus × notre part dans leur bureau."),
        )
        self.hours = FigureTile(
            self.tr("Heures d’appel"),
            self.tr("d’une personne"),
            self.tr("Lignes × appels attendus par ligne ÷ appels par heure."),
        )
        self.tiles = (self.people, self.middle, self.voters, self.votes, self.hours)
        for place, tile in enumerate(self.tiles):
            tiles.addWidget(tile, place // _COLUMNS, place % _COLUMNS)
        for third in range(_COLUMNS):
            tiles.setColumnStretch(third, 1)
        self.body.addLayout(tiles)
        self.whole = PlainLabel("", "muted", wrap=True)
        self.body.addWidget(self.whole)

    def show_outlook(self, outlook: Outlook | None, *, reading: bool) -> None:
        """Show these figures; `reading` says that some are on their way."""
        if outlook is None:
            self.sentence.setText(self.tr("Un instant…") if reading else "–")
            for tile in self.tiles:
                tile.show_figure("–")
            self.whole.setText("")
            return
        top, whole = outlook.top, outlook.whole
        self.sentence.setText(self._changes(outlook.entering, top.lines))
        self.people.show_figure(figure(top.people))
        self.middle.show_figure(figure(top.middle))
        self.voters.show_figure(one_decimal(top.voters))
        self.votes.show_figure(one_decimal(top.votes))
        self.hours.show_figure(figure(round(top.hours)))
        self.whole.setText(
            self.tr(
                "La liste entière : {people} personnes, {lines} lignes, {voters} votants de plus, "
                "{hours} heures d’appel."
            ).format(
                people=figure(whole.people),
                lines=figure(whole.lines),
                voters=one_decimal(whole.voters),
                hours=figure(round(whole.hours)),
            )
        )

    def _changes(self, entering: int, lines: int) -> str:
        first = plural(
            lines,
            self.tr("Sur la première ligne"),
            self.tr("Sur les {n} premières lignes"),
        )
        if not entering:
            return self.tr("{first}, rien ne change.").format(first=first)
        moved = plural(
            entering,
            self.tr("{n} entre et autant sort"),
            self.tr("{n} entrent et autant sortent"),
        )
        return self.tr("{first}, {moved}.").format(first=first, moved=moved)
