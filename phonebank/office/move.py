"""Moving an office: from this computer to a server, or back; the old place is closed, kept."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.office.backup import back_up, maintenance
from phonebank.office.cluster import Cluster
from phonebank.office.moved import left_by, write_moved
from phonebank.office.owner_folder import owner_folder
from phonebank.office.restore import RestoreReport, restore_office, restore_to_server
from phonebank.office.restore_swap import close_to_all, held, note_moved
from phonebank.office.secret import objection_key, objection_key_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import URL

    from phonebank.office.office import Office

    Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class MoveReport:
    """Where the office was and is, the backup it travelled in, and what the restore did.

    `aside` is where its own closed copy now stands that an earlier move had left there.
    """

    former: str
    file: Path
    restored: RestoreReport
    aside: Path | None = None


def move_office(office: Office, to: Path | URL, progress: Progress | None = None) -> MoveReport:
    """Move an opened office into the new folder or the empty database `to`.

    A folder it moved away from before serves again: what is closed there is put aside. Nobody
    writes meanwhile; its rows are counted there before the old place is closed. Raises BadInput
    where `to` is taken, KnownError when a step fails: then the office stays where it was.
    """
    say = progress or (lambda _words: None)
    url = office.owner_url
    with held(url) as hold:
        file = back_up(office, progress=say).file
        aside = None
        if isinstance(to, Path):
            with _way_made(office, to) as aside:
                restored = restore_office(file, to, say)
        else:
            restored = restore_to_server(file, to, progress=say)
        say("Closing the old place…")
        now = datetime.now(UTC)
        with maintenance(url) as connection:
            note_moved(connection, str(url.database), f"{restored.place} on {now:%Y-%m-%d}")
            close_to_all(connection, str(url.database), hold)
        write_moved(owner_folder(office), restored.place, now)
    former = (
        str(office.folder)
        if office.cluster is not None
        else url.render_as_string(hide_password=True)
    )
    return MoveReport(former, file, restored, aside)


@contextmanager
def _way_made(office: Office, to: Path) -> Iterator[Path | None]:
    """Put aside what this office left closed in `to`; it is put back where the move fails."""
    to = to.expanduser().absolute()
    if not left_by(to) or objection_key_in(to) != objection_key(office):
        yield None
        return
    if Cluster(to).running:
        raise KnownError(
            f"The database that was left in {to} still runs: stop it with 'phonebank office stop "
            "--force' there, then move again."
        )
    aside = to.with_name(f"{to.name}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    to.rename(aside)
    try:
        yield aside
    except BaseException:
        aside.rename(to)
        raise
