"""What must hold after any storm, from the desks' own notebooks and from the database.

Every desk has told all it knew and left; the server is up. `violations` lists what is not so.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.chaos.truth import Noted, read
from tests.offices import SmallOffice

LONGEST_STEP_SECONDS = 10.0
_AT_ONCE = {"technical", "skipped"}  # what lets a line ring again within the hours of a test
_NEVER_TWO = """
    with held as (
        select c.token, c.{what} as what,
               tstzrange(c.claimed_at, coalesce(c.ended_at, 'infinity')) as during
          from pb.claim c
    )
    select count(*) from held a join held b
        on a.what = b.what and a.token < b.token and a.during && b.during
"""
_PERSON = """
    with held as (
        select c.token, p.person_id as what,
               tstzrange(c.claimed_at, coalesce(c.ended_at, 'infinity')) as during
          from pb.claim c join pb.claim_person p on p.claim_token = c.token
    )
    select count(*) from held a join held b
        on a.what = b.what and a.token < b.token and a.during && b.during
"""
_COUNTS = {
    "claims of a line overlap": _NEVER_TWO.format(what="line_id"),
    "claims of a caller overlap": _NEVER_TWO.format(what="account_id"),
    "claims of a person overlap": _PERSON,
    "live claims without a desk": "select count(*) from pb.claim where ended_at is null",
    "people held by nobody": "select count(*) from pb.claim_person where live",
    "lines held without a claim": """
        select count(*) from pb.queue q where q.state = 1 and not exists (
            select from pb.claim c where c.queue_id = q.id and c.fence = q.fence
                                     and c.ended_at is null)""",
    "lines in a state that is none": """
        select count(*) from pb.queue where state not in (0, 1, 2, 3, 4, 9)
            or (state in (0, 9)) <> (due_at is null)""",
    "lines lost from the queue": """
        select (select count(*) from pb.line) - (select count(*) from pb.queue)""",
    "lines in doubt that were told": """
        select count(*) from pb.queue q
          join pb.claim c on c.queue_id = q.id and c.fence = q.fence
          join pb.call k on k.claim_token = c.token
         where q.state = 4 and k.outcome is not null""",
    "doubts left open though told": """
        select count(*) from pb.alert a join pb.call k on k.id = a.call_id
         where a.kind = 'in_doubt' and a.settled_at is null and k.outcome is not null""",
    "objections that closed no line": """
        select count(*) from pb.objection o join pb.line l on l.id = o.line_id
          join pb.queue q on q.line_id = l.id
         where l.objected_at is null or q.state <> 9""",
    "do-not-call results without an objection": """
        select count(*) from pb.call k where k.outcome = 'do_not_call'
           and not exists (select from pb.objection o where o.line_id = k.line_id)""",
    "lines tried more often than allowed": """
        select count(*) from pb.queue q join pb.campaign c on c.id = q.campaign_id
         where q.attempts > c.attempts_allowed""",
    "results the office could not place": "select count(*) from pb.orphan",
    "results told twice to the supervisor": """
        select count(*) from pb.orphan o
          join pb.call k on k.claim_token = o.claim_token and k.outcome = o.body ->> 'outcome'""",
    "results stored without their words": """
        select count(*) from pb.call where (outcome is null) <> (body is null)""",
}


@dataclass(frozen=True, slots=True)
class Ring:
    """A phone that rang at a desk, until the caller hung up; for ever where nobody ever said."""

    desk: str
    number: str
    call: str
    since: float
    until: float


class Violation(AssertionError):
    """A rule was broken; the text lists how."""


def notebooks(folder: Path) -> list[Noted]:
    """All desks' notes, in the order of the clock they share."""
    noted = [each for file in sorted(folder.glob("*.jsonl")) for each in read(file)]
    return sorted(noted, key=lambda each: each.at)


def check(office: SmallOffice, noted: Iterable[Noted], *, a_day_after: Iterable[str] = ()) -> None:
    """Raise Violation with all that is wrong. A day has passed since the calls `a_day_after`."""
    found = violations(office, list(noted), frozenset(a_day_after))
    if found:
        raise Violation("\n".join(found))


