"""The first thing shown: an office opening, or the choice of one, or what went wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.office.opening_day import NewOffice
from phonebank.ui.faults import worded
from phonebank.ui.language import LANGUAGES, spoken_language
from phonebank.ui.moments import moment
from phonebank.ui.start.creating import RealOfficeForm
from phonebank.ui.start.joining import JoinForm
from phonebank.ui.start.joining_words import refused_in_words
from phonebank.ui.start.restore_presenter import RestorePresenter
from phonebank.ui.start.restoring import RestoreForm
from phonebank.ui.start.steps import step_in_words
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame, Column, clear
from phonebank.ui.widgets.icons import IconMark
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.progress import ThinProgress

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent

_CARD_WIDTH = 520
_TIGHT_FROM = 140
"""From this size of text in percent, the room is for the words."""


@dataclass(frozen=True, slots=True)
class OfficeChoice:
    """An office one may open from this computer; `made`: when, which tells namesakes apart."""

    name: str
    folder: Path
    made: datetime | None = None


class StartPage(QWidget):
    """A card in the middle of the window; one state at a time."""

    office_chosen = Signal(object)
    """The folder of an office, or None for the practice office."""
    language_chosen = Signal(str)
    """Another language is wanted: speak it, then `show_choice` again."""
    passphrase_given = Signal(str)
    invitation_given = Signal(str, str, str)
    """The invitation (its file's name or its text), the desk's name, the passphrase if asked."""
    office_wanted = Signal(object)
    """A `NewOffice` to be made."""
    retried = Signal()
    choice_requested = Signal()
    """Another office than the one that does not open."""

    def __init__(self) -> None:
        super().__init__()
        self.progress: ThinProgress | None = None
        self.step: PlainLabel | None = None
        self.buttons: list[Button] = []
        self._offered: tuple[OfficeChoice, ...] = ()
        self._making: RealOfficeForm | None = None
        self.passphrase: QLineEdit | None = None
        self.again: QLineEdit | None = None
        """The passphrase once more, where it is chosen."""
        self.joining: JoinForm | None = None
        self.creating: RealOfficeForm | None = None
        self.found: Button | None = None
        self.restore: Button | None = None
        self.restoring: RestoreForm | None = None
        self.restorer: RestorePresenter | None = None
        """Who restores; without one it is not offered."""
        self.join: Button | None = None
        theme = active()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        # Large text on a low screen: the card is higher than the window.
        self.column = Column(spacing=0)
        whole.addWidget(self.column)
        self.column.verticalScrollBar().rangeChanged.connect(self._on_range)
        self._foot_wanted = False
        outer = self.column.body
        outer.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        tight = theme.look.percent >= _TIGHT_FROM
        self._card = CardFrame(margin=20 if tight else 36, spacing=8 if tight else 12)
        self._card.setFixedWidth(theme.px(min(_CARD_WIDTH, _CARD_WIDTH * 140 // _percent())))
        self._inside = self._card.body
        row.addWidget(self._card)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back from a form."""
        form = self.joining or self.creating or self.restoring
        if event.key() == Qt.Key.Key_Escape and form is not None:
            form.back.click()
        else:
            super().keyPressEvent(event)

    def show_opening(self, what: str = "", share: float = 0.0) -> None:
        """An office is being opened: what is being done, and the part done from 0 to 1."""
        if self.progress is None or self.step is None:
            self._begin("building", self.tr("Ouverture du bureau"))
            self.step = self._say(self.tr("La base de données démarre…"))
            self._inside.addSpacing(active().px(8))
            self.progress = ThinProgress(_CARD_WIDTH)
            self._inside.addWidget(self.progress)
        if what:
            self.step.setText(step_in_words(what))
        self.progress.show_share(round(1000 * share), 1000)

    def show_choice(self, offices: tuple[OfficeChoice, ...]) -> None:
        """Which office? With none yet, the practice one is offered."""
        self._begin("phone", self.tr("Bienvenue dans Phonebank"))
        self._say(
            self.tr("Choisissez un bureau de campagne.")
            if offices
            else self.tr(
                "Il n’y a pas encore de bureau sur cet ordinateur. Essayez avec le bureau "
                "d’entraînement : une ville, des électeurs et des numéros inventés."
            )
        )
        self._inside.addSpacing(active().px(8))
        names = Counter(each.name for each in offices)
        for each in offices:
            words = each.name
            if names[words] > 1 and each.made is not None:
                # A restored office stands beside the one it was.
                words = self.tr("{name} · fait {when}").format(
                    name=words, when=moment(each.made, "")
                )
            self._offer(words, each.folder, first=each is offices[0])
        self._offer(self.tr("Ouvrir le bureau d’entraînement"), None, first=not offices)
        words = self.tr("Rejoindre un bureau avec une invitation")
        self.join = Button(words, Kind.QUIET, tall=True)
        self.join.clicked.connect(self.show_joining)
        self._inside.addWidget(self.join)
        words = self.tr("Créer un bureau de campagne")
        self.found = Button(words, Kind.QUIET, tall=True)
        self.found.clicked.connect(self.show_creating)
        self._inside.addWidget(self.found)
        if self.restorer is not None:
            words = self.tr("Restaurer un bureau depuis une sauvegarde")
            self.restore = Button(words, Kind.BARE)
            self.restore.clicked.connect(self.show_restoring)
            self._inside.addWidget(self.restore)
        self._other_language = "en" if spoken_language() == "fr" else "fr"
        self.language = Button(LANGUAGES[self._other_language], Kind.BARE, icon="globe", small=True)
        self.language.clicked.connect(self._on_language)
        self._inside.addWidget(self.language, 0, Qt.AlignmentFlag.AlignHCenter)
        self._offered = offices
        self.buttons[0].setFocus()

    def show_joining(self) -> None:
        """This computer becomes a desk of an office that invited it."""
        self._begin("people", self.tr("Rejoindre un bureau"))
        self._say(
            self.tr("Le responsable du bureau vous a remis un fichier ou un texte à usage unique.")
        )
        form = self.joining = JoinForm()
        self._inside.addWidget(form)
        form.given.connect(self.invitation_given)
        form.left.connect(self._on_left)
        form.invitation.setFocus()

    def show_creating(self) -> None:
        """A real office is to be made on this computer."""
        self._begin("building", self.tr("Créer un bureau de campagne"))
        self._say(
            self.tr(
                "Sa base de données est faite sur cet ordinateur ; d’autres pourront la rejoindre."
            )
        )
        form = self.creating = RealOfficeForm()
        self._inside.addWidget(form)
        form.given.connect(self._on_new_office)
        form.left.connect(self._on_left)
        form.name.setFocus()

    def show_restoring(self) -> None:
        """An office comes back from a backup."""
        if self.restorer is None:
            return
        self._begin("building", self.tr("Restaurer un bureau"))
        form = self.restoring = RestoreForm(self.restorer)
        self._inside.addWidget(form)
        form.left.connect(self._on_left)
        form.opened.connect(self._on_restored)
        form.file.setFocus()

    def refuse_office(self, sentence: str) -> None:
        """Why the office was not made: the same form, with what was typed."""
        form = self._making
        if form is None:
            self.show_trouble(sentence)
            return
        self._begin("building", self.tr("Créer un bureau de campagne"))
        self.creating, self._making = form, None
        self._inside.addWidget(form)
        form.show()
        form.show_trouble(
            sentence or self.tr("Une erreur inattendue s’est produite ; elle est dans le journal.")
        )

    def refuse_invitation(self, sentence: str) -> None:
        """Why this computer did not join, beside what was typed."""
        if self.joining is not None:
            self.joining.show_trouble(refused_in_words(sentence))

    def ask_passphrase_to_join(self) -> None:
        """The same form again, with the passphrase that seals what the key ring would keep."""
        if self.joining is not None:
            self.joining.ask_passphrase()
            self._foot_wanted = True

    def show_passphrase(self, sentence: str, *, first: bool = False, refused: str = "") -> None:
        """No key ring here: a passphrase opens the journal. The first time it is typed twice.

        `refused`: why the one just given did not serve.
        """
        self._begin("lock", self.tr("Phrase secrète du poste"))
        self._say(worded(sentence))
        self._inside.addSpacing(active().px(8))
        self.passphrase = self._hidden_field(self.tr("Phrase secrète"))
        if first:
            self.again = self._hidden_field(self.tr("La même, encore une fois"))
        if refused:
            self._inside.addWidget(PlainLabel(worded(refused), "bad", wrap=True))
            announce(self, worded(refused))
        button = self._button(self.tr("Continuer"), Kind.PRIMARY, "↵")
        button.setEnabled(False)
        button.clicked.connect(self._on_given)
        other = self._button(self.tr("Choisir un autre bureau"), Kind.QUIET)
        other.clicked.connect(self.choice_requested)
        self.passphrase.setFocus()

    def show_trouble(self, sentence: str) -> None:
        """The office cannot be opened: why, and once more."""
        self._begin("warning", self.tr("Le bureau ne s’ouvre pas"), "bad")
        self._say(worded(sentence))
        self._inside.addSpacing(active().px(8))
        again = self._button(self.tr("Réessayer"), Kind.PRIMARY, "↵")
        again.clicked.connect(self.retried)
        other = self._button(self.tr("Choisir un autre bureau"), Kind.QUIET)
        other.clicked.connect(self.choice_requested)
        announce(self, worded(sentence))
        again.setFocus()

    def _begin(self, icon: str, title: str, tone: str = "accent") -> None:
        if self.creating is not None:
            # What was typed waits, in case the office cannot be made.
            self._inside.removeWidget(self.creating)
            self.creating.hide()
            self.creating.setParent(self)
        clear(self._inside)
        self._foot_wanted = False
        self.progress = self.step = self.passphrase = self.joining = self.join = None
        self.creating = self.found = self.restore = self.restoring = self.again = None
        self.buttons.clear()
        self.setAccessibleName(title)
        mark = IconMark(icon, tone, 32)
        self._inside.addWidget(mark, 0, Qt.AlignmentFlag.AlignLeft)
        self._inside.addWidget(PlainLabel(title, "heading", wrap=True))

    def _hidden_field(self, words: str) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(words)
        field.setPlaceholderText(words)
        field.textChanged.connect(self._on_typed)
        field.returnPressed.connect(self._on_given)
        self._inside.addWidget(field)
        return field

    def _say(self, text: str) -> PlainLabel:
        label = PlainLabel(text, "quiet", wrap=True)
        self._inside.addWidget(label)
        return label

    def _offer(self, name: str, folder: Path | None, *, first: bool) -> None:
        button = self._button(name, Kind.PRIMARY if first else Kind.QUIET, "↵" if first else "")
        button.setProperty("folder", folder)
        button.clicked.connect(self._on_office)

    def _on_new_office(self, new: NewOffice) -> None:
        self._making = self.creating
        self.show_opening()
        self.office_wanted.emit(new)

    def _on_range(self, _least: int, most: int) -> None:
        """Bring what was added to a form, and the button under it, into sight."""
        if self._foot_wanted:
            self.column.verticalScrollBar().setValue(most)

    def _on_language(self) -> None:
        self.language_chosen.emit(self._other_language)

    def _on_left(self) -> None:
        self.show_choice(self._offered)

    def _on_restored(self, folder: str) -> None:
        self.office_chosen.emit(Path(folder))

    def _button(self, label: str, kind: Kind, key: str = "") -> Button:
        button = Button(label, kind, key=key, tall=True)
        self.buttons.append(button)
        self._inside.addWidget(button)
        return button

    def _on_office(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.office_chosen.emit(button.property("folder"))

    def _on_typed(self) -> None:
        if self.passphrase is not None:
            words = self.passphrase.text()
            same = self.again is None or self.again.text() == words
            self.buttons[0].setEnabled(bool(words) and same)

    def _on_given(self) -> None:
        if self.passphrase is None:
            return
        if self.buttons[0].isEnabled():
            self.passphrase_given.emit(self.passphrase.text())
        elif self.again is not None and self.passphrase.hasFocus():
            self.again.setFocus()


def _percent() -> int:
    return max(140, active().look.percent)
