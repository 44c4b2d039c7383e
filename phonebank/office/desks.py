"""The desks of an office as its owner sees them: inviting, listing, taking out of service."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput, KnownError
from phonebank.office.hosting import authority_pem, hosting_of
from phonebank.office.invitation import Invitation
from phonebank.office.making import DATABASE
from phonebank.store import enrolment

if TYPE_CHECKING:
    from datetime import timedelta

    from sqlalchemy import URL

    from phonebank.office.office import Office

_HOSTS_GIVEN = 4
_POSTGRESQL_PORT = 5432
_LABEL = 60


def invite_desk(office: Office, label: str, valid: timedelta) -> Invitation:
    """Invite one computer to be a desk, called `label` if that is not empty, within `valid`.

    Raises BadInput for a label nobody can read, KnownError where the office listens to nobody.
    """
    if len(label) > _LABEL or not label.isprintable():
        raise BadInput(f"A desk's name has at most {_LABEL} letters or digits.")
    hosts, port, database, authority = _way_in(office)
    invited = enrolment.invite(office.owner_url, label.strip(), valid)
    return Invitation(
        office=office.name,
        hosts=hosts,
        port=port,
        database=database,
        authority=authority,
        login=invited.login,
        code=invited.code,
        expires=invited.expires,
        practice=office.practice,
    )


def desks_of(office: Office) -> tuple[enrolment.DeskRow, ...]:
    """Every desk of the office, the ones in service first."""
    return enrolment.desks(office.owner_url)


def find_desk(office: Office, which: str) -> enrolment.DeskRow:
    """The desk in service meant by its label or its role. Raises BadInput: none, or several."""
    found = [desk for desk in desks_of(office) if which in {desk.label, desk.login}]
    serving = [desk for desk in found if desk.active]
    if not serving:
        state = "is out of service already" if found else "is unknown"
        raise BadInput(f"The desk {which} {state}: 'phonebank office desks' lists them.")
    if len(serving) > 1:
        logins = ", ".join(desk.login for desk in serving)
        raise BadInput(f"Several desks are called {which}: name one of {logins}.")
    return serving[0]


def revoke_desk(office: Office, desk: enrolment.DeskRow) -> enrolment.Revoked:
    """Take a desk out of service: its next call is refused, its connections end."""
    return enrolment.revoke(office.owner_url, desk)


def _way_in(office: Office) -> tuple[tuple[str, ...], int, str, str]:
    """The hosts, the port, the database and the authority desks need."""
    if office.cluster is not None:
        hosting = hosting_of(office.folder)
        if hosting is None:
            raise KnownError(
                "This office listens to nobody yet: run 'phonebank office host' first."
            )
        return hosting.hosts[:_HOSTS_GIVEN], hosting.port, DATABASE, authority_pem(office.folder)
    return _server_way_in(office.owner_url)


def _server_way_in(url: URL) -> tuple[tuple[str, ...], int, str, str]:
    if url.host is None:
        raise KnownError("Desks cannot reach a server by its socket: open the office by its host.")
    root = str(url.query.get("sslrootcert", "system"))
    authority = ""
    if root != "system":
        try:
            authority = Path(root).expanduser().read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise KnownError(
                f"The server's certificate {root} cannot be read: name its file in the office's "
                "address (sslrootcert=FILE)."
            ) from error
    return (url.host,), url.port or _POSTGRESQL_PORT, url.database or DATABASE, authority
