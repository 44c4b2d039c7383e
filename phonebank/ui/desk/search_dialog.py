"""Somebody rings back: who they may be, from the full number or a surname and a year of birth.

The words typed are sent once and shown nowhere else; each search is counted by the office.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.domain.phone import Phone, classify
from phonebank.ui.desk.outcome_texts import label
from phonebank.ui.faults import worded
from phonebank.ui.language import plural
from phonebank.ui.moments import hour, local, moment
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import Column, Notice, Rule, clear
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.tab_order import TabsAsLaidOut

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.calling.finding import Found, FoundPerson
    from phonebank.domain.card import OfficeFacts
    from phonebank.ui.desk.service import DeskService

_WIDTH, _HEIGHT = 560, 520


class SearchDialog(TabsAsLaidOut, QDialog):
    """Open it with `open`. `chosen` carries the search and the person whose line is wanted."""

    chosen = Signal(object, int)

    def __init__(
        self,
        bridge: Bridge,
        service: DeskService,
        office: OfficeFacts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._service, self._office = bridge, service, office
        self._found: Found | None = None
        self.takes: list[Button] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Quelqu’un rappelle"))
        self._build()
        self.number.setFocus()
        self._on_typed()

    def search(self) -> None:
        """Ask the office with what was typed: the number, or else the name and the year."""
        if not self.seek.isEnabled():
            return
        number: str | None = None
        if self.number.text().strip():
            phone = classify(self.number.text(), practice=self._office.practice)
            if not isinstance(phone, Phone):
                self._tell(
                    self.tr(
                        "Ce n’est pas un numéro complet : faites-le répéter, chiffre par chiffre."
                    ),
                    "warning",
                )
                return
            number = phone.e164
        surname = self.surname.text().strip() or None
        born = int(self.born.text()) if self.born.text() else None
        self.seek.setEnabled(False)
        self._show_people(())
        self._tell("", "soft")
        job = (
            partial(self._service.search, number, None, None)
            if number is not None
            else partial(self._service.search, None, surname, born)
        )
        self._bridge.write(job, self._on_found, self._on_error)

    def _build(self) -> None:
        theme = active()
        column = QVBoxLayout(self)
        edge = theme.px(22)
        column.setContentsMargins(edge, edge, edge, theme.px(18))
        column.setSpacing(theme.px(10))
        column.addWidget(PlainLabel(self.tr("Quelqu’un rappelle"), "heading", wrap=True))
        words = self.tr(
            "Demandez le numéro complet, ou le nom et l’année de naissance. Chaque recherche est "
            "comptée."
        )
        column.addWidget(PlainLabel(words, "quiet", wrap=True))
        self.number = self._field(column, self.tr("Son numéro, en entier"))
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        left, right = QVBoxLayout(), QVBoxLayout()
        self.surname = self._field(left, self.tr("Ou son nom de famille"))
        self.surname.setMaxLength(80)
        self.born = self._field(right, self.tr("et son année de naissance"))
        self.born.setValidator(
            QRegularExpressionValidator(QRegularExpression(r"(19|20)\d\d"), self.born)
        )
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        column.addLayout(row)
        self.notice = Notice()
        column.addWidget(self.notice)
        self.people = Column(spacing=0)
        column.addWidget(self.people, 1)
        row = QHBoxLayout()
        self.shut = Button(self.tr("Fermer"))
        self.shut.clicked.connect(self.reject)
        row.addWidget(self.shut)
        row.addStretch(1)
        self.seek = Button(self.tr("Chercher"), Kind.PRIMARY, key="↵", tall=True)
        self.seek.clicked.connect(self.search)
        row.addWidget(self.seek)
        column.addLayout(row)
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.maximumSize()
        self.resize(
            min(theme.px(_WIDTH), room.width() - 40), min(theme.px(_HEIGHT), room.height() - 40)
        )

    def _field(self, column: QVBoxLayout, words: str) -> QLineEdit:
        column.addWidget(PlainLabel(words, "muted", wrap=True))
        field = QLineEdit()
        field.setAccessibleName(words)
        field.textChanged.connect(self._on_typed)
        field.returnPressed.connect(self.search)
        column.addWidget(field)
        return field

    def _on_typed(self) -> None:
        by_name = bool(self.surname.text().strip()) and self.born.hasAcceptableInput()
        self.seek.setEnabled(bool(self.number.text().strip()) or by_name)

    def _on_found(self, found: Found) -> None:
        self._found = found
        self._on_typed()
        if found.status == "found":
            words = plural(
                len(found.people),
                self.tr("{n} personne sur cette ligne ou de ce nom."),
                self.tr("{n} personnes sur cette ligne ou de ce nom."),
            )
            self._tell(words, "soft")
            self._show_people(found.people)
            return
        until = hour(local(found.until, self._office.time_zone)) if found.until else ""
        sentences = {
            "none": self.tr("Personne ne correspond. Faites répéter, ou notez la demande."),
            "many": self.tr("Trop de personnes correspondent : demandez le numéro."),
            "cap": self.tr(
                "Vos recherches de l’heure sont épuisées, un superviseur le sait. À {hour}, vous "
                "pourrez chercher à nouveau."
            ).format(hour=until),
        }
        again = self.tr("La réponse est venue trop tard : cherchez à nouveau.")
        self._tell(sentences.get(found.status, again), "warning")

    def _on_error(self, sentence: str) -> None:
        self._on_typed()
        lost = self.tr("La recherche n’a pas marché ; l’erreur est dans le journal.")
        self._tell(worded(sentence) if sentence else lost, "bad")

    def _tell(self, words: str, tone: str) -> None:
        self.notice.show_notice(words, tone)
        announce(self, words)

    def _show_people(self, people: tuple[FoundPerson, ...]) -> None:
        clear(self.people.body)
        self.takes.clear()
        for index, person in enumerate(people):
            if index:
                self.people.body.addWidget(Rule())
            self.people.body.addWidget(self._person(person))
        self.people.body.addStretch(1)
        first = next((each for each in self.takes if each.isEnabled()), None)
        if first is not None:
            first.setFocus()

    def _person(self, person: FoundPerson) -> QWidget:
        theme = active()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(theme.px(4), theme.px(9), theme.px(4), theme.px(9))
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        name = f"{person.first_name} {person.last_name}"
        words.addWidget(PlainLabel(name, "strong", wrap=True))
        for about in self._about(person):
            words.addWidget(PlainLabel(about, "muted", wrap=True))
        row.addLayout(words, 1)
        take = Button(self.tr("Prendre sa fiche"), small=True)
        take.setAccessibleName(self.tr("Prendre la fiche de {name}").format(name=name))
        take.setEnabled(not person.objected)
        take.setProperty("person", person.person_id)
        take.clicked.connect(self._on_take)
        self.takes.append(take)
        row.addWidget(take)
        return line

    def _about(self, person: FoundPerson) -> list[str]:
        where = []
        if person.age_band:
            where.append(self.tr("{ages} ans").format(ages=person.age_band.replace("-", "–")))
        if person.bureau:
            where.append(self.tr("bureau {code}").format(code=person.bureau))
        told = []
        zone = self._office.time_zone
        if person.objected:
            told.append(self.tr("Ne veut plus qu’on l’appelle"))
        if person.last_outcome is not None and person.last_at is not None:
            told.append(f"{label(person.last_outcome)}, {moment(person.last_at, zone)}")
        if person.callback_at is not None:
            when = moment(person.callback_at, zone)
            told.append(self.tr("rappel promis {when}").format(when=when))
        return [" · ".join(part) for part in (where, told) if part]

    def _on_take(self) -> None:
        button = self.sender()
        found = self._found
        if isinstance(button, Button) and found is not None:
            person = int(button.property("person"))
            self.accept()
            self.chosen.emit(found, person)
