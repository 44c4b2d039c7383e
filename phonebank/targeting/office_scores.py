"""The round calls are for, and its scores: the tables come from the office, the rule from here."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from phonebank.domain.errors import BadInput
from phonebank.domain.rounds import Round, parse_round
from phonebank.store.owner import OwnerStore
from phonebank.targeting.office_past import round_of_row, score_office
from phonebank.targeting.score import Scores

NO_ROUND = "The office knows no round yet: say which one with --round, e.g. M26T1."
"""The sentence of an office without any round."""


def target_round(owner: OwnerStore, code: str | None = None) -> Round:
    """The round named, or the one calls are for now.

    Without a name: the next round on the calendar; else, between the rounds, the second of the
    ballot whose first was the last voted. Raises BadInput when the office knows no round.
    """
    if code:
        return _dated(owner, parse_round(code))
    rounds = owner.rounds()
    today = datetime.now(ZoneInfo(owner.office().time_zone)).date()
    coming = [row for row in rounds if row.held_on >= today and row.date_known]
    if coming:
        return round_of_row(coming[0])
    if not rounds:
        raise BadInput(NO_ROUND)
    last = round_of_row(rounds[-1])
    if last.turn < last.ballot_type.turns:
        return _dated(owner, parse_round(f"{last.ballot_code}T{last.turn + 1}"))
    return last


def score(owner: OwnerStore, target: Round, language: str = "fr") -> Scores:
    """P(abstain) in `target` of everyone entitled to vote in it: see `score_office`."""
    return score_office(owner, target, language)


def _dated(owner: OwnerStore, named: Round) -> Round:
    """The round with the date the office gave it, if it did."""
    for row in owner.rounds():
        if row.code == named.code:
            return round_of_row(row)
    return named
