"""The charter in the office's own words: a text a language, the shipped one to begin from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QWidget

from phonebank.domain import charter as charters
from phonebank.domain.errors import BadInput
from phonebank.ui.desk.charter import shipped_text
from phonebank.ui.faults import worded
from phonebank.ui.language import LANGUAGES
from phonebank.ui.supervisor.office.form_dialog import FormDialog
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from phonebank.store.house import House

_WIDTH, _HEIGHT = 640, 320


class CharterDialog(FormDialog):
    """`choice` reads the texts."""

    def __init__(self, parent: QWidget, house: House) -> None:
        super().__init__(
            parent,
            self.tr("La charte des appelants"),
            self.tr(
                "Chaque appelant lira ces mots et les acceptera avant sa prochaine fiche. Une "
                "ligne qui commence par # est le titre, par ## une partie, par - un point."
            ),
            self.tr("Enregistrer, faire accepter"),
            key="",
        )
        theme = active()
        room = parent.window().size()
        self.setFixedWidth(min(theme.px(_WIDTH), room.width() - theme.px(48)))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.tabs: dict[str, Button] = {}
        self.editors: dict[str, QPlainTextEdit] = {}
        self._pages = QStackedWidget()
        for language in charters.LANGUAGES:
            tab = Button(LANGUAGES[language], Kind.CHOICE, small=True)
            tab.clicked.connect(self._on_tab)
            row.addWidget(tab)
            self.tabs[language] = tab
            editor = QPlainTextEdit()
            editor.setTabChangesFocus(True)
            editor.setAccessibleName(
                self.tr("Charte, {language}").format(language=LANGUAGES[language])
            )
            own = charters.own_text(house.charter_texts, language)
            editor.setPlainText(own or shipped_text(language).strip())
            self.editors[language] = editor
            self._pages.addWidget(editor)
        self.shipped = Button(self.tr("Reprendre le texte fourni"), Kind.LINK)
        self.shipped.clicked.connect(self._on_shipped)
        row.addStretch(1)
        row.addWidget(self.shipped)
        self.body.addLayout(row)
        self._pages.setFixedHeight(min(theme.px(_HEIGHT), max(120, room.height() - theme.px(330))))
        self.body.addWidget(self._pages)
        self.show_language(charters.LANGUAGES[0])

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes to the text."""
        super().showEvent(event)
        self.editors[self.language].setFocus()

    @property
    def language(self) -> str:
        """The language shown."""
        return charters.LANGUAGES[self._pages.currentIndex()]

    def show_language(self, language: str) -> None:
        """Show the text in this language."""
        self._pages.setCurrentWidget(self.editors[language])
        for name, tab in self.tabs.items():
            tab.setChecked(name == language)

    def choice(self) -> dict[str, str] | None:
        """The texts by language, '' for the shipped one; None, said, where one is no charter."""
        texts = {}
        for language, editor in self.editors.items():
            shipped = shipped_text(language)
            try:
                given = charters.checked(editor.toPlainText())
            except BadInput as error:
                self.show_language(language)
                self.show_refusal(worded(str(error)))
                return None
            texts[language] = "" if given == charters.checked(shipped) else given
        return texts

    def _on_tab(self) -> None:
        for language, tab in self.tabs.items():
            if tab is self.sender():
                self.show_language(language)
                self.editors[language].setFocus()

    def _on_shipped(self) -> None:
        self.editors[self.language].setPlainText(shipped_text(self.language).strip())
