"""`phonebank simulate`: a rehearsal of the room in a practice office, with real processes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from phonebank.commands.output import answer, owned_office, progress_bar
from phonebank.domain.errors import BadInput, KnownError
from phonebank.rehearsal.room import Rehearsal, Sofar, Wish, rehearse
from phonebank.store.campaigns import CampaignStore
from phonebank.store.owner import OwnerStore

_PACE = 30.0


def simulate(
    callers: Annotated[int, typer.Option("--callers", min=1, max=200)] = 8,
    minutes: Annotated[float, typer.Option("--minutes", min=0.01, max=600)] = 5,
    pace: Annotated[
        float, typer.Option("--pace", min=1, max=3600, help="dials an hour of each caller")
    ] = _PACE,
    flat_out: Annotated[
        bool, typer.Option("--flat-out", help="no pauses: as fast as the database allows")
    ] = False,
) -> None:
    """Rehearse the room: callers in processes of their own work the practice queue. None is rung.

    Each caller needs one of the database's 100 connections. Ctrl-C ends it early and gives every
    line back.
    """
    with owned_office() as (office, owner), progress_bar() as bar:
        if office.practice:
            owner.redate_practice_rounds()
        wish = Wish(
            callers,
            minutes * 60,
            0 if flat_out else pace,
            _open_campaign(owner) if office.practice else 0,
        )

        def show(sofar: Sofar) -> None:
            bar(
                f"{sofar.seated} of {callers} seated, {sofar.calls} calls, "
                f"{sofar.conversations} conversations",
                min(sofar.seconds / wish.seconds, 1.0),
            )

        made = rehearse(office, wish, show)
    answer(_facts(made), *_lines(made))
    if not made.sound:
        raise typer.Exit(KnownError.exit_code)


def _open_campaign(owner: OwnerStore) -> int:
    campaign = next((each for each in CampaignStore(owner).all() if each.state == "open"), None)
    if campaign is None:
        raise BadInput("No campaign is open here: 'phonebank campaign open' opens one.")
    return campaign.campaign_id


def _facts(made: Rehearsal) -> dict[str, object]:
    return {
        "callers": made.callers,
        "seconds": made.seconds,
        "stopped": made.stopped,
        "calls": made.calls,
        "conversations": made.conversations,
        "attempts": made.attempts,
        "steps": {step: times.facts() for step, times in made.steps.items()},
        "waited": made.waited,
        "undelivered": made.undelivered,
        "troubles": list(made.troubles),
        "violations": asdict(made.violations),
    }


def _lines(made: Rehearsal) -> list[str]:
    first = (
        f"{made.callers} callers made {made.calls} calls in {made.seconds:.0f} s, "
        f"{made.conversations} of them conversations."
    )
    lines = [first]
    lines += [
        f"{step}: p50 {times.p50:.1f} ms, p99 {times.p99:.1f} ms ({times.count} times)"
        for step, times in made.steps.items()
        if times.count
    ]
    if made.waited:
        reasons = ", ".join(f"{reason} {times}" for reason, times in sorted(made.waited.items()))
        lines.append(f"Waited for a line: {reasons}.")
    lines += made.troubles
    broken = made.violations.total
    lines.append(
        "No line, person or caller was held twice, and every outcome acknowledged is stored once."
        if made.sound
        else f"{broken} rules broken, {made.undelivered} outcomes not delivered: see --json."
    )
    return lines
