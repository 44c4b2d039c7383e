"""Every ledger of an office that stands on this computer, wherever its backup was taken to.

A backup on a stick or in another folder comes back beside the office it was made of; what was
objected to and erased since is known by that office's folder, not by the backup's.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy.exc import SQLAlchemyError

from phonebank.domain.errors import PhonebankError
from phonebank.office.card import read_card
from phonebank.office.ledger import Ledger, keep_ledger
from phonebank.office.office import open_office
from phonebank.office.settings import home, offices

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from phonebank.store.objections import SealedObjection


def note_first(folders: Iterable[Path]) -> None:
    """Have the offices in `folders` note what their calls objected to since, where they can.

    One that cannot be opened or asked any more has the ledger it has.
    """
    lost = (PhonebankError, SQLAlchemyError, psycopg.Error, OSError)
    for folder in folders:
        card = read_card(folder)
        if card is None or card.joined or not card.ready:
            continue
        with suppress(*lost), open_office(str(folder)) as office:
            keep_ledger(office)


def noted_here(key: bytes, folders: Iterable[Path]) -> tuple[SealedObjection, ...]:
    """What the ledgers sealed under `key` note, in `folders` and in every office kept here.

    An objection lifted in one of them and not in another holds. Raises KnownError where a ledger
    of this key is damaged.
    """
    servers = home() / "servers"
    kept = sorted(servers.iterdir()) if servers.is_dir() else []
    noted: dict[str, SealedObjection] = {}
    for folder in dict.fromkeys((*folders, *offices(), *kept)):
        ledger = Ledger(folder, key)
        for entry in ledger.entries() if ledger.is_of_this_key() else ():
            former = noted.get(entry.receipt, entry)
            noted[entry.receipt] = replace(entry, lifted=entry.lifted and former.lifted)
    return tuple(noted.values())
