"""`phonebank office host|invite|join|desks|desk …`: an office that other computers join."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from phonebank.commands.listening import (
    Host,
    Lan,
    Port,
    grouped,
    hosting_facts,
    hosting_lines,
)
from phonebank.commands.offices import offices
from phonebank.commands.output import answer, choice, chosen_office
from phonebank.domain.errors import BadInput
from phonebank.office.check_rights import close_again
from phonebank.office.desks import (
    desks_of,
    find_desk,
    invite_desk,
    revoke_desk,
)
from phonebank.office.hosting import DESKS, host_office, stop_hosting
from phonebank.office.invitation import read_invitation, write_invitation, write_qr
from phonebank.office.joining import join_office, rotate_secret
from phonebank.office.office import migrate
from phonebank.store import enrolment

__all__ = ["offices"]

desks = typer.Typer(help="One desk of the office.", no_args_is_help=True)
offices.add_typer(desks, name="desk")

_VALID = re.compile(r"(\d{1,4})\s*(m|h|d|j)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "j": "days"}
_LONGEST = timedelta(days=30)


@offices.command("host")
def host(
    lan: Lan = None,
    port: Port = None,
    name: Host = "",
    desks: Annotated[
        int | None,
        typer.Option("--desks", min=1, max=400, help=f"to be ready for; at first {DESKS}"),
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="listen no more")] = False,
    new_authority: Annotated[
        bool, typer.Option("--new-authority", help="a new certificate: every desk joins again")
    ] = False,
) -> None:
    """Let desks of this network join the office, over TLS only."""
    with chosen_office() as office:
        if off:
            stop_hosting(office)
            answer({"listening": False}, "The office serves this computer only.")
            return
        hosting = host_office(
            office,
            ranges=lan or (),
            host=name,
            port=port,
            desks=desks,
            new_authority=new_authority,
        )
        answer(
            {"listening": True, **hosting_facts(hosting, office.folder)},
            f"{office.name} now serves other computers.",
            *hosting_lines(hosting, office.folder),
        )


@offices.command("mend")
def mend() -> None:
    """Put the database's functions and rights back as this version has them."""
    with chosen_office() as office:
        migrate(office.owner_url)
        closed = close_again(office.owner_url)
        answer(
            {"mended": True, "closed": list(closed)},
            "The database's functions and rights are this version's again.",
            *(f"Taken back: {each}" for each in closed),
        )


@offices.command("invite")
def invite(
    desk: Annotated[str, typer.Option("--desk", metavar="LABEL", help="the desk's name")] = "",
    file: Annotated[Path | None, typer.Option("--file", help="write the invitation here")] = None,
    qr: Annotated[Path | None, typer.Option("--qr", help="and as a QR code: .png or .svg")] = None,
    valid: Annotated[str, typer.Option("--valid", help="e.g. 30m, 24h, 3d")] = "24h",
) -> None:
    """Invite one computer to be a desk: hand the file or the code over like a key."""
    lasting = _duration(valid)
    if qr is not None and qr.suffix.lower() not in {".png", ".svg"}:
        raise BadInput(f"{qr.name}: a QR code is a .png or a .svg file.")
    with chosen_office() as office:
        invitation = invite_desk(office, desk, lasting)
        until = f"{invitation.expires.astimezone():%d/%m/%Y %H:%M}"
        lines = [f"This invitation lets one computer join {office.name} until {until}."]
        if invitation.fingerprint:
            lines.append(f"The office's fingerprint: {grouped(invitation.fingerprint)}")
        if file is not None:
            write_invitation(file, invitation)
            lines.append(
                f"Take {file} to the computer, and there: phonebank office join {file.name}"
            )
        if qr is not None:
            write_qr(qr, invitation)
            lines.append(f"The QR code is in {qr}.")
        if file is None and qr is None:
            lines.append(f"On the computer: phonebank office join {invitation.line()}")
        answer(
            {
                "office": invitation.office,
                "hosts": list(invitation.hosts),
                "port": invitation.port,
                "expires": invitation.expires,
                "fingerprint": invitation.fingerprint,
                "file": None if file is None else str(file),
                "qr": None if qr is None else str(qr),
                "text": invitation.line(),
            },
            *lines,
        )


