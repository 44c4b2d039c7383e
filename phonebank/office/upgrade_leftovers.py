"""What an upgrade that was cut off leaves behind, and clearing it away.

Half a database, whose server may still run, and the office's rows in clear: both go before the
office is opened or upgraded again. The data itself is put back by `making.put_back`.
"""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.office import sockets
from phonebank.office.account import server_account
from phonebank.office.server import Server

if TYPE_CHECKING:
    from pathlib import Path

    from phonebank.office.binaries import Binaries

#: The data folder an upgrade fills, beside the one it reads.
FRESH = "pgdata.new"
#: What it writes into the office's folder: the rows, the roles, and what of the rows is read in.
COPIES = DUMP, ROLES, ENTRIES = ("upgrade.dump", "upgrade.roles.sql", "upgrade.entries")


def clear_leftovers(folder: Path, data: Path, binaries: Binaries) -> None:
    """Remove what an upgrade of the office in `folder`, with its data in `data`, has left.

    Called in the office's turn, so never while one is under way. `binaries` may be of any version:
    they only tell the server of the half database to stop.
    """
    for name in COPIES:
        (folder / name).unlink(missing_ok=True)
    fresh = data.with_name(FRESH)
    if not fresh.exists():
        return
    account = server_account(fresh)
    with contextlib.suppress(KnownError):
        Server(fresh, data.parent / "log", binaries, account, tcp=False).stop()
    sockets.discard(fresh, account)
    shutil.rmtree(fresh, ignore_errors=True)
