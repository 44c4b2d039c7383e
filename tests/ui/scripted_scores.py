"""A service of scores over an invented town, without a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from phonebank.domain.errors import BadInput, KnownError
from phonebank.domain.rounds import parse_round
from phonebank.domain.scoring import round_weight
from phonebank.store.scores import BureauRow
from phonebank.targeting.calibration import levelled_to, log_odds_of, probability_of
from phonebank.targeting.fitted import Verdict, Why
from phonebank.targeting.measuring import Measurement, measure
from phonebank.targeting.office_measure import KnownRound
from phonebank.targeting.past import Past, turnout_in
from phonebank.targeting.rule import apply_rule
from phonebank.targeting.scores_service import ScoresView, Spread, WeighedRound
from tests.score_towns import CODES, FIRST, town, with_round

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from phonebank.domain.rounds import Round

VOTERS = 6_000
BUREAUX = 12


class ScriptedScores:
    """The rounds known are `codes`; `failing` is a sentence to fail with; `steps` it pauses at."""

    def __init__(self, codes: Sequence[str] = (*CODES, "M26T1"), voters: int = VOTERS) -> None:
        self.failing = ""
        self.told: list[float] = []
        self.expectations: list[tuple[float | None, int | None]] = []
        self.hold: Callable[[], object] = lambda: None
        self.before = tuple(code for code in codes if code != "M26T1")
        self.past = self._past(codes, voters)
        self.target = parse_round("M26T2" if "M26T1" in codes else "M26T1")
        self._expected: float | None = None
        self._by_bureau: dict[int, float] = {}
        self.rows = tuple(
            BureauRow(place + 1, "95999", f"{place + 1:04d}", "École") for place in range(BUREAUX)
        )

    def open(self, code: str = "", told: Callable[[float], None] | None = None) -> ScoresView:
        self._work(told)
        self.target = parse_round(code) if code else self.target
        return self._view()

    def preview(self, turnout: float | None, bureau_id: int | None = None) -> Spread:
        by_bureau = dict(self._by_bureau)
        if bureau_id is None:
            return self._spread(turnout, by_bureau, None)
        if turnout is not None:
            by_bureau[bureau_id] = turnout
        return self._spread(self._expected, by_bureau, bureau_id)

    def expect(self, turnout: float | None, bureau_id: int | None = None) -> ScoresView:
        self.expectations.append((turnout, bureau_id))
        if bureau_id is None:
            self._expected = turnout
        elif turnout is None:
            self._by_bureau.pop(bureau_id, None)
        else:
            self._by_bureau[bureau_id] = turnout
        return self._view()

    def measure(self, code: str, told: Callable[[float], None] | None = None) -> Measurement:
        self._work(told)
        codes = [row.code for row in self.rows]
        found = measure(self.past, parse_round(code), codes, codes)
        if found is None:
            raise BadInput(f"Nobody's turnout in {code} is known.")
        return found

    def _work(self, told: Callable[[float], None] | None) -> None:
        self.hold()
        if self.failing:
            raise KnownError(self.failing)
        for share in (0.3, 0.6):
            self.told.append(share)
            if told is not None:
                told(share)

    def _past(self, codes: Sequence[str], voters: int) -> Past:
        past = town(voters, bureaux=BUREAUX, codes=self.before)
        if "M26T1" not in codes or not voters:
            return past
        likely = 1.0 - apply_rule(past, FIRST).p_abstain
        return with_round(past, FIRST, likely, np.full(voters, True), 3)

    def _odds(self) -> np.ndarray:
        return log_odds_of(1.0 - apply_rule(self.past, self.target).p_abstain)

    def _spread(
        self, office: float | None, by_bureau: dict[int, float], bureau: int | None
    ) -> Spread:
        given = np.array([by_bureau.get(row.bureau_id, np.nan) for row in self.rows])
        p_vote = probability_of(levelled_to(self._odds(), self.past.bureaux, office, given))
        if bureau is not None:
            p_vote = p_vote[self.past.bureaux == bureau - 1]
        bars, _ = np.histogram(1.0 - p_vote, bins=20, range=(0.0, 1.0))
        return Spread(
            len(p_vote),
            float(p_vote.mean()) if len(p_vote) else 0.0,
            tuple(int(bar) for bar in bars),
            int(((p_vote >= 0.25) & (p_vote <= 0.75)).sum()),
            int((p_vote <= 0.5).sum()),
        )

    def _known(self) -> tuple[KnownRound, ...]:
        found = []
        for each in reversed(self.past.rounds):
            turnout = turnout_in(self.past, each.code)
            if (turnout >= 0).any():
                known, voted = int((turnout >= 0).sum()), int((turnout == 1).sum())
                found.append(KnownRound(each, known, voted))
        return tuple(found)

    def _weighed(self, known: tuple[KnownRound, ...]) -> tuple[WeighedRound, ...]:
        target = self.target

        def weight(held: Round) -> float:
            return 0.0 if held.ballot_code == target.ballot_code else round_weight(held, target)

        return tuple(
            WeighedRound(each.round, weight(each.round), each.known, each.turnout) for each in known
        )

    def _view(self) -> ScoresView:
        known = self._known()
        scores = apply_rule(self.past, self.target)
        return ScoresView(
            target=self.target,
            rounds=(self.target, *(each.round for each in known)),
            known=known,
            weighed=self._weighed(known),
            expected=self._expected,
            by_bureau=dict(self._by_bureau),
            bureaux=self.rows,
            usual=scores.level,
            verdict=self._verdict(),
            spread=self._spread(self._expected, self._by_bureau, None),
        )

    def _verdict(self) -> Verdict:
        answers = int((turnout_in(self.past, "M26T1") >= 0).sum())
        if self.target.code.startswith("M26") and answers:
            return Verdict(Why.NO_BETTER, answers, "M26T1", 0.678, 0.669, 0.2249, 0.2278)
        return Verdict(Why.FEW_ANSWERS, 0, self.target.code)
