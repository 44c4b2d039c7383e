"""The main window: sign-in, then the desk or the supervisor's page; look and language at once.

Changing theme repaints; changing language or text size builds the pages again. A call under way
survives that: it lives in the presenter, not in the page.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from phonebank.ui import settings as remembered
from phonebank.ui.desk.listening import Listening, Speaks
from phonebank.ui.desk.page import DeskPage
from phonebank.ui.desk.presenter import DeskPresenter
from phonebank.ui.desk.state import Phase
from phonebank.ui.signin.page import PracticeKeys, SignInPage
from phonebank.ui.signin.presenter import SignInPresenter
from phonebank.ui.theme import Mode, active
from phonebank.ui.widgets.bug_dialog import BugDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent

    from phonebank.bridge import Bridge
    from phonebank.calling.results import SignedIn
    from phonebank.domain.card import Account, OfficeFacts
    from phonebank.ui.desk.service import DeskService
    from phonebank.ui.language import Language


class MainWindow(QMainWindow):
    """One window a program. The caller wires `supervisor_signed_in` and shows the page it makes."""

    supervisor_signed_in = Signal(str, str)
    """(login, password): answer with `show_supervisor` or `refuse_supervisor`."""
    closed = Signal()

    def __init__(
        self,
        bridge: Bridge,
        service: DeskService,
        speaker: Speaks,
        language: Language,
        home: Path,
        practice_keys: PracticeKeys | None = None,
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._language = language
        self._home = home
        self._keys = practice_keys
        self._settings = remembered.load(home)
        self._account: Account | None = None
        self._office: OfficeFacts | None = None
        self._supervisor: Callable[[], QWidget] | None = None
        self.signing = SignInPresenter(bridge, service, self)
        self.presenter = DeskPresenter(bridge, service, self)
        self.listening = Listening(bridge, speaker, self)
        self.pages = QStackedWidget()
        self.setCentralWidget(self.pages)
        self.setWindowTitle("Phonebank")
        self.setMinimumSize(960, 640)
        self.resize(1366, 768)
        self.signing.office_known.connect(self._on_office)
        self.signing.signed_in.connect(self._on_signed_in)
        self.presenter.left.connect(self._on_left)
        bridge.bug_found.connect(self._on_bug)
        bridge.failed.connect(self._on_failed)
        bridge.session_ended.connect(self._on_session_ended)
        self.page: QWidget | None = None
        self.show_sign_in()

    def show_sign_in(self, expected: int = 0) -> None:
        """Show the names; `expected` is the account that locked the desk."""
        self._supervisor = None
        page = SignInPage(self.signing, self._keys)
        page.expect(expected)
        page.supervisor_signed_in.connect(self.supervisor_signed_in)
        page.mode_chosen.connect(self.choose_mode)
        page.language_chosen.connect(self.choose_language)
        page.percent_chosen.connect(self.choose_percent)
        self._show(page)

    def show_desk(self) -> None:
        """Show the desk of the caller who is signed in."""
        if self._office is None:
            return
        page = DeskPage(self.presenter, self.listening, self._office)
        page.mode_chosen.connect(self.choose_mode)
        page.language_chosen.connect(self.choose_language)
        page.percent_chosen.connect(self.choose_percent)
        self._show(page)

    def show_supervisor(self, make: Callable[[], QWidget]) -> None:
        """Show the supervisor's page; `make` builds it, and again when the language changes."""
        self._supervisor = make
        self._show(make())

    def refuse_supervisor(self, sentence: str) -> None:
        """Say on the sign-in page why a supervisor could not come in."""
        if isinstance(self.page, SignInPage):
            self.page.show_failure(sentence)

    def choose_mode(self, mode: str) -> None:
        """Light, dark, or as the system has it; at once."""
        self._remember(replace(self._settings, mode=Mode(mode)))
        active().apply(self._settings.look)
        self._rebuild()

    def choose_language(self, code: str) -> None:
        """French or English, at once."""
        self._remember(replace(self._settings, language=code))
        self._language.speak(code)
        self._rebuild()

    def choose_percent(self, percent: int) -> None:
        """Text from 100 to 200 %, at once."""
        self._remember(replace(self._settings, percent=percent))
        active().apply(self._settings.look)
        self._rebuild()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A call without an outcome keeps the window open; a held line is given back."""
        phase = self.presenter.state.phase
        on_desk = isinstance(self.page, DeskPage)
        if on_desk and phase in (Phase.IN_CALL, Phase.CALLING, Phase.SAVING):
            self.presenter.said.emit(
                self.tr("Dites d’abord comment cet appel s’est passé, puis fermez.")
            )
            event.ignore()
            return
        self.listening.stop()
        if on_desk:
            self.presenter.leave("close")
        self.closed.emit()
        super().closeEvent(event)

    def _show(self, page: QWidget) -> None:
        old, self.page = self.page, page
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if old is not None:
            self.pages.removeWidget(old)
            old.deleteLater()

    def _rebuild(self) -> None:
        if self._supervisor is not None:
            self._show(self._supervisor())
        elif isinstance(self.page, DeskPage):
            self.show_desk()
        else:
            self.show_sign_in(self._account.account_id if self._account else 0)

    def _remember(self, settings: remembered.Settings) -> None:
        self._settings = settings
        remembered.save(self._home, settings)

    def _on_office(self, office: OfficeFacts) -> None:
        self._office = office

    def _on_signed_in(self, account: Account, answer: SignedIn) -> None:
        self._account = account
        if self._office is not None:
            self.presenter.begin(answer.name or account.name, self._office)
            self.show_desk()

    def _on_left(self, how: str) -> None:
        account, self._account = self._account, None
        self.listening.stop()
        if how == "close":
            return
        self.show_sign_in(account.account_id if account and how == "lock" else 0)

    def _on_session_ended(self, sentence: str) -> None:
        if isinstance(self.page, DeskPage):
            account = self._account
            self.presenter.forget()
            self.show_sign_in(account.account_id if account else 0)
            self.refuse_supervisor(sentence)

    def _on_failed(self, sentence: str) -> None:
        if isinstance(self.page, DeskPage):
            self.page.say(sentence)

    def _on_bug(self, report: str) -> None:
        dialog = BugDialog(report, self)
        dialog.open()
