"""Three weeks of past calls, so that every screen of the practice office has life.

Six volunteers come and go, mostly in the evening; about four dials in ten reach somebody. The calls
keep the rules of real ones: calling hours, attempts, other time slots, no call after an objection.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from phonebank.domain.attempts import DEFAULT_RULES, MOST_ATTEMPTS, retry_at
from phonebank.domain.hours import CallingHours, Slot, next_allowed, slot_of, spans_on
from phonebank.domain.outcomes import RULES, Effect, Outcome
from phonebank.domain.practice import ZONE

if TYPE_CHECKING:
    from collections.abc import Collection

    from phonebank.domain.eligibility import ListType
    from phonebank.practice.town import Town
    from phonebank.practice.voters import Voter

DAYS = 21


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Someone who calls for the practice campaign."""

    name: str
    language: str
    eagerness: float
    """How likely to come on a given day."""


VOLUNTEERS = (
    Volunteer("Aminata Sarr", "fr", 0.6),
    Volunteer("Bastien Le Goff", "fr", 0.5),
    Volunteer("Carla Ferreira", "fr", 0.45),
    Volunteer("Daniel O'Connor", "en", 0.35),
    Volunteer("Inès Benali", "fr", 0.5),
    Volunteer("Monique Lambert", "fr", 0.7),
)


@dataclass(frozen=True, slots=True)
class PracticeCall:
    """A call of the past, as the office would have stored it."""

    at: datetime
    """When it began, UTC."""
    seconds: int
    caller: str
    """A name of `VOLUNTEERS`."""
    e164: str
    bureau: str
    list_type: ListType
    order: int
    """With `bureau` and `list_type`: the voter spoken to, or asked for."""
    outcome: Outcome
    callback_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    e164: str
    voters: tuple[Voter, ...]
    truth: str
    mobile: bool


@dataclass(slots=True)
class _State:
    line: _Line
    slots: list[Slot]
    times: list[datetime]
    calls: int = 0
    found_dead: int = 0


_ANSWERED = {Slot.MORNING: 0.32, Slot.AFTERNOON: 0.35, Slot.EVENING: 0.46, Slot.SATURDAY: 0.42}
_AFTER_ANSWER = {
    Outcome.CONVERSATION: 0.50,
    Outcome.NOT_THERE: 0.14,
    Outcome.REFUSED: 0.13,
    Outcome.CALLBACK: 0.10,
    Outcome.PARTIAL: 0.05,
    Outcome.MOVED: 0.025,
    Outcome.LANGUAGE: 0.02,
    Outcome.DO_NOT_CALL: 0.02,
    Outcome.HOSTILE: 0.008,
    Outcome.DECEASED: 0.007,
}
_WITHOUT_ANSWER = {
    Outcome.NO_ANSWER: 0.82,
    Outcome.VOICEMAIL_LEFT: 0.12,
    Outcome.BUSY: 0.05,
    Outcome.TECHNICAL: 0.01,
}
_SECONDS = {
    Outcome.CONVERSATION: (120, 420),
    Outcome.PARTIAL: (40, 160),
    Outcome.CALLBACK: (30, 80),
    Outcome.REFUSED: (15, 50),
    Outcome.NOT_THERE: (20, 60),
    Outcome.VOICEMAIL_LEFT: (35, 60),
    Outcome.MOVED: (40, 120),
    Outcome.DECEASED: (30, 90),
    Outcome.LANGUAGE: (20, 60),
}
_NOTES = {
    Outcome.CONVERSATION: (
        "Ira voter le matin avec sa sœur.",
        "Demande les horaires du bureau.",
        "Souhaite donner procuration, lui envoyer le lien.",
        "Aura besoin d'être conduite au bureau.",
        "Veut en savoir plus sur les crèches.",
    ),
    Outcome.CALLBACK: ("Préfère après 18 h.", "Rappeler en fin de semaine.", "Était au travail."),
    Outcome.NOT_THERE: ("Rentre vers 19 h.", "Plutôt joignable le midi."),
}


def past_calls(
    town: Town,
    now: datetime,
    *,
    seed: int = 1,
    calls: int | None = None,
    only: Collection[str] | None = None,
) -> tuple[PracticeCall, ...]:
    """Calls of the three weeks before `now` (aware), oldest first; none on the day of `now`.

    `calls` is how many to aim for, by default seven for ten lines; `only` restricts them to these
    numbers (E.164), for example a campaign's. The same arguments give the same calls.
    """
    draw = np.random.default_rng(seed)
    hours = CallingHours()
    lines = [each for each in _lines(town) if only is None or each.e164 in only]
    fresh = [lines[place] for place in draw.permutation(len(lines)).tolist()][::-1]
    sessions = _sessions(draw, now, hours, round(0.7 * len(lines)) if calls is None else calls)
    due: list[tuple[datetime, int, _State]] = []
    made: list[PracticeCall] = []
    for begins, volunteer, budget in sessions:
        clock = begins
        for _ in range(budget):
            if due and due[0][0] <= clock:
                state = heapq.heappop(due)[2]
            elif fresh:
                state = _State(fresh.pop(), [], [])
            else:
                break
            call, again = _call(draw, state, clock, volunteer, hours)
            made.append(call)
            if again is not None:
                heapq.heappush(due, (again, len(made), state))
            clock += timedelta(seconds=call.seconds + int(draw.integers(20, 75)))
            if not any(
                span.opens <= clock.astimezone(ZoneInfo(ZONE)).time() < span.closes
                for span in spans_on(clock.astimezone(ZoneInfo(ZONE)).date(), ZONE, hours)
            ):
                break
    return tuple(sorted(made, key=lambda call: call.at))


