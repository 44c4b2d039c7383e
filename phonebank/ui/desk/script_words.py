"""The words that fill a script for one call: who is called, where they vote, who is calling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from phonebank.ui.moments import day, full_date, hour

if TYPE_CHECKING:
    from collections.abc import Mapping

    from phonebank.domain.card import CampaignFacts, Card, Voter

LAST_DAYS = 3
_CIVILITIES = {"fr": {"F": "Mme", "M": "M."}, "en": {"F": "Ms", "M": "Mr"}}
_ISO_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_BOLD = re.compile(r"\*\*.+?\*\*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Words:
    """What `script.fill` needs."""

    values: dict[str, str]
    flags: frozenset[str]


def words_for(
    card: Card,
    person: Voter | None,
    campaign: CampaignFacts | None,
    caller: str,
    given: Mapping[str, str],
    language: str,
) -> Words:
    """Values and flags for one card and the person spoken to; `given` (the script's own) wins.

    Not over the caller: who sits at the desk now says their own name, whoever read the script here.
    Worded in the script's `language`, which need not be the window's.
    """
    origin = card.origin
    values = {
        "caller_name": caller,
        "controller": origin.controller,
        "rights_contact": origin.rights_contact,
        "source": origin.source,
        "collected_on": _date(origin.collected_on, language),
        "legal_basis": origin.legal_basis,
        "roll_commune": origin.roll_commune,
        "roll_dated": _date(origin.roll_dated, language),
    }
    if campaign is not None:
        values["campaign_name"] = campaign.name
        values["round_date"] = day(campaign.round_date, language=language)
    if person is not None:
        values |= _person_values(person, language)
    values |= {key: _worded(value, language) for key, value in given.items() if value}
    if caller:
        values["caller_name"] = caller
    return Words(values, _flags(card, person, campaign))


def unshouted(markdown: str) -> str:
    """The text in plain weight where most of it is bold: bold is for a few words."""
    plain = _BOLD.sub("", markdown)
    return markdown.replace("**", "") if len(plain) < len(markdown) / 2 else markdown


def _person_values(person: Voter, language: str) -> dict[str, str]:
    civility = _CIVILITIES.get(language, {}).get(person.sex, "")
    values = {
        "civility": civility,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "full_name": " ".join(p for p in (civility, person.first_name, person.last_name) if p),
    }
    bureau = person.bureau
    if bureau is not None:
        values |= {
            "bureau_code": bureau.code,
            "bureau_name": bureau.name,
            "bureau_address": bureau.address,
            "bureau_opens": hour(bureau.opens, language) if bureau.opens else "",
            "bureau_closes": hour(bureau.closes, language) if bureau.closes else "",
        }
    return values


def _flags(card: Card, person: Voter | None, campaign: CampaignFacts | None) -> frozenset[str]:
    bureau = person.bureau if person else None
    today = datetime.now(UTC).date()
    marks = {
        "mobile": card.line_kind == "mobile",
        "fixed": card.line_kind == "fixed",
        "alone": len(card.people) == 1,
        "household": len(card.people) > 1,
        "woman": person is not None and person.sex == "F",
        "man": person is not None and person.sex == "M",
        "bureau": bureau is not None,
        "wheelchair": bureau is not None and bool(bureau.wheelchair),
        "retry": card.attempt > 1,
        "callback": card.why in {"callback", "callback_mine"},
        "message_left": card.message_left,
        "last_days": campaign is not None and 0 <= (campaign.round_date - today).days <= LAST_DAYS,
        "collected": card.origin.collected_on is not None,
        "roll": bool(card.origin.roll_commune),
        "lawful": bool(card.origin.legal_basis),
    }
    return frozenset(name for name, holds in marks.items() if holds)


def _worded(value: str, language: str) -> str:
    """A stored value as one says it: an ISO date becomes a day."""
    if _ISO_DATE.fullmatch(value) is None:
        return value
    return day(date.fromisoformat(value), language=language)


def _date(on: date | None, language: str) -> str:
    return full_date(on, language) if on else ""
