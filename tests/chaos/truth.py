"""What really happened at a desk, kept apart from everything that is tested.

One file a desk, only appended to and handed to the system before the desk goes on, so that nothing
is said afterwards that was not so; their disk is never full. Times are this machine's steady clock,
the same for all processes. Numbers, people and results are noted as they passed, never asked of the
database.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from phonebank.store.desk import Answer, DeskGateway
from tests.chaos.full_disk import room_to_write

_SERVED = {"claimed", "held", "started", "kept"}


class Truth:
    """A notebook; `what` is one of the words below.

    Of a desk: 'served': the office promised it a line until then · 'people': whom the card names ·
    'ends': it is about to give the line up · 'leaves': about to sign out · 'numbered': a claim's
    number came · 'shown': it was shown, so the phone rings · 'said': the call is over, the caller
    chose a result · 'kept': the desk took the result · 'acked': the office has it · 'objecting':
    the desk took an objection · 'objected': the office has it · 'parked': the supervisor has it ·
    'resumed': after a kill it asked how the call went · 'away': the office did not answer · 'slow':
    how long a step took. Of the supervisor: 'day': a day passes for this number, unless 'undone' ·
    'settled': she decides about a call in doubt. Of the storm: 'also': who else can be reached on a
    person's line · 'frozen': a desk stood still. Of a story: 'ran out': it ended all reservations.
    """

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def note(self, what: str, **facts: object) -> None:
        """Write a line; on return no kill of this process can take it back."""
        line = {"at": time.monotonic(), "what": what, **facts}
        with room_to_write():
            os.write(self._file, (json.dumps(line, default=str) + "\n").encode())


@dataclass(frozen=True, slots=True)
class Noted:
    """A line of a notebook."""

    desk: str
    at: float
    what: str
    facts: dict[str, Any]


def read(file: Path) -> list[Noted]:
    """A whole notebook; a line cut off by a kill was never acted upon."""
    noted = []
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            facts = json.loads(line)
        except ValueError:
            continue
        noted.append(Noted(file.stem, facts.pop("at"), facts.pop("what"), facts))
    return noted


def notebooks(folder: Path) -> list[Noted]:
    """All notes of a folder, in the order of the clock they share."""
    noted = [each for file in sorted(folder.glob("*.jsonl")) for each in read(file)]
    return sorted(noted, key=lambda each: each.at)


class WitnessedGateway(DeskGateway):
    """A desk's gateway that notes what the office promised and acknowledged."""

    truth: Truth

    def claim(self, token: str, campaign: int) -> Answer:
        asked_at = time.monotonic()
        return self._served(super().claim(token, campaign), asked_at)

    def held(self, token: str) -> Answer:
        asked_at = time.monotonic()
        return self._served(super().held(token), asked_at)

    def keep(self, token: str, claim: UUID) -> Answer:
        asked_at = time.monotonic()
        return self._served(super().keep(token, claim), asked_at)

    def dial(self, token: str, claim: UUID, call: UUID) -> tuple[Answer, str | None]:
        asked_at = time.monotonic()
        answer, number = super().dial(token, claim, call)
        self._numbered(claim, number)
        return self._served(answer, asked_at), number

    def number(self, token: str, claim: UUID) -> str | None:
        number = super().number(token, claim)
        self._numbered(claim, number)
        return number

    def open_card(self, token: str, claim: UUID) -> Answer:
        answer = super().open_card(token, claim)
        if answer["status"] == "ok":
            people = [each["person_id"] for each in answer["card"]["people"]]
            self.truth.note("people", claim=claim, people=people)
        return answer

    def release(self, token: str, claim: UUID, reason: str) -> Answer:
        self.truth.note("ends", claim=claim)
        return super().release(token, claim, reason)

    def sign_out(self, token: str) -> None:
        self.truth.note("leaves")
        super().sign_out(token)

    def finish_call(self, claim: UUID, call: UUID, fence: int, body: Answer) -> Answer:
        self.truth.note("ends", claim=claim, call=call)
        answer = super().finish_call(claim, call, fence, body)
        if answer["status"] == "ok":
            self.truth.note("acked", call=call, body=body, late=answer["late"])
        return answer

    def finish_and_claim(
        self, token: str, claim: UUID, call: UUID, fence: int, body: Answer, campaign: int
    ) -> Answer:
        self.truth.note("ends", claim=claim, call=call)
        asked_at = time.monotonic()
        answer = super().finish_and_claim(token, claim, call, fence, body, campaign)
        if answer["status"] == "ok":
            self.truth.note(
                "acked", call=call, body=body, late=answer["told"]["late"], with_next=True
            )
            self._served(answer["next"], asked_at)
        return answer

    def object_line(self, claim: UUID) -> Answer:
        answer = super().object_line(claim)
        if answer["status"] == "ok":
            self.truth.note("objected", claim=claim)
        return answer

    def park(self, claim: UUID | None, call: UUID, body: Answer, reason: str) -> Answer:
        answer = super().park(claim, call, body, reason)
        if answer["status"] == "ok":
            self.truth.note("parked", call=call, claim=claim, reason=reason)
        return answer

    def _numbered(self, claim: UUID, number: str | None) -> None:
        if number:
            self.truth.note("numbered", claim=claim, number=number)

    def _served(self, answer: Answer, asked_at: float) -> Answer:
        """The office promised seconds from when it answered, so at least from the question."""
        if answer["status"] in _SERVED:
            until = asked_at + float(cast("str", answer["keep_seconds"]))
            self.truth.note("served", claim=answer["claim"], until=until)
        return answer
