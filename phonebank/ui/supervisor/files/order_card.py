"""Which files to bring, and in which order: what a supervisor needs to know on the first day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from phonebank.intake.spellings import FileKind
from phonebank.ui.supervisor.files.kind_words import kind_name
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from collections.abc import Collection

ORDER = (
    FileKind.ROLL,
    FileKind.TURNOUT,
    FileKind.CONTACTS,
    FileKind.BUREAUX,
    FileKind.RESULTS,
)


class OrderCard(CardFrame):
    """Five lines, those done ticked. `typing_wanted`: an émargement is to be typed by hand."""

    typing_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Dans l’ordre"), margin=18, spacing=12)
        theme = active()
        self._pills: dict[FileKind, Pill] = {}
        self._why: dict[FileKind, PlainLabel] = {}
        for rank, (kind, words) in enumerate(self._reasons().items(), start=1):
            row = QHBoxLayout()
            row.setSpacing(theme.px(10))
            pill = self._pills[kind] = Pill(str(rank), "accent")
            row.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
            column = QVBoxLayout()
            column.setSpacing(theme.px(1))
            column.addWidget(PlainLabel(kind_name(kind), "strong", wrap=True))
            why = self._why[kind] = PlainLabel(words, "muted", wrap=True)
            column.addWidget(why)
            if kind is FileKind.TURNOUT:
                self.typing = Button(self.tr("Saisir un émargement à la main"), Kind.LINK)
                self.typing.clicked.connect(self.typing_wanted)
                column.addWidget(self.typing, 0, Qt.AlignmentFlag.AlignLeft)
            row.addLayout(column, 1)
            self.body.addLayout(row)
        self.body.addStretch(1)

    def show_done(self, kinds: Collection[str]) -> None:
        """Tick the kinds of which something is in."""
        for rank, kind in enumerate(ORDER, start=1):
            done = kind.value in kinds
            self._why[kind].setVisible(not done)
            self._pills[kind].show_state("✓" if done else str(rank), "good" if done else "accent")
            self._pills[kind].setAccessibleName(
                self.tr("{kind} : fait").format(kind=kind_name(kind)) if done else str(rank)
            )

    def _reasons(self) -> dict[FileKind, str]:
        return {
            FileKind.ROLL: self.tr("Qui peut voter, où. Tout le reste s’y rattache."),
            FileKind.TURNOUT: self.tr("Qui a voté aux tours passés : le tri vient de là."),
            FileKind.CONTACTS: self.tr("Les téléphones, avec leur origine et les oppositions."),
            FileKind.BUREAUX: self.tr("Adresses et horaires, pour les dire au téléphone."),
            FileKind.RESULTS: self.tr("Nos voix par bureau, pour choisir où appeler d’abord."),
        }
