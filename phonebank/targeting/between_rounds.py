"""Between the rounds: those who stayed at home a few days ago, called until the silence.

The mode French law and the CNIL know best: the signature lists of the first round may be consulted
for ten days after it (Code électoral L68), the list is its abstainers who may vote in the second
(R9), calls end at the silence (R1), and what was noted goes at the end of the ballot (R7). A call
counts most in the first two days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput
from phonebank.domain.rounds import Round, parse_round
from phonebank.domain.silence import silence_window
from phonebank.store.campaigns import CampaignStore
from phonebank.store.lists import ListStore
from phonebank.targeting.campaign_list import Target
from phonebank.targeting.campaign_script import script_for
from phonebank.targeting.ground import Grounds
from phonebank.targeting.making import MadeCampaign, Plan, free_name, make_campaign, pool_for

if TYPE_CHECKING:
    from phonebank.store.owner import OwnerStore

FIRST_DAYS = timedelta(days=2)
"""How long after the first round's last poll the list should be at work (issue: two days)."""


@dataclass(frozen=True, slots=True)
class BetweenRounds:
    """Where an office stands between two rounds. Moments are aware, by the office's zone."""

    first: Round
    second: Round
    known: int
    """People entitled to vote in the second round whose turnout in the first is known."""
    abstainers: int
    """Those of them who did not vote."""
    people: int
    """Those of them a line reaches."""
    lines: int
    polls_closed_at: datetime
    """The end of the first round."""
    calls_end_at: datetime
    """The beginning of the silence before the second round (R1)."""
    purge_on: date
    """The last day what was noted may be kept (R7): the day of the second round, by default."""
    campaign: str
    """The campaign made for it already, '' for none."""

    @property
    def first_days_end_at(self) -> datetime:
        """Two days after the first round."""
        return self.polls_closed_at + FIRST_DAYS

    def seconds_left(self, now: datetime) -> float:
        """Until the silence; 0 once it has begun."""
        return max(0.0, (self.calls_end_at - now).total_seconds())

    def is_late(self, now: datetime) -> bool:
        """Whether the first two days are over and no campaign was made."""
        return now > self.first_days_end_at and not self.campaign


def between_rounds(
    owner: OwnerStore, grounds: Grounds | None = None, now: datetime | None = None
) -> BetweenRounds | None:
    """Where the office stands; None where no first round with known turnout awaits its second.

    Raises BadInput when the date of the second round is not known.
    """
    pair = _rounds(owner, now or datetime.now(UTC))
    if pair is None:
        return None
    first, second = pair
    if not second.dated:
        raise BadInput(
            f"The date of {second.code} is not known: say it with 'phonebank ballot add "
            f"{second.code} --date YYYY-MM-DD', then begin."
        )
    ground = (grounds or Grounds(owner)).of(second.code)
    opened = ground.scores.frame["first_round"]
    pool = pool_for(owner, ground, Plan(who=Target.FIRST_ROUND_ABSTAINERS))
    office = owner.office()
    zone = office.time_zone
    store = CampaignStore(owner)
    made = [
        row.name
        for row in store.all()
        if row.round_code == second.code
        and row.who == Target.FIRST_ROUND_ABSTAINERS
        and row.state != "closed"
    ]
    return BetweenRounds(
        first=first,
        second=second,
        known=int(opened.count()),
        abstainers=int(opened.eq(other=False).fill_null(value=False).sum()),
        people=pool.people,
        lines=pool.lines,
        polls_closed_at=silence_window(first.held_on, first.national, zone).end,
        calls_end_at=silence_window(second.held_on, second.national, zone).start,
        purge_on=(None if office.practice else store.purge_on(second.ballot_code))
        or second.held_on,
        campaign=made[-1] if made else "",
    )


def start_between_rounds(
    owner: OwnerStore,
    name: str = "",
    *,
    script: str | None = None,
    language: str = "fr",
    plan: Plan | None = None,
    grounds: Grounds | None = None,
    now: datetime | None = None,
) -> tuple[MadeCampaign, BetweenRounds]:
    """Make the campaign of the second round and set the day its data goes; the campaign is open.

    `plan` brings hours, attempts and weights; whom to call is fixed. Raises BadInput when there is
    nothing to begin: no turnout of a first round, the silence has begun, nobody can be called.
    """
    at = now or datetime.now(UTC)
    kept = grounds or Grounds(owner)
    found = between_rounds(owner, kept, at)
    if found is None:
        raise BadInput(
            "No first round waits for its second: import the turnout of the first round, for "
            "example 'phonebank import turnout FILE --round M26T1 --listed abstained'."
        )
    if not found.seconds_left(at):
        raise BadInput(
            f"The silence before {found.second.code} has begun: nobody may be called any more (R1)."
        )
    said = plan or Plan()
    chosen = Plan(
        who=Target.FIRST_ROUND_ABSTAINERS,
        weights=said.weights,
        hours=said.hours,
        attempts_allowed=said.attempts_allowed,
        abroad_allowed=said.abroad_allowed,
        most_lines=said.most_lines,
    )
    script_id = script_for(owner, script or "between-rounds", language, second=True)
    store = CampaignStore(owner)
    title = name or free_name(found.second.title(language), {row.name for row in store.all()})
    made = make_campaign(owner, title, found.second, script_id, chosen, grounds=kept)
    store.keep_until(found.second.ballot_code, found.purge_on)
    store.set_state(made.campaign_id, "open")
    after = between_rounds(owner, kept, at)
    return made, after or found


def _rounds(owner: OwnerStore, now: datetime) -> tuple[Round, Round] | None:
    """The newest first round with known turnout whose second is not over, and that second."""
    rows = {row.code: row for row in owner.rounds()}
    known = ListStore(owner).rounds_known()
    candidates = []
    for code in known:
        named = parse_round(code)
        if named.turn != 1 or named.ballot_type.turns != 2:
            continue
        second = parse_round(f"{named.ballot_code}T2")
        row = rows.get(second.code)
        if row is not None:
            second = Round(second.ballot_type, second.year, 2, row.held_on, row.date_known)
        first_row = rows[code]
        first = Round(named.ballot_type, named.year, 1, first_row.held_on, first_row.date_known)
        over = second.dated and second.held_on < now.date()
        if first.held_on <= now.date() and not over:
            candidates.append((first, second))
    return max(candidates, key=lambda pair: pair[0].held_on, default=None)
