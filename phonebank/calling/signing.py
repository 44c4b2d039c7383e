"""Who sits at a desk: signing in and out, the charter, the campaigns one may call for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from phonebank.calling.reading import read_account, read_campaign, read_office
from phonebank.calling.results import SignedIn
from phonebank.domain.card import Account, CampaignFacts, Claim, OfficeFacts
from phonebank.domain.errors import KnownError, SignedOut, Unreachable
from phonebank.store.desk import DeskGateway
from phonebank.store.journal import Journal
from phonebank.store.watchdog import OFFICE_SECONDS, seconds_left, within

_T = TypeVar("_T")
_AGAIN_SECONDS = 2.5  # with less than this left, a lost answer is not asked for again at once


class SignedDesk:
    """A desk's connection, its journal, and the person signed in."""

    def __init__(self, gateway: DeskGateway, journal: Journal) -> None:
        self._gateway = gateway
        self._journal = journal
        self._lock = threading.RLock()
        self._token = ""
        self._account = 0
        self._claim: Claim | None = None
        self._not_shown: UUID | None = None
        self.online = True

    @within(OFFICE_SECONDS)
    def office(self) -> OfficeFacts:
        """The office, its clock, the silence to come. Raises KnownError if the desk was revoked."""
        answer = self._twice(self._gateway.office)
        if answer is None:
            raise KnownError("This desk was revoked; ask a supervisor to enrol it again.")
        return read_office(answer)

    @within(OFFICE_SECONDS)
    def accounts(self) -> tuple[Account, ...]:
        """Who may sign in, by name."""
        return tuple(read_account(answer) for answer in self._twice(self._gateway.accounts))

    @within(OFFICE_SECONDS)
    def sign_in(self, account_id: int, pin: str) -> SignedIn:
        """Open a session; the person's session elsewhere ends."""
        answer = self._gateway.sign_in(account_id, pin)
        if answer["status"] == "ok":
            with self._lock:
                self._token = answer["token"]
                self._account = int(answer["account_id"])
                self._claim = None
        return SignedIn(
            status=answer["status"],
            name=answer.get("name", ""),
            language=answer.get("language", ""),
            wait_seconds=int(answer.get("seconds", 0)),
            charter=bool(answer.get("charter", False)),
        )

    @within(OFFICE_SECONDS)
    def unlock(self, pin: str) -> SignedIn:
        """Check the PIN of whoever is signed in, back at a locked desk.

        The session and the line held were kept. Raises SignedOut where the session has ended.
        """
        answer = self._gateway.unlock(self._token, pin)
        self._must_be_signed_in(answer)
        return SignedIn(answer["status"], wait_seconds=int(answer.get("seconds", 0)))

    def accept_charter(self, version: int) -> str:
        """Keep that the charter was accepted: 'ok', or 'version' where another text holds now."""
        answer = self._gateway.accept_charter(self._token, version)
        self._must_be_signed_in(answer)
        return str(answer["status"])

    def leave_to_another(self) -> None:
        """Somebody else sits down at a locked desk: the line held goes back.

        One that was dialled stays with whoever dialled it, who is asked about it on return.
        """
        with self._lock:
            claim, token, self._token, self._claim = self._claim, self._token, "", None
        if token and (claim is None or claim.call_uuid is None):
            self._gateway.sign_out(token)

    def sign_out(self) -> None:
        """End the session; a line held and not dialled goes back to the others."""
        with self._lock:
            token, self._token, self._claim = self._token, "", None
        if token:
            self._gateway.sign_out(token)

    def campaigns(self) -> tuple[CampaignFacts, ...]:
        """The campaigns one may call for, open ones first."""
        return tuple(read_campaign(answer) for answer in self._gateway.campaigns(self._token))

    # Inside --------------------------------------------------------------------------------------

    def _must_be_signed_in(self, answer: dict[str, Any]) -> None:
        if answer["status"] == "session":
            raise SignedOut(
                "Your session has ended: sign in again, or see a supervisor if your name is gone."
            )

    def _twice(self, ask: Callable[[], _T]) -> _T:
        """A lost answer is asked for once more at once: every step is idempotent."""
        try:
            try:
                answer = ask()
            except Unreachable:
                if seconds_left() < _AGAIN_SECONDS:
                    raise
                answer = ask()
        except Unreachable:
            self.online = False
            raise
        self.online = True
        return answer