@offices.command("join")
def join(
    invitation: Annotated[str, typer.Argument(metavar="FILE|TEXT")],
    desk: Annotated[str, typer.Option("--desk", metavar="LABEL", help="this desk's name")] = "",
    fingerprint: Annotated[
        str, typer.Option("--fingerprint", help="as the office reads it, to be compared")
    ] = "",
) -> None:
    """Make this computer a desk of the office that invited it."""
    found = read_invitation(invitation)
    heard = re.sub(r"[^0-9a-f]", "", fingerprint.lower())
    if fingerprint and heard != found.fingerprint:
        raise BadInput(
            "The invitation's fingerprint is not the office's: do not use it, and ask for another."
        )
    folder = Path(choice.office).expanduser().absolute() if choice.office else None
    joined = join_office(found, label=desk, folder=folder)
    answer(
        {
            "office": joined.office,
            "practice": joined.practice,
            "desk": joined.label,
            "folder": str(joined.folder),
            "until": joined.until,
        },
        f"This computer is the desk {joined.label} of {joined.office}.",
        "Start the window with 'phonebank'.",
    )


@offices.command("desks")
def list_desks() -> None:
    """The office's desks, when they were last seen and until when they may sign in."""
    with chosen_office() as office:
        rows = desks_of(office)
        answer(
            {
                "desks": [
                    {
                        "desk_id": row.desk_id,
                        "label": row.label,
                        "login": row.login,
                        "active": row.active,
                        "since": row.since,
                        "until": row.valid_until,
                        "seen": row.seen_at,
                        "connections": row.connections,
                    }
                    for row in rows
                ]
            },
            *(
                f"{row.label} ({row.login}): "
                + ("in service" if row.active else "revoked")
                + (f", {row.connections} connected" if row.connections else "")
                + (f", until {row.valid_until:%d/%m/%Y}" if row.valid_until else "")
                for row in rows
            ),
            nothing="No desk yet.",
        )


@desks.command("revoke")
def revoke(which: Annotated[str, typer.Argument(metavar="LABEL")]) -> None:
    """Take a desk out of service at once; the lines it held go back."""
    with chosen_office() as office:
        desk = find_desk(office, which)
        revoked = revoke_desk(office, desk)
        answer(
            {
                "desk": desk.label,
                "login": desk.login,
                "lines": revoked.lines,
                "connections": revoked.connections,
            },
            f"The desk {desk.label} is out of service; {revoked.lines} line(s) went back, or to "
            "the supervisor where dialled.",
        )


@desks.command("withdraw")
def withdraw() -> None:
    """Withdraw every invitation that was not used yet: one was lost, or seen by somebody else."""
    with chosen_office() as office:
        if office.joined is not None:
            raise BadInput("Invitations are withdrawn on the computer of the office's owner.")
        gone = enrolment.withdraw(office.owner_url)
        answer({"withdrawn": gone}, f"{gone} invitation(s) withdrawn: they let nobody in any more.")


@desks.command("rename")
def rename(
    which: Annotated[str, typer.Argument(metavar="LABEL")],
    label: Annotated[str, typer.Argument(metavar="NEW-LABEL")],
) -> None:
    """Call a desk by another name."""
    with chosen_office() as office:
        desk = find_desk(office, which)
        enrolment.rename(office.owner_url, desk, label)
        answer(
            {"desk": label.strip(), "login": desk.login},
            f"The desk {desk.label} is called {label.strip()} now.",
        )


@desks.command("rotate")
def rotate() -> None:
    """Give this computer's desk another secret, and ninety more days."""
    with chosen_office() as office:
        if office.joined is None:
            raise BadInput("Only a computer that joined an office has a secret of its own.")
        until = rotate_secret(office.folder, practice=office.practice)
        answer({"until": until}, f"This desk may sign in until {until.astimezone():%d/%m/%Y}.")


def _duration(text: str) -> timedelta:
    found = _VALID.fullmatch(text.strip().lower())
    lasting = timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else timedelta(0)
    if not timedelta(0) < lasting <= _LONGEST:
        raise BadInput(
            f"{text} is no time for an invitation: write 30m, 24h or 3d; 30 days at most."
        )
    return lasting