def violations(office: SmallOffice, noted: list[Noted], a_day_after: frozenset[str]) -> list[str]:
    """Everything that is wrong, a line each."""
    found = [
        f"{name}: {count}"
        for name, statement in _COUNTS.items()
        if (count := office.value(statement))
    ]
    rings = _rings(noted)
    stored = {str(row[0]): row for row in office.sql(_STORED)}
    found += _results(noted, stored, office)
    found += _together(rings)
    found += _again(rings, stored, a_day_after)
    found += _objected(noted, rings, office)
    found += [
        f"{each.desk} waited {each.facts['seconds']} s for {each.facts['step']}"
        for each in noted
        if each.what == "slow" and each.facts["seconds"] > LONGEST_STEP_SECONDS
    ]
    return found


_STORED = "select call_uuid, outcome, body, line_id, late from pb.call"


def _results(noted: list[Noted], stored: dict[str, Any], office: SmallOffice) -> list[str]:
    """Acknowledged means stored as it was said; stored means said; kept means not lost."""
    found = []
    said: dict[str, list[Any]] = defaultdict(list)
    for each in noted:
        if each.what == "said":
            said[each.facts["call"]].append(each.facts["body"])
    orphans = {str(row[0]) for row in office.sql("select call_uuid from pb.orphan")}
    for each in noted:
        call = each.facts.get("call")
        row = stored.get(call) if call else None
        if each.what == "acked" and (row is None or row.body != each.facts["body"]):
            found.append(f"call {call} was acknowledged to {each.desk} and is not stored so")
        has = row is not None and row.outcome is not None
        if each.what == "kept" and not has and call not in orphans:
            found.append(f"call {call} was told at {each.desk} and is lost")
    for call, row in stored.items():
        if row.outcome is not None and row.body not in said[call]:
            found.append(f"call {call} holds what nobody said")
    names = "select count(*) from audit.entry where action = 'call_finished'"
    told = sum(row.outcome is not None for row in stored.values())
    if office.value(names) != told:
        found.append(f"{office.value(names)} results were counted and {told} are stored")
    return found


def _rings(noted: list[Noted]) -> list[Ring]:
    hung: dict[str, float] = {}
    for each in noted:
        if each.what == "said":
            hung.setdefault(each.facts["call"], each.at)
    return [
        Ring(
            each.desk,
            each.facts["number"],
            each.facts["call"],
            each.at,
            hung.get(each.facts["call"], math.inf),
        )
        for each in noted
        if each.what == "shown"
    ]


def _together(rings: list[Ring]) -> list[str]:
    """By the desks' own clocks, no phone is rung by two of them at once."""
    lines: dict[str, list[Ring]] = defaultdict(list)
    for ring in rings:
        lines[ring.number].append(ring)
    return [
        f"{one.number} was rung by {one.desk} and {other.desk} at once"
        for same in lines.values()
        for place, one in enumerate(same)
        for other in same[place + 1 :]
        if one.desk != other.desk and one.since < other.until and other.since < one.until
    ]


def _again(rings: list[Ring], stored: dict[str, Any], a_day_after: frozenset[str]) -> list[str]:
    """A phone rings again only after a result that allows it, or when the day has passed."""
    found = []
    last: dict[str, Ring] = {}
    for ring in rings:
        before = last.get(ring.number)
        last[ring.number] = ring
        if before is None or before.call in a_day_after:
            continue
        row = stored.get(before.call)
        outcome = row.outcome if row is not None else None
        if before.call == ring.call or outcome not in _AT_ONCE:
            found.append(f"{ring.number} rang again at {ring.desk} after {outcome or 'no result'}")
    shown = Counter(ring.call for ring in rings)
    found += [
        f"call {call} was dialled {times} times" for call, times in shown.items() if times > 1
    ]
    return found


def _objected(noted: list[Noted], rings: list[Ring], office: SmallOffice) -> list[str]:
    """Nobody is rung after an objection that was acknowledged."""
    rows = office.sql(
        "select c.token, l.e164 from pb.claim c join pb.line l on l.id = c.line_id"
        " join pb.objection o on o.line_id = l.id"
    )
    numbers = {str(row[0]): row[1] for row in rows}
    found = []
    for each in noted:
        if each.what != "objected":
            continue
        number = numbers.get(each.facts["claim"])
        if number is None:
            found.append(f"the objection told at {each.desk} is lost")
        found += [
            f"{number} was rung at {ring.desk} after its objection"
            for ring in rings
            if ring.number == number and ring.since > each.at
        ]
    return found
