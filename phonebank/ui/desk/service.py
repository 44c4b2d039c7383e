"""What the desk's screen asks of the office, whichever object answers. Called on worker threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from phonebank.calling.finding import Found
    from phonebank.calling.results import (
        Finished,
        MyCall,
        Served,
        SignedIn,
        Started,
        Unfinished,
    )
    from phonebank.domain.card import (
        Account,
        CallReport,
        CampaignFacts,
        OfficeFacts,
        ScriptText,
    )


class DeskService(Protocol):
    """The steps of the call protocol (DESIGN 4), synchronous. Each may raise `PhonebankError`."""

    @property
    def online(self) -> bool:
        """Whether the office answered the last time."""

    def office(self) -> OfficeFacts:
        """The office as the bar shows it."""

    def accounts(self) -> tuple[Account, ...]:
        """Who may sign in here."""

    def sign_in(self, account_id: int, pin: str) -> SignedIn:
        """Check a PIN."""

    def unlock(self, pin: str) -> SignedIn:
        """Check the PIN of whoever is signed in, back at a locked desk."""

    def accept_charter(self, version: int) -> str:
        """Keep that the charter was accepted: 'ok' or 'version'."""

    def leave_to_another(self) -> None:
        """End the session for somebody else; a dialled line stays with its caller."""

    def sign_out(self) -> None:
        """End the session."""

    def campaigns(self) -> tuple[CampaignFacts, ...]:
        """The campaigns this caller may work in."""

    def unfinished(self) -> Unfinished | None:
        """A call that was started and never reported."""

    def next_line(self, campaign_id: int) -> Served:
        """The next line, or why there is none."""

    def start_call(self) -> Started:
        """Acknowledge the call; only then is there a number."""

    def finish(self, report: CallReport, next_campaign: int | None) -> Finished:
        """Report the call and perhaps be served the next line."""

    def keep(self) -> bool:
        """Renew the reservation; False when it is gone."""

    def release(self, reason: str) -> None:
        """Give the reservation back."""

    def object_line(self, person_id: int | None = None) -> str:
        """Record an objection at once, by this person; its receipt."""

    def search(self, number: str | None, surname: str | None, born: int | None) -> Found:
        """Who rings back: by the full number, or by surname and year of birth; counted."""

    def claim_found(self, found: Found, person_id: int, campaign_id: int) -> Served:
        """Reserve the line of somebody found, or say why not."""

    def correct(self, report: CallReport) -> str:
        """Replace an outcome: 'ok', 'late' or 'refused'."""

    def my_calls(self) -> tuple[MyCall, ...]:
        """The caller's last five calls."""

    def script(self, version_id: int) -> ScriptText:
        """One stored version of a script."""

    def pending(self) -> int:
        """Outcomes waiting in the journal."""

    def deliver(self) -> int:
        """Try to send them; how many remain."""
