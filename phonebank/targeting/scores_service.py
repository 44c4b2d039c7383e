"""What the page of scores asks of the office: the scores of a round, the turnout expected of it,
and how good they would have been on a round that is over.

The town is read once (seconds for a million people) and kept until the office changes; the effect
of another expected turnout is then computed at once, without the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from phonebank.domain.errors import BadInput
from phonebank.domain.rounds import parse_round
from phonebank.domain.scoring import round_weight
from phonebank.store.bureaux import BureauStore
from phonebank.store.scores import ScoreStore
from phonebank.targeting.calibration import levelled_to, log_odds_of, probability_of
from phonebank.targeting.office_measure import KnownRound, known_rounds_of, measure_town
from phonebank.targeting.office_past import OfficePast, fitted_for, past_for, read_town, scores_of
from phonebank.targeting.office_scores import target_round
from phonebank.targeting.priority import MIDDLE
from phonebank.targeting.quality import BARS
from phonebank.targeting.score import by_place

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from phonebank.domain.rounds import Round
    from phonebank.store.owner import OwnerStore
    from phonebank.store.scores import BureauRow, Expected
    from phonebank.targeting.calibration import Level
    from phonebank.targeting.fitted import Verdict
    from phonebank.targeting.measuring import Measurement
    from phonebank.targeting.office_past import OfficeTown

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WeighedRound:
    """A past round and what it counts for the round scored."""

    round: Round
    weight: float
    """In the weighted mean; 0 for the first round of the ballot, which speaks by itself."""
    known: int
    turnout: float
    """0–1, of the known."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Some people's scores, counted."""

    people: int
    turnout: float
    """The mean P(vote), 0–1."""
    bars: tuple[int, ...]
    """People by P(abstain), in twenty bars from 0 to 1."""
    movable: int
    """P(vote) between 0.25 and 0.75: whom a call can move."""
    likely: int
    """More likely to abstain than not."""


@dataclass(frozen=True, slots=True)
class ScoresView:
    """The scores of one round, as the page shows them."""

    target: Round
    rounds: tuple[Round, ...]
    """The rounds that can be scored."""
    known: tuple[KnownRound, ...]
    """The rounds with known turnout, the latest first: these can be held out."""
    weighed: tuple[WeighedRound, ...]
    expected: float | None
    """What the supervisor expects of the whole office."""
    by_bureau: Mapping[int, float]
    bureaux: tuple[BureauRow, ...]
    """Those with people entitled to vote."""
    usual: Level
    """What the scores are brought to when nobody says."""
    verdict: Verdict
    spread: Spread


@dataclass(frozen=True)
class _Kept:
    """What is kept between two questions."""

    town: OfficeTown
    read: OfficePast
    view: ScoresView
    odds: Floats
    """Log-odds of voting at the usual level."""


class ScoresService:
    """The scores of an office, for one page; safe from several threads.

    `owner` opens the owner's connection; each question opens and closes one.
    """

    def __init__(self, owner: Callable[[], OwnerStore]) -> None:
        self._open_owner = owner
        self._lock = Lock()
        self._kept: _Kept | None = None
        self._stamp = ""

    def open(self, code: str = "", told: Callable[[float], None] | None = None) -> ScoresView:
        """Read the town and score the round named, or the one calls are for now.

        What was read before is used again where nothing changed since. Raises BadInput when the
        office knows no round; whatever `told` raises stops the work.
        """
        with self._lock, self._open_owner() as owner:
            target = target_round(owner, code or None)
            stamp = BureauStore(owner).stamp()
            kept = self._kept
            if kept is not None and self._stamp == stamp and kept.view.target == target:
                return kept.view
            unchanged = kept is not None and self._stamp == stamp
            town = kept.town if kept is not None and unchanged else read_town(owner, told)
            self._kept = _kept(owner, town, past_for(town, target), told)
            self._stamp = stamp
            return self._kept.view

    def preview(self, turnout: float | None, bureau_id: int | None = None) -> Spread:
        """What another expected turnout (0–1; None: the usual) would make; nothing is written.

        Of the whole list, or of one bureau. Raises BadInput before `open`.
        """
        kept = self._opened()
        by_bureau = dict(kept.view.by_bureau)
        office = kept.view.expected
        if bureau_id is None:
            office = turnout
        elif turnout is None:
            by_bureau.pop(bureau_id, None)
        else:
            by_bureau[bureau_id] = turnout
        return _spread(kept, office, by_bureau, bureau_id)

    def expect(self, turnout: float | None, bureau_id: int | None = None) -> ScoresView:
        """Keep the turnout (0–1) expected of the round, or of one bureau; None forgets it."""
        kept = self._opened()
        target = kept.view.target
        with self._lock, self._open_owner() as owner:
            owner.add_round(
                target.code,
                target.held_on,
                date_known=target.dated,
                ballot_name=target.title().split(",")[0],
            )
            store = ScoreStore(owner)
            store.expect(target.code, turnout, bureau_id)
            self._kept = _with_expected(kept, store.expected(target.code))
            self._stamp = BureauStore(owner).stamp()
            return self._kept.view

    def measure(self, code: str, told: Callable[[float], None] | None = None) -> Measurement:
        """Hold a past round against its score. Raises BadInput when its turnout is not known."""
        kept = self._opened()
        held_out = next(
            (each.round for each in kept.view.known if each.round.code == code), parse_round(code)
        )
        return measure_town(kept.town, held_out, told)

    def _opened(self) -> _Kept:
        kept = self._kept
        if kept is None:
            raise BadInput("The scores were not read yet: open the page again.")
        return kept


