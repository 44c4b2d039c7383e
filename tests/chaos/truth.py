"""What really happened at a desk, kept apart from everything that is tested.

One file a desk, only appended to and on the disk before the desk goes on, so that nothing is said
afterwards that was not so. Times are this machine's steady clock, the same for all processes.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from phonebank.store.desk import Answer, DeskGateway


class Truth:
    """A desk's notebook; `what` is one of the words below.

    'shown': a number was shown, so the phone rings · 'said': the call is over, the caller chose a
    result · 'kept': the desk took the result · 'acked': the office has it · 'objected': the office
    has the objection · 'parked': the supervisor has it · 'slow': how long a step took.
    """

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def note(self, what: str, **facts: object) -> None:
        """Write a line; on return it is on the disk."""
        line = {"at": time.monotonic(), "what": what, **facts}
        os.write(self._file, (json.dumps(line, default=str) + "\n").encode())
        os.fsync(self._file)


@dataclass(frozen=True, slots=True)
class Noted:
    """A line of a notebook."""

    desk: str
    at: float
    what: str
    facts: dict[str, Any]


def read(file: Path) -> list[Noted]:
    """A desk's whole notebook; a line cut off by a kill was never acted upon."""
    noted = []
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            facts = json.loads(line)
        except ValueError:
            continue
        noted.append(Noted(file.stem, facts.pop("at"), facts.pop("what"), facts))
    return noted


class WitnessedGateway(DeskGateway):
    """A desk's gateway that notes what the office acknowledged."""

    truth: Truth

    def finish_call(self, claim: UUID, call: UUID, fence: int, body: Answer) -> Answer:
        answer = super().finish_call(claim, call, fence, body)
        if answer["status"] == "ok":
            self.truth.note("acked", call=call, body=body)
        return answer

    def finish_and_claim(
        self, token: str, claim: UUID, call: UUID, fence: int, body: Answer, campaign: int
    ) -> Answer:
        answer = super().finish_and_claim(token, claim, call, fence, body, campaign)
        if answer["status"] == "ok":
            self.truth.note("acked", call=call, body=body)
        return answer

    def object_line(self, claim: UUID) -> Answer:
        answer = super().object_line(claim)
        if answer["status"] == "ok":
            self.truth.note("objected", claim=claim)
        return answer

    def park(self, claim: UUID | None, call: UUID, body: Answer, reason: str) -> Answer:
        answer = super().park(claim, call, body, reason)
        if answer["status"] == "ok":
            self.truth.note("parked", call=call, reason=reason)
        return answer
