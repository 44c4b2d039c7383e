"""Scores measured: how long a large town takes, as ratios to one pass over its bits."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from phonebank.domain.rounds import Round, known_rounds
from phonebank.rehearsal.ground import Ground
from phonebank.store.large_turnout import fill_turnout
from phonebank.store.owner import OwnerStore
from phonebank.store.scores import ScoreStore
from phonebank.targeting.fitted import fit_guarded
from phonebank.targeting.office_past import score_office
from phonebank.targeting.past import Past
from phonebank.targeting.reasons import reasons_of
from phonebank.targeting.rule import apply_rule
from phonebank.targeting.score import scored_frame

SECONDS_BAR = 2.0
ROUNDS = 10
_KNOWN_OF_NOW = 20_000


@dataclass(frozen=True, slots=True)
class ScoringSpeed:
    """Seconds of processor, each the least of the rounds measured; in memory, no database."""

    people: int
    rounds: int
    one_pass: float
    """Adding up the bits of the masks once, with numpy: the yardstick."""
    rule: float
    """P(abstain) of everyone, brought to an expected turnout."""
    by_bureau: float
    """The same, with a turnout for every bureau."""
    frame: float
    """The table of scores, from arrays."""
    reasons: float
    """The reasons of everyone, in words, made when asked for."""
    guard: float
    """Fitting the model on 20,000 known answers, checking it on unseen bureaux, scoring by it."""

    @property
    def ratio(self) -> float:
        """The rule against the yardstick."""
        return self.rule / max(self.one_pass, 1e-4)


@dataclass(frozen=True, slots=True)
class ReadingSpeed:
    """A large town read from its database and scored, in seconds of the clock."""

    people: int
    rounds: int
    roll: float
    """Everyone, from the newest roll."""
    masks: float
    """Turnout, folded into a mask a person by the database."""
    whole: float
    """From the database to the table of scores."""
    client: float
    """Of that, processor seconds on this side."""


def town_of(voters: int, seed: int = 1) -> Past:
    """Random masks over ten past rounds, for speed only."""
    draw = np.random.default_rng(seed)
    known = draw.integers(0, 1 << ROUNDS, voters, dtype=np.uint64)
    bureaux = voters // 900 + 1
    return Past(
        rounds=_past_rounds(),
        known=known,
        voted=known & draw.integers(0, 1 << ROUNDS, voters, dtype=np.uint64),
        ages=draw.integers(18, 100, voters).astype(np.float64),
        bureaux=draw.integers(0, bureaux, voters),
        bureau_count=bureaux,
    )


def scoring(people: int, rounds: int, say: Callable[[str], None]) -> ScoringSpeed:
    """Measure the rule, calibration, reasons and the fitted model on `people`, interleaved."""
    past, target = town_of(people), _target()
    codes = pl.Series([f"{code:05d}" for code in range(past.bureau_count)])
    names = pl.DataFrame({"person_id": np.arange(people), "bureau": codes[past.bureaux]})
    roll = names.with_columns(order=pl.col("person_id"))
    bureaux = np.random.default_rng(2).uniform(0.2, 0.8, past.bureau_count)
    scores = apply_rule(past, target, expected_turnout=0.48)
    table = scored_frame(roll, past, scores)
    works: dict[str, Callable[[], object]] = {
        "one_pass": lambda: _one_pass(past),
        "rule": lambda: apply_rule(past, target, expected_turnout=0.48),
        "by_bureau": lambda: apply_rule(past, target, bureau_expected=bureaux),
        "frame": lambda: scored_frame(roll, past, scores),
        "reasons": lambda: reasons_of(table, target),
    }
    taken: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds):
        say(f"scores of {people:,} people, round {number + 1} of {rounds}")
        for name, work in works.items():
            begun = time.process_time()
            work()
            taken[name].append(time.process_time() - begun)
    say("the fitted model and its guard")
    begun = time.process_time()
    _guarded(past, target)
    taken["guard"] = [time.process_time() - begun]
    least = {name: round(min(seconds), 4) for name, seconds in taken.items()}
    return ScoringSpeed(people=people, rounds=ROUNDS, **least)


def reading(ground: Ground, people: int, say: Callable[[str], None]) -> ReadingSpeed:
    """Measure reading and scoring a town of `people` from a database of its own."""
    say(f"a town of {people:,} people with {ROUNDS} rounds")
    url, _ = ground.database("scores")
    rounds = _past_rounds()
    fill_turnout(url, people, rounds)
    with OwnerStore(url) as owner:
        store = ScoreStore(owner)
        ids = [row.round_id for row in owner.rounds() if row.code != "M26T2"]
        say("reading it")
        begun = time.perf_counter()
        store.people()
        roll = time.perf_counter() - begun
        begun = time.perf_counter()
        store.masks(ids)
        masks = time.perf_counter() - begun
        begun, client = time.perf_counter(), time.process_time()
        made = score_office(owner, _target())
        whole, client = time.perf_counter() - begun, time.process_time() - client
    if made.frame.height != people or made.frame["known"].max() != ROUNDS:
        raise RuntimeError("the town was not read whole: the measurement means nothing")
    return ReadingSpeed(
        people, ROUNDS, round(roll, 2), round(masks, 2), round(whole, 2), round(client, 2)
    )


def _one_pass(past: Past) -> object:
    return sum(((past.voted >> np.uint64(bit)) & np.uint64(1)) * 1.5 for bit in range(ROUNDS))


def _guarded(past: Past, target: Round) -> object:
    bit = np.uint64(1 << ROUNDS)
    some = np.arange(len(past.known)) < _KNOWN_OF_NOW
    came = np.random.default_rng(3).random(len(past.known)) < 0.5
    now = Past(
        (*past.rounds, target),
        past.known | np.where(some, bit, np.uint64(0)),
        past.voted | np.where(came, bit, np.uint64(0)),
        past.ages,
        past.bureaux,
        past.bureau_count,
    )
    fitted = fit_guarded(now, target)
    return apply_rule(now, target, learnt=fitted.odds, learnt_from=target.code)


def _past_rounds() -> tuple[Round, ...]:
    before = [each for each in known_rounds() if each.held_on < _target().held_on]
    return tuple(before[-ROUNDS:])


def _target() -> Round:
    return next(each for each in known_rounds() if each.code == "M26T1")
