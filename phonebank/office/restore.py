"""Restoring an office from a sealed backup: all of it, or nothing at all.

The backup is read through before anything is touched. The database is filled beside the one in use
and takes its place in one step, after the objections and erasures made since were applied again.
"""

from __future__ import annotations

import secrets
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput
from phonebank.office.admission import without_password
from phonebank.office.backup import back_up, create_database, drop_database, maintenance
from phonebank.office.backup_hosting import unpack_hosting
from phonebank.office.backup_key import adopt_key
from phonebank.office.card import (
    OfficeCard,
    folder_for,
    read_card,
    schema_fingerprint,
    write_card,
)
from phonebank.office.cluster import Cluster
from phonebank.office.elsewhere import secured
from phonebank.office.keeping import keep_secret
from phonebank.office.ledger import Ledger, ledger_of
from phonebank.office.ledgers_here import noted_here
from phonebank.office.making import OWNER
from phonebank.office.owner_folder import owner_folder
from phonebank.office.restore_fill import Filled, Opening, Source, examined, fill, since
from phonebank.office.restore_swap import (
    alone,
    database_holds,
    drop_leftovers,
    held,
    name_beside,
    swap,
)
from phonebank.office.secret import objection_key, put_objection_key
from phonebank.office.settings import private_folder, remember_office
from phonebank.store.journal_key import PassphraseNeeded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import URL

    from phonebank.office.backup_contents import Manifest
    from phonebank.office.office import Office
    from phonebank.store.objections import SealedObjection

    Progress = Callable[[str], None]

