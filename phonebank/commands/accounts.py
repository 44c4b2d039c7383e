"""`phonebank account …`: the people who work in the office."""

from __future__ import annotations

import os
import secrets
from typing import Annotated

import typer

from phonebank.commands.output import answer, owned_office
from phonebank.domain import practice as practising
from phonebank.domain.errors import BadInput
from phonebank.store.desks import appoint
from phonebank.store.owner import PIN_MINIMUM

accounts = typer.Typer(help="The people who work in the office.", no_args_is_help=True)


@accounts.command("add")
def add(
    name: Annotated[str, typer.Argument(help="the name chosen at sign-in")],
    kind: Annotated[str, typer.Option("--kind", help="caller or supervisor")] = "caller",
    language: Annotated[str, typer.Option("--language", help="of the screens")] = "fr",
    speaks: Annotated[str, typer.Option("--speaks", help="languages spoken, e.g. fr,pt")] = "fr",
) -> None:
    """Add a caller (PIN from PHONEBANK_PIN) or a supervisor (PHONEBANK_PASSWORD), or make one up.

    A PIN or password made up is shown once, here.
    """
    if kind not in {"caller", "supervisor"}:
        raise BadInput(f"Somebody is a caller or a supervisor, not a {kind}.")
    with owned_office() as (office, owner):
        if kind == "caller":
            pin = os.environ.get("PHONEBANK_PIN") or (
                practising.PIN if office.practice else _new_pin()
            )
            owner.add_caller(
                name, pin, language=language, spoken=tuple(speaks.replace(" ", "").split(","))
            )
            given = {"pin": pin}
        else:
            password = os.environ.get("PHONEBANK_PASSWORD") or secrets.token_urlsafe(12)
            appoint(office.owner_url, name, password, language)
            given = {"password": password}
        answer({"name": name, "kind": kind, **given})


def _new_pin() -> str:
    return "".join(secrets.choice("0123456789") for _ in range(PIN_MINIMUM))


@accounts.command("list")
def list_accounts() -> None:
    """Who works here."""
    with owned_office() as (_office, owner):
        rows = owner.accounts()
        answer(
            {"accounts": [{"name": name, "kind": kind} for _id, name, kind, _login in rows]},
            *(f"{name} ({kind})" for _id, name, kind, _login in rows),
            nothing="Nobody yet.",
        )
