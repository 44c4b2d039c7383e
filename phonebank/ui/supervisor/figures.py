"""The metrics of the day as tiles: each a name, a figure and the figure's definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from phonebank.ui.language import figure
from phonebank.ui.supervisor.sentences import one_decimal, percent
from phonebank.ui.theme import active
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel, set_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from phonebank.store.room import CampaignView

_LEAST_TILE = 140


class FigureTile(CardFrame):
    """One metric: what it is called, how much, what it counts."""

    def __init__(self, name: str, caption: str, definition: str) -> None:
        super().__init__(name, margin=14, spacing=2)
        self._name = name
        self._definition = definition
        self.value = PlainLabel("–", "heading")
        self.body.addWidget(self.value)
        self.caption = PlainLabel(caption, "muted", wrap=True)
        self.body.addWidget(self.caption)
        self.body.addStretch(1)
        set_tip(self, definition)
        self.setAccessibleDescription(definition)

    def show_figure(self, text: str) -> None:
        """Show this much."""
        self.value.setText(text)
        self.setAccessibleName(f"{self._name} : {text}")


class FigureTiles(QWidget):
    """The five metrics in a row, or in as many rows as they need."""

    def __init__(self) -> None:
        super().__init__()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(active().px(12))
        self.attempts = FigureTile(
            self.tr("Tentatives"),
            self.tr("appels aujourd’hui"),
            self.tr(
                "Appels passés depuis minuit et dont le résultat est noté. Les fiches passées et "
                "les incidents techniques ne comptent pas."
            ),
        )
        self.contacts = FigureTile(
            self.tr("Contacts"),
            self.tr("quelqu’un a répondu"),
            self.tr("Tentatives où une personne a répondu, faux numéros compris."),
        )
        self.rate = FigureTile(
            self.tr("Taux de contact"),
            self.tr("contacts par tentative"),
            self.tr("La part des tentatives où une personne a répondu."),
        )
        self.conversations = FigureTile(
            self.tr("Conversations"),
            self.tr("la bonne personne"),
            self.tr("Contacts où la bonne personne a parlé, même si elle a dû couper court."),
        )
        self.an_hour = FigureTile(
            self.tr("Par heure d’appelant"),
            self.tr("conversations"),
            self.tr(
                "Conversations par heure d’appelant : le temps passé avec une ligne en main, de la "
                "fiche au résultat, tous appelants ensemble."
            ),
        )
        self.tiles = (self.attempts, self.contacts, self.rate, self.conversations, self.an_hour)
        self._arrange(len(self.tiles))

    def show_campaign(self, campaign: CampaignView | None) -> None:
        """Show a campaign's metrics of the day; dashes where there is none."""
        if campaign is None:
            for tile in self.tiles:
                tile.show_figure("–")
            return
        self.attempts.show_figure(figure(campaign.attempts))
        self.contacts.show_figure(figure(campaign.contacts))
        self.rate.show_figure(percent(campaign.contact_rate))
        self.conversations.show_figure(figure(campaign.conversations))
        self.an_hour.show_figure(one_decimal(campaign.conversations_an_hour))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take another row where a tile would be too narrow."""
        super().resizeEvent(event)
        self._arrange(
            max(1, min(len(self.tiles), event.size().width() // active().px(_LEAST_TILE)))
        )

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, number // columns, number % columns)
        for column in range(len(self.tiles)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
