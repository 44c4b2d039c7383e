"""Who signs in with a password: supervisors and owners; adding one, another password, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from phonebank.domain.passwords import MINIMUM
from phonebank.ui.language import spoken_language
from phonebank.ui.supervisor.office.form_dialog import FormDialog
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame, Rule, clear
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.row_focus import RowFocus

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from phonebank.store.accounts import PersonView


class StaffCard(CardFrame):
    """A line a person. Signals carry the `PersonView` meant."""

    adding = Signal()
    password_wanted = Signal(object)
    dismissal_wanted = Signal(object)
    return_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._staff: tuple[PersonView, ...] | None = None
        self.buttons: dict[int, Button] = {}
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("Superviseurs et propriétaires"), "title"), 1)
        self.add = Button(self.tr("Ajouter…"), icon="plus", small=True)
        self.add.clicked.connect(self.adding)
        self._focus = RowFocus(self, self.add)
        head.addWidget(self.add)
        self.body.addLayout(head)
        self.words = PlainLabel("", "muted", wrap=True)
        self.body.addWidget(self.words)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.menu = QMenu(self)
        self.password = self.menu.addAction(self.tr("Nouveau mot de passe…"))
        self.menu.addSeparator()
        self.dismiss = self.menu.addAction(self.tr("Retirer"))
        self.back = self.menu.addAction(self.tr("Réintégrer"))
        self.menu.triggered.connect(self._on_action)

    def show_staff(self, staff: tuple[PersonView, ...]) -> None:
        """Show everybody, if they are others than before."""
        owners = any(each.kind == "owner" and each.active for each in staff)
        self.words.show_text(
            self.tr("Une fois le bureau hébergé, seuls les propriétaires voient ces pages.")
            if owners
            else self.tr(
                "Aucun propriétaire n’a de compte : tout superviseur voit ces pages sur cet "
                "ordinateur."
            )
        )
        if staff == self._staff:
            return
        self._staff = staff
        self._focus.before(self.buttons)
        clear(self._rows)
        self.buttons = {}
        for person in staff:
            if self.buttons:
                self._rows.addWidget(Rule())
            self._rows.addWidget(self._row(person))
        self._focus.after(self.buttons)

    def _row(self, person: PersonView) -> QWidget:
        theme = active()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, theme.px(7), 0, theme.px(7))
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.addWidget(PlainLabel(person.name, "strong" if person.active else "quiet", wrap=True))
        kinds = {"owner": self.tr("Propriétaire"), "supervisor": self.tr("Supervise")}
        about = kinds.get(person.kind, "") if person.active else self.tr("Ne travaille plus ici")
        words.addWidget(PlainLabel(about, "muted"))
        row.addLayout(words, 1)
        button = self.buttons[person.account_id] = Button(self.tr("Gérer"), small=True)
        button.setAccessibleName(self.tr("Que faire pour {name} ?").format(name=person.name))
        button.setProperty("account", person.account_id)
        button.clicked.connect(self._on_manage)
        row.addWidget(button)
        return line

    def _person(self, account: int) -> PersonView | None:
        return next((each for each in self._staff or () if each.account_id == account), None)

    def _on_manage(self) -> None:
        button = self.sender()
        if not isinstance(button, Button):
            return
        person = self._person(int(button.property("account")))
        if person is None:
            return
        self.menu.setProperty("account", person.account_id)
        self.password.setVisible(person.active)
        self.dismiss.setVisible(person.active)
        self.back.setVisible(not person.active)
        corner = button.mapToGlobal(button.rect().bottomRight())
        corner.setX(corner.x() - self.menu.sizeHint().width())
        self.menu.popup(corner)

    def _on_action(self, action: QAction) -> None:
        person = self._person(int(self.menu.property("account") or 0))
        signals = {
            self.password: self.password_wanted,
            self.dismiss: self.dismissal_wanted,
            self.back: self.return_wanted,
        }
        if person is not None:
            signals[action].emit(person)


class StaffDialog(FormDialog):
    """A name, a password twice, and which of the two; or only another password for `person`."""

    def __init__(self, parent: QWidget, person: PersonView | None = None) -> None:
        super().__init__(
            parent,
            self.tr("Ajouter un superviseur ou un propriétaire")
            if person is None
            else self.tr("Nouveau mot de passe de {name}").format(name=person.name),
            self.tr(
                "Douze caractères ou plus : une courte phrase convient. Le mot de passe n’est "
                "gardé nulle part en clair."
            ),
            self.tr("Ajouter") if person is None else self.tr("Changer"),
        )
        self.kinds: dict[str, Button] = {}
        self.name = self.field(self.tr("Nom"), person.name if person else "")
        self.name.setMaxLength(60)
        self.name.setReadOnly(person is not None)
        if person is None:
            self._choose_kind()
        self.password = self.field(self.tr("Mot de passe"), hidden=True)
        self.again = self.field(self.tr("Le même, encore une fois"), hidden=True)
        (self.name if person is None else self.password).setFocus()

    def choice(self) -> tuple[str, str, str, str] | None:
        """(name, password, language, kind), or None, said, where something is missing."""
        if not self.name.text().strip():
            self.show_refusal(self.tr("Donnez un nom."))
        elif len(self.password.text()) < MINIMUM:
            self.show_refusal(self.tr("Un mot de passe a douze caractères ou plus."))
        elif self.password.text() != self.again.text():
            self.show_refusal(self.tr("Les deux mots de passe ne sont pas les mêmes."))
        else:
            kind = next((key for key, button in self.kinds.items() if button.isChecked()), "")
            return self.name.text().strip(), self.password.text(), spoken_language(), kind
        return None

    def _choose_kind(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(active().px(6))
        for key, words in (
            ("supervisor", self.tr("Supervise")),
            ("owner", self.tr("Propriétaire")),
        ):
            button = self.kinds[key] = Button(words, Kind.CHOICE, small=True)
            button.clicked.connect(self._on_kind)
            row.addWidget(button)
        row.addStretch(1)
        self.kinds["supervisor"].setChecked(True)
        self.body.addLayout(row)
        self.body.addSpacing(active().px(4))

    def _on_kind(self) -> None:
        for button in self.kinds.values():
            button.setChecked(button is self.sender())
