"""Looking over what an office keeps and shows to others: rights, clocks, backups."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import psycopg

from phonebank.domain.errors import PhonebankError
from phonebank.office.admission import conninfo
from phonebank.office.backup_record import last_backup
from phonebank.office.card import read_card, schema_fingerprint
from phonebank.office.check_listening import certificate_at
from phonebank.office.check_rights import rights_at
from phonebank.office.findings import Finding, Severity, from_error
from phonebank.office.joined import read_joined
from phonebank.office.joining import working_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import URL

    from phonebank.office.card import OfficeCard
    from phonebank.office.cluster import Cluster

_SOON = timedelta(days=30)
_BACKUP_AGE = timedelta(hours=36)
_SKEW = timedelta(seconds=5)
_GRAVE_SKEW = timedelta(minutes=2)


def rights_in(cluster: Cluster) -> Iterator[Finding]:
    """Whether the running database's functions and tables are closed as they should be."""
    if not cluster.running:
        return
    card = read_card(cluster.folder)
    # Another version's functions are its own, and come to this one's with the next opening.
    ours = card is None or card.schema == schema_fingerprint()
    yield from rights_at(cluster.url(), functions=ours)


def backup_of(cluster: Cluster) -> Iterator[Finding]:
    """How old the last backup of a real office is."""
    card = read_card(cluster.folder)
    if card is not None and card.ready and not card.practice:
        yield backup_age(cluster.folder)


def backup_age(folder: Path) -> Finding:
    """How old the last backup is, by what `backups/last.toml` in the owner's folder says."""
    remedy = "Make one: phonebank office backup"
    last = last_backup(folder)
    if last is None:
        return Finding(Severity.WARNING, "There is no backup of this office yet.", remedy)
    # One on a stick that is kept elsewhere is where it should be.
    if last.file.parent.is_dir() and not last.in_place:
        return Finding(
            Severity.WARNING, f"The last backup is no longer in {last.file}, or not whole.", remedy
        )
    age = datetime.now(UTC) - last.at
    sentence = f"The last backup is {age.total_seconds() / 3600:.0f} hours old."
    if age > _BACKUP_AGE:
        return Finding(Severity.WARNING, sentence, remedy)
    return Finding(Severity.OK, sentence)


def check_joined(folder: Path, card: OfficeCard) -> Iterator[Finding]:
    """An office this computer is a desk of: is it there, does it know us, do our clocks agree."""
    desk = read_joined(folder)
    if desk is None or not card.ready:
        yield Finding(
            Severity.PROBLEM,
            f"This computer did not join '{card.name}' to the end.",
            "Join again with the same invitation, or a new one.",
        )
        return
    yield Finding(Severity.OK, f"This computer is the desk {desk.label} of '{card.name}'.")
    until = desk.expires()
    if until is not None and until - datetime.now(UTC) < _SOON:
        yield Finding(
            Severity.WARNING,
            f"This desk may sign in until {until:%d/%m/%Y}.",
            "Renew its secret: phonebank office desk rotate",
        )
    try:
        url = working_url(folder, practice=card.practice)
        before = datetime.now(UTC)
        with psycopg.connect(conninfo(url), autocommit=True) as connection:
            row = connection.execute("select clock_timestamp(), api.desk()").fetchone()
        after = datetime.now(UTC)
    except PhonebankError as error:
        yield from_error(error)
        return
    except psycopg.OperationalError as error:
        yield Finding(
            Severity.PROBLEM,
            f"The office at {desk.address} does not let this desk in ({_reason(error)}).",
            "Ask the office whether it runs and whether this desk is in service.",
        )
        return
    if row is None or row[1] is None:
        yield Finding(
            Severity.PROBLEM,
            "The office has revoked this desk.",
            "Ask a supervisor for an invitation.",
        )
        return
    yield Finding(Severity.OK, f"The office answers at {desk.address}, and proved who it is.")
    yield clock_skew(row[0] - (before + (after - before) / 2))


def check_server(url: URL) -> Iterator[Finding]:
    """An office on a server that exists, as its owner: does it answer, until when can it prove who
    it is, are its rights in order.
    """
    try:
        before = datetime.now(UTC)
        with psycopg.connect(conninfo(url), autocommit=True) as connection:
            row = connection.execute(
                "select clock_timestamp(), current_setting('server_version')"
            ).fetchone()
        after = datetime.now(UTC)
        if row is None:
            return
        yield Finding(Severity.OK, f"PostgreSQL {row[1]} answers at {url.host or 'its socket'}.")
        yield clock_skew(row[0] - (before + (after - before) / 2))
        yield from certificate_at(url)
        yield from rights_at(url)
    except psycopg.Error as error:
        yield Finding(
            Severity.PROBLEM,
            f"The server cannot be asked ({_reason(error)}).",
            "Check its address, the account and its password.",
        )


def clock_skew(ahead: timedelta) -> Finding:
    """How far the server's clock is ahead of this computer's."""
    away = abs(ahead)
    sentence = f"The clocks of this computer and the office differ by {away.total_seconds():.0f} s."
    remedy = "Let both computers take their time from the network (timedatectl set-ntp true)."
    if away > _GRAVE_SKEW:
        return Finding(Severity.PROBLEM, sentence, remedy)
    if away > _SKEW:
        return Finding(Severity.WARNING, sentence, remedy)
    return Finding(Severity.OK, "The clocks of this computer and the office agree.")


def _reason(error: psycopg.Error) -> str:
    """What the server said, of several addresses the one that said most, without the way there."""
    lines = [line for line in str(error).strip().splitlines() if line.strip()] or ["no answer"]
    telling = [line for line in lines if "pg_hba.conf" not in line] or lines
    return telling[-1].rpartition("failed: ")[2].removeprefix("FATAL:").strip()
