"""The supervisor of a storm, who works beside it on a network that does not fail.

She decides about calls in doubt, sets aside results the office could not place, and lets a day pass
for lines whose call is over by its desk's own note though the office was not told: so a colleague
is served them, and the result comes late. Whatever she does is noted first. She also looks at the
rules that must hold at every moment.
"""

from __future__ import annotations

import json
import random
import threading
from collections import Counter
from pathlib import Path
from typing import Self

from sqlalchemy.exc import DBAPIError

from tests.chaos.invariants import always
from tests.chaos.truth import Truth
from tests.offices import SmallOffice

_EVERY_SECONDS = 0.3
_LOOK_EVERY = 5
_IN_DOUBT = """
    select q.id, q.fence, l.e164, c.call_uuid
      from pb.queue q
      join pb.line l on l.id = q.line_id
      join pb.claim c on c.queue_id = q.id and c.fence = q.fence
     where q.state = 4
"""
# What `pb.promote` does a day later, before anything else: she put these lines first.
_A_DAY = """
    update pb.queue set slots = 0, score = 100000, due_at = now() - interval '1 day'
     where id = :id and fence = :fence and state = 4
 returning id
"""
_SETTLED = """
    select room.settle_doubt(a.id, 'no_answer')
      from pb.alert a join pb.call k on k.id = a.call_id
     where k.call_uuid = :call and a.kind = 'in_doubt' and a.settled_at is null
"""


class Supervisor:
    """A thread; what she saw that must never be is in `saw`, how much she did in `did`."""

    def __init__(self, office: SmallOffice, folder: Path, draw: random.Random) -> None:
        self._office, self._folder, self._draw = office, folder, draw
        self._truth = Truth(folder / "supervisor.jsonl")
        self._home = threading.Event()
        self._thread = threading.Thread(target=self._work, name="supervisor", daemon=True)
        self._over: set[str] = set()
        self._read: dict[Path, int] = {}
        self._seen: set[int] = set()
        self._turn = 0
        self.saw: list[str] = []
        self.did: Counter[str] = Counter()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._home.set()
        self._thread.join(30)
        self._truth.close()

    def _work(self) -> None:
        for turn in range(1_000_000):
            if self._home.wait(_EVERY_SECONDS):
                return
            try:
                self._doubts()
                self._orphans()
                if turn % _LOOK_EVERY == 0:
                    self.saw += [f"during the storm: {each}" for each in always(self._office)]
                    self.did["looks"] += 1
            except DBAPIError:
                continue  # the plug was pulled

    def _doubts(self) -> None:
        """Once for each call in doubt whose caller has hung up and could not tell."""
        for entry, fence, number, call in self._office.sql(_IN_DOUBT):
            if fence in self._seen or not self._is_over(str(call)):
                continue
            self._seen.add(fence)
            self._turn += 1
            if self._turn % 3 == 1:
                self._truth.note("settled", call=call, body={"outcome": "no_answer"})
                self._office.sql(_SETTLED, call=call)
                self.did["settled"] += 1
                continue
            self._truth.note("day", number=number, fence=fence)
            if self._office.sql(_A_DAY, id=entry, fence=fence):
                self.did["days"] += 1
            else:
                self._truth.note("undone", fence=fence)

    def _orphans(self) -> None:
        waiting = "select call_uuid from pb.orphan where settled_at is null"
        for row in self._office.sql(waiting):
            if self._draw.random() < 0.2:
                self._office.sql("select room.drop_orphan(:orphan)", orphan=row[0])

    def _is_over(self, call: str) -> bool:
        """By its desk's note, the caller has hung up."""
        if call in self._over:
            return True
        for file in self._folder.glob("pbd_*.jsonl"):
            with file.open("rb") as notes:
                notes.seek(self._read.get(file, 0))
                for line in notes:
                    if line.endswith(b"\n"):
                        self._read[file] = self._read.get(file, 0) + len(line)
                        if b'"what": "said"' in line:
                            self._over.add(json.loads(line)["call"])
        return call in self._over
