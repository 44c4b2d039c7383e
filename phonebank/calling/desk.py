"""One desk at work: the way of a call, from the next line to an acknowledged outcome.

Order is the safety: start_call is acknowledged before the number is known; an outcome is in the
journal before it is sent, and leaves it only when acknowledged. Every step may be repeated.

Methods block (at most ten seconds) and are called on worker threads; each answers a frozen result.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from phonebank.calling.coming_back import ComingBack
from phonebank.calling.delivery import deliver, hand_over
from phonebank.calling.finding import Found
from phonebank.calling.reading import (
    body_of,
    read_claim,
    read_waiting,
)
from phonebank.calling.results import Finished, Served, Started
from phonebank.domain.card import (
    CallReport,
    Claim,
    Waiting,
)
from phonebank.domain.errors import BadInput, KnownError, SignedOut, Unreachable
from phonebank.office.steady import steady_seconds
from phonebank.store.journal import Record
from phonebank.store.watchdog import OFFICE_SECONDS, within

_ASK_AGAIN = 8  # a claim that only tidied the head of the queue is asked again this often


class Desk(ComingBack):
    """What a signed-in caller can do here. One at a time per journal."""

    @within(OFFICE_SECONDS)
    def next_line(self, campaign_id: int) -> Served:
        """Reserve the next line and open its card, or say why there is none.

        What waits to be told goes first: else the line just called would be served again.
        """
        if self.pending():
            self._twice(lambda: deliver(self._gateway, self._journal))
        for _ in range(_ASK_AGAIN):
            asked_at = steady_seconds()
            answer = self._twice(lambda: self._gateway.claim(self._token, campaign_id))
            served = self._served(answer, asked_at)
            if served is not None:
                return served
        return Served(waiting=Waiting("empty"))

    @within(OFFICE_SECONDS)
    def claim_found(self, found: Found, person_id: int, campaign_id: int) -> Served:
        """Reserve the line of somebody who rings back and open its card, or say why not.

        A line held and not dialled goes back first. `Waiting.reason` is one of `next_line`'s, or
        'taken' (a colleague has it), 'done' (nothing to ask here), 'unknown' (search again).
        """
        if found.search is None:
            return Served(waiting=Waiting("unknown"))
        with self._lock:
            held = self._claim
        if held is not None and held.call_uuid is None:
            self.release("pause")
        if self.pending():
            self._twice(lambda: deliver(self._gateway, self._journal))
        search = found.search
        asked_at = steady_seconds()
        answer = self._twice(
            lambda: self._gateway.claim_found(
                self._token,
                search,
                found.number,
                found.surname,
                found.born,
                person_id,
                campaign_id,
            )
        )
        return self._served(answer, asked_at) or Served(waiting=Waiting("taken"))

    @within(OFFICE_SECONDS)
    def start_call(self) -> Started:
        """Tell the office that the line rings, then learn its number.

        An answer that was lost is asked for again with the same call. The number is shown only when
        this computer's disk knows of the call. Raises KnownError where the line has rung already
        (it is told, never dialled again) or the disk refuses.
        """
        claim = self._held()
        if claim.call_uuid is not None and claim.call_uuid != self._not_shown:
            raise KnownError("This line was dialled: please say how the call ended.")
        uuid = claim.call_uuid or uuid4()
        self._not_shown = uuid
        facts = {
            "claim": str(claim.token),
            "campaign": claim.campaign_id,
            "fence": claim.fence,
            "at": datetime.now().astimezone().isoformat(),
            "by": self._account,
        }
        try:
            asked_at = steady_seconds()
            answer, number = self._twice(lambda: self._gateway.dial(self._token, claim.token, uuid))
            if answer["status"] != "started":
                self._must_be_signed_in(answer)
                until = answer.get("until")
                return Started(
                    answer["status"], until=datetime.fromisoformat(until) if until else None
                )
            with self._lock:
                self._claim = read_claim(answer, asked_at)
        except Unreachable:
            # Perhaps started, perhaps not: the number was not shown, so nobody was rung.
            with self._lock:
                self._claim = replace(claim, call_uuid=uuid)
            return Started("offline", call_uuid=uuid)
        if not number or steady_seconds() >= self._held().keep_before:
            # Not shown, so not rung: by this desk's clock the line may be anybody's.
            return Started("gone", call_uuid=uuid)
        self._journal.write(Record(uuid, "dialled", facts))
        self._not_shown = None
        return Started("started", number=number, call_uuid=uuid)

    @within(OFFICE_SECONDS)
    def finish(self, report: CallReport, next_campaign: int | None) -> Finished:
        """Log how the call ended and, if asked, get the next line in the same trip.

        The outcome is on this computer's disk before it is sent. Raises KnownError where the disk
        refuses (nothing was sent either) or the office refuses this desk (it is kept for later).
        """
        claim = self._held()
        body = body_of(report)
        record = Record(
            report.call_uuid,
            "outcome",
            {
                "claim": str(claim.token),
                "campaign": claim.campaign_id,
                "fence": claim.fence,
                "body": body,
            },
        )
        self._journal.write(record)
        asked_at = steady_seconds()
        try:
            answer, following = self._send(claim, report.call_uuid, body, next_campaign)
        except Unreachable:
            with self._lock:
                self._claim = None
            return Finished(delivered=False)
        with self._lock:
            self._claim = None
        if answer["status"] == "ok":
            self._journal.forget(report.call_uuid, "dialled", "outcome")
        elif answer["status"] == "conflict":
            # The first word stands; the supervisor gets the second.
            with suppress(Unreachable):
                hand_over(self._gateway, self._journal, record, "conflict")
            return Finished(delivered=True, conflict=True)
        elif answer["status"] == "invalid":
            with self._lock:
                self._claim = claim
            self._journal.forget(report.call_uuid, "outcome")
            raise BadInput(f"The office cannot accept this: please look at {answer['field']}.")
        else:
            self._journal.refused(record)
            return Finished(delivered=False)
        return Finished(
            delivered=True,
            receipt=answer.get("receipt", ""),
            served=self._following(following, asked_at, next_campaign),
            late=answer.get("late", False),
        )

    def keep(self) -> bool:
        """Renew the claim silently; False when it is lost."""
        claim = self._claim
        if claim is None:
            return False
        asked_at = steady_seconds()
        answer = self._gateway.keep(self._token, claim.token)
        if answer["status"] != "kept":
            return False
        with self._lock:
            if self._claim is not None and self._claim.token == claim.token:
                self._claim = read_claim(answer, asked_at)
        return True

    @within(OFFICE_SECONDS)
    def release(self, reason: str) -> None:
        """Give the line back undialled: 'known', 'duplicate', 'other', 'pause', 'lock', 'close'.

        Raises KnownError when it cannot: too many skips this hour, or it was dialled.
        """
        claim = self._held()
        answer = self._twice(lambda: self._gateway.release(self._token, claim.token, reason))
        self._must_be_signed_in(answer)
        if answer["status"] == "cap":
            raise KnownError(
                "You have passed over as many lines as one may in an hour: please call this one, "
                "or see a supervisor."
            )
        if answer["status"] == "dialled":
            raise KnownError("This line was dialled: please say how the call ended.")
        with self._lock:
            self._claim = None

    @within(OFFICE_SECONDS)
    def object_line(self, person_id: int | None = None) -> str:
        """Close the line everywhere, at once; the receipt to read out.

        `person_id` is who objects: an office restored meanwhile finds the line by them. Empty when
        the office is out of reach: the objection is in the journal and will be applied first
        thing, whatever becomes of the call. It is sent even where this computer's disk refuses it;
        raises KnownError only where the office is out of reach as well.
        """
        claim = self._held()
        body = {"outcome": "do_not_call"}
        if person_id is not None:
            body["person_id"] = str(person_id)
        facts = {"claim": str(claim.token), "body": body}
        unkept: KnownError | None = None
        try:
            self._journal.write(Record(claim.token, "objection", facts))
        except KnownError as error:
            unkept = error
        try:
            answer = self._twice(lambda: self._gateway.object_line(claim.token))
        except Unreachable:
            if unkept is not None:
                raise unkept from None
            return ""
        if answer["status"] == "ok":
            self._journal.forget(claim.token, "objection")
        return str(answer.get("receipt", ""))

    # Inside --------------------------------------------------------------------------------------

    def _send(
        self, claim: Claim, call: UUID, body: dict[str, Any], campaign: int | None
    ) -> tuple[dict[str, Any], dict[str, Any] | None]:
        if campaign is None or not self._token:
            return (
                self._twice(
                    lambda: self._gateway.finish_call(claim.token, call, claim.fence, body)
                ),
                None,
            )
        both = self._twice(
            lambda: self._gateway.finish_and_claim(
                self._token, claim.token, call, claim.fence, body, campaign
            )
        )
        return both.get("told") or both, both.get("next")

    def _following(
        self, answer: dict[str, Any] | None, asked_at: float, campaign: int | None
    ) -> Served | None:
        """The next line that came with an outcome; None where it is to be asked for.

        The outcome is told: neither a lost network nor an ended session may hide that.
        """
        if answer is None or campaign is None:
            return None
        try:
            served = self._served(answer, asked_at)
            return self.next_line(campaign) if served is None else served
        except (Unreachable, SignedOut):
            return None

    def _served(self, answer: dict[str, Any], asked_at: float) -> Served | None:
        self._must_be_signed_in(answer)
        if answer["status"] == "again":
            return None
        if answer["status"] not in {"claimed", "held"}:
            return Served(waiting=read_waiting(answer))
        claim = read_claim(answer, asked_at)
        with self._lock:
            self._claim = claim
        card = self._card(claim)
        return None if card is None else Served(claim=claim, card=card)

    def _held(self) -> Claim:
        with self._lock:
            if self._claim is None:
                raise KnownError("No line is held here: ask for the next one.")
            return self._claim
