"""A supervisor's page in the window: shown, locked when nobody touches it, opened again.

Locked, the page stays as it is, out of sight, so that an import goes on and nothing typed is lost;
its dialogs, which stand over the window, are closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from phonebank.ui.desk.locking_idle import IdleWatch
from phonebank.ui.signin.page import PracticeKeys
from phonebank.ui.supervisor.locked import SupervisorLock
from phonebank.ui.supervisor.shell import SupervisorShell

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from phonebank.domain.card import OfficeFacts
    from phonebank.ui.signin.presenter import SignInPresenter

_USUAL_SECONDS = 240.0


class Supervising(QObject):
    """Remembers who supervises and the page put away. The window shows what it is given."""

    locked = Signal(object)
    """The page to show instead."""
    unlocked = Signal(object)
    """The page to show again."""
    returned = Signal(str, str)
    """(login, password): whoever came back; answer with `unlock` or `refuse`."""
    expected = Signal(str)
    """The login whose password the locked page waits for: `refuse` where it must wait."""
    left = Signal()
    """Somebody else wants to sign in."""

    def __init__(
        self, signing: SignInPresenter, keys: PracticeKeys | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._signing = signing
        self._keys = keys or PracticeKeys()
        self._login = ""
        self._practice = False
        self._patience = _USUAL_SECONDS
        self._kept: QWidget | None = None
        self._place = ""
        self._lock: SupervisorLock | None = None
        self.idle = IdleWatch(self)
        self.idle.idle.connect(self.lock)
        self._page: QWidget | None = None

    @property
    def kept(self) -> QWidget | None:
        """The page put away while locked."""
        return self._kept

    def remember(self, login: str, _password: str) -> None:
        """Somebody signs in as `login`; whether they may is not known yet."""
        self._login = login

    def begin(self, page: QWidget, office: OfficeFacts | None) -> None:
        """A supervisor looks at `page`, which locks after the office's own time."""
        if office is not None:
            self._practice, self._patience = office.practice, office.lock_seconds
        self._page = page
        self.idle.start(self._patience)

    def stop(self) -> None:
        """Nobody supervises here any more; the page put away goes."""
        self.idle.stop()
        if self._kept is not None:
            self._kept.deleteLater()
        self._page = self._kept = self._lock = None

    def lock(self) -> None:
        """Put the page out of sight, dialogs and menus closed."""
        page = self._page
        if page is None or self._kept is not None:
            return
        self.idle.stop()
        for menu in page.findChildren(QMenu):
            menu.close()
        for dialog in page.findChildren(QDialog):
            dialog.reject()
        modal = QApplication.activeModalWidget()
        if isinstance(modal, QDialog):
            modal.reject()
        if isinstance(page, SupervisorShell):
            self._place = page.place
            page.leave()
        self._kept = page
        lock = self._lock = SupervisorLock(self._name(), self._hint())
        lock.password_given.connect(self._on_password)
        lock.another_requested.connect(self.left)
        self.locked.emit(lock)
        self.expected.emit(self._login)

    def unlock(self) -> None:
        """The password was right: the page comes back as it was."""
        page, self._kept, self._lock = self._kept, None, None
        if page is None:
            return
        self.unlocked.emit(page)
        if isinstance(page, SupervisorShell):
            page.go(self._place)
        self.idle.start(self._patience)

    def refuse(self, sentence: str, wait_seconds: int = 0) -> bool:
        """Say on the locked page why the password does not open it; False where it is not shown."""
        if self._lock is None:
            return False
        self._lock.show_refusal(sentence, wait_seconds)
        return True

    def _name(self) -> str:
        accounts = self._signing.accounts
        return next((each.name for each in accounts if each.login == self._login), "")

    def _hint(self) -> str:
        if not self._practice or not self._keys.password:
            return ""
        return self.tr("Bureau d’entraînement : le mot de passe est {password}").format(
            password=self._keys.password
        )

    def _on_password(self, password: str) -> None:
        self.returned.emit(self._login, password)
