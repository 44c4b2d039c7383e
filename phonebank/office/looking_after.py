"""What an owner's window does quietly when it opens a real office: the ledger, the daily backup."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from phonebank.office.backup_record import backup_due
from phonebank.office.ledger import keep_ledger
from phonebank.office.settings import private_folder

if TYPE_CHECKING:
    from phonebank.office.office import Office


def look_after(office: Office) -> bool:
    """Note new objections in the ledger; start a backup in its own process when one is due.

    Whether a backup was started. It outlives the window, and what it says is kept beside the
    backups. Raises KnownError when the ledger cannot be written.
    """
    if office.practice or not office.owned:
        return False
    keep_ledger(office)
    if not backup_due(office):
        return False
    log = private_folder(office.folder / "backups") / "daily.log"
    command = (sys.executable, "-m", "phonebank.cli", "office", "backup")
    with log.open("ab") as out:
        subprocess.Popen(
            [*command, "--office", str(office.folder)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return True
