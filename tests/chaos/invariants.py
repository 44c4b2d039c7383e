"""What must hold after any storm, from the desks' own notebooks and from the database.

Every desk has told all it knew and left; the server is up. `violations` lists what is not so.
`always` may be asked at any moment: it holds in every snapshot of the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.chaos.phones import again, objected, rings, together
from tests.chaos.reservations import overlaps
from tests.chaos.results import left_in_journals, results, stored_in
from tests.chaos.truth import Noted
from tests.offices import SmallOffice

LONGEST_STEP_SECONDS = 10.0
_NEVER_TWO = """
    with held as (
        select c.token, c.{what} as what,
               tstzrange(c.claimed_at, greatest(c.claimed_at, coalesce(c.ended_at, 'infinity')))
                   as during
          from pb.claim c
    )
    select count(*) from held a join held b
        on a.what = b.what and a.token < b.token and a.during && b.during
"""
_PERSON = """
    with held as (
        select c.token, p.person_id as what,
               tstzrange(c.claimed_at, greatest(c.claimed_at, coalesce(c.ended_at, 'infinity')))
                   as during
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
    "doubts that nobody was told of": """
        select count(*) from pb.queue q where q.state = 4 and not exists (
            select from pb.alert a join pb.call k on k.id = a.call_id
             where a.kind = 'in_doubt' and k.queue_id = q.id)""",
    "sessions left amid a transaction": """
        select count(*) from pg_stat_activity where usename like 'pbd%'
           and state like 'idle in transaction%'""",
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
    "late results taken for timely ones": """
        select count(*) from pb.call k join pb.claim c on c.token = k.claim_token
          join pb.claim d on d.queue_id = c.queue_id and d.fence > c.fence
                         and d.claimed_at < k.finished_at
         where k.outcome is not null and not k.late""",
    "results stored without their words": """
        select count(*) from pb.call where (outcome is null) <> (body is null)""",
}


_ALWAYS = {
    "lines held without a claim": """
        select count(*) from pb.queue q where q.state = 1 and not exists (
            select from pb.claim c where c.queue_id = q.id and c.fence = q.fence
                                     and c.ended_at is null)""",
    "claims whose line is not held": """
        select count(*) from pb.claim c where c.ended_at is null and not exists (
            select from pb.queue q where q.id = c.queue_id and q.fence = c.fence
                                     and q.state = 1)""",
    "lines ready against the result of whoever was served them last": """
        select count(*) from pb.queue q
         cross join lateral (
               select k.outcome, k.late and c.fence < q.fence as overtaken
                 from pb.claim c join pb.call k on k.claim_token = c.token
                where c.queue_id = q.id order by c.fence desc limit 1) last
         where q.state = 0 and last.outcome not in ('technical', 'skipped') and not last.overtaken
           and (select count(*) from pb.line_person p where p.line_id = q.line_id) = 1""",
    "people held by a claim that is over": """
        select count(*) from pb.claim_person p join pb.claim c on c.token = p.claim_token
         where p.live <> (c.ended_at is null)""",
}


class Violation(AssertionError):
    """A rule was broken; the text lists how."""


def check(
    office: SmallOffice,
    noted: Iterable[Noted],
    *,
    folder: Path | None = None,
    a_day_after: Iterable[str] = (),
) -> None:
    """Raise Violation with all that is wrong. A day has passed since the calls `a_day_after`."""
    found = violations(office, list(noted), folder=folder, a_day_after=frozenset(a_day_after))
    if found:
        raise Violation("\n".join(found))


def always(office: SmallOffice) -> list[str]:
    """What is wrong with the database at this moment, whatever goes on."""
    return _counted(office, _ALWAYS)


def violations(
    office: SmallOffice,
    noted: list[Noted],
    *,
    folder: Path | None = None,
    a_day_after: frozenset[str] = frozenset(),
) -> list[str]:
    """Everything that is wrong, a line each; `folder` is where the desks' journals lie."""
    stored = stored_in(office)
    rang = rings(noted)
    closed = office.sql("select l.e164 from pb.objection o join pb.line l on l.id = o.line_id")
    return [
        *always(office),
        *_counted(office, _COUNTS),
        *results(noted, stored, office),
        *overlaps(noted),
        *together(rang),
        *again(rang, noted, stored, a_day_after),
        *objected(noted, rang, {row[0] for row in closed}),
        *_too_long(noted),
        *(left_in_journals(folder, {each.desk for each in noted}) if folder else ()),
    ]


def _counted(office: SmallOffice, statements: dict[str, str]) -> list[str]:
    return [
        f"{name}: {count}"
        for name, statement in statements.items()
        if (count := office.value(statement))
    ]


def _too_long(noted: list[Noted]) -> list[str]:
    """Nobody waits longer for a step, the time apart in which the whole desk stood still."""
    still: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for each in noted:
        if each.what == "frozen":
            still[each.facts["desk"]].append((each.facts["since"], each.at))
    found = []
    for each in noted:
        if each.what != "slow":
            continue
        began = each.at - each.facts["seconds"]
        stood = sum(
            max(0.0, min(until, each.at) - max(since, began)) for since, until in still[each.desk]
        )
        if each.facts["seconds"] - stood > LONGEST_STEP_SECONDS:
            step, seconds = each.facts["step"], each.facts["seconds"]
            found.append(f"{each.desk} waited {seconds} s for {step}, {stood:.1f} s of it frozen")
    return found
