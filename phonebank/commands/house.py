"""`phonebank office set|charter|orphan …`: settings, and outcomes that lost their call."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from phonebank.commands.output import answer, chosen_office, owned_office
from phonebank.commands.service import offices
from phonebank.domain import charter as charters
from phonebank.domain.errors import BadInput
from phonebank.store.house import House, change_house, house_of, renew_charter, reword_charter
from phonebank.store.orphans import OrphanPlace, Orphans, OrphanView

__all__ = ["offices"]

orphans = typer.Typer(help="Outcomes that found no call.", no_args_is_help=True)
offices.add_typer(orphans, name="orphan")

_SPAN = re.compile(r"(\d{1,4})\s*(s|m)")
_FILED = {
    "ok": "It is filed.",
    "late": "It is filed; the queue had gone on meanwhile and did not move.",
    "told": "That call has an outcome by now: file it elsewhere, or set it aside.",
    "taken": "A colleague holds that line: file it in a few minutes.",
    "invalid": "It does not fit there: another person, another kind of outcome.",
    "missing": "It was settled already, or does not belong there: look at the list again.",
    "refused": "This account may not decide about it.",
}


@offices.command("set")
def set_house(
    controller: Annotated[
        str | None, typer.Option("--controller", help="who answers for the data")
    ] = None,
    rights: Annotated[
        str | None, typer.Option("--rights-contact", help="where voters write")
    ] = None,
    claims: Annotated[
        int | None, typer.Option("--claims", help="lines a caller may be served an hour")
    ] = None,
    skips: Annotated[
        int | None, typer.Option("--skips", help="lines a caller may pass over an hour")
    ] = None,
    searches: Annotated[
        int | None, typer.Option("--searches", help="searches a caller may make an hour")
    ] = None,
    lock_after: Annotated[
        str, typer.Option("--lock-after", help="a screen locks itself, e.g. 90s, 4m")
    ] = "",
) -> None:
    """Show the office's settings, or change those named."""
    wanted: dict[str, str | int | bool] = {}
    given = {
        "controller": controller,
        "rights_contact": rights,
        "claims_an_hour": claims,
        "skips_an_hour": skips,
        "searches_an_hour": searches,
        "lock_seconds": _seconds(lock_after) if lock_after else None,
    }
    wanted.update({name: value for name, value in given.items() if value is not None})
    with chosen_office() as office:
        url = office.owner_url
        _show(change_house(url, **wanted) if wanted else house_of(url))


@offices.command("charter")
def charter(
    renew: Annotated[
        bool, typer.Option("--renew", help="everybody reads it again before their next line")
    ] = False,
    text: Annotated[
        Path | None, typer.Option("--text", metavar="FILE", help="say it in these words")
    ] = None,
    language: Annotated[str, typer.Option("--language", help="of those words: fr or en")] = "fr",
    shipped: Annotated[
        bool, typer.Option("--shipped", help="go back to the text that came with the program")
    ] = False,
) -> None:
    """Which charter is in force and how many callers accepted it; other words are a new version."""
    if language not in charters.LANGUAGES:
        raise BadInput(f"The charter is in {' and '.join(charters.LANGUAGES)}, not in {language}.")
    if text is not None and shipped:
        raise BadInput("Say either --text or --shipped, not both.")
    words = _text_of(text) if text is not None else ""
    with chosen_office() as office:
        if text is not None or shipped:
            reword_charter(office.owner_url, {language: words})
        elif renew:
            renew_charter(office.owner_url)
        house = house_of(office.owner_url)
        own = [each for each, _words in house.charter_texts]
        answer(
            {
                "version": house.charter_version,
                "own_words": own,
                "accepted": house.charter_accepted,
                "callers": house.callers,
            },
            f"Charter {house.charter_version}: accepted by {house.charter_accepted} of "
            f"{house.callers} callers.",
            *([f"In the office's own words: {', '.join(own)}."] if own else []),
        )


@orphans.command("list")
def list_orphans() -> None:
    """What waits, and where each may belong."""
    with owned_office() as (_office, owner):
        desk = Orphans(owner.engine)
        waiting = [(each, desk.places(each.orphan)) for each in desk.waiting()]
        answer(
            {
                "orphans": [
                    {**asdict(each), "places": [asdict(place) for place in places]}
                    for each, places in waiting
                ]
            },
            *(line for each, places in waiting for line in _lines(each, places)),
            nothing="Nothing waits.",
        )


@orphans.command("file")
def file_orphan(
    orphan: Annotated[str, typer.Argument(help="its code, as 'orphan list' shows it")],
    place: Annotated[str, typer.Argument(metavar="call:N|line:N")],
) -> None:
    """File one under a call nobody told the end of, or under a line of its person."""
    kind, _, number = place.partition(":")
    if kind not in {"call", "line"} or not number.isdigit():
        raise BadInput(f"{place} is no place: write call:12 or line:7 as 'orphan list' shows them.")
    with owned_office() as (_office, owner):
        status = Orphans(owner.engine).file(
            _code(orphan), OrphanPlace(kind, int(number), "", "", None, "")
        )
        if status not in {"ok", "late"}:
            raise BadInput(_FILED[status])
        answer({"orphan": orphan, "status": status}, _FILED[status])


@orphans.command("drop")
def drop_orphan(orphan: Annotated[str, typer.Argument(help="its code")]) -> None:
    """Set one aside for good: it belongs nowhere."""
    with owned_office() as (_office, owner):
        if not Orphans(owner.engine).drop(_code(orphan)):
            raise BadInput(_FILED["missing"])
        answer({"orphan": orphan, "status": "dropped"}, "It is set aside.")


def _lines(orphan: OrphanView, places: tuple[OrphanPlace, ...]) -> tuple[str, ...]:
    head = (
        f"{orphan.orphan} {orphan.outcome or 'no outcome'}, from {orphan.desk or 'a desk'} on "
        f"{orphan.parked_at.astimezone():%d/%m/%Y %H:%M} ({orphan.reason})"
    )
    return (
        head,
        *(f"  {each.kind}:{each.place} {each.campaign}: {each.people}" for each in places),
    )


def _text_of(file: Path) -> str:
    try:
        return charters.checked(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadInput(f"There is no file {file}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} cannot be read as text: save it as plain text (UTF-8).") from error


def _code(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadInput(
            f"{text} is no code of an outcome: see 'phonebank office orphan list'."
        ) from (None)


def _seconds(text: str) -> int:
    found = _SPAN.fullmatch(text.strip().lower())
    if found is None:
        raise BadInput(f"{text} is no time: write 90s or 4m.")
    return int(found[1]) * (60 if found[2] == "m" else 1)


def _show(house: House) -> None:
    answer(
        asdict(house),
        f"{house.name}, {house.time_zone}",
        f"Answers for the data: {house.controller}; rights: {house.rights_contact or 'nobody yet'}",
        f"A caller, an hour: {house.claims_an_hour} lines, {house.skips_an_hour} passed over, "
        f"{house.searches_an_hour} searches",
        f"A screen locks itself after {house.lock_seconds} s",
        f"Charter {house.charter_version}: {house.charter_accepted} of {house.callers} accepted it",
    )
