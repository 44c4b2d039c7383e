"""Sitting down: a seat of this computer, its journal and its connection make a desk."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from phonebank.calling.desk import Desk
from phonebank.office.office import Office
from phonebank.office.seat import take_seat
from phonebank.store.desk import DeskGateway
from phonebank.store.journal import Journal
from phonebank.store.journal_key import journal_key


class SeatedDesk:
    """A desk of an opened office; `close()`, or leaving the `with` block, gives the seat back.

    Raises KnownError when no seat can be had, and PassphraseNeeded where a real office's journal
    can only be opened with the desk's passphrase.
    """

    def __init__(self, office: Office, passphrase: str = "") -> None:
        self._seat = take_seat(office, passphrase)
        try:
            key = journal_key(
                self._seat.folder,
                self._seat.role,
                practice=office.practice,
                passphrase=passphrase,
            )
            self._journal = Journal(self._seat.folder / "journal.sqlite", key, self._seat.role)
        except BaseException:
            self._seat.release()
            raise
        self._gateway = DeskGateway(self._seat.url)
        self.desk = Desk(self._gateway, self._journal)

    def close(self) -> None:
        """Close the connection and the journal, and free the seat."""
        self._gateway.close()
        self._journal.close()
        self._seat.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
