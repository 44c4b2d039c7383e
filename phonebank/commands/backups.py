"""`phonebank office backup|restore|move`: an office's sealed backups, and what is made of them."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import URL

from phonebank.calling.seating import SeatedDesk
from phonebank.commands.house import offices
from phonebank.commands.output import answer, choice, chosen_office, tell
from phonebank.domain.errors import BadInput, KnownError
from phonebank.office.backup import back_up
from phonebank.office.backup_key import WORDS, key_for_writing
from phonebank.office.backup_schedule import write_schedule
from phonebank.office.card import folder_for
from phonebank.office.ledgers_here import note_first
from phonebank.office.move import move_office
from phonebank.office.office import Office
from phonebank.office.owner_folder import owner_folder, server_folder_of
from phonebank.office.restore import (
    RestoreReport,
    restore_office,
    restore_over,
    restore_to_server,
)
from phonebank.office.settings import SERVERS, home, resolve_office
from phonebank.store.journal import REFUSALS
from phonebank.store.journal_file import unsent_in

__all__ = ["offices"]


@offices.command("backup")
def backup(
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FOLDER", help="where the file goes")
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="restore it on trial and compare")
    ] = False,
    schedule: Annotated[
        bool, typer.Option("--schedule", help="write a timer that does it each night")
    ] = False,
    show_key: Annotated[
        bool, typer.Option("--show-key", help="print the key, to be written down and kept away")
    ] = False,
) -> None:
    """Write the whole office into one sealed file; the key stays with you."""
    with chosen_office() as office:
        owners = owner_folder(office)
        if schedule:
            named = str(owners) if office.cluster else choice.office or ""
            made = write_schedule(office.name, named, owners, home())
            answer(
                {
                    "files": [str(file) for file in made.files],
                    "switch_on": made.switch_on,
                    "linger": made.linger,
                },
                *(f"Written: {file}" for file in made.files),
                f"Switch it on with: {made.switch_on}",
                f"So that it runs while nobody is signed in, too: {made.linger}",
                f"Without a key ring, put PHONEBANK_PASSPHRASE=… into {made.passphrase_file}, "
                "readable by you alone.",
            )
            return
        if show_key:
            key = key_for_writing(owners, practice=office.practice)
            if key.kind == WORDS:
                raise BadInput("These backups are sealed with your passphrase: keep that.")
            answer(
                {"key": key.recovery_words()},
                key.recovery_words(),
                "Write it down and keep it away from this computer. On another one, set "
                "PHONEBANK_BACKUP_KEY to it before you restore.",
            )
            return
        done = back_up(office, to=to, verify=verify, progress=tell)
        answer(
            {
                "file": str(done.file),
                "size_bytes": done.size_bytes,
                "sha256": done.sha256,
                "verified": done.verified,
                "removed": [str(file) for file in done.removed],
            },
            f"The backup is in {done.file} ({done.size_bytes / 1024**2:.1f} MiB, "
            f"{'restored on trial and compared' if done.verified else 'not tried'}).",
        )


@offices.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(help="a file that 'office backup' wrote")],
    into: Annotated[
        str, typer.Option("--into", metavar="FOLDER|URL", help="a new folder or empty database")
    ] = "",
    replace: Annotated[
        bool,
        typer.Option("--replace", help="in the place of --office, which is backed up first"),
    ] = False,
) -> None:
    """Bring an office back from a backup: all of it or nothing.

    Objections and erasures made since are applied again; campaigns stay paused until you open them.
    """
    if replace and into:
        raise BadInput("Say either --replace or --into, not both.")
    if replace:
        with chosen_office() as office:
            _show(restore_over(office, file, tell))
        return
    target = _target(into) if into else folder_for(file.stem.rsplit("-", 1)[0])
    named = _named()
    note_first(named)
    if isinstance(target, URL):
        _show(restore_to_server(file, target, progress=tell, beside=named))
    else:
        _show(restore_office(file, target, tell, beside=named))


@offices.command("move")
def move(
    to: Annotated[
        str, typer.Option("--to", metavar="FOLDER|URL", help="a new folder or empty database")
    ],
) -> None:
    """Move the office to a server, or back to this computer; the old place is closed at the end."""
    target = _target(to)
    with chosen_office() as office:
        _send_first(office)
        moved = move_office(office, target, tell)
    more = [f"It was in {moved.former}, which is closed now."]
    if moved.aside is not None:
        more.append(f"What an earlier move had left there, closed, is kept in {moved.aside}.")
    _show(moved.restored, *more)


def _send_first(office: Office) -> None:
    """Send what desks of this computer keep: from the old place nobody could any more.

    What the office refuses goes to the supervisor. Raises KnownError where something stays.
    """
    journals = sorted((owner_folder(office) / "seats").glob("*/journal.sqlite"))
    if not any(unsent_in(file) for file in journals):
        return
    with ExitStack() as seats:
        for _ in journals:
            desk = seats.enter_context(SeatedDesk(office)).desk
            for _try in range(REFUSALS):
                if not desk.deliver():
                    break
    left = sum(unsent_in(file) for file in journals)
    if left:
        raise KnownError(
            f"{left} result(s) of calls made on this computer are not with the office yet: close "
            "its windows there, then move again."
        )


def _named() -> tuple[Path, ...]:
    """The owner's folder of the office meant by --office, where there is one yet."""
    with suppress(BadInput):
        meant = resolve_office(choice.office)
        return (meant if isinstance(meant, Path) else server_folder_of(meant),)
    return ()


def _target(named: str) -> Path | URL:
    if named.startswith(SERVERS):
        return resolve_office(named)
    if "://" in named:
        raise BadInput(
            f"{named} is neither a folder nor a server: write postgresql://name@host/phonebank."
        )
    return Path(named)


def _show(done: RestoreReport, *more: str) -> None:
    rows = done.rows
    people, calls = rows.get("pb.person", 0), rows.get("pb.call", 0)
    lines = [
        f"{done.name} is as it was on {done.made_at}, in {done.place}.",
        f"It holds {people} people and {calls} calls.",
        f"Applied again: {done.objections_again} objections, {done.erased_again} erasures.",
    ]
    if done.paused:
        lines.append(f"Paused until you open them: {', '.join(done.paused)}.")
    if done.desks_to_enrol:
        lines.append(f"Desks to enrol again: {', '.join(done.desks_to_enrol)}.")
    if done.hosting == "waiting":
        lines.append("Say how it listens here: phonebank office host (desks keep their places).")
    elif done.hosting:
        lines.append("It listens to other computers as before, from its next start on.")
    if done.safety is not None:
        lines.append(f"What stood there before is kept in {done.safety}.")
    answer(
        {
            "name": done.name,
            "practice": done.practice,
            "place": done.place,
            "made_at": done.made_at,
            "people": people,
            "calls": calls,
            "objections_again": done.objections_again,
            "erased_again": done.erased_again,
            "claims_ended": done.claims_ended,
            "paused": list(done.paused),
            "desks_to_enrol": list(done.desks_to_enrol),
            "hosting": done.hosting,
            "safety": str(done.safety) if done.safety is not None else None,
        },
        *lines,
        *more,
    )
