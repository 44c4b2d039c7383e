"""An office on a PostgreSQL the campaign already has: `office create --on postgresql://…`.

This computer keeps the owner's side: a folder with the office's card and address. The password is
in the key ring or sealed, and where neither is possible it is asked of PGPASSWORD or ~/.pgpass.
"""

from __future__ import annotations

import contextlib
import ipaddress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from phonebank.domain.errors import BadInput, KnownError, Unreachable
from phonebank.office.admission import conninfo, without_password
from phonebank.office.binaries import OLDEST
from phonebank.office.card import OfficeCard, read_card, schema_fingerprint, write_card
from phonebank.office.keeping import keep_secret, kept_secret
from phonebank.office.moved import refuse_moved
from phonebank.office.office import Office, migrate
from phonebank.office.settings import offices, private_folder, remember_office
from phonebank.office.unfinished import holds_other_files, refuse_another, unfinished
from phonebank.store.journal_key import PassphraseNeeded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SECRETS = "secrets.toml"
_OWNER = "owner"
_STRONG = ("verify-full", "verify-ca")
_MAINTENANCE = "postgres"


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """What a server that exists can do for an office."""

    version: str
    superuser: bool
    encrypted: bool


def secured(url: URL) -> URL:
    """`url` with what the network demands: TLS and proof of identity unless it is this computer.

    Raises BadInput for an address that gives them up.
    """
    if url.database is None:
        url = url.set(database="phonebank")
    try:
        conninfo(url)
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise BadInput(
            f"This office's address is not understood ({reason}): write "
            "postgresql://name@host/phonebank."
        ) from error
    if is_here(url):
        return url.update_query_dict({"connect_timeout": "4"}) if _plain(url) else url
    mode = url.query.get("sslmode", "verify-full")
    if mode not in _STRONG:
        raise BadInput(
            f"The way to {url.host} is not protected with sslmode={mode}: use sslmode=verify-full, "
            "and sslrootcert=FILE with the certificate of the server's authority."
        )
    defaults = {
        "sslmode": str(mode),
        "sslrootcert": "system",
        "channel_binding": "require",
        "connect_timeout": "4",
    }
    return url.update_query_dict({**defaults, **dict(url.query)})


def is_here(url: URL) -> bool:
    """Whether the address is this computer itself: a socket, or a loopback address."""
    host = str(url.host or url.query.get("host") or "")
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def create_office_on(url: URL, folder: Path, name: str, *, practice: bool) -> Office:
    """Make an office on the server at `url`; its owner's side stands in `folder`.

    The database is made where it is missing. Raises BadInput when an office stands there already,
    KnownError in plain words when the server cannot hold one; then nothing was made there.
    """
    url = secured(url)
    card = read_card(folder)
    ready = card is not None and card.ready
    if (ready and not unfinished(folder)) or (card is None and holds_other_files(folder)):
        raise BadInput(f"The folder {folder} holds something already: choose another one.")
    if card is not None:
        _refuse_another(folder, card, name, url, practice=practice)
    _require_database(url)
    if card is not None and ready:
        return _brought_up(folder, card, url)
    _examine(url)
    if card is None:
        _refuse_foreign(url)
    if _founded(url):
        raise BadInput(
            f"An office stands in the database {url.database} already: open it with --office "
            f"{_shown(url)}."
        )
    private_folder(folder)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    card = OfficeCard(name, practice, created, ready=False, server=_shown(url))
    write_card(folder, card)
    if url.password:
        # Where it cannot be kept, PGPASSWORD or ~/.pgpass has it.
        with contextlib.suppress(PassphraseNeeded):
            keep_secret(folder / _SECRETS, _OWNER, str(url.password), practice=practice)
    return _brought_up(folder, card, url)


def open_folder(folder: Path, card: OfficeCard) -> Office:
    """Open the office whose owner's side stands in `folder`. Raises KnownError."""
    url = without_password(make_url(card.server))
    password = kept_secret(folder / _SECRETS, _OWNER, practice=card.practice)
    return _brought_up(folder, card, url if password is None else url.set(password=password))


def open_address(url: URL) -> Office:
    """Open the office at `url`, with its folder on this computer where it has one."""
    for folder in offices():
        card = read_card(folder)
        if card is not None and card.server and _same(make_url(card.server), url):
            refuse_moved(folder)
            if url.password:
                return _brought_up(folder, card, secured(url))
            return open_folder(folder, card)
    name = f"{url.host or ''}/{url.database or ''}".strip("/")
    _mended(secured(url))
    return Office(OfficeCard(name, practice=False, created="", ready=True), None, secured(url))


def _brought_up(folder: Path, card: OfficeCard, url: URL) -> Office:
    if card.ready:
        _mended(url)
    wanted = schema_fingerprint()
    if not card.ready or card.schema != wanted:
        with _plain_words(url):
            migrate(url)
        card = replace(card, ready=True, schema=wanted)
        write_card(folder, card)
    remember_office(folder)
    return Office(card, None, url, folder=folder)


def _mended(url: URL) -> None:
    """Put right what a cut-off restore left at `url`. Raises KnownError where the office moved."""
    # Late: what restores also opens offices.
    from phonebank.office.mending import mend_office

    mend_office(url)


def _require_database(url: URL) -> None:
    """Make the database where it is missing."""
    try:
        psycopg.connect(conninfo(url)).close()
    except psycopg.OperationalError as error:
        if "does not exist" not in str(error) or "database" not in str(error):
            raise _explained(url, error) from error
    else:
        return
    with (
        _plain_words(url),
        psycopg.connect(conninfo(url.set(database=_MAINTENANCE)), autocommit=True) as connection,
    ):
        connection.execute(
            sql.SQL(
                "create database {} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype {}"
            ).format(sql.Identifier(url.database or ""), sql.Literal("C"))
        )


