"""Adding a volunteer in seconds: a name, languages, a PIN or none; then the PIN, once and large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QGuiApplication, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.ui.language import LANGUAGES, spoken_language
from phonebank.ui.signin.pin_pad import LONGEST_PIN
from phonebank.ui.supervisor.pin_sheet import prepare, print_pin
from phonebank.ui.supervisor.team_words import languages, spaced
from phonebank.ui.theme import active
from phonebank.ui.tokens import Size
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame, Notice
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from phonebank.ui.supervisor.team import NewPin

_LONGEST_NAME = 60


class TeamForm(QWidget):
    """`added`: the name, the PIN ('' to have one made up), the screens' language, those spoken."""

    added = Signal(str, str, str, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme = active()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST_NAME)
        self._field(column, self.tr("Nom, tel qu’il sera choisi à la connexion"), self.name)
        self.screens = self._choices(column, self.tr("Langue des écrans"), LANGUAGES)
        self.spoken = self._choices(column, self.tr("Langues parlées au téléphone"), languages())
        self.pin = QLineEdit()
        self.pin.setMaxLength(LONGEST_PIN)
        self.pin.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d*"), self.pin))
        self.pin.setPlaceholderText(self.tr("Laissé vide : un code est préparé"))
        self._field(column, self.tr("Code PIN, six chiffres ou plus"), self.pin)
        self.notice = Notice()
        column.addWidget(self.notice)
        column.addStretch(1)
        row = QHBoxLayout()
        self.cancel = Button(self.tr("Annuler"))
        self.cancel.clicked.connect(self.left)
        row.addWidget(self.cancel)
        row.addStretch(1)
        self.add = Button(self.tr("Ajouter"), Kind.PRIMARY, key="↵", tall=True)
        self.add.clicked.connect(self._on_add)
        row.addWidget(self.add)
        column.addLayout(row)
        for button in self.screens.values():
            button.clicked.connect(self._on_screen)
        self.name.returnPressed.connect(self._on_add)
        self.pin.returnPressed.connect(self._on_add)
        self.name.textChanged.connect(self._on_typed)
        self.begin()

    def begin(self) -> None:
        """Empty the form for the next person."""
        self.name.clear()
        self.pin.clear()
        self.notice.show_notice("")
        for code, button in self.screens.items():
            button.setChecked(code == spoken_language())
        for code, button in self.spoken.items():
            button.setChecked(code == "fr")
        self.name.setFocus()
        self._on_typed()

    def show_refusal(self, sentence: str) -> None:
        """Say why the person was not added; what was typed stays."""
        self.add.setEnabled(True)
        self.notice.show_notice(sentence, "bad", "warning")
        announce(self, sentence)

    def _field(self, column: QVBoxLayout, label: str, field: QLineEdit) -> None:
        column.addWidget(PlainLabel(label, "muted", wrap=True))
        field.setAccessibleName(label)
        column.addWidget(field)
        column.addSpacing(active().px(4))

    def _choices(self, column: QVBoxLayout, label: str, words: dict[str, str]) -> dict[str, Button]:
        column.addWidget(PlainLabel(label, "muted", wrap=True))
        holder = QWidget()
        holder.setAccessibleName(label)
        flow = Flow(active().px(6))
        holder.setLayout(flow)
        buttons = {}
        for code, word in words.items():
            button = buttons[code] = Button(word, Kind.CHOICE, small=True)
            button.setProperty("code", code)
            flow.addWidget(button)
        column.addWidget(holder)
        column.addSpacing(active().px(4))
        return buttons

    def _on_screen(self) -> None:
        chosen = self.sender()
        for button in self.screens.values():
            button.setChecked(button is chosen)

    def _on_typed(self) -> None:
        self.add.setEnabled(bool(self.name.text().strip()))

    def _on_add(self) -> None:
        if not self.add.isEnabled():
            return
        self.notice.show_notice("")
        self.add.setEnabled(False)
        screens = next(code for code, button in self.screens.items() if button.isChecked())
        spoken = tuple(code for code, button in self.spoken.items() if button.isChecked())
        self.added.emit(self.name.text().strip(), self.pin.text(), screens, spoken)


class PinShown(QWidget):
    """A PIN told once: large enough to be read across a table, gone when the page is left."""

    done = Signal()
    another = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme = active()
        self._copied = ""
        self._given: NewPin | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addStretch(1)
        card = CardFrame(margin=28, spacing=10)
        self.name = PlainLabel("", "heading", wrap=True)
        self.name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addWidget(self.name)
        self.pin = PlainLabel("")
        self.pin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pin.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.pin.setStyleSheet(
            f"font-size: {theme.px(3 * Size.LARGE)}px; font-weight: 600; letter-spacing: 2px;"
        )
        card.body.addWidget(self.pin)
        self.words = PlainLabel("", "quiet", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addWidget(self.words)
        column.addWidget(card)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.copy = Button(self.tr("Copier"), icon="copy")
        self.copy.clicked.connect(self._on_copy)
        row.addWidget(self.copy)
        self.paper = Button(self.tr("Imprimer…"))
        self.paper.clicked.connect(self._on_print)
        row.addWidget(self.paper)
        row.addStretch(1)
        self.more = Button(self.tr("Une autre personne"), icon="plus")
        self.more.clicked.connect(self._on_more)
        row.addWidget(self.more)
        self.close_it = Button(self.tr("C’est noté"), Kind.PRIMARY, key="↵", tall=True)
        self.close_it.clicked.connect(self._on_done)
        row.addWidget(self.close_it)
        column.addLayout(row)

    def show_pin(self, given: NewPin) -> None:
        """Show this PIN, to be noted now."""
        self._given = given
        self.name.setText(given.name)
        self.pin.setText(spaced(given.pin))
        self.pin.setAccessibleName(" ".join(given.pin))
        self.words.setText(
            self.tr(
                "Son code PIN, montré une seule fois. Donnez-le à cette personne seule : un papier "
                "plié, ou de vive voix. Elle lira la charte à sa première connexion."
            )
            if given.added
            else self.tr(
                "Son nouveau code PIN, montré une seule fois. L’ancien ne marche plus. Donnez-le à "
                "cette personne seule."
            )
        )
        self.more.setVisible(given.added)
        self.copy.set_label(self.tr("Copier"))
        self.close_it.setFocus()

    def forget(self) -> None:
        """The PIN leaves the screen, and the clipboard if it is still there."""
        self._given = None
        self.pin.setText("")
        self.pin.setAccessibleName("")
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._copied = ""

    def _on_copy(self) -> None:
        if self._given is not None:
            self._copied = self.tr("{name} : code PIN {pin}").format(
                name=self._given.name, pin=self._given.pin
            )
            QGuiApplication.clipboard().setText(self._copied)
            self.copy.set_label(self.tr("Copié"))

    def _on_print(self) -> None:
        given = self._given
        if given is None:
            return
        # Late: printing is rare, and its library slow to load.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        prepare(printer)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(self.tr("Imprimer le code PIN"))
        if dialog.exec():
            print_pin(printer, given)

    def _on_done(self) -> None:
        self.forget()
        self.done.emit()

    def _on_more(self) -> None:
        self.forget()
        self.another.emit()
