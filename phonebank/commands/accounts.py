"""`phonebank account …`: the people who work in the office, their PINs, passwords and desks."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from phonebank.calling.seating import SeatedDesk
from phonebank.commands.output import answer, choice, chosen_office, owned_office
from phonebank.domain import charter as charters
from phonebank.domain import passwords
from phonebank.domain import practice as practising
from phonebank.domain.errors import BadInput
from phonebank.office.settings import Environment, last_office
from phonebank.resources import resource
from phonebank.store.accounts import DeskView, PersonView, Team, must_be_ok
from phonebank.store.desks import appoint, set_password, set_supervising
from phonebank.store.house import house_of

accounts = typer.Typer(help="The people who work in the office.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="the name chosen at sign-in")]
_LINES = {
    "none": "",
    "back": " The line held went back to the queue.",
    "doubt": " The line being called went to the supervisor as in doubt.",
}


@accounts.command("add")
def add(
    name: Name,
    kind: Annotated[str, typer.Option("--kind", help="caller, supervisor or owner")] = "caller",
    language: Annotated[str, typer.Option("--language", help="of the screens")] = "fr",
    speaks: Annotated[str, typer.Option("--speaks", help="languages spoken, e.g. fr,pt")] = "fr",
) -> None:
    """Add a caller (PIN from PHONEBANK_PIN), a supervisor or an owner (PHONEBANK_PASSWORD).

    A PIN or password made up is shown once, here. An owner supervises, and alone imports, exports
    and keeps the office from the window.
    """
    if kind not in {"caller", "supervisor", "owner"}:
        raise BadInput(f"Somebody is a caller, a supervisor or an owner, not a {kind}.")
    with owned_office() as (office, owner):
        if kind == "caller":
            chosen = os.environ.get("PHONEBANK_PIN") or (
                practising.PIN if office.practice else None
            )
            spoken = tuple(speaks.replace(" ", "").split(","))
            made = owner.team.add_caller(name, chosen, language, spoken)
            must_be_ok(made.status, name)
            given = {"pin": made.pin or chosen}
        else:
            password = os.environ.get("PHONEBANK_PASSWORD") or passwords.made_up()
            appoint(office.owner_url, name, password, language, kind)
            given = {"password": password}
        answer({"name": " ".join(name.split()), "kind": kind, **given})


@accounts.command("list")
def list_accounts(
    everybody: Annotated[bool, typer.Option("--all", help="those sent away too")] = False,
) -> None:
    """Who works here, and who sits where."""
    with owned_office() as (_office, owner):
        rows = [each for each in owner.team.people() if each.active or everybody]
        answer(
            {
                "accounts": [
                    {
                        "name": each.name,
                        "kind": each.kind,
                        "language": each.language,
                        "speaks": list(each.spoken),
                        "active": each.active,
                        "charter": each.charter,
                        "desk": each.desk,
                    }
                    for each in rows
                ]
            },
            *(_line(each) for each in rows),
            nothing="Nobody yet.",
        )


def _line(person: PersonView) -> str:
    words = [person.kind]
    if not person.active:
        words.append("sent away")
    elif not person.charter:
        words.append("charter not accepted yet")
    if person.desk:
        words.append(f"at {person.desk}")
    return f"{person.name} ({', '.join(words)})"


@accounts.command("pin")
def pin(name: Name) -> None:
    """Give a caller another PIN (from PHONEBANK_PIN), or one made up and shown once, here."""
    with owned_office() as (_office, owner):
        person = _caller(owner.team, name)
        chosen = os.environ.get("PHONEBANK_PIN")
        given = owner.team.new_pin(person.account_id, chosen)
        must_be_ok(given.status, person.name)
        answer({"name": person.name, "pin": given.pin or chosen})


@accounts.command("password")
def password(name: Name) -> None:
    """Give a supervisor another password (PHONEBANK_PASSWORD), or one made up and shown once."""
    with owned_office() as (office, _owner):
        chosen = os.environ.get("PHONEBANK_PASSWORD") or passwords.made_up()
        set_password(office.owner_url, name, chosen)
        answer({"name": name, "password": chosen})


@accounts.command("deactivate")
def deactivate(name: Name) -> None:
    """Send somebody away: from the next call on, nothing answers them any more."""
    with owned_office() as (office, owner):
        person = _person(owner.team, name)
        if person.kind == "caller":
            away = owner.team.set_active(person.account_id, active=False)
            must_be_ok(away.status, person.name)
        else:
            set_supervising(office.owner_url, person.name, active=False)
            away = None
        line = away.line if away else "none"
        answer(
            {"name": person.name, "active": False, "line": line},
            f"{person.name} does not work here any more.{_LINES[line]}",
        )


@accounts.command("activate")
def activate(name: Name) -> None:
    """Let somebody back in, with the PIN or the password they had."""
    with owned_office() as (office, owner):
        person = _person(owner.team, name)
        if person.kind == "caller":
            must_be_ok(owner.team.set_active(person.account_id, active=True).status, person.name)
        else:
            set_supervising(office.owner_url, person.name, active=True)
        answer({"name": person.name, "active": True}, f"{person.name} works here again.")


@accounts.command("sign-out")
def sign_out(name: Name) -> None:
    """End a caller's session from here; they may sign in again."""
    with owned_office() as (_office, owner):
        person = _caller(owner.team, name)
        line = owner.team.end_session(person.account_id).line
        answer({"name": person.name, "line": line}, f"{person.name} is signed out.{_LINES[line]}")


