"""The explained rule, measured: how fast, and how well it ranks a public election.

Run by hand, `python -m tests.bench.score [--data FOLDER]`: never a timed test. Speed is that of
`phonebank bench score --memory-only`. Quality is judged on the 2006 primary of Gerber, Green &
Larimer's control group, on the 30 % that `train_test_split(random_state=0)` holds out, with the
rule's constants as they stand. Four ways, by what is known beforehand:

- the past alone: the level is that of past primaries;
- the turnout expected, as a supervisor gives it: one figure, that of the other 70 %;
- the answers of the other 70 % known, and the rule: their turnout gives the level;
- the same answers known, and the guarded model: fitted in this election, checked on unseen bureaux.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from phonebank.domain.rounds import BallotType, Round
from phonebank.rehearsal.scoring import SECONDS_BAR, scoring
from phonebank.targeting.fitted import fit_guarded
from phonebank.targeting.past import Past
from phonebank.targeting.quality import Way, quality
from phonebank.targeting.rule import apply_rule

if TYPE_CHECKING:
    from numpy.typing import NDArray

AUC_BAR, BRIER_BAR = 0.66, 0.194
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
DAYS = {
    "g2000": date(2000, 11, 7),
    "p2000": date(2000, 8, 8),
    "g2002": date(2002, 11, 5),
    "p2002": date(2002, 8, 6),
    "p2004": date(2004, 8, 3),
}
KINDS = {"g": BallotType.PRESIDENTIAL, "p": BallotType.MUNICIPAL}
TARGET = Round(BallotType.MUNICIPAL, 2006, 1, date(2006, 8, 8))


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(f"{line}\n")


def speed() -> bool:
    """A million people, ten rounds."""
    found = scoring(1_000_000, 3, lambda _words: None)
    say(
        f"rule, calibrated: {found.rule:.2f} s of processor for a million people and ten rounds "
        f"(bar {SECONDS_BAR:g} s), {found.ratio:.1f} × one pass over their bits; everyone's "
        f"reasons {found.reasons:.2f} s; the guarded model {found.guard:.2f} s"
    )
    return found.rule <= SECONDS_BAR


def past_of(frame: pl.DataFrame) -> Past:
    """What is known before the 2006 primary; neighbourhoods stand for bureaux."""
    voted = np.zeros(frame.height, dtype=np.uint64)
    for place, name in enumerate(DAYS):
        voted |= frame[name].to_numpy().astype(np.uint64) << np.uint64(place)
    _, bureaux = np.unique(frame["cluster"].to_numpy(), return_inverse=True)
    return Past(
        rounds=tuple(Round(KINDS[name[0]], day.year, 1, day) for name, day in DAYS.items()),
        known=np.full(frame.height, (1 << len(DAYS)) - 1, dtype=np.uint64),
        voted=voted,
        ages=frame["age"].to_numpy().astype(np.float64),
        bureaux=bureaux.astype(np.int64),
        bureau_count=int(bureaux.max()) + 1,
    )


def with_answers(past: Past, came: NDArray[np.bool_], known: NDArray[np.bool_]) -> Past:
    """The same, with some answers of the target known."""
    bit = np.where(known, np.uint64(1 << len(DAYS)), np.uint64(0))
    return replace(
        past,
        rounds=(*past.rounds, TARGET),
        known=past.known | bit,
        voted=past.voted | np.where(came, bit, np.uint64(0)),
    )


def judge(folder: Path) -> bool:
    """AUC and Brier score on the 30 % held out; the bars count from the turnout known on."""
    from sklearn.model_selection import train_test_split

    source = folder / "michigan-2006.csv.gz"
    if not source.exists():
        say(f"quality: {source} is not here, nothing measured")
        return True
    frame = pl.read_csv(source)
    came = frame["p2006"].to_numpy() == 1
    train, held = train_test_split(np.arange(frame.height), test_size=0.3, random_state=0)
    known = np.zeros(frame.height, dtype=bool)
    known[train] = True
    past = past_of(frame)
    told = with_answers(past, came, known)
    model = fit_guarded(told, TARGET)
    ways = [
        ("the past alone", False, apply_rule(past, TARGET)),
        (
            "the turnout expected",
            True,
            apply_rule(past, TARGET, expected_turnout=float(came[train].mean())),
        ),
        ("70 % of the answers, the rule", True, apply_rule(told, TARGET)),
    ]
    if model.odds is not None:
        learnt = apply_rule(told, TARGET, learnt=model.odds, learnt_from=TARGET.code)
        ways.append(("70 % of the answers, the model", True, learnt))
    truth = (~came[held]).astype(np.int64)
    passed = True
    for name, judged, scores in ways:
        found = quality(Way.RULE, truth, scores.p_abstain[held])
        lifts = ", ".join(f"{lift.times:.2f}" for lift in found.lifts)
        say(
            f"{name}: AUC {found.auc:.3f} ({found.auc_low:.3f} to {found.auc_high:.3f}), Brier "
            f"{found.brier:.4f}, lift {lifts}, predicted {found.predicted:.3f}, came "
            f"{truth.mean():.3f}, distance of the curve {found.calibration_error:.3f}"
        )
        passed &= found.auc >= AUC_BAR and (not judged or found.brier <= BRIER_BAR)
    say(f"the guard: {model.verdict}")
    say(f"bars: AUC {AUC_BAR}; Brier {BRIER_BAR} from the turnout expected on")
    return passed


def main() -> int:
    """Prints the measurements; 1 when a bar is missed."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--data", type=Path, default=SHARED, help="folder of the public data set")
    folder = options.parse_args().data
    return 0 if all([speed(), judge(folder)]) else 1


if __name__ == "__main__":
    sys.exit(main())
