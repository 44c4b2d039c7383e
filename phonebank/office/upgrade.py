"""Moving an office to a newer PostgreSQL: everything is written out, and read into a new server.

Only done when asked, with no window open; the old data stays until the new server has answered.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.office import binaries as postgresql
from phonebank.office import locks
from phonebank.office.account import own_account, server_account
from phonebank.office.admission import Admission, conninfo
from phonebank.office.archive import own_entries
from phonebank.office.card import read_card, schema_fingerprint, write_card
from phonebank.office.making import DATABASE, OWNER, drop_former, initialise, put_back, write_for
from phonebank.office.programs import reachable, run
from phonebank.office.server import Server
from phonebank.office.settings import private_folder
from phonebank.office.troubles import explain
from phonebank.office.upgrade_leftovers import COPIES, DUMP, ENTRIES, FRESH, ROLES, clear_leftovers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sqlalchemy import URL

    from phonebank.office.binaries import Binaries
    from phonebank.office.cluster import Cluster

_HOURS = 6 * 3600


class Step(Enum):
    """What the installed versions of PostgreSQL mean for an office's data."""

    NOTHING = "the newest version installed reads the data"
    UPGRADE = "a newer version is installed beside the one that reads the data"
    INSTALL_OLD = "only newer versions are installed: the one that reads the data is missing"
    INSTALL_NEW = "the data is newer than every version installed"


def next_step(data: int, installed: Sequence[int]) -> Step:
    """What to do with data of major version `data` where these major versions are installed."""
    newest = max(installed, default=0)
    if data > newest:
        return Step.INSTALL_NEW
    if data not in installed:
        return Step.INSTALL_OLD
    return Step.UPGRADE if newest > data else Step.NOTHING


def upgrade_office(folder: Path, progress: Callable[[str], None] | None = None) -> str:
    """Bring the office's data to the newest PostgreSQL installed and return that version.

    Nothing happens when it is there already. Raises KnownError, the office untouched, when windows
    are open, a version is missing, the disk has no room for a second copy, or a step fails.
    """
    from phonebank.office.cluster import Cluster

    cluster = Cluster(folder)
    say = progress or (lambda _words: None)
    with locks.turn(private_folder(cluster.folder) / "locks"):
        put_back(cluster.data)
        new = postgresql.newest()
        old = cluster.binaries()
        if next_step(old.major, [one.major for one in postgresql.installed()]) is not Step.UPGRADE:
            return old.version
        if using := cluster.windows():
            raise KnownError(
                f"{using} windows use this office: close every window before it is upgraded."
            )
        account = server_account(cluster.data)
        clear_leftovers(cluster.folder, cluster.data, reachable(old, account))
        _check_room(cluster)
        card = read_card(cluster.folder)
        _Move(cluster, old, new, say, schema=card is not None and card.ready).run()
        if card is not None:
            write_card(
                cluster.folder, replace(card, schema=schema_fingerprint() if card.ready else "")
            )
    if cluster.kept_running:
        cluster.start(progress)
    return new.version


def _check_room(cluster: Cluster) -> None:
    size = sum(file.stat().st_size for file in cluster.data.rglob("*") if file.is_file())
    needed = 2 * size
    if shutil.disk_usage(cluster.place).free < needed:
        raise KnownError(
            f"The upgrade needs {needed / 1024**3:.1f} GiB free on the disk of {cluster.place}: "
            "make room, then try again."
        )


class _Move:
    """One upgrade under way; `run()` either completes it or leaves the office as it was."""

    def __init__(
        self,
        cluster: Cluster,
        old: Binaries,
        new: Binaries,
        say: Callable[[str], None],
        *,
        schema: bool,
    ) -> None:
        self._place = cluster.place
        self._folder = cluster.folder
        self._log = cluster.log
        self._data = cluster.data
        self._say = say
        self._account = server_account(self._data)
        self._old = reachable(old, self._account)
        self._new = reachable(new, self._account)
        self._schema = schema
        self._fresh = self._place / FRESH
        self._former = self._place / f"pgdata.{old.major}"
        self._dump = self._folder / DUMP
        self._roles = self._folder / ROLES
        self._entries = self._folder / ENTRIES
        # A Unix socket needs no password; where there is none, both servers have the same one.
        self._tcp = (self._folder / "secrets.toml").exists()

    def run(self) -> None:
        shutil.rmtree(self._fresh, ignore_errors=True)
        try:
            self._write_out()
            self._read_in()
        except BaseException:
            for data, binaries in ((self._data, self._old), (self._fresh, self._new)):
                with contextlib.suppress(KnownError):
                    self._server(data, binaries).stop()
            shutil.rmtree(self._fresh, ignore_errors=True)
            raise
        finally:
            for name in COPIES:
                (self._folder / name).unlink(missing_ok=True)
        self._data.rename(self._former)
        self._fresh.rename(self._data)
        self._say("Trying the new database…")
        server = self._server(self._data, self._new)
        server.start()
        server.stop()
        drop_former(self._data)

    def _server(self, data: Path, binaries: Binaries) -> Server:
        return Server(data, self._log, binaries, self._account, self._tcp)

    def _url(self, data: Path, database: str) -> URL:
        return Admission(self._folder, data, self._tcp).url(OWNER).set(database=database)

    def _address(self, data: Path, database: str) -> str:
        return conninfo(self._url(data, database))

    def _call(self, program: str, *arguments: str | Path) -> None:
        done = run(own_account(), [self._new.program(program), *arguments], seconds=_HOURS)
        if done.code != 0:
            raise explain(done.output, self._place, "upgraded")

    def _write_out(self) -> None:
        self._say("Writing the office's data out…")
        server = self._server(self._data, self._old)
        # A server that was kept running serves others: what they did after the copy would be lost.
        server.stop()
        server.start()
        roles = ("--roles-only", "--no-comments", "-f", self._roles)
        self._call("pg_dumpall", "-d", self._address(self._data, "postgres"), *roles)
        self._call("pg_dump", "-Fc", "-f", self._dump, "-d", self._address(self._data, DATABASE))
        server.stop()

    def _read_in(self) -> None:
        self._say("Reading it into the new database…")
        admission = Admission(self._folder, self._data, self._tcp)
        initialise(
            self._fresh,
            self._new,
            self._account,
            client=own_account(),
            password=admission.password(OWNER) if self._tcp else None,
        )
        identities = (self._data / "pg_ident.conf").read_text(encoding="utf-8")
        write_for(self._fresh / "pg_ident.conf", identities, self._account)
        server = self._server(self._fresh, self._new)
        server.start()
        made = self._roles.read_text(encoding="utf-8").splitlines(keepends=True)
        self._roles.write_text(
            "".join(line for line in made if line.strip() != f"CREATE ROLE {OWNER};"),
            encoding="utf-8",
        )
        address = self._address(self._fresh, "postgres")
        self._call("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", self._roles, "-d", address)
        self._call("pg_restore", "--list", "-f", self._entries, self._dump)
        own = own_entries(self._entries.read_text(encoding="utf-8"))
        self._entries.write_text(own, encoding="utf-8")
        options = ("--create", "--clean", "--if-exists", "--exit-on-error", "-L", self._entries)
        self._call("pg_restore", *options, "-d", address, self._dump)
        if self._schema:
            # The rights on the database and on the new server's own functions.
            from phonebank.office.office import migrate

            migrate(self._url(self._fresh, DATABASE))
        self._call("vacuumdb", "-q", "--analyze-only", "-d", self._address(self._fresh, DATABASE))
        server.stop()
