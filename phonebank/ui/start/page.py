"""The first thing shown: an office opening, or the choice of one, or what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.progress import ThinProgress

_CARD_WIDTH = 460


@dataclass(frozen=True, slots=True)
class OfficeChoice:
    """An office one may open from this computer."""

    name: str
    folder: Path


class StartPage(QWidget):
    """A card in the middle of the window; one state at a time."""

    office_chosen = Signal(object)
    """The folder of an office, or None for the practice office."""
    passphrase_given = Signal(str)
    retried = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._build()

    def _build(self) -> None:
        theme = active()
        self._card = CardFrame(margin=28, spacing=14)
        self._card.setFixedWidth(theme.px(_CARD_WIDTH))
        self._inside = self._card.body
        outer = QVBoxLayout(self)
        outer.addWidget(self._card, alignment=Qt.AlignmentFlag.AlignCenter)

    def show_opening(self, what: str = "", share: float = 0.0) -> None:
        """An office is being opened: what is being done, and the part done from 0 to 1."""
        bar = self.findChild(ThinProgress)
        if bar is None:
            self._clear()
            self._title(self.tr("Ouverture du bureau"))
            self._note(what or self.tr("La base de données démarre…"), "step")
            bar = ThinProgress(_CARD_WIDTH)
            self._inside.addWidget(bar)
        step = self.findChild(PlainLabel, "step")
        if step is not None and what:
            step.setText(what)
        bar.show_share(round(1000 * share), 1000)

    def show_choice(self, offices: tuple[OfficeChoice, ...]) -> None:
        """Which office? With none yet, the practice one is offered."""
        self._clear()
        self._title(self.tr("Bienvenue dans Phonebank"))
        self._note(
            self.tr("Choisissez un bureau de campagne.")
            if offices
            else self.tr(
                "Il n’y a pas encore de bureau sur cet ordinateur. Essayez avec le bureau "
                "d’entraînement : une ville, des électeurs et des numéros inventés."
            )
        )
        for each in offices:
            button = Button(each.name, Kind.PRIMARY if each is offices[0] else Kind.QUIET)
            button.clicked.connect(_Choice(self, each.folder))
            self._inside.addWidget(button)
        practice = Button(
            self.tr("Ouvrir le bureau d’entraînement"),
            Kind.QUIET if offices else Kind.PRIMARY,
        )
        practice.clicked.connect(_Choice(self, None))
        self._inside.addWidget(practice)
        if not offices:
            self._note(
                self.tr("Un vrai bureau se crée par : phonebank office create « Nom du bureau »")
            )
        first = self.findChild(Button)
        if first is not None:
            first.setFocus()

    def show_passphrase(self, sentence: str) -> None:
        """This computer has no key ring: the desk's passphrase opens its journal."""
        self._clear()
        self._title(self.tr("Phrase secrète du poste"))
        self._note(sentence)
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(self.tr("Phrase secrète du poste"))
        self._inside.addWidget(field)
        button = Button(self.tr("Continuer"), Kind.PRIMARY)
        self._inside.addWidget(button)

        def _on_given() -> None:
            if field.text():
                self.passphrase_given.emit(field.text())

        button.clicked.connect(_on_given)
        field.returnPressed.connect(_on_given)
        field.setFocus()

    def show_trouble(self, sentence: str) -> None:
        """The office cannot be opened: why, and once more."""
        self._clear()
        self._title(self.tr("Le bureau ne s’ouvre pas"))
        self._note(sentence)
        button = Button(self.tr("Réessayer"), Kind.PRIMARY)
        button.clicked.connect(self.retried)
        self._inside.addWidget(button)
        button.setFocus()

    def _title(self, text: str) -> None:
        self._inside.addWidget(PlainLabel(text, "heading", wrap=True))

    def _note(self, text: str, name: str = "") -> None:
        label = PlainLabel(text, "body", wrap=True)
        label.setObjectName(name)
        self._inside.addWidget(label)

    def _clear(self) -> None:
        while (item := self._inside.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()


class _Choice:
    """A button's meaning, without a reference that keeps the page alive elsewhere."""

    def __init__(self, page: StartPage, folder: Path | None) -> None:
        self._page = page
        self._folder = folder

    def __call__(self) -> None:
        self._page.office_chosen.emit(self._folder)
