"""The measurement of an office's score on a past round: which rounds can be taken, and the work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from phonebank.domain.errors import BadInput
from phonebank.domain.rounds import Round, parse_round
from phonebank.targeting.measuring import Measurement, measure
from phonebank.targeting.office_past import OfficeTown, past_for, read_town

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.store.owner import OwnerStore

_READ_SHARE = 0.6

NOBODY_KNOWN = "Nobody's turnout in"
"""How the sentence begins that refuses a round without known answers."""


@dataclass(frozen=True, slots=True)
class KnownRound:
    """A round whose turnout is known of somebody on the roll."""

    round: Round
    known: int
    voted: int

    @property
    def turnout(self) -> float:
        """Share (0–1) of the known that voted."""
        return self.voted / self.known


def known_rounds_of(town: OfficeTown) -> tuple[KnownRound, ...]:
    """The rounds with known answers, the latest first; these can be held out."""
    known = town.masks["known"].to_numpy()
    voted = town.masks["voted"].to_numpy()
    found = []
    for place, each in enumerate(town.rounds):
        bit = np.int64(1 << place)
        count = int(np.count_nonzero(known & bit))
        if count:
            found.append(KnownRound(each, count, int(np.count_nonzero(voted & known & bit))))
    return tuple(reversed(found))


def measure_town(
    town: OfficeTown, held_out: Round, told: Callable[[float], None] | None = None
) -> Measurement:
    """Measure the score of one past round. Raises BadInput when nobody's turnout in it is known."""
    read = past_for(town, held_out)
    found = measure(read.past, held_out, read.bureaux.keys, read.bureaux.codes, told)
    if found is None:
        raise BadInput(
            f"{NOBODY_KNOWN} {held_out.code} is known: import its émargement first, or "
            "measure on another round."
        )
    return found


def measure_office(
    owner: OwnerStore, code: str | None = None, told: Callable[[float], None] | None = None
) -> Measurement:
    """Measure the score of the round named, or of the latest with known answers.

    Raises BadInput when no turnout is known, or none of the round named.
    """

    def further(share: float) -> None:
        if told is not None:
            told(_READ_SHARE + (1.0 - _READ_SHARE) * share)

    town = read_town(owner, told)
    rounds = known_rounds_of(town)
    if not rounds:
        raise BadInput(
            "No turnout is known yet: import the émargement of a past round, then measure the "
            "score on it."
        )
    if not code:
        return measure_town(town, rounds[0].round, further)
    named = parse_round(code)
    held_out = next((each.round for each in rounds if each.round.code == named.code), named)
    return measure_town(town, held_out, further)
