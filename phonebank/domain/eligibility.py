"""Who may vote in what: the electoral lists and the ballots they open (R9).

The main list votes always. European Union citizens stand on complementary lists: on the municipal
one they vote in municipal ballots only, on the European one in European ballots only (Code
électoral LO 227-1; law of 7 July 1977, art. 2-2). One person may stand on both.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from phonebank.domain.rounds import BallotType

if TYPE_CHECKING:
    from collections.abc import Iterable


class ListType(StrEnum):
    """An electoral list, by the abbreviation the national register uses in file names."""

    MAIN = "LP"
    MUNICIPAL = "LCM"
    EUROPEAN = "LCE"


def lists_of(ballot_type: BallotType) -> frozenset[ListType]:
    """The lists whose people are entitled to vote in such a ballot."""
    if ballot_type is BallotType.MUNICIPAL:
        return frozenset({ListType.MAIN, ListType.MUNICIPAL})
    if ballot_type is BallotType.EUROPEAN:
        return frozenset({ListType.MAIN, ListType.EUROPEAN})
    return frozenset({ListType.MAIN})


def may_vote(list_types: Iterable[ListType], ballot_type: BallotType) -> bool:
    """Whether someone on these lists is entitled to vote in such a ballot."""
    return not lists_of(ballot_type).isdisjoint(list_types)
