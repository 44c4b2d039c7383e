"""Backing an office up: the whole database, sealed as it is written, and tried by restoring it."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from phonebank.domain.errors import KnownError, Unreachable
from phonebank.office.admission import conninfo
from phonebank.office.backup_contents import Contents, Manifest, contents, roles, split
from phonebank.office.backup_file import SealedWriter, new_header, opened
from phonebank.office.backup_hosting import packed_hosting
from phonebank.office.backup_key import BackupKey, key_for_reading, key_for_writing
from phonebank.office.backup_pipe import dump, load
from phonebank.office.backup_record import (
    LastBackup,
    abandoned,
    backups_folder,
    file_name,
    half_name,
    last_backup,
    superfluous,
    write_last,
)
from phonebank.office.card import schema_fingerprint
from phonebank.office.ledger import keep_ledger, ledger_of
from phonebank.office.owner_folder import owner_folder
from phonebank.office.secret import objection_key
from phonebank.office.settings import private_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from sqlalchemy import URL

    from phonebank.office.office import Office

    Progress = Callable[[str], None]
    Follow = Callable[[int], None]

_TRIAL = "phonebank_trial_"


class BackupStopped(KnownError):
    """Whoever asked for a backup or its trial stopped it; nothing was left of it."""


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup made: the file, its size and digest, whether it was tried, older ones removed."""

    file: Path
    size_bytes: int
    sha256: str
    verified: bool
    removed: tuple[Path, ...]


def back_up(
    office: Office,
    *,
    to: Path | None = None,
    verify: bool = False,
    progress: Progress | None = None,
    follow: Follow | None = None,
    words: str = "",
) -> BackupReport:
    """Write a sealed backup of an opened office into `to`, else into its folder of backups.

    `words` is the passphrase where there is no key ring; it is kept nowhere. `verify` restores it
    into a throw-away database of the same server and compares. `follow` is told how many bytes were
    written or tried each time; what it raises ends the backup as a failure does. Raises KnownError,
    leaving no half file, when the disk, the key or the server refuses.
    """
    say = progress or (lambda _words: None)
    owners = owner_folder(office)
    private_folder(backups_folder(owners))
    folder = private_folder(to.expanduser().absolute() if to else backups_folder(owners))
    key = key_for_writing(owners, practice=office.practice, words=words)
    keep_ledger(office)
    now = _free_second(folder, office.name)
    say("Writing the office's data out, sealed…")
    file = folder / file_name(office.name, now)
    half = half_name(file)
    try:
        for left in abandoned(folder.iterdir(), datetime.now(UTC)):
            left.unlink(missing_ok=True)
        sha256, manifest = _write(office, half, key, now, follow)
        if verify:
            say("Restoring it on trial…")
            try_backup(office.owner_url, half, key, manifest.contents, follow)
        file = _put_in_place(half, office.name, now)
        _settle(folder)
    except OSError as error:
        raise KnownError(
            f"The backup cannot be written in {folder} ({error.strerror or error}): make room "
            "there or name another folder with --to; nothing was left half done."
        ) from error
    except psycopg.OperationalError as error:
        raise Unreachable(
            "The office's database server went away while it was backed up; nothing was left half "
            "done: start it, then back up again."
        ) from error
    finally:
        half.unlink(missing_ok=True)
    done = LastBackup(file, now, file.stat().st_size, sha256, verify)
    write_last(owners, done)
    removed = superfluous(folder.iterdir(), office.name, now)
    for old in removed:
        old.unlink(missing_ok=True)
    return BackupReport(file, done.size_bytes, sha256, verify, removed)


def verify_backup(
    office: Office,
    *,
    progress: Progress | None = None,
    follow: Follow | None = None,
    words: str = "",
) -> LastBackup:
    """Restore the last backup of an opened office on trial, compare, and note that it holds.

    `follow` as in `back_up`.

    Raises KnownError where there is none, or where it does not hold what was written.
    """
    say = progress or (lambda _words: None)
    owners = owner_folder(office)
    last = last_backup(owners)
    if last is None or not last.file.is_file():
        raise KnownError("There is no backup of this office to try: make one first.")
    key = key_for_reading(last.file, (owners,), words=words)
    say("Restoring it on trial…")
    manifest, _ = split(opened(last.file, key.key), last.file)
    try_backup(office.owner_url, last.file, key, manifest.contents, follow)
    done = replace(last, verified=True)
    write_last(owners, done)
    return done


