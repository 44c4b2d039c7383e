"""What must hold of reservations, by what the office promised each desk and when it said so.

From the moment a desk has the answer until the promised seconds, counted from its question, are
over, or until it asks to give the line up, whoever is on the line is nobody else's.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from tests.chaos.truth import Noted


@dataclass(slots=True)
class Promise:
    """A claim as its desk knows it."""

    desk: str
    claim: str
    since: float
    until: float
    people: frozenset[int] = frozenset()


def promises(noted: list[Noted]) -> list[Promise]:
    """Every claim that a desk was given, in order; one given back at once is none."""
    known: dict[str, Promise] = {}
    over: set[str] = set()
    also = {e.facts["person"]: e.facts["people"] for e in noted if e.what == "also"}
    for each in noted:
        if each.what in {"leaves", "ran out"}:
            for left in known.values():
                mine = each.what == "ran out" or left.desk == each.desk
                if mine and left.claim not in over:
                    over.add(left.claim)
                    left.until = min(left.until, each.at)
        claim = str(each.facts.get("claim"))
        promise = known.get(claim)
        if each.what == "served" and promise is None:
            known[claim] = Promise(each.desk, claim, each.at, each.facts["until"])
        elif each.what == "served" and promise is not None and claim not in over:
            promise.until = max(promise.until, each.facts["until"])
        elif each.what == "people" and promise is not None:
            for person in each.facts["people"]:
                promise.people |= {person, *also.get(person, ())}
        elif each.what == "ends" and promise is not None and claim not in over:
            over.add(claim)
            promise.until = min(promise.until, each.at)
    return [each for each in known.values() if each.since < each.until]


def overlaps(noted: list[Noted]) -> list[str]:
    """No two desks, and no desk twice, were promised the same person, and so the same line."""
    found = []
    of: dict[int, list[Promise]] = defaultdict(list)
    given = promises(noted)
    for promise in given:
        for person in promise.people:
            of[person].append(promise)
    for person, same in of.items():
        for place, one in enumerate(same):
            found += [
                f"person {person} was promised to {one.desk} and {other.desk} at once"
                for other in same[place + 1 :]
                if one.since < other.until and other.since < one.until
            ]
    alone: dict[str, list[Promise]] = defaultdict(list)
    for promise in given:
        alone[promise.desk].append(promise)
    for desk, same in alone.items():
        found += [
            f"{desk} was promised two lines at once"
            for one, other in pairwise(same)
            if other.since < one.until
        ]
    return found