def _lines(town: Town) -> list[_Line]:
    """The town's lines in a fixed order, each with the voters who share it."""
    owners: dict[str, list[Voter]] = {}
    numbers = {}
    for place in sorted(town.numbers):
        for number in town.numbers[place]:
            voter = town.electorate.voters[place]
            if voter.bureau:
                owners.setdefault(number.e164, []).append(voter)
                numbers[number.e164] = number
    return [
        _Line(e164, tuple(voters), numbers[e164].truth, numbers[e164].mobile)
        for e164, voters in owners.items()
    ]


def _sessions(
    draw: np.random.Generator, now: datetime, hours: CallingHours, calls: int
) -> list[tuple[datetime, Volunteer, int]]:
    """Who sits down when, and for how many calls, in the order of their beginnings."""
    today = now.astimezone(ZoneInfo(ZONE)).date()
    sittings: list[tuple[datetime, Volunteer, float]] = []
    for back in range(DAYS, 0, -1):
        day = today - timedelta(days=back)
        if not spans_on(day, ZONE, hours):
            continue
        for volunteer in VOLUNTEERS:
            if draw.random() < volunteer.eagerness:
                eagerness = 0.6 + 0.8 * (DAYS - back) / DAYS
                sittings.append((_beginning(draw, day), volunteer, eagerness))
    sittings.sort(key=lambda each: (each[0], each[1].name))
    total = sum(weight for *_, weight in sittings) or 1.0
    return [
        (begins, volunteer, max(1, round(calls * weight / total)))
        for begins, volunteer, weight in sittings
    ]


def _beginning(draw: np.random.Generator, day: date) -> datetime:
    luck = draw.random()
    first, last = (10, 11) if luck < 0.15 else (14, 15) if luck < 0.35 else (17, 18)
    minute = int(draw.integers(0, (last - first) * 60))
    local = datetime.combine(day, time(first, 0), tzinfo=ZoneInfo(ZONE))
    return (local + timedelta(minutes=minute)).astimezone(UTC)


def _call(
    draw: np.random.Generator,
    state: _State,
    at: datetime,
    volunteer: Volunteer,
    hours: CallingHours,
) -> tuple[PracticeCall, datetime | None]:
    """One call, and when its line may be tried again."""
    slot = slot_of(at, ZONE)
    outcome = _outcome(draw, state, slot)
    state.slots.append(slot)
    if RULES[outcome].attempt:
        state.calls += 1
        state.times.append(at)
    voters = state.line.voters
    voter = voters[int(draw.integers(len(voters)))]
    callback = None
    if outcome is Outcome.CALLBACK:
        callback = next_allowed(at + timedelta(hours=int(draw.integers(3, 120))), ZONE, hours)
        again = callback if len(state.times) < MOST_ATTEMPTS else None
    elif (outcome is Outcome.UNREACHABLE and state.found_dead) or RULES[
        outcome
    ].effect is Effect.OTHER_LANGUAGE:
        again = None
    else:
        again = retry_at(
            outcome,
            at,
            slots_tried=state.slots,
            attempts=state.calls,
            recent=state.times,
            zone=ZONE,
            hours=hours,
            rules=DEFAULT_RULES,
        )
    if outcome is Outcome.UNREACHABLE:
        state.found_dead += 1
    notes = _NOTES.get(outcome, ())
    note = notes[int(draw.integers(len(notes)))] if notes and draw.random() < 0.25 else ""
    least, most = _SECONDS.get(outcome, (12, 32))
    entry = voter.entries[0]
    call = PracticeCall(
        at=at,
        seconds=int(draw.integers(least, most)),
        caller=volunteer.name,
        e164=state.line.e164,
        bureau=voter.bureau,
        list_type=entry.list_type,
        order=entry.order,
        outcome=outcome,
        callback_at=callback,
        note=note,
    )
    return call, again


def _is_last(outcome: Outcome, state: _State) -> bool:
    """A second caller found the number dead, or the voter speaks a language nobody here does."""
    agreed = outcome is Outcome.UNREACHABLE and state.found_dead > 0
    return agreed or RULES[outcome].effect is Effect.OTHER_LANGUAGE


def _outcome(draw: np.random.Generator, state: _State, slot: Slot) -> Outcome:
    if state.line.truth == "dead":
        return Outcome.UNREACHABLE
    if draw.random() >= _ANSWERED[slot]:
        told = _drawn(draw, _WITHOUT_ANSWER)
        left = told is Outcome.VOICEMAIL_LEFT and state.calls
        return Outcome.NO_ANSWER if left else told
    if state.line.truth == "stranger":
        return Outcome.WRONG_NUMBER
    return _drawn(draw, _AFTER_ANSWER)


def _drawn(draw: np.random.Generator, shares: dict[Outcome, float]) -> Outcome:
    outcomes = list(shares)
    return outcomes[int(draw.choice(len(outcomes), p=list(shares.values())))]
