"""A desk at work in a small office, on a wire that can be cut."""

from __future__ import annotations

from pathlib import Path

from phonebank.calling.desk import Desk
from phonebank.calling.results import Served
from phonebank.domain.card import CallReport
from phonebank.domain.outcomes import Outcome
from phonebank.store.desk import DeskGateway
from phonebank.store.journal import KEY_BYTES, Journal
from tests.offices import PIN, SmallOffice
from tests.wire import Wire

KEY = b"k" * KEY_BYTES


class Seat:
    """A desk whose wire to the office can be cut."""

    def __init__(self, office: SmallOffice, folder: Path, wire: Wire) -> None:
        self.office, self.folder, self.wire = office, folder, wire
        self.role = office.desk_role()
        self.account = office.caller("Camille")
        self.gateway = DeskGateway(wire.url.set(username=self.role))
        self.journal = Journal(folder / "journal.sqlite", KEY, self.role)
        self.desk = Desk(self.gateway, self.journal)
        assert self.desk.sign_in(self.account, PIN).status == "ok"

    def close(self) -> None:
        self.gateway.close()
        self.journal.close()

    def served(self) -> Served:
        served = self.desk.next_line(self.office.campaign)
        assert served.claim is not None, served.waiting
        return served

    def started(self) -> tuple[Served, CallReport]:
        """A line served and dialled, and the report to finish it with."""
        served = self.served()
        started = self.desk.start_call()
        assert started.status == "started"
        assert started.call_uuid is not None
        return served, CallReport(started.call_uuid, Outcome.NO_ANSWER)

    def calls(self) -> list[tuple[str | None, bool]]:
        rows = self.office.sql("select outcome, late from pb.call order by id")
        return [tuple(row) for row in rows]