_MARK = "restoring"


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What a restore did.

    `made_at` is the backup's time, `rows` its rows a table; `paused` the campaigns the owner must
    open again; `desks_to_enrol` the desks that cannot sign in until they are enrolled again;
    `safety` the backup taken of the office that was replaced; `hosting` 'listening' where it
    answers other computers as before, 'waiting' where `office host` is to say how.
    """

    name: str
    practice: bool
    place: str
    made_at: str
    rows: dict[str, int]
    objections_again: int
    erased_again: int
    claims_ended: int
    paused: tuple[str, ...]
    desks_to_enrol: tuple[str, ...]
    safety: Path | None = None
    hosting: str = ""


def restore_office(
    file: Path,
    folder: Path,
    progress: Progress | None = None,
    opening: Opening | None = None,
    beside: Iterable[Path] = (),
) -> RestoreReport:
    """Restore `file` as an office of its own in `folder`, which must be new or empty.

    Who objected or was erased since is told by the ledgers of the offices on this computer, those
    in `beside` among them. What `progress` or the opening's `follow` raises ends it as a failure
    would. Raises BadInput for an unusable file or a folder in use; KnownError when a step fails:
    then nothing is left in `folder`.
    """
    say = progress or (lambda _words: None)
    folder = folder.expanduser().absolute()
    _refuse_taken(folder)
    source = examined(file, (folder, *beside), say, opening)
    manifest = source.manifest
    noted = _noted(source, beside)
    cluster = Cluster(folder)
    _clear(folder, cluster)
    private_folder(folder)
    (folder / _MARK).touch(mode=0o600)
    try:
        say("Making the office's database…")
        cluster.create()
        cluster.join(say)
        put_objection_key(folder, manifest.objection_key)
        adopt_key(folder, source.key)
        follow = opening.follow if opening else None
        filled = fill(cluster.url(OWNER), source, noted, say, follow=follow)
        say("Putting the office in its place…")
        Ledger(folder, manifest.objection_key).add((*manifest.ledger, *noted))
        write_card(folder, _card(manifest))
        cluster.leave()
        hosting = unpack_hosting(folder, manifest.hosting, practice=manifest.practice)
    except BaseException:
        cluster.leave()
        _clear(folder, cluster)
        raise
    (folder / _MARK).unlink()
    remember_office(folder)
    return _report(source, filled, str(folder), hosting=hosting)


def restore_over(office: Office, file: Path, progress: Progress | None = None) -> RestoreReport:
    """Restore `file` in the place of an opened office, which is backed up first.

    Callers wait while it lasts; their sessions end with it. Raises BadInput for an unusable file or
    another office's; KnownError when a step fails: then the office is as it was.
    """
    say = progress or (lambda _words: None)
    source = examined(file, (owner_folder(office),), say)
    key = objection_key(office)
    if source.manifest.objection_key != key:
        raise BadInput(
            f"The backup {source.file} is another office's, '{source.manifest.name}': restore it "
            "into a folder of its own with --into."
        )
    with held(office.owner_url) as hold:
        safety = back_up(office, progress=say).file
        noted = ledger_of(office).entries()
        changes = since(office.owner_url)
        with _beside(office.owner_url) as fresh:
            filled = fill(fresh, source, noted, say, changes)
            swap(office.owner_url, str(fresh.database), hold)
    hosting = ""
    if office.cluster is not None:
        hosting = unpack_hosting(
            office.folder, source.manifest.hosting, practice=source.manifest.practice
        )
    return _report(source, filled, str(owner_folder(office)), safety, hosting)


def restore_to_server(
    file: Path,
    url: URL,
    folder: Path | None = None,
    progress: Progress | None = None,
    beside: Iterable[Path] = (),
) -> RestoreReport:
    """Restore `file` into the database at `url`, which must be missing or empty.

    `url` signs in as the server's administrator; the owner's side goes to `folder`, new or empty
    (by default one named after the office and the database). `beside`: as `restore_office`. Raises
    BadInput where something is.
    """
    say = progress or (lambda _words: None)
    url = secured(url)
    source = examined(file, tuple(beside), say)
    manifest = source.manifest
    owners = folder or folder_for(f"{manifest.name} {url.host or ''} {url.database}")
    _refuse_taken(owners)
    if database_holds(url):
        raise BadInput(
            f"The database {url.database} on that server holds something: name one that is new or "
            "empty."
        )
    noted = _noted(source, beside)
    with _beside(url) as fresh:
        filled = fill(fresh, source, noted, say)
        put_objection_key(private_folder(owners), manifest.objection_key)
        adopt_key(owners, source.key)
        Ledger(owners, manifest.objection_key).add((*manifest.ledger, *noted))
        swap(url, str(fresh.database), None)
    address = without_password(url).set(drivername="postgresql").render_as_string()
    write_card(owners, _card(manifest, server=address))
    if url.password:
        # Where it cannot be kept, PGPASSWORD or ~/.pgpass has it.
        with suppress(PassphraseNeeded):
            keep_secret(
                owners / "secrets.toml", "owner", str(url.password), practice=manifest.practice
            )
    remember_office(owners)
    return _report(source, filled, address)


@contextmanager
def _beside(url: URL) -> Iterator[URL]:
    """A new database beside the one at `url`; dropped unless it has taken its place."""
    name = name_beside(url, secrets.token_hex(6))
    with alone(url):
        with maintenance(url) as connection:
            drop_leftovers(connection, url)
            create_database(connection, name)
        try:
            yield url.set(database=name)
        finally:
            with maintenance(url) as connection:
                drop_database(connection, name)


def _card(manifest: Manifest, server: str = "") -> OfficeCard:
    return OfficeCard(
        manifest.name,
        manifest.practice,
        manifest.made_at,
        ready=True,
        schema=schema_fingerprint(),
        server=server,
    )


def _noted(source: Source, beside: Iterable[Path]) -> tuple[SealedObjection, ...]:
    """What the ledgers at hand note: of the file's own office, `beside`, of those kept here."""
    return noted_here(source.manifest.objection_key, (source.file.parent.parent, *beside))


def _refuse_taken(folder: Path) -> None:
    card = read_card(folder)
    if card is not None:
        raise BadInput(
            f"There is an office in {folder} already, '{card.name}': restore over it with "
            "--replace, or name another folder with --into."
        )
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise BadInput(f"The folder {folder} holds other files: choose an empty or new one.")


def _clear(folder: Path, cluster: Cluster) -> None:
    """Remove what an interrupted restore left in a folder that is marked as one."""
    if (folder / _MARK).exists():
        cluster.destroy()
        shutil.rmtree(folder, ignore_errors=True)


def _report(
    source: Source,
    filled: Filled,
    place: str,
    safety: Path | None = None,
    hosting: str = "",
) -> RestoreReport:
    manifest = source.manifest
    return RestoreReport(
        name=manifest.name,
        practice=manifest.practice,
        place=place,
        made_at=manifest.made_at,
        rows=manifest.contents.rows,
        objections_again=filled.replayed.objections,
        erased_again=filled.replayed.erased,
        claims_ended=filled.calmed.claims,
        paused=filled.calmed.campaigns,
        desks_to_enrol=filled.desks_to_enrol,
        safety=safety,
        hosting=hosting,
    )
