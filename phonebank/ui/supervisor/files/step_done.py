"""The wizard's last screen: what came in, how to take it back, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.intake.spellings import FileKind
from phonebank.ui.supervisor.files.step_trial import CountTiles
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame, Column
from phonebank.ui.widgets.icons import IconMark
from phonebank.ui.widgets.labels import PlainLabel, show_if

if TYPE_CHECKING:
    from phonebank.ui.supervisor.files.wizard_state import WizardState


class DoneStep(QWidget):
    """`go_wanted`: the key of another place; `another_wanted`: one more file."""

    go_wanted = Signal(str)
    another_wanted = Signal()
    undo_wanted = Signal()
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme = active()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        scrolled = Column(14)
        whole.addWidget(scrolled)
        column = scrolled.body
        card = CardFrame(margin=24, spacing=12)
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(IconMark("check", "good", 26))
        self.lead = PlainLabel("", "heading", wrap=True)
        head.addWidget(self.lead, 1)
        card.body.addLayout(head)
        self.tiles = CountTiles()
        card.body.addWidget(self.tiles)
        self.next = PlainLabel("", "body", wrap=True)
        card.body.addWidget(self.next)
        holder = QWidget()
        flow = Flow(theme.px(8))
        holder.setLayout(flow)
        self.review = Button(self.tr("Vérifier les contacts"), Kind.PRIMARY)
        self.review.setProperty("place", "review")
        self.lists = Button(self.tr("Préparer une liste d’appel"))
        self.lists.setProperty("place", "lists")
        self.another = Button(self.tr("Importer un autre fichier"))
        for button in (self.review, self.lists):
            button.clicked.connect(self._on_place)
        self.another.clicked.connect(self.another_wanted)
        for button in (self.review, self.another, self.lists):
            flow.addWidget(button)
        card.body.addWidget(holder)
        column.addWidget(card)
        row = QHBoxLayout()
        self.undo = Button(self.tr("Annuler cet import…"), Kind.DANGER, icon="undo", small=True)
        self.undo.clicked.connect(self.undo_wanted)
        row.addWidget(self.undo)
        self.save = Button(self.tr("Enregistrer les lignes refusées…"), small=True)
        self.save.clicked.connect(self.save_wanted)
        row.addWidget(self.save)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def show_state(self, state: WizardState) -> None:
        """What the import did."""
        done = state.done
        if done is None:
            return
        self.lead.setText(self.tr("{file} est importé.").format(file=state.path.name))
        self.tiles.show_counts(done)
        show_if(self.review, done.counts.get("review", 0) > 0)
        show_if(self.lists, done.kind in (FileKind.CONTACTS, FileKind.TURNOUT))
        show_if(self.save, done.counts.get("refused", 0) > 0)
        self.next.setText(self._next(done.kind))

    def _next(self, kind: FileKind) -> str:
        match kind:
            case FileKind.ROLL:
                return self.tr("Ensuite : les émargements des tours passés, puis les contacts.")
            case FileKind.TURNOUT:
                return self.tr("Ensuite : les contacts, avec leurs téléphones.")
            case FileKind.CONTACTS:
                return self.tr("Ensuite : vérifiez les contacts douteux, puis préparez une liste.")
            case FileKind.BUREAUX:
                return self.tr("Les adresses et les horaires sont maintenant dits au téléphone.")
            case FileKind.RESULTS:
                return self.tr("Ces résultats servent maintenant à choisir les bureaux.")
            case FileKind.ENGAGEMENT:
                return self.tr("Ces ouvertures et ces clics servent maintenant dans les listes.")

    def _on_place(self) -> None:
        self.go_wanted.emit(str(self.sender().property("place")))