@accounts.command("unlock")
def unlock(
    desk: Annotated[str | None, typer.Argument(help="the desk's name; without it: all")] = None,
) -> None:
    """Let a desk try PINs again at once, after too many wrong ones."""
    with owned_office() as (_office, owner):
        team = owner.team
        found = [each for each in team.desks() if desk is None or _is(each, desk)]
        if desk is not None and not found:
            raise BadInput(f"No desk in service is called {desk}: see 'phonebank office desks'.")
        waiting = [each for each in found if each.failures or desk is not None]
        for each in waiting:
            team.unlock_desk(each.desk_id)
        answer(
            {"desks": [each.label for each in waiting]},
            *(f"{each.label} may try again." for each in waiting),
            nothing="No desk is waiting.",
        )


@accounts.command("charter")
def charter(
    language: Annotated[str, typer.Option("--language", help="fr or en")] = "fr",
) -> None:
    """The charter every caller accepts before the first line."""
    if language not in charters.LANGUAGES:
        raise BadInput(f"The charter is in {' and '.join(charters.LANGUAGES)}, not in {language}.")
    version, own = _charter_in_force(language)
    text = own or resource(charters.file_of(language)).read_text(encoding="utf-8")
    answer(
        {
            "version": version,
            "language": language,
            "own_words": bool(own),
            "text": text,
        },
        text.rstrip(),
    )


def _charter_in_force(language: str) -> tuple[int, str]:
    """The version and the office's own words; the shipped text's where there is no office yet."""
    if not choice.office and Environment().office is None and last_office() is None:
        return charters.VERSION, ""
    with chosen_office() as office:
        if office.joined is not None:
            with SeatedDesk(office) as seated:
                told = seated.desk.office()
            return told.charter_version, charters.own_text(told.charter_texts, language)
        house = house_of(office.owner_url)
    return house.charter_version, charters.own_text(house.charter_texts, language)


def _is(desk: DeskView, wanted: str) -> bool:
    return wanted.casefold() == desk.label.casefold() or wanted == str(desk.desk_id)


def _person(team: Team, name: str) -> PersonView:
    wanted = " ".join(name.split()).casefold()
    found = next((each for each in team.people() if each.name.casefold() == wanted), None)
    if found is None:
        raise BadInput(f"Nobody is called {name} here: see 'phonebank account list --all'.")
    return found


def _caller(team: Team, name: str) -> PersonView:
    person = _person(team, name)
    if person.kind != "caller":
        raise BadInput(
            f"{person.name} is a {person.kind} and has no PIN: 'phonebank account password' "
            "changes a password."
        )
    return person
