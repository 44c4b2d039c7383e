"""Looking an office over: what is well, what will go wrong soon, what is wrong, and what to do."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from typing import TYPE_CHECKING

from phonebank.domain.errors import PhonebankError
from phonebank.office import binaries as postgresql
from phonebank.office import check_hosting, check_listening
from phonebank.office.card import OfficeCard, read_card, schema_fingerprint
from phonebank.office.cluster import Cluster
from phonebank.office.copied import refuse_copy
from phonebank.office.findings import Finding, Severity, from_error
from phonebank.office.moved import left_by
from phonebank.office.office import open_office
from phonebank.office.upgrade import Step, next_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["CHECKS", "Finding", "Severity", "check_office"]

_LITTLE_ROOM = 2 * 1024**3
_NO_ROOM = 256 * 1024**2
_CLOCK_SECONDS = 120
#: Without any of these PostgreSQL does not start; a copy cut off half-way lacks some.
_ESSENTIAL = ("global/pg_control", "base", "pg_wal", "pg_xact", "postgresql.conf")


def check_office(folder: Path) -> tuple[Finding, ...]:
    """Everything `CHECKS` find about the office in `folder`; nothing is changed or started.

    An office that stands elsewhere is looked at from here: as its desk, or as its owner.
    """
    card = _readable_card(folder)
    if card is not None and card.joined:
        return tuple(check_hosting.check_joined(folder, card))
    if card is not None and card.server:
        with open_office(folder) as office:
            return (
                *check_hosting.check_server(office.owner_url),
                check_hosting.backup_age(folder),
            )
    cluster = Cluster(folder)
    found = (finding for check in CHECKS for finding in _looked(check, cluster))
    # A damaged file stops several checks: it is told once.
    return tuple(dict.fromkeys(found))


def _looked(check: Callable[[Cluster], Iterator[Finding]], cluster: Cluster) -> Iterator[Finding]:
    """One damaged file does not hide what the other checks find."""
    try:
        yield from check(cluster)
    except PhonebankError as error:
        yield from_error(error)


def _readable_card(folder: Path) -> OfficeCard | None:
    try:
        return read_card(folder)
    except PhonebankError:
        return None


def _card(cluster: Cluster) -> Iterator[Finding]:
    try:
        card = read_card(cluster.folder)
    except PhonebankError as error:
        yield from_error(error)
        return
    if card is None:
        yield Finding(
            Severity.PROBLEM,
            f"There is no office in {cluster.folder}.",
            "Make it with 'phonebank office create'.",
        )
    elif not card.ready:
        yield Finding(
            Severity.WARNING,
            f"The office '{card.name}' was not made to its end.",
            "Open it: what is missing is made then.",
        )
    elif to := left_by(cluster.folder):
        yield Finding(
            Severity.WARNING,
            f"This office moved to {to}; what is here is closed.",
            "Open it there with --office.",
        )
    else:
        kind = "practice" if card.practice else "real"
        yield Finding(Severity.OK, f"The {kind} office '{card.name}' is complete.")
        if card.schema != schema_fingerprint():
            yield Finding(
                Severity.WARNING,
                "The database's tables are from another version of Phonebank.",
                "Open the office: they are brought to this version then.",
            )


def _postgresql(cluster: Cluster) -> Iterator[Finding]:
    try:
        available = postgresql.installed()
    except PhonebankError as error:
        yield from_error(error)
        return
    best = max(available, key=lambda one: one.major)
    if not cluster.exists:
        yield Finding(Severity.OK, f"PostgreSQL {best.version} is installed in {best.folder}.")
        return
    try:
        used = cluster.binaries()
    except PhonebankError as error:
        yield from_error(error)
        return
    yield Finding(Severity.OK, f"PostgreSQL {used.version} in {used.folder} reads the data.")
    if next_step(used.major, [one.major for one in available]) is Step.UPGRADE:
        yield Finding(
            Severity.WARNING,
            f"The data is PostgreSQL {used.major}'s and version {best.major} is installed too.",
            f"Upgrade the office before PostgreSQL {used.major} is removed from this computer.",
        )


def _data(cluster: Cluster) -> Iterator[Finding]:
    if not cluster.exists:
        yield Finding(
            Severity.PROBLEM,
            f"There is no complete database in {cluster.place}.",
            "Open the office if it is new; else restore its latest backup.",
        )
        return
    refuse_copy(cluster.folder, cluster.place)
    lost = [name for name in _ESSENTIAL if not (cluster.data / name).exists()]
    if lost:
        yield Finding(
            Severity.PROBLEM,
            f"The database in {cluster.data} is not whole: {', '.join(lost)} missing.",
            "Copy the folder again with the office stopped; else restore its latest backup.",
        )
        return
    state = "running" if cluster.running else "stopped"
    yield Finding(Severity.OK, f"The database in {cluster.data} is {state}.")


def _room(cluster: Cluster) -> Iterator[Finding]:
    place = cluster.place
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    sentence = f"{free / 1024**3:.1f} GiB are free on the disk of {cluster.place}."
    if free < _NO_ROOM:
        yield Finding(Severity.PROBLEM, sentence, "Make room now: calls will soon not be saved.")
    elif free < _LITTLE_ROOM:
        yield Finding(Severity.WARNING, sentence, "Make room before importing a roll.")
    else:
        yield Finding(Severity.OK, sentence)


def _rights(cluster: Cluster) -> Iterator[Finding]:
    if sys.platform == "win32" or not cluster.folder.is_dir():
        return
    open_to_all = [
        folder
        for folder in (cluster.folder, cluster.data)
        if folder.exists() and folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    for folder in open_to_all:
        yield Finding(
            Severity.WARNING,
            f"Other accounts of this computer may look into {folder}.",
            f"Close it: chmod 700 {folder}",
        )
    if not os.access(cluster.folder, os.W_OK):
        yield Finding(
            Severity.PROBLEM,
            f"The folder {cluster.folder} cannot be written by this account.",
            "Open the office from the account that made it.",
        )
    elif not open_to_all:
        yield Finding(Severity.OK, "The office's folders are closed to other accounts.")


def _clock(cluster: Cluster) -> Iterator[Finding]:
    """The database decides silence and calling hours by this clock: it may not run behind."""
    seen = [cluster.folder / "office.toml", cluster.data / "global" / "pg_control"]
    latest = max((file.stat().st_mtime for file in seen if file.exists()), default=0.0)
    if latest > time.time() + _CLOCK_SECONDS:
        yield Finding(
            Severity.PROBLEM,
            "The computer's clock is behind the time at which the office was last written.",
            "Set the clock right: calling hours and the election silence follow it.",
        )
    else:
        yield Finding(Severity.OK, "The clock agrees with the office's files.")


#: In the order in which a person reads them; a new check is one more function here.
CHECKS: tuple[Callable[[Cluster], Iterator[Finding]], ...] = (
    _card,
    _postgresql,
    _data,
    _room,
    _rights,
    _clock,
    check_listening.certificates_of,
    check_listening.addresses_of,
    check_hosting.rights_in,
    check_hosting.backup_of,
)