def try_backup(
    url: URL, file: Path, key: BackupKey, expected: Contents, follow: Follow | None = None
) -> None:
    """Restore `file` into a throw-away database of the server at `url`, compare, and drop it.

    Raises KnownError when it does not hold what was written.
    """
    _, dumped = split(opened(file, key.key, follow), file)
    with throwaway(url) as trial:
        load(trial, dumped, follow)
        with psycopg.connect(conninfo(trial)) as connection:
            found = contents(connection)
    if found != expected:
        raise KnownError(
            f"The backup {file.name} does not hold what the office holds: do not rely on it; look "
            "at the disk's health and back up again."
        )


@contextmanager
def throwaway(url: URL) -> Iterator[URL]:
    """A new, empty database beside the one at `url`, which nobody else enters; dropped at the end.

    What an earlier, interrupted trial left is dropped first.
    """
    name = _TRIAL + secrets.token_hex(6)
    with maintenance(url) as connection:
        for left in connection.execute(
            "select d.datname from pg_database d where starts_with(d.datname, %s)"
            " and not exists (select from pg_stat_activity a where a.datname = d.datname)",
            [_TRIAL],
        ).fetchall():
            drop_database(connection, left[0])
        create_database(connection, name)
        try:
            yield url.set(database=name)
        finally:
            drop_database(connection, name)


@contextmanager
def maintenance(url: URL) -> Iterator[psycopg.Connection]:
    """The server's own database, where others are made and dropped; autocommit."""
    try:
        with psycopg.connect(conninfo(url.set(database="postgres")), autocommit=True) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise Unreachable(
            "The office's database server does not answer: start it, then do the same again."
        ) from error


def create_database(connection: psycopg.Connection, name: str) -> None:
    """Make an empty database that only the administrator enters."""
    connection.execute(
        sql.SQL("create database {} template template0 connection limit 0").format(
            sql.Identifier(name)
        )
    )


def drop_database(connection: psycopg.Connection, name: str) -> None:
    """Drop a database, whoever is in it."""
    connection.execute(
        sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
    )


def _free_second(folder: Path, name: str) -> datetime:
    """Now, or the first second after that has no backup yet: none ever replaces another."""
    at = datetime.now(UTC).replace(microsecond=0)
    while (folder / file_name(name, at)).exists():
        at += timedelta(seconds=1)
    return at


def _put_in_place(half: Path, name: str, at: datetime) -> Path:
    """Give a whole backup its name, the next second's where another was made meanwhile."""
    while True:
        file = half.with_name(file_name(name, at))
        try:
            os.link(half, file)
        except FileExistsError:
            at += timedelta(seconds=1)
            continue
        except OSError:
            # A stick's file system has no second names.
            half.replace(file)
        return file


class _Hashed:
    """A file that is digested while it is written."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self._out.write(data)


def _write(
    office: Office, half: Path, key: BackupKey, now: datetime, follow: Follow | None
) -> tuple[str, Manifest]:
    url = office.owner_url
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out, psycopg.connect(conninfo(url)) as connection:
        connection.execute("set transaction isolation level repeatable read, read only")
        # Nobody ends this snapshot before pg_dump has read it.
        connection.execute("set local idle_in_transaction_session_timeout = 0")
        taken = connection.execute("select pg_export_snapshot()").fetchone()
        manifest = Manifest(
            name=office.name,
            practice=office.practice,
            made_at=now.isoformat(timespec="seconds"),
            schema=schema_fingerprint(),
            server=str(connection.info.server_version),
            contents=contents(connection),
            roles=roles(connection),
            objection_key=objection_key(office),
            ledger=ledger_of(office).entries(),
            hosting=packed_hosting(office),
        )
        hashed = _Hashed(out)
        header = new_header(key.kind, key.name, key.words_salt)
        writer = SealedWriter(hashed, header, key.key)
        writer.write(manifest.packed())

        def write(piece: bytes) -> None:
            if follow is not None:
                follow(len(piece))
            writer.write(piece)

        dump(url, str(taken[0]) if taken else "", write)
        writer.finish()
        out.flush()
        os.fsync(out.fileno())
    return hashed.digest.hexdigest(), manifest


def _settle(folder: Path) -> None:
    """Have the folder itself on the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
