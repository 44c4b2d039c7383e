"""Sending what the journal keeps: each record until it is acknowledged, never in a tight loop."""

from __future__ import annotations

from uuid import UUID

from phonebank.store.desk import DeskGateway
from phonebank.store.journal import REFUSALS, Journal, Record
from phonebank.store.watchdog import seconds_left

_ENOUGH_SECONDS = 4.0  # with less than this left, the rest waits for the next time


def deliver(gateway: DeskGateway, journal: Journal) -> int:
    """Try each waiting record once, objections first; how many remain.

    A record refused as often as `REFUSALS` is handed to the supervisor and leaves the journal.
    Raises Unreachable as soon as the office does not answer. A long journal takes several times.
    """
    for record in journal.records("objection"):
        if seconds_left() < _ENOUGH_SECONDS:
            return waiting(journal)
        answer = gateway.object_line(UUID(record.facts["claim"]))
        if answer["status"] == "ok":
            journal.forget(record.call_uuid, "objection")
        else:
            _refused(gateway, journal, record, str(answer["status"]))
    for record in journal.records("outcome"):
        if seconds_left() < _ENOUGH_SECONDS:
            return waiting(journal)
        facts = record.facts
        answer = gateway.finish_call(
            UUID(facts["claim"]), record.call_uuid, facts["fence"], facts["body"]
        )
        if answer["status"] == "ok":
            journal.forget(record.call_uuid, "dialled", "outcome")
        else:
            _refused(gateway, journal, record, str(answer["status"]))
    return waiting(journal)


def waiting(journal: Journal) -> int:
    """How many outcomes and objections are not acknowledged yet."""
    return len(journal.records("outcome")) + len(journal.records("objection"))


def _refused(gateway: DeskGateway, journal: Journal, record: Record, reason: str) -> None:
    if journal.refused(record) >= REFUSALS:
        hand_over(gateway, journal, record, reason)


def hand_over(gateway: DeskGateway, journal: Journal, record: Record, reason: str) -> None:
    """Leave a record the office cannot place to the supervisor; kept if even that is refused."""
    facts = record.facts
    body = facts.get("body", {"outcome": "do_not_call"})
    answer = gateway.park(UUID(facts["claim"]), record.call_uuid, body, reason)
    if answer["status"] == "ok":
        told = ("dialled", "outcome") if record.kind == "outcome" else (record.kind,)
        journal.forget(record.call_uuid, *told)
