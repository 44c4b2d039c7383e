"""The office's settings: who answers for the data, a caller's caps, the lock, the charter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.check import Check
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame, Notice, Rule
from phonebank.ui.widgets.labels import PlainLabel, show_if

if TYPE_CHECKING:
    from phonebank.store.house import House

_MOST = 6000
_LOCK_MINUTES = (1, 60)


class SettingsCard(CardFrame):
    """`saved`: a dict of the settings that were changed, named as the fields of `House`."""

    saved = Signal(object)
    charter_requested = Signal()
    rewording_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._house: House | None = None
        self._edited = False
        theme = active()
        self.body.addWidget(PlainLabel(self.tr("Réglages"), "title"))
        self.controller = self._words(self.tr("Responsable des données, nommé aux électeurs"))
        self.rights = self._words(self.tr("Contact pour exercer ses droits (adresse ou courriel)"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(0, 1)
        numbers = (
            (self.tr("Fiches servies à un appelant, par heure"), 1, _MOST),
            (self.tr("Fiches passées par un appelant, par heure"), 0, _MOST),
            (self.tr("Recherches d’un appelant, par heure"), 0, _MOST),
            (self.tr("Verrouillage après, en minutes"), *_LOCK_MINUTES),
        )
        fields = []
        for at, (label, least, most) in enumerate(numbers):
            field = QLineEdit()
            field.setAccessibleName(label)
            field.setValidator(QIntValidator(least, most, field))
            field.setFixedSize(theme.px(84), theme.px(36))
            field.textEdited.connect(self._on_edited)
            field.returnPressed.connect(self._on_save)
            grid.addWidget(PlainLabel(label, "small", wrap=True), at, 0)
            grid.addWidget(field, at, 1)
            fields.append(field)
        self.claims, self.skips, self.searches, self.lock = fields
        self.body.addLayout(grid)
        self.silence = Check(self.tr("Montrer ce qu’est le silence électoral (entraînement)"))
        self.silence.clicked.connect(self._on_edited)
        self.body.addWidget(self.silence)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        row = QHBoxLayout()
        self.save = Button(self.tr("Enregistrer"), Kind.PRIMARY, small=True)
        self.save.clicked.connect(self._on_save)
        row.addWidget(self.save)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(Rule())
        self.charter = PlainLabel("", "small", wrap=True)
        self.body.addWidget(self.charter)
        holder = QWidget()
        flow = Flow(theme.px(8))
        holder.setLayout(flow)
        self.reword = Button(self.tr("Modifier la charte…"), small=True)
        self.reword.clicked.connect(self.rewording_requested)
        self.renew = Button(self.tr("La faire relire…"), small=True)
        self.renew.clicked.connect(self.charter_requested)
        flow.addWidget(self.reword)
        flow.addWidget(self.renew)
        self.body.addWidget(holder)
        self._show_edited()

    def show_house(self, house: House, *, force: bool = False) -> None:
        """Show the settings; what is being typed stays unless `force`."""
        self._house = house
        words = (
            self.tr(
                "Charte des appelants, version {n}, à vos mots : acceptée par {done} sur {all}."
            )
            if house.charter_texts
            else self.tr(
                "Charte des appelants, version {n}, texte fourni : acceptée par {done} sur {all}."
            )
        )
        self.charter.setText(
            words.format(n=house.charter_version, done=house.charter_accepted, all=house.callers)
        )
        show_if(self.silence, house.practice)
        if self._edited and not force:
            return
        self._edited = False
        self.controller.setText(house.controller)
        self.rights.setText(house.rights_contact)
        self.claims.setText(str(house.claims_an_hour))
        self.skips.setText(str(house.skips_an_hour))
        self.searches.setText(str(house.searches_an_hour))
        self.lock.setText(str(max(1, round(house.lock_seconds / 60))))
        self.silence.setChecked(house.practice_silence)
        self.notice.show_notice("")
        self._show_edited()

    def show_saved(self) -> None:
        """What was typed is the office's now."""
        self._edited = False
        self.notice.show_notice("")
        self._show_edited()

    def show_refusal(self, sentence: str) -> None:
        """Say why nothing was changed."""
        self.notice.show_notice(sentence, "bad", "warning")
        self.save.setEnabled(True)

    @property
    def saving(self) -> bool:
        """Whether what was typed is on its way."""
        return self._edited and not self.save.isEnabled()

    def _words(self, label: str) -> QLineEdit:
        self.body.addWidget(PlainLabel(label, "small", wrap=True))
        field = QLineEdit()
        field.setMinimumHeight(active().px(36))
        field.setMaxLength(200)
        field.setAccessibleName(label)
        field.textEdited.connect(self._on_edited)
        field.returnPressed.connect(self._on_save)
        self.body.addWidget(field)
        return field

    def _on_edited(self) -> None:
        self._edited = True
        self._show_edited()

    def _show_edited(self) -> None:
        self.save.setEnabled(self._edited)

    def _on_save(self) -> None:
        house = self._house
        if house is None or not self.save.isEnabled():
            return
        numbers = (self.claims, self.skips, self.searches, self.lock)
        if not all(field.hasAcceptableInput() for field in numbers):
            self.show_refusal(
                self.tr("Les limites vont de 0 ou 1 à 6 000, le verrouillage de 1 à 60 minutes.")
            )
            return
        wanted: dict[str, str | int | bool] = {
            "controller": self.controller.text().strip(),
            "rights_contact": self.rights.text().strip(),
            "claims_an_hour": int(self.claims.text()),
            "skips_an_hour": int(self.skips.text()),
            "searches_an_hour": int(self.searches.text()),
        }
        minutes = int(self.lock.text())
        if minutes != max(1, round(house.lock_seconds / 60)):
            wanted["lock_seconds"] = 60 * minutes
        if house.practice:
            wanted["practice_silence"] = self.silence.isChecked()
        self.save.setEnabled(False)
        self.saved.emit(wanted)
