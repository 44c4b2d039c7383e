"""An office on this computer: made once, opened by its windows and by the command line.

    with open_office() as office:
        engine = create_engine(office.owner_url)

Opening starts the database if need be and brings its schema to this program's; the last one to
close stops it. A half-made office is finished by the next attempt to make or open it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import URL

from phonebank.domain.errors import BadInput, KnownError
from phonebank.office.card import OfficeCard, read_card, schema_fingerprint, write_card
from phonebank.office.cluster import Cluster
from phonebank.office.joined import JoinedDesk, read_joined
from phonebank.office.making import OWNER
from phonebank.office.moved import refuse_moved
from phonebank.office.settings import private_folder, remember_office, resolve_office
from phonebank.office.status import ClusterStatus, cluster_status
from phonebank.office.unfinished import holds_other_files, refuse_another, unfinished

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class OfficeStatus:
    """An office and its database at a glance."""

    name: str
    practice: bool
    folder: Path
    ready: bool
    database: ClusterStatus


class Office:
    """An opened office; `close()`, or leaving the `with` block, gives its database back.

    `cluster` is the embedded database, None for an office on another server; `joined` this
    computer's place in an office it is only a desk of.
    """

    def __init__(
        self,
        card: OfficeCard,
        cluster: Cluster | None,
        server: URL | None,
        *,
        folder: Path | None = None,
        joined: JoinedDesk | None = None,
    ) -> None:
        self.card = card
        self.cluster = cluster
        self.joined = joined
        self._server = server
        self._folder = cluster.folder if cluster is not None else folder

    @property
    def name(self) -> str:
        """The office's name, as people read it."""
        return self.card.name

    @property
    def practice(self) -> bool:
        """Whether everybody in it is invented, and nobody is ever dialled."""
        return self.card.practice

    @property
    def folder(self) -> Path:
        """The office's folder on this computer. Raises KnownError when it has none here."""
        if self._folder is None:
            raise self._stands_elsewhere()
        return self._folder

    @property
    def owned(self) -> bool:
        """Whether this computer may act as the office's owner, and not only as a desk."""
        return self.joined is None

    @property
    def owner_url(self) -> URL:
        """The database's address for its owner: the command line, imports, accounts."""
        if self._server is not None:
            return self._server
        return self._embedded().url(OWNER)

    def desk_url(self, role: str) -> URL:
        """The address for a desk of this computer, whose login role is `role`.

        An office elsewhere also wants the desk's secret: `take_seat` knows it.
        """
        return self._embedded().url(role)

    def server_url(self, role: str, secret: str) -> URL:
        """The address for `role` with its `secret`, where the office is on a server of its own."""
        if self._server is None:
            raise self._stands_elsewhere()
        return self._server.set(username=role, password=secret)

    def supervisor_url(self, login: str, password: str) -> URL:
        """The address for a supervisor, who signs in with a password of their own."""
        if self._server is not None:
            return self._server.set(username=login, password=password)
        if self.joined is not None:
            return self.joined.url(self.folder, login, password)
        return self._embedded().url(login, password)

    def status(self) -> OfficeStatus:
        """The office and its database now."""
        return office_status(self.folder)

    def close(self) -> None:
        """Stop using the office; the last window out stops its database."""
        if self.cluster is not None:
            self.cluster.leave()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _embedded(self) -> Cluster:
        if self.cluster is None:
            raise self._stands_elsewhere()
        return self.cluster

    def _stands_elsewhere(self) -> KnownError:
        return KnownError(
            "This office's database stands on another computer: do this on the computer that "
            "hosts it."
        )


