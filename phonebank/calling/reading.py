"""From the database's answers to the frozen cards and figures the window shows."""

from __future__ import annotations

from datetime import date, datetime
from datetime import time as clock_time
from typing import Any
from uuid import UUID

from phonebank.calling.results import MyCall
from phonebank.domain.card import (
    Account,
    Bureau,
    CallReport,
    CampaignFacts,
    Card,
    Claim,
    OfficeFacts,
    Origin,
    PastCall,
    Voter,
    Waiting,
)
from phonebank.domain.outcomes import Outcome

Answer = dict[str, Any]

_DEADLINE_MARGIN = 1.0  # seconds given away so that this desk stops before the server does


def read_claim(answer: Answer, asked_at: float) -> Claim:
    """A claim with its deadlines on this machine's clock, counted from before the request."""
    uuid = answer.get("call_uuid")
    return Claim(
        token=UUID(answer["claim"]),
        campaign_id=answer["campaign_id"],
        fence=answer["fence"],
        keep_before=asked_at + float(answer["keep_seconds"]) - _DEADLINE_MARGIN,
        gone_at=asked_at + float(answer["gone_seconds"]) - _DEADLINE_MARGIN,
        call_uuid=UUID(uuid) if uuid else None,
    )


def read_card(answer: Answer) -> Card:
    """The card of `api.open_card`."""
    card = answer["card"]
    origin, roll = card["origin"] or {}, card["roll"] or {}
    return Card(
        claim=UUID(answer["claim"]),
        campaign_id=answer["campaign_id"],
        people=tuple(_voter(person) for person in card["people"]),
        line_kind=card["line_kind"],
        attempt=card["attempt"],
        why=answer["why"],
        message_left=card["message_left"],
        history=tuple(
            PastCall(_moment(past["at"]), Outcome(past["outcome"]), past["person_id"], past["note"])
            for past in card["history"]
        ),
        origin=Origin(
            source=origin.get("source", ""),
            collected_on=_day(origin.get("collected_on")),
            legal_basis=origin.get("legal_basis", ""),
            roll_commune=roll.get("commune", ""),
            roll_dated=_day(roll.get("dated")),
            controller=card["controller"],
            rights_contact=card["rights_contact"],
        ),
        script_version=card["script_version"],
        called_recently=_maybe_moment(card["called_recently"]),
    )


def read_waiting(answer: Answer) -> Waiting:
    """Why nothing is served."""
    return Waiting(
        reason=answer["status"],
        other_slot=answer.get("other_slot", 0),
        other_slot_at=_maybe_moment(answer.get("other_slot_at")),
        callbacks=answer.get("callbacks", 0),
        callback_at=_maybe_moment(answer.get("callback_at")),
        cooling=answer.get("cooling", 0),
        held=answer.get("held", 0),
        in_doubt=answer.get("in_doubt", 0),
        other_language=answer.get("other_language", 0),
        until=_maybe_moment(answer.get("until")),
        round_code=answer.get("round", ""),
    )


def read_office(answer: Answer) -> OfficeFacts:
    """The office's facts; the silence is told from 48 hours before it begins."""
    begins, now = _maybe_moment(answer["silence_from"]), _moment(answer["now"])
    near = begins is not None and (begins - now).total_seconds() < 48 * 3600
    return OfficeFacts(
        name=answer["name"],
        practice=answer["practice"],
        time_zone=answer["time_zone"],
        silence_from=begins if near else None,
        silence_until=_maybe_moment(answer["silence_until"]) if near else None,
        silent_now=answer["silent"],
        round_code=(answer["round"] or "") if near else "",
        lock_seconds=float(answer["lock_seconds"]),
        charter_version=int(answer["charter_version"]),
        charter_texts=tuple(sorted(answer["charter_texts"].items())),
    )


def read_account(answer: Answer) -> Account:
    """Someone who may sign in."""
    return Account(
        answer["account_id"], answer["name"], answer["kind"], answer["language"], answer["login"]
    )


def read_campaign(answer: Answer) -> CampaignFacts:
    """A campaign and how far it is."""
    return CampaignFacts(
        campaign_id=answer["campaign_id"],
        name=answer["name"],
        round_code=answer["round_code"],
        round_date=date.fromisoformat(answer["round_date"]),
        state=answer["state"],
        lines=answer["lines"],
        done=answer["done"],
        my_calls=answer["my_calls"],
        my_conversations=answer["my_conversations"],
        hours=tuple(
            (weekday, clock_time.fromisoformat(opens), clock_time.fromisoformat(closes))
            for weekday, opens, closes in answer["hours"]
        ),
        any_hour=answer["any_hour"],
    )


def read_my_call(answer: Answer) -> MyCall:
    """One of the last five calls."""
    return MyCall(
        report=report_from(UUID(answer["call_uuid"]), answer["body"]),
        campaign_id=answer["campaign_id"],
        finished_at=_moment(answer["finished_at"]),
        people=tuple(
            Voter(p["person_id"], p["sex"], p["first_name"], p["last_name"], "", None, done=False)
            for p in answer["people"]
        ),
    )


def body_of(report: CallReport) -> Answer:
    """The body of `finish_call`: the same report always gives the same body."""
    return {
        "outcome": report.outcome.value,
        "person_id": report.person_id,
        "callback_at": report.callback_at.isoformat() if report.callback_at else None,
        "callback_mine": report.callback_mine,
        "note": _storable(report.note),
        "language": report.language,
        "skip_reason": report.skip_reason,
        "hint": report.hint,
        "information_given": report.information_given,
        "answers": [[_storable(part) for part in answer] for answer in report.answers],
        "script_version": report.script_version,
        "seconds": report.seconds,
    }


def report_from(call_uuid: UUID, body: Answer) -> CallReport:
    """The report a body was made of."""
    return CallReport(
        call_uuid=call_uuid,
        outcome=Outcome(body["outcome"]),
        person_id=body.get("person_id"),
        callback_at=_maybe_moment(body.get("callback_at")),
        callback_mine=body.get("callback_mine", True),
        note=body.get("note", ""),
        language=body.get("language", ""),
        skip_reason=body.get("skip_reason", ""),
        hint=body.get("hint", ""),
        information_given=body.get("information_given", False),
        answers=tuple((a[0], a[1], a[2]) for a in body.get("answers", [])),
        script_version=body.get("script_version"),
        seconds=body.get("seconds", 0),
    )


def _storable(text: str) -> str:
    """Without what no database text can hold: the null character and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def _voter(answer: Answer) -> Voter:
    station = answer["bureau"]
    return Voter(
        person_id=answer["person_id"],
        sex=answer["sex"],
        first_name=answer["first_name"],
        last_name=answer["last_name"],
        age_band=answer["age_band"],
        bureau=None
        if station is None
        else Bureau(
            code=station["code"],
            name=station["name"],
            address=station["address"],
            opens=_hour(station["opens"]),
            closes=_hour(station["closes"]),
            wheelchair=station["wheelchair"],
        ),
        done=answer["done"],
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _maybe_moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _hour(text: str | None) -> clock_time | None:
    return clock_time.fromisoformat(text) if text else None
