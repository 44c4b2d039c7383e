"""Making a real office: what it is, who answers for its data; then who owns and supervises it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from phonebank.domain.calendar import FRENCH_ZONES
from phonebank.domain.passwords import MINIMUM
from phonebank.office.opening_day import NewOffice
from phonebank.ui.faults import worded
from phonebank.ui.language import spoken_language
from phonebank.ui.start.zones import zone_in_words
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.labels import PlainLabel

_LONGEST = 60


class RealOfficeForm(QWidget):
    """Two pages. `given` sends a `NewOffice`; `left` goes back to the choice of an office."""

    given = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme = active()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self.pages = QStackedWidget()
        self._labelled: list[PlainLabel] = []
        self.pages.addWidget(self._office_page())
        self.pages.addWidget(self._people_page())
        column.addWidget(self.pages)
        self.trouble = PlainLabel("", "bad", wrap=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        row = QHBoxLayout()
        self.back = Button(self.tr("Retour"), Kind.BARE)
        self.back.clicked.connect(self._on_back)
        row.addWidget(self.back)
        row.addStretch(1)
        self.onward = Button(self.tr("Continuer"), Kind.PRIMARY, key="↵", tall=True)
        self.onward.clicked.connect(self._on_onward)
        row.addWidget(self.onward)
        column.addLayout(row)
        self._on_typed()

    def show_trouble(self, sentence: str) -> None:
        """Why the office was not made; what was typed stays."""
        words = worded(sentence)
        self.trouble.show_text(words)
        announce(self, words)
        self._on_typed()

    def new_office(self) -> NewOffice:
        """What was typed."""
        return NewOffice(
            name=self.name.text().strip(),
            time_zone=str(self.zone.currentData()),
            controller=self.controller.text().strip(),
            rights_contact=self.rights.text().strip(),
            owner=self.owner.text().strip(),
            owner_password=self.owner_password.text(),
            supervisor=self.supervisor.text().strip(),
            supervisor_password=self.supervisor_password.text(),
            language=spoken_language(),
        )

    def _office_page(self) -> QWidget:
        page, column = self._page()
        self.name = self._field(column, self.tr("Nom du bureau"), self.tr("Valmont Ensemble"))
        column.addWidget(PlainLabel(self.tr("Fuseau horaire"), "muted"))
        self.zone = QComboBox()
        self.zone.setAccessibleName(self.tr("Fuseau horaire"))
        for zone in FRENCH_ZONES:
            self.zone.addItem(zone_in_words(zone), zone)
        column.addWidget(self.zone)
        self.controller = self._field(
            column,
            self.tr("Qui répond des données (nommé aux électeurs)"),
            self.tr("la liste, l’association ou le candidat"),
            longest=200,
        )
        self.rights = self._field(
            column,
            self.tr("Où écrire pour exercer ses droits"),
            self.tr("une adresse ou un courriel"),
            longest=200,
        )
        column.addStretch(1)
        return page

    def _people_page(self) -> QWidget:
        page, column = self._page()
        words = self.tr(
            "Le propriétaire importe les fichiers, tient les comptes et le bureau. Un superviseur "
            "suit la salle. Un mot de passe a douze caractères ou plus : une phrase courte va."
        )
        column.addWidget(PlainLabel(words, "muted", wrap=True))
        self.owner = self._field(column, self.tr("Votre nom (propriétaire)"), "")
        self.owner_password = self._field(column, self.tr("Votre mot de passe"), "", hidden=True)
        self.again = self._field(column, self.tr("Le même, encore une fois"), "", hidden=True)
        self.supervisor = self._field(column, self.tr("Premier superviseur (facultatif)"), "")
        self.supervisor_password = self._field(column, self.tr("Son mot de passe"), "", hidden=True)
        column.addStretch(1)
        return page

    def _page(self) -> tuple[QWidget, QVBoxLayout]:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(active().px(5))
        return page, column

    def _field(
        self,
        column: QVBoxLayout,
        label: str,
        hint: str,
        *,
        hidden: bool = False,
        longest: int = _LONGEST,
    ) -> QLineEdit:
        column.addWidget(PlainLabel(label, "muted", wrap=True))
        field = QLineEdit()
        field.setAccessibleName(label)
        field.setPlaceholderText(hint)
        field.setMaxLength(200 if hidden else longest)
        if hidden:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        field.textChanged.connect(self._on_typed)
        field.returnPressed.connect(self._on_onward)
        column.addWidget(field)
        return field

    def _missing(self) -> tuple[str, QLineEdit] | None:
        """What keeps the accounts from being made, and the field where; None when nothing does."""
        if len(self.owner_password.text()) < MINIMUM:
            words = self.tr("Votre mot de passe a moins de douze caractères.")
            return words, self.owner_password
        if self.owner_password.text() != self.again.text():
            return self.tr("Les deux mots de passe ne sont pas les mêmes."), self.again
        if self.supervisor.text().strip() and len(self.supervisor_password.text()) < MINIMUM:
            words = self.tr("Le mot de passe du superviseur a moins de douze caractères.")
            return words, self.supervisor_password
        return None

    def _on_typed(self) -> None:
        if not hasattr(self, "onward"):
            return
        first = self.pages.currentIndex() == 0
        wanted = (self.name, self.controller) if first else (self.owner, self.owner_password)
        self.onward.setEnabled(all(field.text().strip() for field in wanted))
        self.onward.set_label(self.tr("Continuer") if first else self.tr("Créer le bureau"))

    def _on_onward(self) -> None:
        if not self.onward.isEnabled():
            return
        self.trouble.show_text("")
        if self.pages.currentIndex() == 0:
            self.pages.setCurrentIndex(1)
            self._on_typed()
            self.owner.setFocus(Qt.FocusReason.TabFocusReason)
            return
        missing = self._missing()
        if missing is not None:
            words, field = missing
            self.show_trouble(words)
            field.setFocus()
            field.selectAll()
            return
        self.onward.setEnabled(False)
        self.given.emit(self.new_office())

    def _on_back(self) -> None:
        self.trouble.show_text("")
        if self.pages.currentIndex() == 0:
            self.left.emit()
            return
        self.pages.setCurrentIndex(0)
        self._on_typed()
        self.name.setFocus()
