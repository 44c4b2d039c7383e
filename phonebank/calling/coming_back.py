"""Coming back to a desk: what this caller holds, and a call that was dialled and never told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from phonebank.calling.delivery import deliver
from phonebank.calling.reading import read_card, read_claim
from phonebank.calling.results import Unfinished
from phonebank.calling.second_thoughts import SecondThoughts
from phonebank.domain.card import Card, Claim
from phonebank.office.steady import steady_seconds
from phonebank.store.watchdog import OFFICE_SECONDS, within


class ComingBack(SecondThoughts):
    """What is asked of the office and of the journal before anything new is served."""

    @within(OFFICE_SECONDS)
    def unfinished(self) -> Unfinished | None:
        """A call that was dialled and never told: "what happened with this call?".

        What was told and waits in the journal goes first: asked about again, it could be lost.
        """
        if self.pending():
            self._twice(lambda: deliver(self._gateway, self._journal))
        told = {record.call_uuid for record in self._journal.records("outcome")}
        asked_at = steady_seconds()
        held = self._twice(lambda: self._gateway.held(self._token))
        if held["status"] == "held" and held["call_uuid"] and UUID(held["call_uuid"]) not in told:
            claim = read_claim(held, asked_at)
            with self._lock:
                self._claim = claim
            return Unfinished(
                UUID(held["call_uuid"]),
                claim.campaign_id,
                self._card(claim),
                datetime.fromisoformat(held["started_at"]),
            )
        for record in self._journal.records("dialled"):
            if record.call_uuid in told:
                continue
            facts = record.facts
            if facts.get("by", self._account) != self._account:
                continue  # a colleague's, who is asked on return
            if record.call_uuid in self._told_elsewhere():
                self._journal.forget(record.call_uuid, "dialled")
                continue
            with self._lock:
                self._claim = Claim(
                    UUID(facts["claim"]), facts["campaign"], facts["fence"], 0, 0, record.call_uuid
                )
            return Unfinished(
                record.call_uuid,
                facts["campaign"],
                None,
                datetime.fromisoformat(facts["at"]),
            )
        return None

    def held(self) -> Claim | None:
        """The claim this caller holds at the office, dialled or not; reserves nothing."""
        asked_at = steady_seconds()
        answer = self._twice(lambda: self._gateway.held(self._token))
        with self._lock:
            self._claim = read_claim(answer, asked_at) if answer["status"] == "held" else None
            return self._claim

    # Inside --------------------------------------------------------------------------------------

    def _told_elsewhere(self) -> set[UUID]:
        """Calls this caller has told at another desk, after this one failed; of the last five.

        What a supervisor decided meanwhile is not the caller's word: it has an outcome and no more.
        """
        mine = self._twice(lambda: self._gateway.my_calls(self._token))
        return {UUID(each["call_uuid"]) for each in mine if len(each["body"]) > 1}

    def _card(self, claim: Claim) -> Card | None:
        answer = self._twice(lambda: self._gateway.open_card(self._token, claim.token))
        self._must_be_signed_in(answer)
        return read_card(answer) if answer["status"] == "ok" else None
