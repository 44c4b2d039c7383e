"""The page « Rapprochements »: doubtful contacts, one by one, decided by one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.intake.reviewing import Decision
from phonebank.ui.language import plural
from phonebank.ui.supervisor.review.presenter import ReviewPresenter
from phonebank.ui.supervisor.review.side_by_side import SideBySide
from phonebank.ui.supervisor.review.words import breakable, lines, name_of
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame, Column, Notice
from phonebank.ui.widgets.icons import IconMark
from phonebank.ui.widgets.labels import PlainLabel, show_if
from phonebank.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from phonebank.bridge import Bridge
    from phonebank.intake.reviewing import Doubtful, ReviewService
    from phonebank.store.reviewing import ChangeRow, Waiting

FILES = "files"
_FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)


class ReviewPage(QWidget):
    """`begin` when it comes into sight, `leave` when it goes.

    Keys: S or M the same person, D a different one, U unsure, Z undo, arrows among the people.
    """

    go_requested = Signal(str)

    def __init__(
        self, bridge: Bridge, service: ReviewService, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.presenter = ReviewPresenter(bridge, service, self)
        self._found: Doubtful | None = None
        self._waiting: Waiting | None = None
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Rapprochements"))
        self._build()
        self._connect()

    def begin(self) -> None:
        """Show the first contact that waits."""
        self.presenter.open(aside=self.presenter.aside)
        self.setFocus()

    def leave(self) -> None:
        """Forget what was asked."""
        self.presenter.leave()

    # The page ------------------------------------------------------------------------------------

    def _build(self) -> None:
        theme = active()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.column = Column()
        edge = theme.px(16)
        self.column.body.setContentsMargins(edge, edge, edge, edge)
        whole.addWidget(self.column, 1)
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(PlainLabel(self.tr("Rapprochements"), "heading"))
        self.count = Pill("", "accent")
        head.addWidget(self.count)
        head.addStretch(1)
        self.aside = Button("", small=True)
        head.addWidget(self.aside)
        self.column.body.addLayout(head)
        self.about = PlainLabel(
            self.tr(
                "Ces contacts ressemblent à quelqu’un de la liste électorale sans que ce soit sûr. "
                "Leur numéro n’est appelé que si vous dites que c’est la même personne."
            ),
            "muted",
            wrap=True,
        )
        self.column.body.addWidget(self.about)
        self.notice = Notice()
        self.column.body.addWidget(self.notice)
        self.column.body.addLayout(self._build_people())
        self.both = SideBySide()
        self.column.body.addWidget(self.both)
        self.empty = self._build_empty()
        self.column.body.addWidget(self.empty)
        self.column.body.addStretch(1)
        whole.addWidget(self._build_bar())
        for widget in (self.both, self.empty, self.aside, self.bar):
            widget.hide()

    def _build_people(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(active().px(10))
        self.who = PlainLabel("", "large", wrap=True)
        row.addWidget(self.who, 1)
        self.which = PlainLabel("", "muted")
        row.addWidget(self.which)
        self.back = Button("", icon="back", small=True)
        self.back.setAccessibleName(self.tr("Personne précédente"))
        self.forward = Button("", icon="forward", small=True)
        self.forward.setAccessibleName(self.tr("Personne suivante"))
        for button in (self.back, self.forward):
            row.addWidget(button)
            button.hide()
        return row

    def _build_empty(self) -> CardFrame:
        card = CardFrame(margin=36, spacing=12)
        centre = Qt.AlignmentFlag.AlignHCenter
        card.body.addWidget(IconMark("check", "good", 36), 0, centre)
        self.empty_words = PlainLabel(self.tr("Plus aucun contact à examiner"), "large", wrap=True)
        self.empty_words.setAlignment(centre)
        card.body.addWidget(self.empty_words)
        more = PlainLabel(
            self.tr(
                "Ceux qui viendront avec un fichier de contacts et dont on n’est pas sûr "
                "attendront ici."
            ),
            "muted",
            wrap=True,
        )
        more.setAlignment(centre)
        card.body.addWidget(more)
        self.bring = Button(self.tr("Importer un fichier"), Kind.QUIET, icon="file")
        card.body.addWidget(self.bring, 0, centre)
        return card

    def _build_bar(self) -> QWidget:
        theme = active()
        self.bar = CardFrame(margin=12)
        flow = Flow(theme.px(10))
        self.same = Button(self.tr("Même personne"), Kind.PRIMARY, key="S", tall=True)
        self.different = Button(self.tr("Personne différente"), key="D", tall=True)
        self.unsure = Button(self.tr("Pas sûr"), key="U", tall=True)
        self.undo = Button(
            self.tr("Annuler la dernière"), Kind.BARE, key="Z", icon="undo", tall=True
        )
        for button in (self.same, self.different, self.unsure, self.undo):
            flow.addWidget(button)
        self.bar.body.addLayout(flow)
        frame = QWidget()
        edge = theme.px(16)
        around = QVBoxLayout(frame)
        around.setContentsMargins(edge, 0, edge, edge)
        around.addWidget(self.bar)
        return frame

    def _connect(self) -> None:
        asked = self.presenter
        asked.shown.connect(self.show_contact)
        asked.decided.connect(self._on_decided)
        asked.undone.connect(self._on_undone)
        asked.failed.connect(self._on_failed)
        self.same.clicked.connect(self._on_same)
        self.different.clicked.connect(self._on_different)
        self.unsure.clicked.connect(self._on_unsure)
        self.undo.clicked.connect(asked.undo)
        self.back.clicked.connect(self._on_back)
        self.forward.clicked.connect(self._on_forward)
        self.aside.clicked.connect(self._on_aside)
        self.bring.clicked.connect(self._on_bring)

    # Showing -------------------------------------------------------------------------------------

    def show_contact(self, found: Doubtful | None, waiting: Waiting) -> None:
        """Show a contact and whom it may be, or that nothing is left."""
        self._found, self._waiting, self._at = found, waiting, 0
        left = plural(waiting.left, self.tr("{n} à examiner"), self.tr("{n} à examiner"))
        self.count.show_state(left if waiting.left else "", "accent")
        aside = plural(
            waiting.set_aside, self.tr("Revoir {n} mis de côté"), self.tr("Revoir {n} mis de côté")
        )
        self.aside.set_label(self.tr("Revenir aux autres") if self.presenter.aside else aside)
        show_if(self.aside, bool(waiting.set_aside))
        for widget in (self.both, self.about, self.who):
            show_if(widget, found is not None)
        for button in (self.same, self.different, self.unsure):
            show_if(button, found is not None)
        show_if(self.undo, self.presenter.undoable)
        show_if(self.bar, found is not None or self.presenter.undoable)
        show_if(self.empty, found is None)
        if found is not None:
            self.who.setText(breakable(name_of(found.contact)))
        self._show_person()
        if found is None:
            announce(self, self.empty_words.text())

    def _show_person(self) -> None:
        found = self._found
        many = 0 if found is None else len(found.candidates)
        for button in (self.back, self.forward):
            show_if(button, many > 1)
        show_if(self.which, many > 0)
        if found is None or not many:
            return
        candidate = found.candidates[self._at]
        which = self.tr("Personne {at} sur {many}").format(at=self._at + 1, many=many)
        like = self.tr("ressemblance {percent} %").format(percent=round(100 * candidate.likeness))
        self.which.setText(f"{which} · {like}" if many > 1 else like)
        self.both.show_lines(lines(found, candidate), self.tr("Sur la liste électorale"))
        announce(self, f"{self.which.text()}. {self.both.accessibleDescription()}")

    # Deciding ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key a decision; anything else is the window's."""
        if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
            return
        keys = {
            "s": self._on_same,
            "m": self._on_same,
            "d": self._on_different,
            "u": self._on_unsure,
            "z": self.presenter.undo,
        }
        act = keys.get(event.text().lower())
        if act is not None and not event.isAutoRepeat():
            act()
        elif event.key() in _FORWARD:
            self._on_forward()
        elif event.key() in _BACK:
            self._on_back()
        else:
            super().keyPressEvent(event)

    def _person(self) -> int | None:
        if self._found is None or not self._found.candidates:
            return None
        return self._found.candidates[self._at].person.person_id

    def _on_same(self) -> None:
        if self._person() is not None:
            self.presenter.decide(Decision.SAME, self._person())

    def _on_different(self) -> None:
        self.presenter.decide(Decision.DIFFERENT, self._person())

    def _on_unsure(self) -> None:
        self.presenter.decide(Decision.UNSURE, None)

    def _on_forward(self) -> None:
        self._turn(1)

    def _on_back(self) -> None:
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if self._found is not None and len(self._found.candidates) > 1:
            self._at = (self._at + step) % len(self._found.candidates)
            self._show_person()

    def _on_aside(self) -> None:
        self.presenter.open(aside=not self.presenter.aside)
        self.setFocus()

    def _on_bring(self) -> None:
        self.go_requested.emit(FILES)

    def _on_decided(self, decision: Decision, found: Doubtful) -> None:
        said = {
            Decision.SAME: self.tr("{name} : même personne, son numéro peut être appelé."),
            Decision.DIFFERENT: self.tr("{name} : ce n’est pas cette personne."),
            Decision.UNSURE: self.tr("{name} : mis de côté, à revoir plus tard."),
        }[decision].format(name=name_of(found.contact))
        self.notice.show_notice(said, "good", "check")
        announce(self, said)

    def _on_undone(self, _row: ChangeRow) -> None:
        said = self.tr("C’est annulé : tout est comme avant.")
        self.notice.show_notice(said, "soft", "undo")
        announce(self, said)

    def _on_failed(self, sentence: str) -> None:
        self.notice.show_notice(sentence, "bad", "warning")
        announce(self, sentence)
