"""`phonebank office service …`: an office that starts with its computer, by systemd."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from phonebank.commands.hosting import offices
from phonebank.commands.offices import local_folder
from phonebank.commands.output import answer
from phonebank.office.office import office_status
from phonebank.office.service import enabling, install_unit, unit_text
from phonebank.office.service_state import service_of, start_by_hand, start_with_computer

__all__ = ["offices"]

services = typer.Typer(help="The office as a service of this computer.", no_args_is_help=True)
offices.add_typer(services, name="service")

ForUser = Annotated[
    bool, typer.Option("--user", help="for this person's session, not the whole computer")
]


@services.command("print")
def print_service(user: ForUser = False) -> None:
    """Show the systemd unit, without writing it."""
    folder = local_folder()
    text = unit_text(folder, office_status(folder).name, user=user)
    answer({"unit": text}, text.rstrip())


@services.command("install")
def install_service(
    user: ForUser = False,
    into: Annotated[Path | None, typer.Option("--into", help="another folder for the unit")] = None,
    now: Annotated[bool, typer.Option("--now", help="and switch it on")] = False,
) -> None:
    """Write the systemd unit, and switch it on or say how."""
    folder = local_folder()
    name = office_status(folder).name
    if now and into is None:
        file = start_with_computer(folder, name, user=user)
        answer(
            {"unit": str(file), "then": []},
            f"{file} is written and switched on: the office starts with the "
            f"{'session' if user else 'computer'}.",
        )
        return
    file = install_unit(folder, name, user=user, into=into)
    commands = enabling(file, user=user)
    answer(
        {"unit": str(file), "then": list(commands)},
        f"{file} is written. To start the office now and with the computer:",
        *(f"  {command}" for command in commands),
    )


@services.command("remove")
def remove_service(user: ForUser = False) -> None:
    """Take the unit away: from the computer's next start on, the office starts with the window."""
    folder = local_folder()
    start_by_hand(folder, user=user)
    answer({"starts": service_of(folder).starts}, "The office starts with the window only.")


@services.command("status")
def service_status() -> None:
    """Whether the office starts with the computer, with a session, or with the window."""
    view = service_of(local_folder())
    words = {
        "system": "The office starts with this computer.",
        "user": "The office starts with this computer, by your account's services."
        if view.lingers
        else "The office starts when your session does.",
        "": "The office starts with the window only.",
    }
    answer(
        {"systemd": view.able, "starts": view.starts, "lingers": view.lingers},
        words[view.starts],
        *([f"As an administrator: {view.command}"] if view.command else []),
    )