def _examine(url: URL) -> ServerFacts:
    """What the server can do. Raises KnownError with the first thing it lacks."""
    with _plain_words(url), psycopg.connect(conninfo(url), autocommit=True) as connection:
        row = connection.execute(
            """
            select current_setting('server_version_num')::int, current_setting('server_version'),
                   r.rolsuper, r.rolsuper or r.rolcreaterole,
                   has_database_privilege(current_database(), 'create'),
                   exists (select from pg_available_extensions where name = 'pgcrypto'),
                   (select s.ssl from pg_stat_ssl s where s.pid = pg_backend_pid()),
                   current_setting('server_encoding'),
                   (select string_agg(g.rolname, ', ' order by g.rolname) from pg_roles g
                     where current_setting('server_version_num')::int >= 160000
                       and g.rolname ~ '^pb_'
                       and not pg_has_role(g.oid, 'MEMBER WITH ADMIN OPTION'))
              from pg_roles r where r.rolname = current_user
            """
        ).fetchone()
    if row is None:
        raise KnownError("The server does not say who signed in: try another account.")
    number, version, superuser, makes_roles, creates, pgcrypto, encrypted, encoding, foreign = row
    who = url.username or "this account"
    given = f"GRANT {foreign} TO {who} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE"
    lacking = (
        (number < OLDEST * 10000, f"it is PostgreSQL {version}: Phonebank needs {OLDEST} or newer"),
        (not encrypted and not is_here(url), "the connection is not encrypted: turn ssl on there"),
        (not makes_roles, f"{who} may not make roles there: have it given CREATEROLE"),
        # From PostgreSQL 16 on, who may make roles may still not use those of somebody else.
        (foreign, f"another account made roles there: have the server run {given}"),
        (not creates, f"{who} may not create in {url.database}: have that database given to it"),
        (not pgcrypto, "its extension pgcrypto is missing: install postgresql-contrib there"),
        (encoding != "UTF8", f"the database {url.database} is not in UTF-8: name another one"),
    )
    for wrong, reason in lacking:
        if wrong:
            raise KnownError(f"This server cannot hold an office, since {reason}.")
    return ServerFacts(str(version), bool(superuser), bool(encrypted))


def _refuse_foreign(url: URL) -> None:
    """Raise BadInput where the database holds what no office left there."""
    with _plain_words(url), psycopg.connect(conninfo(url), autocommit=True) as connection:
        row = connection.execute(_FOREIGN).fetchone()
    if row is not None and row[0]:
        raise BadInput(
            f"The database {url.database} on that server holds something already: name one that is "
            "new or empty."
        )


_FOREIGN = """
    select to_regclass('pb.schema_version') is null
       and (exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                     where c.relkind in ('r', 'p', 'v', 'm', 'f')
                       and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                       and not exists (select from pg_depend d
                                        where d.objid = c.oid and d.deptype = 'e'))
            or to_regnamespace('pb') is not null or to_regnamespace('api') is not null)
"""


def _founded(url: URL) -> bool:
    with _plain_words(url), psycopg.connect(conninfo(url), autocommit=True) as connection:
        there = connection.execute("select to_regclass('pb.office') is not null").fetchone()
        if there is None or not there[0]:
            return False
        try:
            row = connection.execute("select count(*) from pb.office").fetchone()
        except psycopg.errors.InsufficientPrivilege:
            return True
    return row is not None and row[0] > 0


@contextlib.contextmanager
def _plain_words(url: URL) -> Iterator[None]:
    try:
        yield
    except psycopg.OperationalError as error:
        raise _explained(url, error) from error
    except psycopg.errors.InsufficientPrivilege as error:
        reason = str(error).strip().splitlines()[0]
        raise KnownError(
            f"The server at {_place(url)} refused ({reason}): give {url.username or 'the account'} "
            "the right to make roles and to own the office's database."
        ) from error


def _explained(url: URL, error: psycopg.OperationalError) -> KnownError:
    said = str(error).strip()
    # The first line has the reason; those after it are advice for somebody who types.
    reason = said.splitlines()[0].removeprefix("connection failed: ").strip().rstrip(".")
    away = ("refused", "timeout", "resolve host", "No route", "unreachable")
    kind = Unreachable if any(word in said for word in away) else KnownError
    return kind(
        f"The server at {_place(url)} cannot be used ({reason}): check the address, the "
        "account and its password."
    )


def _place(url: URL) -> str:
    """The server and the database, as a person reads them."""
    host = url.host or url.query.get("host") or "this computer"
    return f"{host}{f':{url.port}' if url.port else ''}/{url.database}"


def _plain(url: URL) -> bool:
    return "connect_timeout" not in url.query


def _refuse_another(folder: Path, card: OfficeCard, name: str, url: URL, *, practice: bool) -> None:
    refuse_another(folder, card, name, practice=practice)
    if not card.server or not _same(make_url(card.server), url):
        place = card.server or "this computer"
        raise BadInput(
            f"The office '{card.name}' was begun in {folder} on {place}: make it to its end there, "
            "or choose another folder with --office."
        )


def _same(one: URL, other: URL) -> bool:
    def place(url: URL) -> tuple[object, ...]:
        host = url.host or url.query.get("host")
        return host, url.port or url.query.get("port"), url.database or "phonebank"

    return place(one) == place(other) and other.username in {None, one.username}


def _shown(url: URL) -> str:
    """The address without its password."""
    return without_password(url).set(drivername="postgresql").render_as_string()
