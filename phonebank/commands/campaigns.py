"""`phonebank campaign …`, `ballot …`, `report`: how far we are; campaigns opened and closed."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from phonebank.commands.output import answer, owned_office
from phonebank.domain.errors import KnownError
from phonebank.domain.outcomes import RULES, Outcome
from phonebank.domain.rounds import parse_round
from phonebank.store.campaigns import CampaignRow, CampaignStore

campaigns = typer.Typer(help="Make, list, open, pause and close campaigns.", no_args_is_help=True)
ballots = typer.Typer(help="The ballots and rounds the office knows.", no_args_is_help=True)

Which = Annotated[
    str | None, typer.Argument(help="name or number; may be left out where there is only one")
]


@campaigns.command("list")
def list_all() -> None:
    """Every campaign and how far it is."""
    with owned_office() as (_office, owner):
        rows = CampaignStore(owner).all()
        answer(
            {"campaigns": [_facts(row) for row in rows]},
            *(
                f"{row.campaign_id}  {row.name}  ({row.round_code}, {row.state}): "
                f"{row.done} of {row.lines} lines done"
                for row in rows
            ),
            nothing="No campaign yet: make one with 'phonebank campaign create'.",
        )


@campaigns.command("show")
def show(campaign: Which = None) -> None:
    """One campaign: where its queue stands and how its calls ended."""
    with owned_office() as (_office, owner):
        store = CampaignStore(owner)
        row = store.find(campaign)
        show_campaign(row, store.outcomes(row.campaign_id))


def _set_state(campaign: str | None, state: str) -> None:
    with owned_office() as (_office, owner):
        owner.redate_practice_rounds()
        store = CampaignStore(owner)
        row = store.find(campaign)
        store.set_state(row.campaign_id, state)
        show_campaign(store.find(str(row.campaign_id)))


@campaigns.command("open")
def open_campaign(campaign: Which = None) -> None:
    """Let callers work it."""
    _set_state(campaign, "open")


@campaigns.command("pause")
def pause(campaign: Which = None) -> None:
    """Serve no new line until it is opened again."""
    _set_state(campaign, "paused")


@campaigns.command("close")
def close(campaign: Which = None) -> None:
    """End it; it can be opened again before its round."""
    _set_state(campaign, "closed")


@ballots.command("add")
def add_ballot(
    code: Annotated[str, typer.Argument(help="M26T1, or M26 for a first round")],
    held_on: Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"])] = None,
    kind: Annotated[str, typer.Option("--type", help="municipales, législatives…")] = "",
    territory: Annotated[str, typer.Option("--territory")] = "",
) -> None:
    """Add a round with its date, or correct the date."""
    named = parse_round(code if "T" in code.upper() else f"{code}T1")
    day: date = held_on.date() if held_on else named.held_on
    with owned_office() as (_office, owner):
        owner.add_round(
            named.code,
            day,
            date_known=held_on is not None or named.dated,
            ballot_name=kind or named.title().split(",")[0],
            territory=territory,
        )
        answer({"round": named.code, "date": day, "ballot": named.ballot_code})


@ballots.command("list")
def list_ballots() -> None:
    """The rounds the office knows, by date."""
    with owned_office() as (_office, owner):
        rows = owner.rounds()
        answer(
            {
                "rounds": [
                    {
                        "round": row.code,
                        "date": row.held_on,
                        "date_known": row.date_known,
                        "ballot": row.ballot_name,
                    }
                    for row in rows
                ]
            },
            *(f"{row.code}  {row.held_on}  {row.ballot_name}" for row in rows),
            nothing="No round yet.",
        )


def report_command(
    campaign: Annotated[str | None, typer.Option("--campaign", help="name or number")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="a CSV file to write")] = None,
) -> None:
    """Attempts, contacts, conversations and every outcome, counted."""
    with owned_office() as (_office, owner):
        store = CampaignStore(owner)
        rows = (store.find(campaign),) if campaign else store.all()
        facts = [{**_facts(row), **_metrics(store.outcomes(row.campaign_id))} for row in rows]
        if out is not None:
            _write(out, facts)
        answer(
            {"campaigns": facts, "out": str(out) if out else None},
            *(
                f"{each['name']}: {each['attempts']} attempts, {each['contacts']} contacts "
                f"({each['contact_rate']:.0%}), {each['conversations']} conversations"
                for each in facts
            ),
            nothing="No campaign yet.",
        )


def _metrics(outcomes: dict[str, int]) -> dict[str, object]:
    """The metrics as phone banks name them; a contact is a live person, wrong numbers included."""
    rules = {key: RULES[Outcome(key)] for key in outcomes}
    attempts = sum(n for key, n in outcomes.items() if rules[key].attempt)
    contacts = sum(n for key, n in outcomes.items() if rules[key].contact)
    return {
        "attempts": attempts,
        "contacts": contacts,
        "conversations": sum(n for key, n in outcomes.items() if rules[key].conversation),
        "contact_rate": round(contacts / attempts, 4) if attempts else 0.0,
        "outcomes": outcomes,
    }


def _write(out: Path, facts: list[dict[str, object]]) -> None:
    columns = [key for key in (facts[0] if facts else {}) if key != "outcomes"]
    keys = [outcome.value for outcome in Outcome]
    try:
        with out.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow([*columns, *keys])
            for each in facts:
                ended = each["outcomes"]
                counts = [ended.get(key, 0) for key in keys] if isinstance(ended, dict) else []
                writer.writerow([*(each[column] for column in columns), *counts])
    except OSError as error:
        raise KnownError(
            f"The report cannot be written to {out}: {error.strerror or error}. "
            "Choose another place."
        ) from error


def _facts(row: CampaignRow) -> dict[str, object]:
    return {
        "campaign_id": row.campaign_id,
        "name": row.name,
        "state": row.state,
        "round": row.round_code,
        "date": row.round_date.isoformat(),
        "people": row.people,
        "lines": row.lines,
        "ready": row.ready,
        "held": row.claimed,
        "callbacks": row.callback,
        "cooling": row.cooling,
        "in_doubt": row.in_doubt,
        "done": row.done,
        "list": row.list_name,
        "who": row.who,
        "weights": json.loads(row.weights),
    }


def show_campaign(row: CampaignRow, outcomes: dict[str, int] | None = None) -> None:
    """Answer with what a campaign is and how far it got."""
    facts = _facts(row)
    if outcomes is not None:
        facts |= _metrics(outcomes)
    answer(facts)
