"""`phonebank campaign create | between-rounds | weigh`: whom to call, from which list, how."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from phonebank.commands.campaigns import Which, campaigns, show_campaign
from phonebank.commands.output import answer, owned_office, progress_bar
from phonebank.domain.errors import BadInput
from phonebank.domain.hours import CallingHours
from phonebank.store.campaigns import CampaignStore
from phonebank.store.lists import ListStore
from phonebank.targeting.between_rounds import (
    BetweenRounds,
    between_rounds,
    start_between_rounds,
)
from phonebank.targeting.campaign_list import Target
from phonebank.targeting.campaign_script import TEMPLATES, script_for
from phonebank.targeting.making import Plan, make_campaign, reweigh, weights_json
from phonebank.targeting.office_scores import target_round
from phonebank.targeting.priority import Weights

__all__ = ["campaigns"]

Script = Annotated[
    str | None, typer.Option("--script", help=f"{', '.join(TEMPLATES)}, or a .md file")
]
Language = Annotated[str, typer.Option("--language", help="of the template: fr or en")]
Attempts = Annotated[int, typer.Option("--attempts", min=1, max=4)]
Abroad = Annotated[bool, typer.Option("--abroad", help="call foreign numbers too")]
Most = Annotated[int | None, typer.Option("--most", min=1, help="keep the best lines")]
Saturday = Annotated[bool, typer.Option("--saturday", help="call on Saturdays too, 10 to 18")]
Effect = Annotated[float, typer.Option("--effect", help="weight of what a talk can move, 0 to 2")]
Reach = Annotated[float, typer.Option("--reach", help="weight of being reachable, 0 to 2")]
Leaning = Annotated[float, typer.Option("--leaning", help="weight of our share there, 0 to 2")]
Flat = Annotated[
    bool, typer.Option("--no-middle-first", help="let the weights alone decide the order")
]


@campaigns.command("create")
def create(
    name: Annotated[str | None, typer.Argument(help="what callers will read")] = None,
    round_code: Annotated[str | None, typer.Option("--round", help="e.g. M26T2")] = None,
    script: Script = None,
    language: Language = "fr",
    who: Annotated[Target | None, typer.Option("--who", help="whom to call")] = None,
    from_list: Annotated[str | None, typer.Option("--list", help="a saved list's name")] = None,
    attempts: Attempts = 3,
    abroad: Abroad = False,
    most: Most = None,
    saturday: Saturday = False,
    effect: Effect = 1.0,
    reach: Reach = 1.0,
    leaning: Leaning = 1.0,
    flat: Flat = False,
    open_now: Annotated[bool, typer.Option("--open", help="open it at once")] = False,
    named: Annotated[str | None, typer.Option("--name", help="the same, as an option")] = None,
) -> None:
    """Make a campaign from the scores of a round, or from a list: middle first, into the queue.

    Without a name it is called after its round.
    """
    weights = Weights(effect, reach, leaning, not flat)
    with owned_office() as (_office, owner):
        target = target_round(owner, round_code)
        definition, list_name = None, ""
        if from_list is not None:
            saved = ListStore(owner).find(from_list)
            if saved.definition is None:
                raise BadInput(
                    f"The list {saved.name} was made by another version of this program: make it "
                    "anew, or update the program."
                )
            definition, list_name = saved.definition, saved.name
        made = make_campaign(
            owner,
            name or named or target.title(),
            target,
            script_for(owner, script, language, second=target.turn == 2),
            Plan(
                who=who,
                list_name=list_name,
                definition=definition,
                weights=weights,
                hours=CallingHours(saturday_on=saturday),
                attempts_allowed=attempts,
                abroad_allowed=abroad,
                most_lines=most,
            ),
        )
        owner.redate_practice_rounds()
        store = CampaignStore(owner)
        if open_now:
            store.set_state(made.campaign_id, "open")
        show_campaign(store.find(str(made.campaign_id)))


@campaigns.command("between-rounds")
def between(
    name: Annotated[str, typer.Option("--name", help="what callers will read")] = "",
    script: Script = None,
    language: Language = "fr",
    attempts: Attempts = 3,
    abroad: Abroad = False,
    most: Most = None,
    saturday: Saturday = False,
    look: Annotated[bool, typer.Option("--look", help="say where we stand; make nothing")] = False,
) -> None:
    """Call the abstainers of the first round until the silence before the second.

    Makes and opens the campaign, with its script, and sets the day what was noted is purged (R7).
    """
    with owned_office() as (_office, owner):
        now = datetime.now(UTC)
        if look:
            found = between_rounds(owner, now=now)
            if found is None:
                raise BadInput(
                    "No first round waits for its second: import the turnout of the first round."
                )
            answer(_standing(found, now), *_told(found, now))
            return
        made, standing = start_between_rounds(
            owner,
            name,
            script=script,
            language=language,
            plan=Plan(
                hours=CallingHours(saturday_on=saturday),
                attempts_allowed=attempts,
                abroad_allowed=abroad,
                most_lines=most,
            ),
            now=now,
        )
        answer(
            {
                **_standing(standing, now),
                "campaign_id": made.campaign_id,
                "queued_people": made.people,
                "queued_lines": made.lines,
            },
            *_told(standing, now),
        )


@campaigns.command("weigh")
def weigh(
    campaign: Which = None,
    effect: Effect = 1.0,
    reach: Reach = 1.0,
    leaning: Leaning = 1.0,
    flat: Flat = False,
) -> None:
    """Rank a campaign's lines by other weights, while it runs."""
    weights = Weights(effect, reach, leaning, not flat)
    with owned_office() as (_office, owner), progress_bar() as shown:
        row = CampaignStore(owner).find(campaign)
        moved = reweigh(
            owner,
            str(row.campaign_id),
            weights,
            progress=lambda share: shown("Ranking the lines", share),
        )
        answer({"campaign_id": row.campaign_id, "moved": moved, "weights": weights_json(weights)})


def _standing(found: BetweenRounds, now: datetime) -> dict[str, object]:
    return {
        "first_round": found.first.code,
        "second_round": found.second.code,
        "known": found.known,
        "abstainers": found.abstainers,
        "people": found.people,
        "lines": found.lines,
        "polls_closed_at": found.polls_closed_at,
        "first_days_end_at": found.first_days_end_at,
        "late": found.is_late(now),
        "calls_end_at": found.calls_end_at,
        "hours_left": round(found.seconds_left(now) / 3600, 1),
        "purge_on": found.purge_on,
        "campaign": found.campaign,
    }


def _told(found: BetweenRounds, now: datetime) -> tuple[str, ...]:
    stayed = (
        f"{found.first.code}: {found.abstainers} of {found.known} known voters stayed at home; "
        f"{found.people} of them can be called, on {found.lines} lines."
    )
    ends = (
        f"Calls end with the silence, {found.calls_end_at:%A %d %B %Y at %H:%M}: "
        f"{found.seconds_left(now) / 3600:.0f} hours are left."
    )
    lines = [stayed, ends, f"What was noted goes at the end of {found.purge_on:%d %B %Y}."]
    if found.campaign:
        lines.append(f"The campaign is {found.campaign}.")
    if found.is_late(now):
        lines.append(
            f"The first two days after the first round ended {found.first_days_end_at:%A at %H:%M}:"
            " begin now, calls in the last days count most."
        )
    return tuple(lines)
