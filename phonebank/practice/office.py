"""The practice office: Valmont-sur-Brise, made through the same imports as a real one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from phonebank.domain import practice
from phonebank.domain.hours import CallingHours, next_allowed
from phonebank.domain.rounds import Round, parse_round
from phonebank.domain.script import parse
from phonebank.intake.run_bureaux import import_bureaux
from phonebank.intake.run_contacts import ContactOptions, import_contacts
from phonebank.intake.run_engagement import import_engagement
from phonebank.intake.run_results import ResultOptions, import_results
from phonebank.intake.run_roll import import_roll
from phonebank.intake.run_turnout import TurnoutOptions, import_turnout
from phonebank.intake.turnout import Listing
from phonebank.office import locks
from phonebank.office.card import read_card
from phonebank.office.founding import found_office
from phonebank.office.office import Office, create_office, open_office
from phonebank.office.secret import objection_key
from phonebank.office.settings import offices_folder
from phonebank.practice.past_calls import VOLUNTEERS, past_calls
from phonebank.practice.town import RESULTS, Town, make_town
from phonebank.resources import resource
from phonebank.store.campaigns import CampaignStore
from phonebank.store.desks import appoint
from phonebank.store.intake import IntakeStore
from phonebank.store.owner import OwnerStore
from phonebank.store.practice import replay
from phonebank.targeting.making import make_campaign

NAME = "Valmont-sur-Brise"
CALLER = "Camille"
LATEST, NEXT = "M26T1", "M26T2"
_CAMPAIGN = "Municipales, second tour"
_OUR_LIST = "Valmont Ensemble"
_CONTACTS = ContactOptions(
    source="réunion publique",
    legal_basis="l’intérêt légitime d’une campagne électorale (RGPD, article 6)",
)
_LONGEST_FURNISHING = 600.0
_JUST_NOW = timedelta(minutes=10)

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """What is in the practice office."""

    people: int
    lines: int
    queue: int
    """Lines not done."""
    campaign: str


def practice_folder() -> Path:
    """Where the practice office stands unless another folder is named."""
    return offices_folder() / "practice"


def open_practice(
    folder: Path | None = None,
    *,
    voters: int = 6000,
    seed: int = 1,
    progress: Progress = lambda _what, _share: None,
) -> Office:
    """Make the practice office, or open the one there is; its round is twelve days ahead again.

    A making that was interrupted is finished from the start of what is missing.
    """
    where = folder or practice_folder()
    card = read_card(where)
    if card is not None and card.ready:
        office = open_office(where)
    else:
        progress("Making the database", 0.0)
        office = create_office(where, NAME, practice=True)
    try:
        with OwnerStore(office.owner_url) as owner:
            if not CampaignStore(owner).all():
                # Two windows opened at once: the second waits for what the first makes.
                with locks.turn(office.folder / "locks" / "furnish", _LONGEST_FURNISHING):
                    if not CampaignStore(owner).all():
                        _furnish(office, owner, voters, seed, progress)
            owner.redate_practice_rounds()
    except BaseException:
        office.close()
        raise
    return office


def practice_facts(owner: OwnerStore) -> PracticeFacts:
    """People, lines and queue of a practice office."""
    row = CampaignStore(owner).all()[0]
    return PracticeFacts(
        people=owner.people().height,
        lines=owner.callable_lines()["line_id"].n_unique(),
        queue=row.lines - row.done,
        campaign=row.name,
    )


def _furnish(office: Office, owner: OwnerStore, voters: int, seed: int, progress: Progress) -> None:
    found_office(
        owner,
        office.name,
        practice=True,
        controller=_OUR_LIST,
        rights_contact="droits@valmont-ensemble.example",
    )
    _people(office, owner)
    with tempfile.TemporaryDirectory(prefix="valmont-") as folder:
        progress("Writing the town", 0.1)
        town = make_town(Path(folder), voters, seed)
        _import(office, town, progress)
    progress("Choosing whom to call", 0.7)
    campaign = _campaign(owner)
    progress("Three weeks of calls", 0.8)
    _past(owner, town, campaign, seed)
    progress("Ready", 1.0)


def _people(office: Office, owner: OwnerStore) -> None:
    known = {name for _id, name, _kind, _login in owner.accounts()}
    for name, language in ((CALLER, "fr"), *((each.name, each.language) for each in VOLUNTEERS)):
        if name not in known:
            spoken = ("fr",) if language == "fr" else ("fr", language)
            owner.add_caller(
                name, practice.PIN, language=language, spoken=spoken, charter_accepted=True
            )
    if practice.SUPERVISOR not in known:
        appoint(office.owner_url, practice.SUPERVISOR, practice.PASSWORD)


def _import(office: Office, town: Town, progress: Progress) -> None:
    files, key = town.files, objection_key(office)
    store = IntakeStore(office.owner_url, by=practice.SUPERVISOR)
    try:
        progress("Importing the roll", 0.2)
        import_roll(store, files.roll, objection_key=key)
        import_bureaux(store, files.bureaux)
        progress("Importing past turnout", 0.4)
        import_turnout(store, files.history)
        numbers = TurnoutOptions(held=parse_round(LATEST), listed=Listing.ABSTAINED)
        import_turnout(store, files.abstainers, numbers)
        results = ResultOptions(held=parse_round(RESULTS), list_name=_OUR_LIST)
        import_results(store, files.results, results)
        for contacts in files.contacts:
            progress("Importing the campaign's contacts", 0.55)
            import_contacts(store, contacts, _CONTACTS, objection_key=key)
        import_engagement(store, files.mailing)
    finally:
        store.close()


def _campaign(owner: OwnerStore) -> int:
    scripts = [
        resource(f"scripts/{name}.{language}.md").read_text(encoding="utf-8")
        for name in ("between-rounds", "municipal-first", "procuration")
        for language in ("fr", "en")
    ]
    saved = []
    for body in scripts:
        script = parse(body)
        saved.append(owner.save_script(script.title, script.language, str(script.purpose), body))
    named = parse_round(NEXT)
    target = Round(named.ballot_type, named.year, named.turn, practice.round_day(datetime.now(UTC)))
    made = make_campaign(owner, _CAMPAIGN, target, saved[0][0])
    CampaignStore(owner).set_state(made.campaign_id, "open")
    return made.campaign_id


def _past(owner: OwnerStore, town: Town, campaign: int, seed: int) -> None:
    now = datetime.now(UTC)
    rows = past_calls(town, now, seed=seed, only=owner.numbers_of(campaign))
    # The last session ends just now, so that today's figures have life at any hour.
    later = now - _JUST_NOW - max((each.at for each in rows), default=now)
    replay(
        owner,
        campaign,
        pl.DataFrame(
            [
                (
                    each.at + later, each.seconds, each.caller, each.e164, each.bureau,
                    each.list_type.value, each.order, each.outcome.value,
                    _promised(each.callback_at, later),
                    each.note,
                )
                for each in rows
            ],
            schema={
                "at": pl.Datetime("us", "UTC"), "seconds": pl.Int64, "caller": pl.String,
                "e164": pl.String, "bureau": pl.String, "list_type": pl.String,
                "order_number": pl.Int64, "outcome": pl.String,
                "callback_at": pl.Datetime("us", "UTC"), "note": pl.String,
            },
            orient="row",
        ),
    )  # fmt: skip


def _promised(callback: datetime | None, later: timedelta) -> datetime | None:
    """A call promised that much later, at an hour when one may call."""
    return callback and next_allowed(callback + later, practice.ZONE, CallingHours())
