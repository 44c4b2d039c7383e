"""Sign-in: choose your name, give your PIN; a supervisor gives a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.ui.faults import AWAY, worded
from phonebank.ui.language import LANGUAGES, spoken_language
from phonebank.ui.moments import remaining
from phonebank.ui.signin.names import Names
from phonebank.ui.signin.pin_pad import PinPad
from phonebank.ui.theme import Mode, active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.appearance_menu import AppearanceMenu
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.countdown import Countdown
from phonebank.ui.widgets.frames import CardFrame, Notice
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from phonebank.domain.card import Account, OfficeFacts
    from phonebank.ui.signin.presenter import SignInPresenter

_TIGHT_FROM = 140
"""From this size of text in percent, the room is for the words."""
_LOW_SCREEN = 768
LOOK_MS = 5_000
"""How often the names are asked for again: a volunteer just added finds theirs."""


@dataclass(frozen=True, slots=True)
class PracticeKeys:
    """What a practice office shows openly; empty in a real one."""

    pin: str = ""
    password: str = ""


class SignInPage(QWidget):
    """The first page. Supervisors' passwords leave by a signal; PINs go through the presenter."""

    supervisor_signed_in = Signal(str, str)
    """(login, password), not yet checked."""
    supervisor_expected = Signal(str)
    """The login of who is about to give a password: `show_password_refusal` where it must wait."""
    office_left = Signal()
    """Another office is wanted."""
    mode_chosen = Signal(str)
    language_chosen = Signal(str)
    percent_chosen = Signal(int)

    def __init__(
        self,
        presenter: SignInPresenter,
        keys: PracticeKeys | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._keys = keys or PracticeKeys()
        self._office: OfficeFacts | None = None
        self._account: Account | None = None
        self._wanted = 0
        self._refusal = self._asked = ""
        self._pin_wait, self._password_wait = Countdown(self), Countdown(self)
        self.look = QTimer(self)
        self.look.setInterval(LOOK_MS)
        self._unreached = ""
        self._build()
        self._connect()
        self._choose(None)
        presenter.load()

    def _build(self) -> None:
        theme = active()
        outer = QVBoxLayout(self)
        edge = theme.px(20)
        outer.setContentsMargins(edge, theme.px(14), edge, edge)
        outer.addLayout(self._head())
        outer.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        tight = theme.look.percent >= _TIGHT_FROM
        card = CardFrame(margin=14 if tight else 28, spacing=8 if tight else 20)
        card.setMaximumWidth(theme.px(840))
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(32))
        left = QVBoxLayout()
        left.setSpacing(theme.px(12))
        left.addWidget(PlainLabel(self.tr("Qui êtes-vous ?"), "heading"))
        self.names = Names()
        # The list scrolls: large text leaves it what a low screen has beside the rest of the card.
        room = min(theme.px(330), _LOW_SCREEN - theme.px(300))
        self.names.setMinimumHeight(max(theme.px(80), room))
        left.addWidget(self.names, 1)
        self.another = Button(self.tr("Un autre bureau…"), Kind.BARE, small=True)
        left.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        columns.addLayout(left, 1)
        columns.addLayout(self._proof(), 1)
        card.body.addLayout(columns)
        self.notice = Notice()
        card.body.addWidget(self.notice)
        row.addWidget(card, 8)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(2)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(active().px(12))
        self.office = PlainLabel("", "strong")
        row.addWidget(self.office)
        self.practice = Pill("", "accent")
        row.addWidget(self.practice)
        self.silence = Pill("", "warning")
        row.addWidget(self.silence)
        row.addStretch(1)
        self._other_language = "en" if spoken_language() == "fr" else "fr"
        self.language = Button(LANGUAGES[self._other_language], Kind.BARE, icon="globe", small=True)
        row.addWidget(self.language)
        dark = active().is_dark
        words = self.tr("Clair") if dark else self.tr("Sombre")
        self.theme = Button(words, Kind.BARE, icon="sun" if dark else "moon", small=True)
        row.addWidget(self.theme)
        self.appearance = Button(self.tr("Affichage"), Kind.BARE, icon="text-size", small=True)
        self.menu = AppearanceMenu(self)
        row.addWidget(self.appearance)
        return row

    def _proof(self) -> QVBoxLayout:
        theme = active()
        column = QVBoxLayout()
        column.setSpacing(theme.px(8 if theme.look.percent >= _TIGHT_FROM else 12))
        self.name = PlainLabel("", "heading", wrap=True)
        column.addWidget(self.name)
        self.hint = PlainLabel("", "quiet", wrap=True)
        column.addWidget(self.hint)
        self.pad = PinPad()
        column.addWidget(self.pad)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(self.tr("Mot de passe"))
        self.password.setAccessibleName(self.tr("Mot de passe"))
        column.addWidget(self.password)
        self.shown = Notice("", "soft", "question")
        column.addWidget(self.shown)
        column.addStretch(1)
        self.enter = Button(self.tr("Entrer"), Kind.PRIMARY, key="↵", tall=True)
        column.addWidget(self.enter)
        return column

    def _connect(self) -> None:
        self.names.chosen.connect(self._choose)
        self.pad.entered.connect(self._on_enter)
        self.password.returnPressed.connect(self._on_enter)
        self.enter.clicked.connect(self._on_enter)
        self.another.clicked.connect(self.office_left)
        self.language.clicked.connect(self._on_language)
        self.theme.clicked.connect(self._on_theme)
        self.appearance.clicked.connect(self._on_appearance)
        self.menu.mode_chosen.connect(self.mode_chosen)
        self.menu.language_chosen.connect(self.language_chosen)
        self.menu.percent_chosen.connect(self.percent_chosen)
        self._presenter.office_known.connect(self.show_office)
        self._presenter.accounts_known.connect(self.show_accounts)
        self._presenter.refused.connect(self.show_refusal)
        self._presenter.failed.connect(self._on_failed)
        self._presenter.reached.connect(self._on_reached)
        self.look.timeout.connect(self._presenter.look_again)
        self._pin_wait.ticked.connect(self._on_pin_wait)
        self._password_wait.ticked.connect(self._on_password_wait)

    def show_office(self, office: OfficeFacts) -> None:
        """Show the office's name, whether it is a practice one, and the silence to come."""
        self._office = office
        self.office.setText(office.name)
        self.practice.show_state(self.tr("Entraînement") if office.practice else "", "accent")
        begins, now = office.silence_from, datetime.now(UTC)
        if office.silent_now:
            self.silence.show_state(self.tr("Silence électoral"), "bad")
        elif begins is not None and begins > now:
            wait = remaining((begins - now).total_seconds())
            self.silence.show_state(
                self.tr("Silence électoral dans {wait}").format(wait=wait), "warning"
            )
        self._show_keys()

    def show_accounts(self, accounts: tuple[Account, ...]) -> None:
        """Offer the names; a locked desk waits for the same person."""
        self.names.show_accounts(accounts)
        if self._account is not None:
            return
        for account in accounts:
            if account.account_id == self._wanted:
                # Why this page is shown stays to be read.
                told = self.notice.text()
                self._choose(account)
                if told:
                    self.notice.show_notice(told, "bad", "warning")
                return
        self.names.filter.setFocus()

    def expect(self, account_id: int) -> None:
        """The desk was locked by this person: only the PIN is missing."""
        self._wanted = account_id

    def show_refusal(self, status: str, wait_seconds: int) -> None:
        """Say what is wrong with the PIN and how long to wait."""
        sentences = {
            "wrong": self.tr("Ce n’est pas le bon code PIN."),
            "wait": self.tr("Trop d’essais."),
            "locked": self.tr("Ce nom est bloqué : demandez à votre superviseur de le débloquer."),
            "revoked": self.tr("Ce poste n’est plus admis : demandez à votre superviseur."),
            "charter": self.tr("La charte des appelants d’abord : demandez à votre superviseur."),
        }
        self._refusal = sentences.get(status, sentences["locked"])
        self._pin_wait.start(wait_seconds)
        self._show_wait()
        self.pad.clear()

    def show_password_refusal(self, sentence: str, wait_seconds: int, login: str = "") -> None:
        """Say why a password did not let in, and how long to wait; nothing once somebody else than
        `login`, or whoever gave the last one, is chosen."""
        if self._account is None or self._account.login != (login or self._asked):
            return
        self._refusal = worded(sentence)
        self._password_wait.start(wait_seconds)
        self._show_wait()
        announce(self, self._password_wait.words(self._refusal))
        self.password.selectAll()

    def show_failure(self, sentence: str) -> None:
        """Say what went wrong, in the sentence given."""
        self.enter.setEnabled(self._account is not None and not self._waiting.left)
        self.notice.show_notice(worded(sentence), "bad", "warning")
        announce(self, worded(sentence))
        self.password.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        """The names are kept true while they are shown."""
        super().showEvent(event)
        self.look.start()
        if self._account is None:
            # Before the names are known too: they may never come.
            self.names.filter.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self.look.stop()

    def _on_failed(self, sentence: str) -> None:
        if sentence == AWAY:
            sentence = self.tr("Le bureau ne répond pas. On réessaie toutes les cinq secondes.")
        self._unreached = worded(sentence)
        self.show_failure(sentence)

    def _on_reached(self) -> None:
        if self.notice.text() == self._unreached:
            self._show_wait()

    def _choose(self, account: Account | None) -> None:
        self._account = account
        self._refusal = ""
        self._password_wait.start(0)
        supervisor = self._supervises
        self.pad.setVisible(not supervisor)
        self.pad.setEnabled(account is not None)
        self.password.setVisible(supervisor)
        self._show_wait()
        self.pad.field.clear()
        self.password.clear()
        if account is None:
            self.name.setText(self.tr("Bonjour"))
            self.hint.setText(self.tr("Choisissez votre nom dans la liste."))
        else:
            self.name.setText(account.name)
            ask = self.tr("Votre mot de passe.") if supervisor else self.tr("Votre code PIN.")
            self.hint.setText(ask)
            self.names.mark(account)
            (self.password if supervisor else self.pad.field).setFocus()
            if supervisor:
                self.supervisor_expected.emit(account.login)
        self._show_keys()

    def _show_keys(self) -> None:
        practice = self._office is not None and self._office.practice
        supervisor = self._supervises
        text = ""
        if practice and self._account is not None and supervisor and self._keys.password:
            text = self.tr("Bureau d’entraînement : le mot de passe est {password}").format(
                password=self._keys.password
            )
        elif practice and not supervisor and self._keys.pin:
            text = self.tr("Bureau d’entraînement : le code est {pin}").format(pin=self._keys.pin)
        self.shown.show_notice(text, "soft")

    @property
    def _supervises(self) -> bool:
        return self._account is not None and self._account.kind != "caller"

    @property
    def _waiting(self) -> Countdown:
        """The wait that holds for whoever is chosen: a password's, or this desk's for any PIN."""
        return self._password_wait if self._supervises else self._pin_wait

    def _show_wait(self) -> None:
        self.notice.show_notice(self._waiting.words(self._refusal), "bad", "warning")
        self.enter.setEnabled(self._account is not None and not self._waiting.left)

    def _on_pin_wait(self) -> None:
        if not self._supervises:
            self._show_wait()

    def _on_password_wait(self) -> None:
        if self._supervises:
            self._show_wait()

    def _on_enter(self) -> None:
        account = self._account
        if account is None or self._waiting.left or not self.enter.isEnabled():
            return
        if account.kind != "caller":
            if self.password.text():
                self.notice.show_notice("")
                self.enter.setEnabled(False)
                self._asked = account.login
                self.supervisor_signed_in.emit(account.login, self.password.text())
        elif self.pad.pin():
            self.notice.show_notice("")
            self._presenter.sign_in(account, self.pad.pin())

    def _on_language(self) -> None:
        self.language_chosen.emit(self._other_language)

    def _on_theme(self) -> None:
        self.mode_chosen.emit(Mode.LIGHT.value if active().is_dark else Mode.DARK.value)

    def _on_appearance(self) -> None:
        self.menu.show_look()
        self.menu.popup(self.appearance.mapToGlobal(self.appearance.rect().bottomLeft()))
