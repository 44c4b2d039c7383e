"""The main window: sign-in, the charter, then the desk or the supervisor's page; the locked desk.

Changing theme repaints; changing language or text size builds the pages again. A call under way
survives that: it lives in the presenter, not in the page.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from phonebank.ui import settings as remembered
from phonebank.ui.desk.charter import Charter, CharterPresenter
from phonebank.ui.desk.charter_page import CharterPage
from phonebank.ui.desk.listening import Listening, Speaks
from phonebank.ui.desk.locking_idle import IdleWatch
from phonebank.ui.desk.locking_page import LockPage
from phonebank.ui.desk.page import DeskPage
from phonebank.ui.desk.presenter import DeskPresenter
from phonebank.ui.desk.state import DeskState, Phase
from phonebank.ui.faults import worded
from phonebank.ui.signin.page import PracticeKeys, SignInPage
from phonebank.ui.signin.presenter import SignInPresenter
from phonebank.ui.supervising import Supervising
from phonebank.ui.theme import Mode, active
from phonebank.ui.widgets.bug_dialog import BugDialog
from phonebank.ui.widgets.copied import forget_copied
from phonebank.ui.widgets.tab_order import TabsAsLaidOut

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent

    from phonebank.bridge import Bridge
    from phonebank.calling.results import SignedIn
    from phonebank.domain.card import Account, OfficeFacts
    from phonebank.ui.desk.service import DeskService
    from phonebank.ui.language import Language


class MainWindow(TabsAsLaidOut, QMainWindow):
    """One window a program. The caller wires `supervisor_signed_in` and shows the page it makes."""

    supervisor_signed_in = Signal(str, str)
    """(login, password): answer with `show_supervisor` or `refuse_supervisor`."""
    supervisor_returned = Signal(str, str)
    """The same, at a page that locked itself: `unlock_supervisor` or `refuse_supervisor`."""
    supervisor_expected = Signal(str)
    """The login whose password is about to be given: `refuse_supervisor` where it must wait."""
    supervisor_left = Signal()
    """Somebody else signs in at a supervisor's locked page."""
    office_left = Signal()
    """Another office is wanted, at the sign-in page."""
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
        self.charter = CharterPresenter(bridge, service, self)
        self.idle = IdleWatch(self)
        self.supervising = Supervising(self.signing, practice_keys, self)
        self.listening = Listening(bridge, speaker, self)
        self.pages = QStackedWidget()
        self.setCentralWidget(self.pages)
        self.setWindowTitle("Phonebank")
        self.setMinimumSize(960, 640)
        self.resize(1366, 768)
        self.signing.office_known.connect(self._on_office)
        self.signing.signed_in.connect(self._on_signed_in)
        self.presenter.left.connect(self._on_left)
        self.presenter.changed.connect(self._on_changed)
        self.presenter.locked.connect(self.show_lock)
        self.presenter.unlocked.connect(self.show_desk)
        self.presenter.unlock_refused.connect(self._on_unlock_refused)
        self.presenter.unlock_failed.connect(self._on_unlock_failed)
        self.presenter.another_expected.connect(self._on_another_expected)
        self.charter.known.connect(self._on_charter_known)
        self.charter.accepted.connect(self._on_charter_accepted)
        self.charter.refused.connect(self._on_charter_refused)
        self.idle.idle.connect(self.presenter.lock_if_idle)
        self.supervisor_signed_in.connect(self.supervising.remember)
        self.supervising.locked.connect(self._show_over)
        self.supervising.unlocked.connect(self._show_again)
        self.supervising.returned.connect(self.supervisor_returned)
        self.supervising.expected.connect(self.supervisor_expected)
        self.supervising.left.connect(self.supervisor_left)
        bridge.bug_found.connect(self._on_bug)
        bridge.failed.connect(self._on_failed)
        bridge.session_ended.connect(self._on_session_ended)
        self.page: QWidget | None = None
        self.show_sign_in()

    def show_sign_in(self, expected: int = 0) -> None:
        """Show the names; `expected` is the account whose session was ended."""
        self.idle.stop()
        self.supervising.stop()
        if not isinstance(self.page, SignInPage):
            forget_copied()
        self._supervisor = None
        page = SignInPage(self.signing, self._keys)
        page.expect(expected)
        page.supervisor_signed_in.connect(self.supervisor_signed_in)
        page.supervisor_expected.connect(self.supervisor_expected)
        page.office_left.connect(self.office_left)
        self._let_choose(page)
        self._show(page)

    def show_desk(self) -> None:
        """Show the desk of the caller who is signed in."""
        if self._office is None:
            return
        page = DeskPage(self.presenter, self.listening, self._office)
        self._let_choose(page)
        self._show(page)
        self.idle.start(self._office.lock_seconds)

    def show_lock(self) -> None:
        """Hide the desk until its caller gives the PIN; the line is kept."""
        self.idle.stop()
        self.listening.stop()
        forget_copied()
        hint = ""
        if self._office is not None and self._office.practice and self._keys and self._keys.pin:
            hint = self.tr("Bureau d’entraînement : le code est {pin}").format(pin=self._keys.pin)
        page = LockPage(self.presenter.caller, hint)
        page.show_state(self.presenter.state)
        page.pin_given.connect(self.presenter.unlock)
        page.another_requested.connect(self.presenter.leave_to_another)
        self._show(page)

    def show_charter(self) -> None:
        """Have the charter read before the next line."""
        self.charter.load(self._settings.language)

    def show_supervisor(self, make: Callable[[], QWidget]) -> None:
        """Show the supervisor's page; `make` builds it, and again when the language changes."""
        self._supervisor = make
        self._show(make())
        if self.page is not None:
            self.supervising.begin(self.page, self._office)

    def unlock_supervisor(self) -> None:
        """The password was right: show the page that locked itself."""
        self.supervising.unlock()

    def refuse_supervisor(self, sentence: str, wait_seconds: int = 0, login: str = "") -> None:
        """Say on the sign-in page, or the locked one, why a supervisor could not come in, and how
        long the next try waits; of `login`, where it is still them who sign in."""
        if self.supervising.refuse(sentence, wait_seconds) or not isinstance(self.page, SignInPage):
            return
        if wait_seconds:
            self.page.show_password_refusal(sentence, wait_seconds, login)
        else:
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
        on_desk = isinstance(self.page, DeskPage | LockPage)
        if on_desk and phase in (Phase.IN_CALL, Phase.CALLING, Phase.SAVING):
            first = self.tr("Dites d’abord comment cet appel s’est passé, puis fermez.")
            if isinstance(self.page, LockPage):
                self.page.show_failure(first)
            else:
                self.presenter.said.emit(first)
            event.ignore()
            return
        self.idle.stop()
        self.supervising.idle.stop()
        self.listening.stop()
        if on_desk:
            self.presenter.leave("close")
        elif isinstance(self.page, CharterPage):
            self.charter.decline()
        self.closed.emit()
        super().closeEvent(event)

    def _let_choose(self, page: SignInPage | DeskPage) -> None:
        page.mode_chosen.connect(self.choose_mode)
        page.language_chosen.connect(self.choose_language)
        page.percent_chosen.connect(self.choose_percent)

    def _show(self, page: QWidget) -> None:
        old, self.page = self.page, page
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if old is not None:
            self.pages.removeWidget(old)
            old.deleteLater()

    def _show_over(self, page: QWidget) -> None:
        """Show a page; the one it stands in for stays, where no screen reader finds it either."""
        old, self.page = self.page, None
        forget_copied()
        self._show(page)
        if old is not None:
            self.pages.removeWidget(old)

    def _show_again(self, page: QWidget) -> None:
        old, self.page = self.page, page
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if old is not None:
            self.pages.removeWidget(old)
            old.deleteLater()

    def _rebuild(self) -> None:
        if self._supervisor is not None:
            self.show_supervisor(self._supervisor)
        elif isinstance(self.page, DeskPage):
            self.show_desk()
        elif isinstance(self.page, LockPage):
            self.show_lock()
        elif isinstance(self.page, CharterPage):
            self.show_charter()
        else:
            self.show_sign_in(self._account.account_id if self._account else 0)

    def _remember(self, settings: remembered.Settings) -> None:
        self._settings = settings
        remembered.save(self._home, settings)

    def _on_office(self, office: OfficeFacts) -> None:
        self._office = office

    def _on_signed_in(self, account: Account, answer: SignedIn) -> None:
        self._account = account
        if answer.charter:
            self.show_charter()
        else:
            self._begin()

    def _begin(self) -> None:
        if self._office is not None and self._account is not None:
            self.presenter.begin(self._account.name, self._office)
            self.show_desk()

    def _on_changed(self, state: DeskState) -> None:
        if isinstance(self.page, LockPage):
            self.page.show_state(state)
        elif isinstance(self.page, DeskPage) and _wants_charter(state):
            self.show_charter()

    def _on_charter_known(self, charter: Charter) -> None:
        page = CharterPage(charter)
        page.accepted.connect(self.charter.accept)
        page.declined.connect(self._on_charter_declined)
        self._show(page)

    def _on_charter_accepted(self) -> None:
        if _wants_charter(self.presenter.state):
            self.presenter.resume()
            self.show_desk()
        else:
            self._begin()

    def _on_charter_refused(self, sentence: str) -> None:
        if isinstance(self.page, CharterPage | SignInPage):
            self.page.show_failure(sentence)
        elif isinstance(self.page, DeskPage):
            self.page.say(sentence)

    def _on_charter_declined(self) -> None:
        self.charter.decline()
        self.presenter.forget()
        self._account = None
        self.show_sign_in()

    def _on_unlock_refused(self, status: str, wait_seconds: int) -> None:
        if isinstance(self.page, LockPage):
            self.page.show_refusal(status, wait_seconds)

    def _on_unlock_failed(self, sentence: str) -> None:
        if isinstance(self.page, LockPage):
            self.page.show_failure(sentence)

    def _on_another_expected(self) -> None:
        self._account = None
        self.show_sign_in()

    def _on_left(self, how: str) -> None:
        self._account = None
        self.listening.stop()
        if how != "close":
            self.show_sign_in()

    def _on_session_ended(self, sentence: str) -> None:
        if isinstance(self.page, DeskPage | LockPage | CharterPage):
            account = self._account
            telling = self.presenter.state.phase is Phase.SAVING
            self.presenter.forget()
            self.show_sign_in(account.account_id if account else 0)
            # The journal has it: the office takes it, or a supervisor decides.
            kept = self.tr("Le résultat que vous venez de donner est gardé.") if telling else ""
            self.refuse_supervisor(" ".join(part for part in (worded(sentence), kept) if part))

    def _on_failed(self, sentence: str) -> None:
        if isinstance(self.page, DeskPage):
            self.page.say(sentence)

    def _on_bug(self, report: str) -> None:
        dialog = BugDialog(report, self)
        dialog.open()


def _wants_charter(state: DeskState) -> bool:
    """Another charter came into force while this caller works."""
    waiting = state.waiting
    return state.phase is Phase.WAITING and waiting is not None and waiting.reason == "charter"
