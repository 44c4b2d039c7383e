"""No step of a call leans on the connection of the one before: a pooler may stand between."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from phonebank.store import asking
from phonebank.store.asking import Asking
from phonebank.store.desk import DeskGateway
from tests.offices import PIN, SmallOffice


@pytest.fixture
def scattered(office: SmallOffice, monkeypatch: pytest.MonkeyPatch) -> DeskGateway:
    """A desk whose every question goes to a server connection of its own."""
    monkeypatch.setattr(Asking, "_keep", lambda _asking, taken: asking._give_up(taken))
    return office.gateway()


def test_every_step_of_two_calls_takes_another_connection(
    office: SmallOffice, scattered: DeskGateway
) -> None:
    office.fill(3)
    backends: set[int] = set()

    def step() -> None:
        pid = scattered._asking.value(("select pg_backend_pid()::text", ()))
        backends.add(int(pid))

    account = office.caller("Camille")
    token = scattered.sign_in(account, PIN)["token"]
    step()
    claim = scattered.claim(token, office.campaign)
    step()
    for _ in range(2):
        held, call = UUID(claim["claim"]), uuid4()
        card = scattered.open_card(token, held)
        assert card["status"] == "ok"
        step()
        assert scattered.start_call(token, held, call)["status"] == "started"
        step()
        assert str(scattered.number(token, held)).startswith("+336399")
        assert scattered.keep(token, held)["status"] == "kept"
        step()
        told = scattered.finish_and_claim(
            token, held, call, claim["fence"], {"outcome": "no_answer"}, office.campaign
        )
        assert told["status"] == "ok"
        claim = told["next"]
        assert claim["status"] == "claimed"
    assert len(backends) == 8
    assert office.value("select count(*) from pb.call where outcome = 'no_answer'") == 2
