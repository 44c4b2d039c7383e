"""What must hold of results: each is stored once and as it was said, and none is lost."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.chaos.truth import Noted
from tests.offices import SmallOffice


@dataclass(frozen=True, slots=True)
class Stored:
    """A call as the office keeps it; `outcome` is None where nobody told it."""

    claim: str
    outcome: str | None
    body: dict[str, Any] | None


def stored_in(office: SmallOffice) -> dict[str, Stored]:
    """Every call of an office, by its name."""
    rows = office.sql("select call_uuid, claim_token, outcome, body from pb.call")
    return {str(row[0]): Stored(str(row[1]), row[2], row[3]) for row in rows}


def results(noted: list[Noted], stored: Mapping[str, Stored], office: SmallOffice) -> list[str]:
    """Acknowledged means stored as it was said; stored means said; kept means not lost."""
    found = []
    said: dict[str, list[Any]] = defaultdict(list)
    parked = {each.facts["call"] for each in noted if each.what == "parked"}
    for each in noted:
        if each.what in {"said", "settled"}:
            said[each.facts["call"]].append(each.facts["body"])
    orphans = {str(row[0]): row[1] for row in office.sql("select call_uuid, body from pb.orphan")}
    for each in noted:
        call = each.facts.get("call")
        row = stored.get(call) if call else None
        if each.what == "acked" and (row is None or row.body != each.facts["body"]):
            found.append(f"call {call} was acknowledged to {each.desk} and is not stored so")
        if each.what == "kept" and each.facts["body"] not in (
            row.body if row is not None else None,
            orphans.get(str(call)),
        ):
            found.append(f"call {call} was told at {each.desk} and is lost")
        if each.what == "parked" and call not in orphans:
            found.append(f"call {call} was taken for the supervisor and is lost")
    for call, row in stored.items():
        if row.outcome is not None and row.body not in said[call]:
            found.append(f"call {call} holds what nobody said")
    found += _once(stored)
    found += _set_aside(noted, stored, orphans, office)
    found += [f"call {call} was handed over by nobody" for call in orphans if call not in parked]
    names = "select count(*) from audit.entry where action = 'call_finished'"
    told = sum(row.outcome is not None for row in stored.values())
    if office.value(names) != told:
        found.append(f"{office.value(names)} results were counted and {told} are stored")
    return found


def _once(stored: Mapping[str, Stored]) -> list[str]:
    """A reservation is called once, so it has one result."""
    calls = Counter(each.claim for each in stored.values())
    return [f"claim {claim} has {times} calls" for claim, times in calls.items() if times > 1]


def _set_aside(
    noted: list[Noted],
    stored: Mapping[str, Stored],
    orphans: Mapping[str, Any],
    office: SmallOffice,
) -> list[str]:
    """A result goes to the supervisor only where she had decided about that call before."""
    settled = {each.facts["call"] for each in noted if each.what == "settled"}
    told = {each.claim: call for call, each in stored.items() if each.outcome is not None}
    claims = office.sql("select call_uuid, claim_token from pb.orphan")
    found = []
    for row in claims:
        call, claim = str(row[0]), str(row[1])
        if call in settled and call in orphans:
            continue
        twice = claim in told
        found.append(
            f"a result was told twice to the supervisor: {call}, stored as {told[claim]}"
            if twice
            else f"the office could not place the result {call}"
        )
    return found


def left_in_journals(folder: Path, roles: Iterable[str]) -> list[str]:
    """What the files themselves still hold; the processes have ended."""
    found = []
    for role in roles:
        file = folder / role / "journal.sqlite"
        if not file.exists():
            continue
        # Looked at without the product's own eyes.
        journal = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        for call, kind in journal.execute("select call_uuid, kind from record"):
            found.append(f"the journal of {role} still holds the {kind} of {call}")
        journal.close()
    return found
