"""The embedded database server of one office: made, shared by its windows, found again.

A cluster belongs to an office's folder. What the windows share stands there (locks, and where the
data is); the data stands there too, unless the server's account cannot enter it, as under root.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.office import binaries as postgresql
from phonebank.office import locks, sockets
from phonebank.office.account import can_reach, own_account, server_account
from phonebank.office.admission import Admission
from phonebank.office.card import read_card
from phonebank.office.copied import refuse_copy
from phonebank.office.hosting import prepare, serving
from phonebank.office.making import OWNER, drop_former, initialise, put_back, server_folder
from phonebank.office.process import server_of
from phonebank.office.programs import LENT, reachable
from phonebank.office.server import Server
from phonebank.office.settings import private_folder, read_toml, write_toml
from phonebank.office.upgrade_leftovers import clear_leftovers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import URL

    from phonebank.office.binaries import Binaries

_KEPT = "keep-running"
_WINDOW = "window"


class Cluster:
    """The PostgreSQL of the office in `folder`.

    `settings` adds lines to the server's configuration; `tcp` uses 127.0.0.1 and passwords, the
    rule on Windows, in place of a Unix socket and the system's own word.
    """

    def __init__(
        self,
        folder: Path,
        *,
        settings: Mapping[str, str] | None = None,
        tcp: bool = sys.platform == "win32",
    ) -> None:
        self.folder = folder.expanduser().absolute()
        self._settings = dict(settings or {})
        self._tcp = tcp
        self._window: locks.Lock | None = None

    @property
    def place(self) -> Path:
        """The folder of the data and the log: the office's own, or the one lent by root."""
        place = read_toml(self.folder / "cluster.toml").get("place")
        return Path(place) if isinstance(place, str) else self.folder

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.place / "pgdata"

    @property
    def log(self) -> Path:
        """The folder of the server's log: a file a weekday, replaced after a week."""
        return self.place / "log"

    @property
    def exists(self) -> bool:
        """Whether the data folder is complete."""
        return (self.data / "PG_VERSION").is_file()

    @property
    def running(self) -> bool:
        """Whether the server lives, ready or not yet."""
        return server_of(self.data) is not None

    @property
    def kept_running(self) -> bool:
        """Whether the server stays when no window uses it."""
        return (self.folder / _KEPT).exists()

    def data_version(self) -> int:
        """The major version of PostgreSQL that wrote the data. Raises KnownError without data."""
        try:
            return int((self.data / "PG_VERSION").read_text(encoding="ascii").strip())
        except (OSError, ValueError) as error:
            raise KnownError(
                f"There is no complete database in {self.place}: make the office again, or restore "
                "its latest backup."
            ) from error

    def binaries(self) -> Binaries:
        """The installed PostgreSQL that reads this data. Raises KnownError when there is none."""
        major = self.data_version()
        found = postgresql.for_data(major)
        if found is not None:
            return found
        others = ", ".join(sorted({one.version for one in postgresql.installed()}))
        raise KnownError(
            f"This office was made with PostgreSQL {major} and this computer has only {others}: "
            f"install PostgreSQL {major} too (on Debian: apt install postgresql-{major}), then "
            "open the office again."
        )

    def create(self) -> None:
        """Make the data folder with the newest PostgreSQL; nothing happens when it is complete.

        A broken attempt is cleared and made again. Raises KnownError, leaving no half-made data.
        """
        with self._turn():
            put_back(self.data)
            if self.exists:
                return
            binaries = postgresql.newest()
            place = self._choose_place()
            account = server_account(place / "pgdata")
            password = secrets.token_urlsafe(24) if self._tcp else None
            if password is not None:
                self._admission().keep_password(OWNER, password)
            initialise(
                place / "pgdata",
                reachable(binaries, account),
                account,
                client=own_account(),
                password=password,
            )

    def start(self, progress: Callable[[str], None] | None = None) -> None:
        """Start the server, or find it running: at most ten seconds.

        `progress` is told in a few words what takes time. Raises KnownError with the reason.
        """
        with self._turn():
            self._start(progress)

    def stop(self) -> None:
        """Stop the server, whoever uses it. Raises KnownError when it does not stop in time."""
        with self._turn():
            (self.folder / _KEPT).unlink(missing_ok=True)
            self._stop()

    def recover(self, progress: Callable[[str], None] | None = None) -> None:
        """Stop a server that does not answer and start it anew; what was committed is replayed."""
        with self._turn():
            self._stop()
            self._start(progress)

    def join(self, progress: Callable[[str], None] | None = None) -> None:
        """Use the server as one more window: start it if need be. `leave()` is the other half."""
        with self._turn():
            if self._window is None:
                _, self._window = locks.take_numbered(self.folder / "locks", _WINDOW)
            try:
                self._start(progress)
            except BaseException:
                self._window.release()
                self._window = None
                raise

    def leave(self) -> None:
        """Stop using the server; the last window out stops it, unless it is kept running."""
        if self._window is None:
            return
        with self._turn():
            self._window.release()
            self._window = None
            if self.windows() == 0 and not self.kept_running:
                self._stop()

    def keep_running(self) -> None:
        """Start the server and leave it running when the last window closes, until `stop()`."""
        with self._turn():
            self._start(None)
            (self.folder / _KEPT).touch(mode=0o600)

    def reconfigure(self, change: Callable[[], None], undo: Callable[[], None]) -> None:
        """Stop the server, `change` what it starts from, start it; `undo` where it does not start.

        Raises KnownError when other windows use it, or with the reason why it did not start.
        """
        with self._turn():
            others = self.windows() - (self._window is not None)
            if others:
                using = "window uses" if others == 1 else "windows use"
                raise KnownError(
                    f"{others} other {using} this office: close them first, since its database "
                    "starts anew."
                )
            self._stop()
            try:
                change()
                self._start(None)
            except BaseException:
                undo()
                self._start(None)
                raise

    def refresh(self) -> None:
        """Renew what a running server shows to others, where it is near its end; nobody notices."""
        with self._turn():
            if self.running:
                self._prepare()
                self._server().reload()

    def windows(self) -> int:
        """How many living windows use the server; a crashed one no longer counts."""
        return locks.count_held(self.folder / "locks", _WINDOW)

    def destroy(self) -> None:
        """Stop the server and remove its data and its log for good."""
        with self._turn():
            if self.exists:
                self._stop()
            place = self.place
            if not self._tcp:
                sockets.discard(self.data, server_account(self.data))
            for folder in (self.data, self.log, *([place] if place != self.folder else [])):
                shutil.rmtree(folder, ignore_errors=True)
            self._admission().forget_passwords()
            for name in ("cluster.toml", _KEPT):
                (self.folder / name).unlink(missing_ok=True)

    def url(self, role: str = OWNER, password: str | None = None) -> URL:
        """The address at which `role` reaches the running server; Unreachable when it is not."""
        return self._admission().url(role, password)

    def allow_local_role(self, role: str) -> None:
        """Let this account of the computer sign in as `role` (a desk) without typing a password.

        `role` must exist. Returns once the server admits it; raises KnownError when it does not.
        """
        with self._turn():
            self._admission().admit(role, self._server().reload)

    def _turn(self) -> contextlib.AbstractContextManager[None]:
        refuse_copy(self.folder, self.place)
        return locks.turn(private_folder(self.folder) / "locks")

    def _admission(self) -> Admission:
        return Admission(self.folder, self.data, self._tcp)

    def _server(self) -> Server:
        account = server_account(self.data)
        hosting = serving(self.folder)
        return Server(
            data=self.data,
            log=self.log,
            binaries=reachable(self.binaries(), account),
            account=account,
            tcp=self._tcp,
            settings={**(hosting.settings(tcp=self._tcp) if hosting else {}), **self._settings},
        )

    def _choose_place(self) -> Path:
        account = server_account(self.data)
        if can_reach(account, self.folder):
            return self.folder
        place = self.place
        if place == self.folder:
            place = LENT / secrets.token_hex(6)
            write_toml(self.folder / "cluster.toml", {"place": str(place)})
        with contextlib.suppress(OSError):
            LENT.mkdir(mode=0o755, parents=True, exist_ok=True)
        return server_folder(place, account)

    def _start(self, progress: Callable[[str], None] | None) -> None:
        put_back(self.data)
        if not self.running:
            self.data_version()
            # First: whether the server listens depends on the certificate this may make.
            self._prepare()
        server = self._server()
        clear_leftovers(self.folder, self.data, server.binaries)
        if progress is not None and not self.running:
            progress("Starting the office's database…")
        server.start()
        drop_former(self.data)
        self._admission().admit_own_account(server.reload)

    def _prepare(self) -> None:
        card = read_card(self.folder)
        practice = card is not None and card.practice
        account = server_account(self.data)
        prepare(self.folder, self.data, account, local=not self._tcp, practice=practice)

    def _stop(self) -> None:
        if self.running:
            self._server().stop()
