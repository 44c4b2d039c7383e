"""Scores and campaigns of one office: the tables come from its database, the rule from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from phonebank.domain.errors import BadInput
from phonebank.domain.hours import CallingHours, Span
from phonebank.domain.rounds import Round, parse_round
from phonebank.store.campaigns import CampaignStore, HoursRow, NewCampaign
from phonebank.store.owner import OwnerStore
from phonebank.store.scores import ScoreStore
from phonebank.targeting.campaign_list import Target, campaign_lines
from phonebank.targeting.office_past import how_scored, round_of_row, score_office
from phonebank.targeting.score import Scores


@dataclass(frozen=True, slots=True)
class MadeCampaign:
    """A campaign just made, as a draft."""

    campaign_id: int
    round_code: str
    people: int
    lines: int


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
        raise BadInput("The office knows no round yet: say which one with --round, e.g. M26T1.")
    last = round_of_row(rounds[-1])
    if last.turn < last.ballot_type.turns:
        return _dated(owner, parse_round(f"{last.ballot_code}T{last.turn + 1}"))
    return last


def score(owner: OwnerStore, target: Round, language: str = "fr") -> Scores:
    """P(abstain) in `target` of everyone entitled to vote in it: see `score_office`."""
    return score_office(owner, target, language)


def make_campaign(
    owner: OwnerStore,
    name: str,
    target: Round,
    script_id: int,
    *,
    who: Target | None = None,
    hours: CallingHours | None = None,
    attempts_allowed: int = 3,
    abroad_allowed: bool = False,
    most_lines: int | None = None,
) -> MadeCampaign:
    """Make a campaign, as a draft, from the scores of its round; middle first.

    Raises BadInput when the name is taken or nobody can be called.
    """
    office = owner.office()
    round_id = owner.add_round(
        target.code,
        target.held_on,
        date_known=target.dated,
        ballot_name=target.title().split(",")[0],
    )
    reachable = owner.callable_lines()
    scores = score(owner, target)
    lines = campaign_lines(
        scores,
        reachable,
        target=who,
        abroad=abroad_allowed,
        most_lines=most_lines,
    )
    if not lines:
        raise BadInput(
            f"Nobody can be called for {target.code}: import the roll, the turnout of the round "
            "before and contacts with numbers first, or choose --who everyone."
        )
    zones = dict(reachable.select("line_id", "zone").unique("line_id", keep="first").iter_rows())
    entries = pl.DataFrame(
        [
            (line.line_id, person, line.rank, zones[line.line_id], line.language)
            for line in lines
            for person in line.person_ids
        ],
        schema=["line_id", "person_id", "score", "zone", "language"],
        orient="row",
    )
    chosen = hours or CallingHours()
    campaign_id = CampaignStore(owner).create(
        NewCampaign(
            name,
            round_id,
            script_id,
            _rows(chosen),
            attempts_allowed=attempts_allowed,
            abroad_allowed=abroad_allowed,
            any_hour=office.practice,
        ),
        entries,
    )
    ScoreStore(owner).note_campaign(campaign_id, how_scored(scores))
    return MadeCampaign(
        campaign_id, target.code, entries["person_id"].n_unique(), entries["line_id"].n_unique()
    )


def _rows(hours: CallingHours) -> tuple[HoursRow, ...]:
    def spans(day: int, wanted: tuple[Span, ...]) -> list[HoursRow]:
        return [HoursRow(day, span.opens, span.closes) for span in wanted]

    rows = [row for day in range(1, 6) for row in spans(day, hours.weekdays)]
    if hours.saturday_on:
        rows += spans(6, hours.saturday)
    return tuple(rows)


def _dated(owner: OwnerStore, named: Round) -> Round:
    """The round with the date the office gave it, if it did."""
    for row in owner.rounds():
        if row.code == named.code:
            return round_of_row(row)
    return named