def _kept(
    owner: OwnerStore, town: OfficeTown, read: OfficePast, told: Callable[[float], None] | None
) -> _Kept:
    fitted = fitted_for(read, told)
    plain = scores_of(read, fitted)
    store = ScoreStore(owner)
    here = set(read.bureaux.keys)
    known = known_rounds_of(town)
    coming = {each.code: each for each in (*town.rounds, read.target)}
    view = ScoresView(
        target=read.target,
        rounds=tuple(sorted(coming.values(), key=lambda each: each.held_on, reverse=True)),
        known=known,
        weighed=_weighed(known, read.target),
        expected=None,
        by_bureau={},
        bureaux=tuple(row for row in store.bureaux() if row.bureau_id in here),
        usual=plain.level,
        verdict=fitted.verdict,
        spread=_counted(1.0 - plain.p_abstain),
    )
    kept = _Kept(town, read, view, log_odds_of(1.0 - plain.p_abstain))
    return _with_expected(kept, store.expected(read.target.code))


def _with_expected(kept: _Kept, expected: Expected) -> _Kept:
    view = replace(
        kept.view,
        expected=expected.office,
        by_bureau=expected.bureaux,
        spread=_spread(kept, expected.office, expected.bureaux, None),
    )
    return replace(kept, view=view)


def _spread(
    kept: _Kept, office: float | None, by_bureau: Mapping[int, float], bureau_id: int | None
) -> Spread:
    given = by_place(kept.read.bureaux.keys, by_bureau) if by_bureau else None
    p_vote = probability_of(levelled_to(kept.odds, kept.read.past.bureaux, office, given))
    if bureau_id is not None:
        keys = kept.read.bureaux.keys
        place = keys.index(bureau_id) if bureau_id in keys else -2
        p_vote = p_vote[kept.read.past.bureaux == place]
    return _counted(p_vote)


def _counted(p_vote: Floats) -> Spread:
    bars, _ = np.histogram(1.0 - p_vote, bins=BARS, range=(0.0, 1.0))
    return Spread(
        people=len(p_vote),
        turnout=float(p_vote.mean()) if len(p_vote) else 0.0,
        bars=tuple(int(count) for count in bars),
        movable=int(((p_vote >= MIDDLE[0]) & (p_vote <= MIDDLE[1])).sum()),
        likely=int((p_vote <= 0.5).sum()),
    )


def _weighed(known: tuple[KnownRound, ...], target: Round) -> tuple[WeighedRound, ...]:
    """The known rounds before the target, the heaviest first, its own first round at the head."""
    rows = []
    for each in known:
        opening = target.turn == 2 and each.round.ballot_code == target.ballot_code
        weight = 0.0 if opening else round_weight(each.round, target)
        if weight or (opening and each.round.turn == 1):
            rows.append(WeighedRound(each.round, weight, each.known, each.turnout))
    return tuple(sorted(rows, key=lambda row: (row.weight != 0, -row.weight, row.round.code)))