def create_office(
    folder: Path,
    name: str,
    *,
    practice: bool,
    settings: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Office:
    """Make an office in `folder`, or finish a half-made one, and open it.

    `settings` adds lines to its database server's configuration. Raises BadInput when the folder
    holds an office already, or something else; KnownError when the computer cannot host it.
    """
    folder = folder.expanduser().absolute()
    card = read_card(folder)
    if card is not None and card.ready and not unfinished(folder):
        raise BadInput(
            f"There is an office in {folder} already, '{card.name}': open it, or choose another "
            "folder."
        )
    if card is not None:
        refuse_another(folder, card, name, practice=practice)
    else:
        if holds_other_files(folder):
            raise BadInput(f"The folder {folder} holds other files: choose an empty or new one.")
        private_folder(folder)
        card = OfficeCard(name, practice, datetime.now(UTC).isoformat(timespec="seconds"), False)
        write_card(folder, card)
    return _open(folder, card, settings, progress)


def open_office(
    choice: Path | URL | str | None = None,
    *,
    settings: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Office:
    """Open the office meant by `choice` (a folder, a name, an address; None: the last one).

    Raises BadInput when there is none, KnownError when its database cannot run.
    """
    found = (
        choice
        if isinstance(choice, URL)
        else resolve_office(None if choice is None else str(choice))
    )
    if isinstance(found, URL):
        from phonebank.office.elsewhere import open_address

        return open_address(found)
    card = read_card(found)
    if card is None:
        raise BadInput(f"There is no office in {found}: make it with 'phonebank office create'.")
    refuse_moved(found)
    if card.joined:
        return _open_joined(found, card)
    if card.server:
        from phonebank.office.elsewhere import open_folder

        return open_folder(found, card)
    return _open(found, card, settings, progress)


def _open_joined(folder: Path, card: OfficeCard) -> Office:
    desk = read_joined(folder)
    if desk is None:
        raise KnownError(
            f"{folder} has lost this desk's place: ask the office for an invitation and join again."
        )
    remember_office(folder)
    return Office(card, None, None, folder=folder, joined=desk)


def start_office(folder: Path) -> OfficeStatus:
    """Start the office's database and leave it running until `stop_office()`."""
    with open_office(folder) as office:
        if office.cluster is not None:
            office.cluster.keep_running()
    return office_status(folder)


def stop_office(folder: Path, *, force: bool = False) -> OfficeStatus:
    """Stop the office's database. Raises KnownError while windows use it, unless `force`."""
    _require_embedded(folder)
    cluster = Cluster(folder)
    using = cluster.windows()
    if using and not force:
        raise KnownError(
            f"{using} {'window uses' if using == 1 else 'windows use'} this office: close "
            f"{'it' if using == 1 else 'them'} first, or stop it all the same with --force."
        )
    cluster.stop()
    return office_status(folder)


def office_status(folder: Path) -> OfficeStatus:
    """The office in `folder` and its database now, started or not. Raises BadInput without one."""
    card = read_card(folder)
    if card is None:
        raise BadInput(f"There is no office in {folder}: make it with 'phonebank office create'.")
    _require_embedded(folder)
    return OfficeStatus(
        card.name, card.practice, folder, card.ready, cluster_status(Cluster(folder))
    )


def _require_embedded(folder: Path) -> None:
    card = read_card(folder)
    if card is not None and (card.joined or card.server):
        raise BadInput(
            f"The database of {card.name} stands elsewhere: do this on the computer that hosts it."
        )


def _open(
    folder: Path,
    card: OfficeCard,
    settings: Mapping[str, str] | None,
    progress: Progress | None,
) -> Office:
    say = progress or (lambda _words: None)
    cluster = Cluster(folder, settings=settings)
    # A complete office that lost its database is never given an empty one: that would hide it.
    if not card.ready and not cluster.exists:
        say("Making the office's database…")
        cluster.create()
    cluster.join(say)
    try:
        if card.ready:
            # Late: what restores also opens offices.
            from phonebank.office.mending import mend_office

            mend_office(cluster.url(OWNER))
        wanted = schema_fingerprint()
        if not card.ready or card.schema != wanted:
            say("Bringing the database to this version…")
            migrate(cluster.url(OWNER))
            card = replace(card, ready=True, schema=wanted)
            write_card(folder, card)
        remember_office(folder)
    except BaseException:
        cluster.leave()
        raise
    return Office(card, cluster, None)


def migrate(url: URL) -> None:
    """Bring the database at `url` to this program's schema. Raises KnownError for a newer one."""
    # Late, because alembic takes longer to import than an up-to-date office takes to open.
    from alembic.util.exc import CommandError

    from phonebank.store import schema

    try:
        schema.migrate(url)
    except CommandError as error:
        raise KnownError(
            "This office was last opened by a newer Phonebank: install that version on this "
            "computer, then open the office again."
        ) from error
