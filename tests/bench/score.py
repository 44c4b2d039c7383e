"""The explained rule, measured: how fast, and how well it ranks a public election.

Run by hand, `python tests/bench/score.py [--data FOLDER]`: never a timed test. Speed is a ratio to
one pass of numpy over the same masks. Quality is judged on the 2006 primary of Gerber, Green &
Larimer's control group, with the rule's constants as they stand; only the turnout level and the
bureaux' rates come from the training half of the split.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from phonebank.domain.rounds import BallotType, Round, known_rounds
from phonebank.domain.scoring import BUREAU_PRIOR_VOTERS
from phonebank.targeting.past import Past
from phonebank.targeting.rule import apply_rule
from phonebank.targeting.score import score_round

if TYPE_CHECKING:
    from numpy.typing import NDArray

AUC_BAR, BRIER_BAR, SECONDS_BAR = 0.66, 0.194, 2.0
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(f"{line}\n")


def auc(truth: NDArray[np.int64], score: NDArray[np.float64]) -> float:
    """The chance that a random 1 has a higher score than a random 0; ties count half."""
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    middle = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    ones = int(truth.sum())
    above = float(middle[truth == 1].sum()) - ones * (ones + 1) / 2
    return above / (ones * (len(truth) - ones))


def town_of(voters: int, seed: int) -> Past:
    """Random masks over ten rounds, for speed only."""
    draw = np.random.default_rng(seed)
    known = draw.integers(0, 1 << 10, voters, dtype=np.uint64)
    return Past(
        rounds=known_rounds()[-11:-1],
        known=known,
        voted=known & draw.integers(0, 1 << 10, voters, dtype=np.uint64),
        ages=draw.integers(18, 100, voters).astype(np.float64),
        bureaux=draw.integers(0, voters // 900 + 1, voters),
        bureau_count=voters // 900 + 1,
    )


def speed() -> bool:
    """A million people, ten rounds: best of three, and the ratio to adding up their bits."""
    past = town_of(1_000_000, 1)
    target = known_rounds()[-1]
    rule, pass_over = [], []
    for _ in range(3):
        begun = time.perf_counter()
        sum(((past.voted >> np.uint64(bit)) & np.uint64(1)) * 1.5 for bit in range(10))
        pass_over.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        apply_rule(past, target)
        rule.append(time.perf_counter() - begun)
    say(
        f"rule: {min(rule):.2f} s for a million people and ten rounds (bar {SECONDS_BAR:g} s), "
        f"{min(rule) / min(pass_over):.1f} × one pass over their bits"
    )
    return min(rule) <= SECONDS_BAR


def speed_of_frames() -> bool:
    """The same from tables and with the reasons in words."""
    voters, rounds, target = 1_000_000, known_rounds()[-11:-1], known_rounds()[-1]
    draw = np.random.default_rng(2)
    people = pl.DataFrame(
        {
            "person_id": np.arange(voters),
            "bureau": [f"{number % 1100:04d}" for number in range(voters)],
            "order": np.arange(voters) // 1100,
            "birth_year": draw.integers(1930, 2008, voters),
            "list_types": [["LP"]] * voters,
        }
    )
    codes = pl.Series([each.code for each in rounds])
    turnout = pl.DataFrame(
        {
            "person_id": np.tile(np.arange(voters), len(rounds)),
            "round_code": codes[np.repeat(np.arange(len(rounds)), voters)],
            "voted": draw.random(voters * len(rounds)) < 0.6,
        }
    )
    begun = time.perf_counter()
    score_round(people, turnout, rounds, target)
    say(f"tables to scores with reasons: {time.perf_counter() - begun:.2f} s")
    return True


def quality(folder: Path) -> bool:
    """AUC and Brier score on the held-out 30 %."""
    source = folder / "michigan-2006.csv.gz"
    if not source.exists():
        say(f"quality: {source} is not here, nothing measured")
        return True
    frame = pl.read_csv(source)
    days = {
        "g2000": date(2000, 11, 7),
        "p2000": date(2000, 8, 8),
        "g2002": date(2002, 11, 5),
        "p2002": date(2002, 8, 6),
        "p2004": date(2004, 8, 3),
    }
    kinds = {"g": BallotType.PRESIDENTIAL, "p": BallotType.MUNICIPAL}
    rounds = tuple(Round(kinds[name[0]], day.year, 1, day) for name, day in days.items())
    target = Round(BallotType.MUNICIPAL, 2006, 1, date(2006, 8, 8))
    voted = sum(frame[name].to_numpy().astype(np.uint64) << i for i, name in enumerate(days))
    _, bureaux = np.unique(frame["cluster"].to_numpy(), return_inverse=True)
    count = int(bureaux.max()) + 1
    past = Past(
        rounds=rounds,
        known=np.full(frame.height, (1 << len(days)) - 1, dtype=np.uint64),
        voted=np.asarray(voted, dtype=np.uint64),
        ages=frame["age"].to_numpy().astype(np.float64),
        bureaux=bureaux,
        bureau_count=count,
    )
    truth = frame["p2006"].to_numpy().astype(np.int64)
    train = np.random.default_rng(0).random(frame.height) < 0.7
    level = float(truth[train].mean())
    sizes = np.bincount(bureaux[train], minlength=count)
    votes = np.bincount(bureaux[train], truth[train], minlength=count)
    rates = (votes + BUREAU_PRIOR_VOTERS * level) / (sizes + BUREAU_PRIOR_VOTERS)
    held = ~train
    passed = True
    for judged, name, scores in (
        (False, "the past alone", apply_rule(past, target)),
        (True, "and the level known", apply_rule(past, target, expected_turnout=level)),
        (
            True,
            "and the bureaux' rates known",
            apply_rule(past, target, expected_turnout=level, bureau_turnout=rates),
        ),
    ):
        p_abstain = scores.p_abstain[held]
        area = auc(1 - truth[held], p_abstain)
        brier = float(np.mean((p_abstain - (1 - truth[held])) ** 2))
        top = np.argsort(-p_abstain)[: len(p_abstain) // 10]
        lift = float((1 - truth[held])[top].mean() / (1 - truth[held]).mean())
        say(f"{name}: AUC {area:.3f}, Brier {brier:.4f}, top-decile lift {lift:.2f}")
        passed &= not judged or (area >= AUC_BAR and brier <= BRIER_BAR)
    say(f"bars, from the level known on: AUC {AUC_BAR}, Brier {BRIER_BAR}")
    return passed


def main() -> int:
    """Prints the measurements; 1 when a bar is missed."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--data", type=Path, default=SHARED, help="folder of the public data set")
    folder = options.parse_args().data
    return 0 if all([speed(), speed_of_frames(), quality(folder)]) else 1


if __name__ == "__main__":
    sys.exit(main())
