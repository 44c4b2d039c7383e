"""A supervisor's page in the window: shown, locked when nobody touches it, opened again.

Locked, the page stays as it is, out of sight, so that an import goes on and nothing typed is lost;
its dialogs, which stand over the window, are closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from phonebank.ui.desk.locking_idle import IdleWatch
from phonebank.ui.supervisor.locked import SupervisorLock
from phonebank.ui.supervisor.shell import SupervisorShell

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Supervising(QObject):
    """Remembers who supervises and the page put away. The window shows what it is given."""

    locked = Signal(object)
    """The page to show instead."""
    unlocked = Signal(object)
    """The page to show again."""
    returned = Signal(str, str)
    """(login, password): whoever came back; answer with `unlock` or `refuse`."""
    left = Signal()
    """Somebody else wants to sign in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._login = ""
        self._name = ""
        self._hint = ""
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

    def begin(self, page: QWidget, login: str, name: str, hint: str, patience: float) -> None:
        """A supervisor looks at `page`; `patience` in seconds until it locks."""
        self._login, self._name, self._hint = login, name, hint
        self._page = page
        self.idle.start(patience)

    def stop(self) -> None:
        """Nobody supervises here any more; the page put away goes."""
        self.idle.stop()
        if self._kept is not None:
            self._kept.deleteLater()
        self._page = self._kept = self._lock = None
        self._login = ""

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
        lock = self._lock = SupervisorLock(self._name, self._hint)
        lock.password_given.connect(self._on_password)
        lock.another_requested.connect(self.left)
        self.locked.emit(lock)

    def unlock(self, patience: float) -> None:
        """The password was right: the page comes back as it was."""
        page, self._kept, self._lock = self._kept, None, None
        if page is None:
            return
        self.unlocked.emit(page)
        if isinstance(page, SupervisorShell):
            page.go(self._place)
        self.idle.start(patience)

    def refuse(self, sentence: str) -> bool:
        """Say on the locked page why the password does not open it; False where it is not shown."""
        if self._lock is None:
            return False
        self._lock.show_failure(sentence)
        return True

    def _on_password(self, password: str) -> None:
        self.returned.emit(self._login, password)
