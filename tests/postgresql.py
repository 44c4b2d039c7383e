"""The PostgreSQL the tests run: the newest one Phonebank itself finds, under the right account.

`PHONEBANK_PG_BIN` chooses another, so that the same tests prove every version.
"""

from __future__ import annotations

from pathlib import Path

from phonebank.office.account import server_account
from phonebank.office.binaries import newest
from phonebank.office.programs import reachable


def programs() -> Path:
    """The folder of initdb and pg_ctl, where the account of a test's server can run them."""
    return reachable(newest(), server_account()).folder
