"""Filling an empty database from a backup, until it may be served: roles, rows, schema, ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg
from alembic.util.exc import CommandError
from psycopg import sql

from phonebank.domain.errors import BadInput, KnownError
from phonebank.office.admission import conninfo
from phonebank.office.backup_contents import Manifest, Role, contents, split
from phonebank.office.backup_file import opened
from phonebank.office.backup_key import FILE, key_for_reading
from phonebank.office.backup_pipe import load
from phonebank.office.restore_ledger import Replayed, replay
from phonebank.store import restored, schema
from phonebank.store.connection import owner_engine, plain_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sqlalchemy import URL

    from phonebank.office.backup_key import BackupKey
    from phonebank.store.objections import SealedObjection

    Progress = Callable[[str], None]
    Follow = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A backup that was read through to its end: every byte is what was written."""

    file: Path
    key: BackupKey
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Since:
    """What became of the office since: desks enrolled or revoked, people sent away, other PINs."""

    desks: tuple[restored.DeskRow, ...] = ()
    closed_accounts: tuple[str, ...] = ()
    pins: tuple[restored.PinRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A database ready to be served: what was calmed and replayed, the desks without a way in."""

    calmed: restored.Calmed
    replayed: Replayed
    desks_to_enrol: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a backup that no key at hand opens, and who is told of the bytes read.

    `words` is its passphrase, `recovery` its key as written down. What `follow` raises ends the
    work, nothing changed.
    """

    words: str = ""
    recovery: str = ""
    follow: Follow | None = None


def examined(
    file: Path, folders: Iterable[Path], say: Progress, opening: Opening | None = None
) -> Source:
    """Read a backup through before anything is touched.

    Raises BadInput for a file that is none, is damaged or cut off, whose key is not at hand, or
    that calls itself a real office's and was sealed by a key anybody could lay beside it.
    """
    file = file.expanduser().absolute()
    by = opening or Opening()
    key = key_for_reading(file, folders, words=by.words, recovery=by.recovery)
    say("Examining the backup…")
    manifest, rest = split(opened(file, key.key, by.follow), file)
    if key.kind == FILE and not manifest.practice:
        raise BadInput(
            f"The backup {file} is not this office's own: a key that lies in a file seals practice "
            "offices only, so somebody else wrote it; take another backup."
        )
    for _ in rest:
        pass
    return Source(file, key, manifest)


def since(url: URL) -> Since:
    """The desks, the people sent away and the PINs, as the office at `url` knows them now."""
    engine = owner_engine(url)
    try:
        with plain_errors(), engine.connect() as connection:
            return Since(
                restored.desks(connection),
                restored.closed_accounts(connection),
                restored.pins(connection),
            )
    finally:
        engine.dispose()


def fill(
    url: URL,
    source: Source,
    noted: Iterable[SealedObjection],
    say: Progress,
    changes: Since | None = None,
    follow: Follow | None = None,
) -> Filled:
    """Restore `source` into the empty database at `url` and make it fit to be served.

    `noted` is the ledger; `changes` what happened to desks and people since; `follow` is told of
    the bytes read. Raises KnownError when a step fails or the rows are not those that were written
    out.
    """
    manifest = source.manifest
    say("Reading the backup into the database…")
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        make_roles(connection, manifest.roles)
    load(url, split(opened(source.file, source.key.key, follow), source.file)[1], follow)
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        if contents(connection).rows != manifest.contents.rows:
            raise KnownError(
                f"The backup {source.file} holds other rows than it says: nothing was changed; "
                "take another backup."
            )
        connection.execute("analyze")
    try:
        schema.migrate(url)
    except CommandError as error:
        raise KnownError(
            "This backup was written by a newer Phonebank: install that version on this computer, "
            "then restore it."
        ) from error
    say("Applying objections and erasures again…")
    engine = owner_engine(url)
    try:
        with plain_errors(), engine.begin() as connection_:
            calmed = restored.calm(connection_)
            if changes is not None:
                restored.keep_up(connection_, changes.desks, changes.closed_accounts, changes.pins)
            else:
                restored.close_invitations(connection_)
            replayed = replay(connection_, manifest.objection_key, (*manifest.ledger, *noted))
            restored.note_restore(connection_, manifest.made_at)
            desks = restored.desks(connection_)
    finally:
        engine.dispose()
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        return Filled(calmed, replayed, _without_secret(connection, desks))


def make_roles(connection: psycopg.Connection, roles: Iterable[Role]) -> None:
    """Make the roles this server does not have yet; those it has are left as they are."""
    known = {row[0] for row in connection.execute("select rolname from pg_roles")}
    with connection.transaction():
        for role in roles:
            if role.name in known:
                continue
            name = sql.Identifier(role.name)
            connection.execute(
                sql.SQL("create role {} {} {} connection limit {}{}{}").format(
                    name,
                    sql.SQL("login" if role.login else "nologin"),
                    sql.SQL("createrole" if role.makes_roles else "nocreaterole"),
                    sql.Literal(role.connections),
                    _clause("password", role.verifier),
                    _clause("valid until", role.valid_until),
                )
            )
            for group in role.groups:
                connection.execute(sql.SQL("grant {} to {}").format(sql.Identifier(group), name))


def _clause(word: str, value: str | None) -> sql.Composable:
    if value is None:
        return sql.SQL("")
    return sql.SQL(" {} {}").format(sql.SQL(word), sql.Literal(value))


def _without_secret(
    connection: psycopg.Connection, desks: tuple[restored.DeskRow, ...]
) -> tuple[str, ...]:
    """Active desks whose role has no secret on this server: they must be enrolled again."""
    able = {
        row[0]
        for row in connection.execute(
            "select rolname from pg_authid where rolcanlogin and rolpassword is not null"
        )
    }
    return tuple(desk.label for desk in desks if desk.active and desk.role not in able)
