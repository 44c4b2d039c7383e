"""Campaigns made from a round's scores: counted first, then queued; and ranked anew later."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from phonebank.domain.errors import BadInput
from phonebank.domain.hours import CallingHours, Span
from phonebank.store.campaigns import CampaignStore, HoursRow, NewCampaign
from phonebank.store.lists import ListStore
from phonebank.store.reweighing import Reweighing
from phonebank.store.scores import ScoreStore
from phonebank.targeting.campaign_list import (
    Pool,
    Target,
    default_target,
    line_ranks,
    pool_of,
    ranked,
)
from phonebank.targeting.ground import Ground, Grounds, person_leanings
from phonebank.targeting.office_past import how_scored
from phonebank.targeting.priority import THE_RULE, Weights
from phonebank.targeting.today import today_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.domain.list_definition import ListDefinition
    from phonebank.domain.rounds import Round
    from phonebank.store.owner import OwnerStore

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class MadeCampaign:
    """A campaign just made, as a draft."""

    campaign_id: int
    round_code: str
    people: int
    lines: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom a campaign is to call, and how. Raises BadInput for what cannot be.

    `who` None: everyone of the list; without a list, the abstainers of the first round where they
    are known, else the likely abstainers.
    """

    who: Target | None = None
    list_name: str = ""
    definition: ListDefinition | None = None
    weights: Weights = THE_RULE
    hours: CallingHours = field(default_factory=CallingHours)
    attempts_allowed: int = 3
    abroad_allowed: bool = False
    most_lines: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.attempts_allowed <= 4:
            raise BadInput("A line is tried 1 to 4 times (R2): choose within that.")
        if self.most_lines is not None and self.most_lines < 1:
            raise BadInput("A campaign keeps at least one line.")


def pool_for(owner: OwnerStore, ground: Ground, plan: Plan) -> Pool:
    """The people a plan would call."""
    members = None
    if plan.definition is not None:
        found = ListStore(owner).members(
            plan.definition, ground.target, today_in(owner), ground.known_scores
        )
        members = pl.Series(found)
    return pool_of(
        ground.scores,
        owner.callable_lines(),
        target=plan.who,
        members=members,
        leanings=person_leanings(owner, ground),
        abroad=plan.abroad_allowed,
    )


def make_campaign(
    owner: OwnerStore,
    name: str,
    target: Round,
    script_id: int,
    plan: Plan | None = None,
    *,
    grounds: Grounds | None = None,
) -> MadeCampaign:
    """Make a campaign, as a draft, from the scores of its round; middle first.

    Raises BadInput when the name is taken or nobody can be called.
    """
    said = plan or Plan()
    kept = " ".join(name.split())
    if not kept or len(kept) > LONGEST_NAME:
        raise BadInput(f"A campaign needs a name of 1 to {LONGEST_NAME} characters.")
    round_id = owner.add_round(
        target.code,
        target.held_on,
        date_known=target.dated,
        ballot_name=target.title().split(",")[0],
    )
    ground = (grounds or Grounds(owner)).of(target.code)
    entries = _entries(pool_for(owner, ground, said), said)
    if entries.is_empty():
        raise BadInput(_nobody(said, target))
    who = said.who or (default_target(ground.scores) if said.definition is None else None)
    campaign_id = CampaignStore(owner).create(
        NewCampaign(
            kept,
            round_id,
            script_id,
            hours_rows(said.hours),
            attempts_allowed=said.attempts_allowed,
            abroad_allowed=said.abroad_allowed,
            any_hour=owner.office().practice,
            list_name=said.list_name,
            list_definition=said.definition.to_json() if said.definition else None,
            who=(who or Target.EVERYONE).value,
            weights=weights_json(said.weights),
        ),
        entries,
    )
    ScoreStore(owner).note_campaign(campaign_id, how_scored(ground.scores))
    return MadeCampaign(
        campaign_id, target.code, entries["person_id"].n_unique(), entries["line_id"].n_unique()
    )


