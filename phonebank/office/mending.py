"""What opening an office puts right by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg

from phonebank.office.admission import conninfo
from phonebank.office.moved import moved_away
from phonebank.office.restore_swap import cut_off, mend_cut_off, moved_to

if TYPE_CHECKING:
    from sqlalchemy import URL


def mend_office(url: URL) -> None:
    """Put right what a restore that died amid its last step left: a database closed to everybody.

    Costs two questions where all is well. Raises KnownError where the office has moved away.
    """
    try:
        with psycopg.connect(conninfo(url), autocommit=True) as connection:
            if (to := moved_to(connection)) is not None:
                raise moved_away(to)
            wrong = cut_off(connection)
    except psycopg.OperationalError as error:
        # Only an administrator enters a closed database; its owner on another server does not.
        if "too many connections for database" not in str(error):
            return
        wrong = True
    except psycopg.errors.InsufficientPrivilege:
        return
    if wrong:
        mend_cut_off(url)
