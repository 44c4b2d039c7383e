"""Signing in: who may, and what the office answers to a PIN."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.calling.results import SignedIn
    from phonebank.domain.card import Account, OfficeFacts
    from phonebank.ui.desk.service import DeskService


class SignInPresenter(QObject):
    """Reads the office and its accounts; checks PINs. Supervisors are checked by the window."""

    office_known = Signal(object)
    accounts_known = Signal(object)
    signed_in = Signal(object, object)
    """An `Account` and the `SignedIn` that let them in."""
    refused = Signal(str, int)
    """The status that is not 'ok', and the seconds to wait."""
    failed = Signal(str)
    reached = Signal()
    """The office answers again, after `failed` said that it did not."""

    def __init__(self, bridge: Bridge, service: DeskService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._service = service
        self._asked: Account | None = None
        self.accounts: tuple[Account, ...] = ()
        """Who may sign in, as last heard."""
        self._looking = False
        self._trouble: str | None = None

    def load(self) -> None:
        """Ask for the office and for the names."""
        self._bridge.read("office", self._service.office, self._on_office, self._on_unreached)
        self._bridge.read("accounts", self._service.accounts, self._on_accounts, self._on_unreached)

    def look_again(self) -> None:
        """Ask for the names once more: somebody may have been added since. One at a time."""
        if not self._looking:
            self._looking = True
            self._bridge.read(
                "accounts again", self._service.accounts, self._on_seen, self._on_unseen
            )

    def sign_in(self, account: Account, pin: str) -> None:
        """Give a PIN; one at a time."""
        if self._asked is not None:
            return
        self._asked = account
        self._bridge.write(
            partial(self._service.sign_in, account.account_id, pin), self._on_answer, self._on_error
        )

    def _on_office(self, office: OfficeFacts) -> None:
        self.office_known.emit(office)

    def _on_accounts(self, accounts: tuple[Account, ...]) -> None:
        self.accounts = accounts
        self.accounts_known.emit(accounts)

    def _on_seen(self, accounts: tuple[Account, ...]) -> None:
        self._looking = False
        if self._trouble is not None:
            self._trouble = None
            self.reached.emit()
            self.load()
        elif accounts != self.accounts:
            self._on_accounts(accounts)

    def _on_unseen(self, sentence: str) -> None:
        self._looking = False
        self._on_unreached(sentence)

    def _on_unreached(self, sentence: str) -> None:
        if sentence != self._trouble:
            self._trouble = sentence
            self.failed.emit(sentence)

    def _on_answer(self, answer: SignedIn) -> None:
        account, self._asked = self._asked, None
        if account is None:
            return
        if answer.status == "ok":
            self.signed_in.emit(account, answer)
        else:
            self.refused.emit(answer.status, answer.wait_seconds)

    def _on_error(self, sentence: str) -> None:
        self._asked = None
        self.failed.emit(sentence)