def reweigh(
    owner: OwnerStore,
    campaign: str,
    weights: Weights,
    *,
    grounds: Grounds | None = None,
    progress: Callable[[float], None] = lambda _share: None,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Rank a campaign's queue by other weights while it runs; returns the lines whose score moved.

    Raises BadInput when there is no such campaign, or when it was stopped before the end.
    """
    row = CampaignStore(owner).find(campaign)
    ground = (grounds or Grounds(owner)).of(row.round_code)
    queue = Reweighing(owner, row.campaign_id)
    waiting = queue.people()
    pool = pool_of(
        ground.scores,
        owner.callable_lines(),
        target=Target.EVERYONE,
        members=waiting["person_id"],
        leanings=person_leanings(owner, ground),
        abroad=True,
    )
    people = ranked(pool, weights).select("person_id", "rank")
    scores = (
        waiting.join(people, on="person_id", how="inner")
        .group_by("queue_id")
        .agg(pl.col("rank").max().alias("new"), pl.col("score").first())
    )
    moved = scores.filter(pl.col("new") != pl.col("score"))
    left = queue.rank(
        moved.select("queue_id", pl.col("new").alias("score")),
        weights_json(weights),
        progress,
        stopped,
    )
    if left:
        raise BadInput(
            f"{left} of {moved.height} lines keep their old place: the change was stopped, or "
            "calls held them; apply it again."
        )
    return moved.height


def free_name(wanted: str, taken: set[str]) -> str:
    """`wanted`, with a number where a campaign is called so already."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} ({number})", number + 1
    return name[:LONGEST_NAME]


def weights_json(weights: Weights) -> str:
    """Weights as a campaign keeps them."""
    return json.dumps(
        {
            "effect": weights.effect,
            "reach": weights.reach,
            "leaning": weights.leaning,
            "middle_first": weights.middle_first,
        }
    )


def weights_of(kept: str) -> Weights:
    """The weights a campaign keeps; the rule's where it keeps none."""
    body: dict[str, Any] = json.loads(kept) or {}
    return Weights(
        float(body.get("effect", 1.0)),
        float(body.get("reach", 1.0)),
        float(body.get("leaning", 1.0)),
        bool(body.get("middle_first", True)),
    )


def hours_rows(hours: CallingHours) -> tuple[HoursRow, ...]:
    """Calling hours, a row a span."""

    def spans(day: int, wanted: tuple[Span, ...]) -> list[HoursRow]:
        return [HoursRow(day, span.opens, span.closes) for span in wanted]

    rows = [row for day in range(1, 6) for row in spans(day, hours.weekdays)]
    if hours.saturday_on:
        rows += spans(6, hours.saturday)
    return tuple(rows)


def _entries(pool: Pool, plan: Plan) -> pl.DataFrame:
    """Queue entries, a row a (line, person), best line first, its best person first."""
    people = ranked(pool, plan.weights)
    lines = line_ranks(people).with_row_index("place")
    if plan.most_lines is not None:
        lines = lines.head(plan.most_lines)
    frame = people.rename({"rank": "own"}).join(lines, on="line_id", how="inner")
    zones = pool.frame.group_by("line_id").agg(pl.col("zone").min().alias("line_zone"))
    languages = pool.frame.group_by("line_id").agg(pl.col("language").max().alias("line_language"))
    return (
        frame.join(zones, on="line_id")
        .join(languages, on="line_id")
        .sort(["place", "own", "person_id"], descending=[False, True, False])
        .select(
            "line_id",
            "person_id",
            pl.col("rank").alias("score"),
            pl.col("line_zone").alias("zone"),
            pl.col("line_language").alias("language"),
        )
    )


def _nobody(plan: Plan, target: Round) -> str:
    if plan.definition is not None:
        return (
            f"Nobody of this list can be called for {target.code}: widen the list, or import "
            "contacts with numbers."
        )
    return (
        f"Nobody can be called for {target.code}: import the roll, the turnout of the round "
        "before and contacts with numbers first, or choose --who everyone."
    )
