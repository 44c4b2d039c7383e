"""Outcomes that found no call: each with the calls and lines it may belong to, a button a place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.outcomes import Outcome
from phonebank.ui.desk.outcome_texts import label
from phonebank.ui.moments import moment
from phonebank.ui.supervisor.team_words import refused
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import Column, Notice, Rule, clear
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.tab_order import TabsAsLaidOut

if TYPE_CHECKING:
    from uuid import UUID

    from phonebank.bridge import Bridge
    from phonebank.store.orphans import OrphanPlace, Orphans, OrphanView

    Waiting = tuple[tuple[OrphanView, tuple[OrphanPlace, ...]], ...]

_WIDTH, _HEIGHT = 620, 520


class OrphansPresenter(QObject):
    """Looks at what waits and files it; after each decision it looks again."""

    seen = Signal(object)
    """A tuple of (orphan, its places)."""
    told = Signal(str, str)
    """What became of a decision: a sentence and its tone."""

    def __init__(self, bridge: Bridge, orphans: Orphans, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._orphans = bridge, orphans

    def look(self) -> None:
        """Look at what waits."""
        self._bridge.read("orphans", partial(_look, self._orphans), self._on_seen, self._on_lost)

    def file(self, orphan: UUID, place: OrphanPlace) -> None:
        """File one under a call or a line."""
        job = partial(self._orphans.file, orphan, place)
        self._bridge.write(job, self._on_filed, self._on_lost)

    def drop(self, orphan: UUID) -> None:
        """Set one aside."""
        self._bridge.write(partial(self._orphans.drop, orphan), self._on_dropped, self._on_lost)

    def _on_seen(self, waiting: Waiting) -> None:
        self.seen.emit(waiting)

    def _on_filed(self, status: str) -> None:
        words = {
            "ok": (self.tr("Le résultat est classé."), "good"),
            "late": (
                self.tr("Le résultat est classé ; la ligne avait déjà été servie à nouveau."),
                "good",
            ),
            "told": (self.tr("Cet appel a déjà un résultat : classez-le ailleurs."), "warning"),
            "taken": (
                self.tr("Un collègue tient cette ligne : réessayez dans quelques minutes."),
                "warning",
            ),
            "invalid": (self.tr("Ce résultat ne convient pas à cet appel."), "warning"),
        }
        gone = (self.tr("Il est déjà classé."), "warning")
        self.told.emit(*words.get(status, gone))
        self.look()

    def _on_dropped(self, dropped: bool) -> None:
        if dropped:
            self.told.emit(self.tr("Le résultat est écarté."), "good")
        self.look()

    def _on_lost(self, sentence: str) -> None:
        self.told.emit(refused("away" if sentence else "bug", ""), "bad")


class OrphansDialog(TabsAsLaidOut, QDialog):
    """Open it with `open`; it deletes itself when closed."""

    def __init__(
        self, bridge: Bridge, orphans: Orphans, zone: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.presenter = OrphansPresenter(bridge, orphans, self)
        self._zone = zone
        self.filings: list[Button] = []
        self.drops: list[Button] = []
        theme = active()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Résultats sans appel"))
        column = QVBoxLayout(self)
        edge = theme.px(22)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(10))
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("Résultats sans appel"), "heading"), 1)
        shut = Button(self.tr("Fermer"), small=True)
        shut.clicked.connect(self.reject)
        head.addWidget(shut)
        column.addLayout(head)
        self.words = PlainLabel(
            self.tr(
                "Un poste a noté ces résultats, et le bureau ne sait plus pour quel appel. "
                "Classez-les, ou écartez-les ; une opposition a déjà été appliquée."
            ),
            "quiet",
            wrap=True,
        )
        column.addWidget(self.words)
        self.notice = Notice()
        column.addWidget(self.notice)
        self.column = Column(spacing=theme.px(10))
        column.addWidget(self.column, 1)
        room = parent.window().size() if parent is not None else self.maximumSize()
        self.resize(
            min(theme.px(_WIDTH), room.width() - 40), min(theme.px(_HEIGHT), room.height() - 40)
        )
        self.presenter.seen.connect(self.show_waiting)
        self.presenter.told.connect(self._on_told)
        self.presenter.look()

    def show_waiting(self, waiting: Waiting) -> None:
        """Show what waits."""
        clear(self.column.body)
        self.filings.clear()
        self.drops.clear()
        if not waiting:
            nothing = self.tr("Plus rien n’attend.")
            self.column.body.addWidget(PlainLabel(nothing, "muted"))
        for index, (orphan, places) in enumerate(waiting):
            if index:
                self.column.body.addWidget(Rule())
            self.column.body.addWidget(self._orphan(orphan, places))
        self.column.body.addStretch(1)

    def _orphan(self, orphan: OrphanView, places: tuple[OrphanPlace, ...]) -> QWidget:
        theme = active()
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        known = orphan.outcome in {each.value for each in Outcome}
        what = label(Outcome(orphan.outcome)) if known else self.tr("Résultat inconnu")
        told = self.tr("« {what} », noté au poste {desk}").format(
            what=what, desk=orphan.desk or "?"
        )
        column.addWidget(PlainLabel(told, "strong", wrap=True))
        column.addWidget(PlainLabel(moment(orphan.parked_at, self._zone), "muted"))
        for place in places:
            words = self._place(place)
            button = Button(words, small=True, spread=True)
            button.setAccessibleName(self.tr("Classer : {place}").format(place=words))
            button.clicked.connect(partial(self._on_file, orphan.orphan, place))
            self.filings.append(button)
            column.addWidget(button)
        if not places:
            column.addWidget(
                PlainLabel(self.tr("Aucun appel ni aucune ligne ne correspond."), "muted")
            )
        drop = Button(self.tr("Écarter"), small=True)
        drop.clicked.connect(partial(self.presenter.drop, orphan.orphan))
        self.drops.append(drop)
        row = QHBoxLayout()
        row.addWidget(drop)
        row.addStretch(1)
        column.addLayout(row)
        return block

    def _place(self, place: OrphanPlace) -> str:
        if place.kind == "call" and place.at is not None:
            return self.tr("Appel de {caller}, {when} : {people} ({campaign})").format(
                caller=place.caller,
                when=moment(place.at, self._zone),
                people=place.people,
                campaign=place.campaign,
            )
        return self.tr("Ligne : {people} ({campaign})").format(
            people=place.people, campaign=place.campaign
        )

    def _on_file(self, orphan: UUID, place: OrphanPlace) -> None:
        for button in (*self.filings, *self.drops):
            button.setEnabled(False)
        self.presenter.file(orphan, place)

    def _on_told(self, sentence: str, tone: str) -> None:
        self.notice.show_notice(sentence, tone)
        announce(self, sentence)
        for button in (*self.filings, *self.drops):
            button.setEnabled(True)


def _look(orphans: Orphans) -> Waiting:
    return tuple((each, orphans.places(each.orphan)) for each in orphans.waiting())
