"""What must hold of the phones that rang, by the desks' own notes and their common clock."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from tests.chaos.results import Stored
from tests.chaos.truth import Noted

_AT_ONCE = {"technical", "skipped"}  # what lets a line ring again within the hours of a test


@dataclass(frozen=True, slots=True)
class Ring:
    """A phone that rang at a desk, until the caller hung up; for ever where nobody ever said."""

    desk: str
    number: str
    call: str
    since: float
    until: float


def rings(noted: list[Noted]) -> list[Ring]:
    """Every ring, in the order of the clock."""
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


def together(rang: list[Ring]) -> list[str]:
    """No phone is rung by two desks at once."""
    lines: dict[str, list[Ring]] = defaultdict(list)
    for ring in rang:
        lines[ring.number].append(ring)
    return [
        f"{one.number} was rung by {one.desk} and {other.desk} at once"
        for same in lines.values()
        for place, one in enumerate(same)
        for other in same[place + 1 :]
        if one.desk != other.desk and one.since < other.until and other.since < one.until
    ]


def again(
    rang: list[Ring],
    noted: list[Noted],
    stored: dict[str, Stored],
    a_day_after: Collection[str],
) -> list[str]:
    """A phone rings again only after a result that allows it was sent, or when a day has passed.

    Or where somebody else of the household is wanted, whose other number was wrong.
    """
    found = []
    sent: dict[str, float] = {}
    days: dict[str, list[float]] = defaultdict(list)
    numbers = {ring.call: ring.number for ring in rang}
    instead = {e.facts["instead_of"]: e.facts["number"] for e in noted if e.what == "also"}
    undone = {each.facts["fence"] for each in noted if each.what == "undone"}
    for each in noted:
        if each.what == "ends" and each.facts.get("call"):
            sent.setdefault(each.facts["call"], each.at)
        if each.what == "said" and each.facts["body"]["outcome"] == "wrong_number":
            # Whoever was wanted there is tried on the other number at once.
            days[instead.get(numbers.get(each.facts["call"], ""), "")].append(each.at)
        if each.what == "day" and each.facts["fence"] not in undone:
            days[each.facts["number"]].append(each.at)
    last: dict[str, Ring] = {}
    for ring in rang:
        before = last.get(ring.number)
        last[ring.number] = ring
        if before is None or before.call in a_day_after:
            continue
        if any(before.since < day < ring.since for day in days[ring.number]):
            continue
        outcome = stored[before.call].outcome if before.call in stored else None
        known = sent.get(before.call, math.inf) < ring.since
        if before.call == ring.call or outcome not in _AT_ONCE or not known:
            what = outcome or "no result"
            found.append(
                f"{ring.number} rang again at {ring.desk} "
                + (f"after {what}" if known else f"before {before.desk} had told it, {what}")
            )
    shown = Counter(ring.call for ring in rang)
    found += [
        f"call {call} was dialled {times} times" for call, times in shown.items() if times > 1
    ]
    return found


def objected(noted: list[Noted], rang: list[Ring], closed: Collection[str]) -> list[str]:
    """Every objection a desk took closes its number, and nobody rings it once that is known.

    `closed` are the numbers the office holds an objection of.
    """
    of_claim = {e.facts["claim"]: e.facts["number"] for e in noted if e.what == "numbered"}
    of_call = {ring.call: ring.number for ring in rang}
    found = []
    for each in noted:
        taken = known = None
        if each.what == "objecting":
            taken = each.facts["number"]
        elif each.what == "objected":
            taken = known = of_claim.get(each.facts["claim"])
        elif each.what in {"kept", "acked"} and each.facts["body"]["outcome"] == "do_not_call":
            taken = of_call.get(each.facts["call"])
            known = taken if each.what == "acked" else None
        if taken is not None and taken not in closed:
            found.append(f"the objection of {taken} told at {each.desk} is lost")
        if known is not None:
            found += [
                f"{known} was rung at {ring.desk} after its objection"
                for ring in rang
                if ring.number == known and ring.since > each.at
            ]
    return found
