"""The explained rule that says who is likely to abstain: its constants, their sources, its words.

    P(vote) = (Σ weight · voted + PRIOR · expected) / (Σ weight + PRIOR)

over the rounds in which the person's turnout is known. A round of the same type of ballot weighs 2,
another 1, times 0.8 for every two years of age. `expected` is the bureau's turnout in those rounds,
moved along the age curve. A round nobody transcribed is unknown and weighs nothing, and so does one
in which the person was too young to vote. All scores of a list are then moved together, order
unchanged, to the turnout expected (`targeting/calibration.py`).

Nothing here is fitted to a data set: the constants come from published figures (Insee's turnout
surveys of 2014, 2020 and 2022), so the rule is the same in every office and can be told in a
sentence. `targeting/rule.py` computes it for a whole town at once.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput

if TYPE_CHECKING:
    from phonebank.domain.rounds import Round

SAME_TYPE_WEIGHT, OTHER_TYPE_WEIGHT = 2.0, 1.0
FADING, FADING_YEARS = 0.8, 2.0

PRIOR_WEIGHT = 4.7
"""What the expectation weighs against a person's own past.

Of four rounds in 2022, 36 % voted in all and 16 % in none: any two rounds agree with a correlation
of .45 (beta-binomial of mean .6). The two rounds of one ballot agree with .75 (.9 − .15), hence
rounds of two different ballots with .30, and a habit is worth as much as the expectation after
1 / .30 − 1 = 2.3 rounds; a fresh round of the same type weighs 2.
"""

BUREAU_PRIOR_VOTERS = 50.0
"""How many voters of town-wide turnout are mixed into a bureau's own rate."""

LEVEL_PRIOR_VOTERS = 100.0
"""How many voters at the scores' own mean are mixed into the turnout scores are levelled to.

A handful of known votes then moves the level a little at a time, and never a score the wrong way.
"""

VOTED_FIRST_ROUND, MISSED_FIRST_ROUND = 0.90, 0.15
"""P(vote in the second round) after voting in the first, and after missing it."""

FIRST_ROUND_CARRY = 0.5
"""How much of the rest of the past still speaks once the first round is known (log-odds): half,
since the first round already tells much of what the past would."""

LEAST_P, MOST_P = 0.02, 0.98
"""A past, an age and a bureau make nobody's vote more certain than this."""

SURE_LEAST_P, SURE_MOST_P = 0.001, 0.999
"""The same once scores are moved to an expected turnout, which may be very low or very high."""

LEAST_TURNOUT, MOST_TURNOUT = 0.01, 0.99
"""The turnouts (0–1) a supervisor may expect of a round."""

_PERCENT_FROM = 5.0

MAJORITY_AGE = 18
"""Years. Whoever was younger could not vote: no vote of theirs is unknown, not an abstention."""

FEWEST_ANSWERS = 2_000
"""Known answers in the same election before anything is learnt from them (DOMAIN 7)."""

ONE_SIDED = 0.02
"""Turnout of known answers under this, or over 1 minus this, means that one side was transcribed
only (the abstainers, or the voters): nothing can be learnt from them."""

_AGE_TURNOUT_2014 = (0.47, 0.48, 0.60, 0.70, 0.81, 0.70, 0.40)
_AGE_TURNOUT_2020 = (0.30, 0.31, 0.40, 0.48, 0.60, 0.50, 0.25)
_TOWN_TURNOUT_2014, _TOWN_TURNOUT_2020 = 0.635, 0.447
AGE_MIDDLES = (21.0, 29.5, 42.0, 57.0, 72.0, 84.5, 93.0)
"""The ages at which `AGE_SHIFTS` holds; between them the curve is straight."""


def log_odds(probability: float) -> float:
    """ln(p / (1 − p)) of a probability strictly between 0 and 1."""
    return log(probability / (1.0 - probability))


AGE_SHIFTS: tuple[float, ...] = tuple(
    (
        log_odds(in_2014)
        - log_odds(_TOWN_TURNOUT_2014)
        + log_odds(in_2020)
        - log_odds(_TOWN_TURNOUT_2020)
    )
    / 2
    for in_2014, in_2020 in zip(_AGE_TURNOUT_2014, _AGE_TURNOUT_2020, strict=True)
)
"""Turnout by age against the whole town's, log-odds, mean of two municipal first rounds."""


def round_weight(past: Round, target: Round) -> float:
    """What a person's turnout in `past` weighs for `target`; 0 when it is not before it."""
    if past.held_on >= target.held_on:
        return 0.0
    same = past.ballot_type is target.ballot_type
    years = (target.held_on - past.held_on).days / 365.25
    weight = SAME_TYPE_WEIGHT if same else OTHER_TYPE_WEIGHT
    return float(weight * FADING ** (years / FADING_YEARS))


def is_first_round_of(past: Round, target: Round) -> bool:
    """Whether `past` is the first round of the ballot whose second round is `target`."""
    return target.turn == 2 and past.turn == 1 and past.ballot_code == target.ballot_code


def parse_turnout(words: str) -> float:
    """The turnout (0–1) written as `0.48`, `0,48`, `48 %` or `48` (a per cent, from 5 on).

    Raises BadInput for what is no turnout strictly between nobody and everybody.
    """
    plain = words.replace(",", ".").replace("\N{NO-BREAK SPACE}", " ").strip()
    percent = plain.endswith("%")
    try:
        value = float(plain.removesuffix("%").strip())
    except ValueError:
        value = 0.0
    turnout = value / 100.0 if percent or value >= _PERCENT_FROM else value
    if not LEAST_TURNOUT <= turnout <= MOST_TURNOUT:
        raise BadInput(
            f"“{words[:20]}” is not a turnout to expect: write a share such as 0.48, or 48 %, "
            "between 1 % and 99 %."
        )
    return turnout
