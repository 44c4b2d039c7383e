"""Cancel reaches the statement that runs, not only the moment after it."""

from __future__ import annotations

from threading import Event, Timer
from time import monotonic

import pytest
from sqlalchemy import URL

from phonebank.domain.errors import KnownError
from phonebank.store.intake import IntakeStore
from phonebank.store.owner import OwnerStore


class StoppedError(KnownError):
    """What an import raises between its statements once it is cancelled."""


def test_a_long_statement_ends_soon_after_cancel(database: URL) -> None:
    with OwnerStore(database) as owner:
        owner.found("Essai", practice=True)
    store, cancel = IntakeStore(database), Event()

    def between() -> None:
        if cancel.is_set():
            raise StoppedError("stopped")

    begun = monotonic()
    timer = Timer(0.3, cancel.set)
    timer.start()
    with (
        pytest.raises(StoppedError),
        store.work(dry_run=False, between=between, cancel=cancel) as work,
    ):
        work.do("select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b")
    timer.join()
    assert monotonic() - begun < 60
    with store.work(dry_run=False) as work:
        assert work.rows("select count(*) from pb.import") == [(0,)]
    store.close()


def test_somebody_waiting_for_another_import_can_give_up(database: URL) -> None:
    with OwnerStore(database) as owner:
        owner.found("Essai", practice=True)
    first, second, cancel = IntakeStore(database), IntakeStore(database), Event()

    def between() -> None:
        if cancel.is_set():
            raise StoppedError("stopped")

    with first.work(dry_run=True):
        timer = Timer(0.3, cancel.set)
        timer.start()
        with pytest.raises(StoppedError), second.work(dry_run=True, between=between, cancel=cancel):
            pytest.fail("two imports at once")
        timer.join()
    first.close()
    second.close()
