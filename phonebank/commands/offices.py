"""`phonebank office …`: making, starting, stopping, looking over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from phonebank.commands.listening import Host, Lan, Port, hosting_facts, hosting_lines
from phonebank.commands.output import answer, choice, complain, owned_office, tell
from phonebank.domain.calendar import FRENCH_ZONES
from phonebank.domain.errors import BadInput, KnownError
from phonebank.office.check import Severity, check_office
from phonebank.office.founding import found_office
from phonebank.office.hosting import host_office, hosting_of
from phonebank.office.network import choose, free_port
from phonebank.office.office import (
    Office,
    OfficeStatus,
    create_office,
    office_status,
    start_office,
    stop_office,
)
from phonebank.office.settings import SERVERS, offices_folder, resolve_office
from phonebank.office.unfinished import made_to_the_end
from phonebank.office.upgrade import upgrade_office
from phonebank.store.owner import OwnerStore

_LONGEST_NAME = 100
#: A file's name has 255 bytes at most, and a letter up to four.
_LONGEST_FOLDER = 60
offices = typer.Typer(help="Make, start, stop and check an office.", no_args_is_help=True)


@offices.command("create")
def create(
    name: Annotated[str, typer.Argument(help="what people call it")] = "Bureau de campagne",
    practice: Annotated[
        bool, typer.Option("--practice", help="invented people only; nobody is dialled")
    ] = False,
    controller: Annotated[
        str, typer.Option("--controller", help="who answers for the data, named to voters")
    ] = "",
    rights: Annotated[
        str, typer.Option("--rights-contact", help="where voters write to use their rights")
    ] = "",
    time_zone: Annotated[str, typer.Option("--time-zone")] = "Europe/Paris",
    listen: Annotated[
        bool, typer.Option("--listen", help="let desks of this network join it")
    ] = False,
    lan: Lan = None,
    port: Port = None,
    host: Host = "",
    on: Annotated[
        str, typer.Option("--on", metavar="URL", help="on a PostgreSQL that exists already")
    ] = "",
) -> None:
    """Make an office on this computer, in --office DIR or the usual place."""
    if on and (listen or lan or port or host):
        raise BadInput("A server that exists says itself where it listens: leave --listen out.")
    practice = practice or name.casefold() in {"practice", "entraînement"}
    if time_zone not in FRENCH_ZONES:
        raise BadInput(
            f"{time_zone} is not a time zone of French voters: {', '.join(FRENCH_ZONES)}."
        )
    name = _checked_name(name)
    folder = Path(choice.office) if choice.office else offices_folder() / _folder_name(name)
    folder = folder.expanduser().absolute()
    listening = listen or bool(lan) or port is not None or bool(host)
    if listening and hosting_of(folder) is None:
        # What a person mistyped is refused before anything is made.
        free_port(choose(lan or (), host).addresses, port)
    with (
        made_to_the_end(folder),
        _make(folder, name, on, practice=practice) as office,
        OwnerStore(office.owner_url) as owner,
    ):
        if not owner.founded():
            found_office(
                owner,
                name,
                practice=practice,
                time_zone=time_zone,
                controller=controller,
                rights_contact=rights,
            )
        facts: dict[str, object] = {"name": name, "practice": practice, "folder": str(folder)}
        lines = [f"The office {name} is made in {folder}."]
        if listening:
            hosting = host_office(office, ranges=lan or (), host=host, port=port)
            facts |= hosting_facts(hosting, office.folder)
            lines += hosting_lines(hosting, office.folder)
        lines.append("Add people with 'phonebank account add', then import the roll.")
    answer(facts, *lines)


def _make(folder: Path, name: str, on: str, *, practice: bool) -> Office:
    if not on:
        return create_office(folder, name, practice=practice)
    from phonebank.office.elsewhere import create_office_on

    if not on.startswith(SERVERS) or isinstance(address := resolve_office(on), Path):
        raise BadInput(f"{on} is no server's address: write postgresql://name@host/phonebank.")
    return create_office_on(address, folder, name, practice=practice)


def _checked_name(name: str) -> str:
    plain = name.strip()
    if not 0 < len(plain) <= _LONGEST_NAME or not plain.isprintable():
        raise BadInput(
            f"An office's name has 1 to {_LONGEST_NAME} letters or digits one can see: choose "
            "another."
        )
    return plain


def _folder_name(name: str) -> str:
    return re.sub(r"[^\w-]+", "-", name.casefold()).strip("-")[:_LONGEST_FOLDER] or "office"


def local_folder() -> Path:
    """The folder of the office meant by --office. Raises BadInput for an address."""
    found = resolve_office(choice.office)
    if not isinstance(found, Path):
        raise BadInput("This office stands on a server: do this on the computer that hosts it.")
    return found


@offices.command("start")
def start(
    foreground: Annotated[
        bool, typer.Option("--foreground", help="stay until stopped, as a service does")
    ] = False,
) -> None:
    """Start the office's database and leave it running."""
    if foreground:
        from phonebank.office.service_running import serve

        serve(local_folder(), lambda sentence: answer({"serving": True}, sentence))
        return
    _show(start_office(local_folder()))


@offices.command("stop")
def stop(
    force: Annotated[bool, typer.Option("--force", help="even while windows use it")] = False,
) -> None:
    """Stop the office's database."""
    _show(stop_office(local_folder(), force=force))


@offices.command("status")
def status() -> None:
    """Is it running, since when, how large."""
    _show(office_status(local_folder()))


def _show(found: OfficeStatus) -> None:
    database = found.database
    answer(
        {
            "name": found.name,
            "practice": found.practice,
            "folder": str(found.folder),
            "ready": found.ready,
            "running": database.running,
            "version": database.version,
            "pid": database.pid,
            "since": database.since,
            "clients": database.clients,
            "windows": database.windows,
            "size_bytes": database.size_bytes,
        },
        f"{found.name} ({'practice' if found.practice else 'real'}) in {found.folder}",
        f"PostgreSQL {database.version}: {'running' if database.running else 'stopped'}",
    )


@offices.command("check")
def check() -> None:
    """Look for what is wrong, and say how to mend it. Exit 1 when something is."""
    findings = check_office(local_folder())
    answer(
        {
            "findings": [
                {
                    "severity": str(each.severity),
                    "sentence": each.sentence,
                    "remedy": each.remedy,
                }
                for each in findings
            ],
            "ok": all(each.severity is not Severity.PROBLEM for each in findings),
        },
        *(f"{each.severity}: {each.sentence} {each.remedy}".rstrip() for each in findings),
    )
    if any(each.severity is Severity.PROBLEM for each in findings):
        complain("The office has a problem: see above.")
        raise typer.Exit(KnownError.exit_code)


@offices.command("upgrade")
def upgrade() -> None:
    """Move the office's data to the newest PostgreSQL of this computer, all or nothing."""
    folder = local_folder()
    before = office_status(folder).database.version
    after = upgrade_office(folder, tell)
    answer(
        {"before": before, "after": after},
        f"The office runs on PostgreSQL {after}."
        if after != before
        else f"The office runs on PostgreSQL {after} already; nothing was to be done.",
    )


@offices.command("silence")
def silence(wanted: Annotated[str, typer.Argument(metavar="on|off")]) -> None:
    """Show, in a practice office, what an election silence looks like."""
    if wanted not in {"on", "off"}:
        raise BadInput("Say 'phonebank office silence on' or 'off'.")
    with owned_office() as (office, owner):
        if not office.practice:
            raise BadInput("The silence of a real office follows its rounds; nothing switches it.")
        owner.show_silence(shown=wanted == "on")
        answer({"silence": wanted == "on"})
