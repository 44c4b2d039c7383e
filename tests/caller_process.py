"""A caller at a desk of its own, as a process: works a campaign's queue until nothing is served.

Prints one JSON object: what was acknowledged, and why it stopped. Run by `test_eight_desks.py`.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from phonebank.calling.desk import Desk
from phonebank.calling.results import Served
from phonebank.domain.card import CallReport
from phonebank.domain.errors import Unreachable
from phonebank.domain.outcomes import RULES, Outcome
from phonebank.store.desk import DeskGateway
from phonebank.store.journal import KEY_BYTES, Journal
from tests.offices import PIN

_WEIGHTS = {
    Outcome.NO_ANSWER: 40,
    Outcome.CONVERSATION: 20,
    Outcome.BUSY: 8,
    Outcome.VOICEMAIL_LEFT: 8,
    Outcome.REFUSED: 6,
    Outcome.WRONG_NUMBER: 4,
    Outcome.DO_NOT_CALL: 3,
    Outcome.UNREACHABLE: 3,
    Outcome.HOSTILE: 1,
    Outcome.MOVED: 2,
    Outcome.TECHNICAL: 5,
}
_RELEASES = 3


def work(desk: Desk, campaign: int, seed: int) -> dict[str, Any]:
    """Take lines until none is served; some are given back, most are called."""
    draw = random.Random(seed)
    acknowledged: list[tuple[str, str]] = []
    released = 0
    served: Served | None = None
    while True:
        served = served or _patiently(lambda: desk.next_line(campaign))
        if served.claim is None or served.card is None:
            reason = served.waiting.reason if served.waiting else ""
            return {"acknowledged": acknowledged, "released": released, "reason": reason}
        card = served.card
        if released < _RELEASES and draw.random() < 0.1:
            _patiently(lambda: desk.release("pause"))
            released += 1
            served = None
            continue
        started = _patiently(desk.start_call)
        while started.status == "offline":
            started = _patiently(desk.start_call)
        assert started.status == "started", started
        assert started.call_uuid is not None
        outcome = draw.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
        people = [person.person_id for person in card.people if not person.done]
        person = draw.choice(people) if RULES[outcome].needs_person else None
        finished = desk.finish(CallReport(started.call_uuid, outcome, person), campaign)
        while not finished.delivered and desk.pending():
            desk.deliver()  # on a busy machine an answer may come too late
        acknowledged.append((str(started.call_uuid), outcome.value))
        served = finished.served


def _patiently(step: Callable[[], Any]) -> Any:
    """Do a step again until the office answers; the test's own time-out bounds it."""
    while True:
        with suppress(Unreachable):
            return step()


def main() -> None:
    """Arguments: database address, desk's role, account, campaign, seed, folder of the journal."""
    address, role, account, campaign, seed, folder = sys.argv[1:]
    gateway = DeskGateway(make_url(address).set(username=role))
    journal = Journal(Path(folder) / "journal.sqlite", b"k" * KEY_BYTES, role)
    desk = Desk(gateway, journal)
    assert desk.sign_in(int(account), PIN).status == "ok"
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()  # everybody starts together
    told = work(desk, int(campaign), int(seed))
    told["kept"] = len(journal.records())
    desk.sign_out()
    gateway.close()
    journal.close()
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
