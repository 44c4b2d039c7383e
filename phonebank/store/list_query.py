"""A list's definition as a query: fragments written here, every value a bound parameter.

Nothing of a definition becomes SQL text but the number of a parameter. A score is known to the
program, not to the database: those within a band are given as one string of bits by person's id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from phonebank.domain.ages import BANDS, OLDEST
from phonebank.domain.eligibility import lists_of
from phonebank.domain.list_fields import Field

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from phonebank.domain.list_definition import Condition, ListDefinition
    from phonebank.domain.rounds import Round

_YOUNGEST = 16


@dataclass(frozen=True, slots=True)
class KnownScores:
    """P(abstain) of some people: two arrays of one length."""

    person_ids: NDArray[np.int64]
    p_abstain: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ListQuery:
    """A condition on `pb.person p`, with the values it is bound to."""

    where: str
    values: dict[str, Any]


_FRAGMENTS: dict[Field, str] = {
    Field.BUREAU: "exists (select from pb.bureau b where b.id = p.bureau_id"
    " and (b.code = any(:{v}) or b.commune_code || ':' || b.code = any(:{v})))",
    Field.SEX: "p.sex = any(:{v})",
    Field.SOURCE: "(exists (select from pb.line_person x join pb.source s on s.id = x.source_id"
    " where x.person_id = p.id and s.label = any(:{v}))"
    " or exists (select from pb.contact c join pb.source s on s.id = c.source_id"
    " where c.person_id = p.id and s.label = any(:{v})))",
    Field.TAG: "exists (select from pb.contact c where c.person_id = p.id"
    " and c.tags && cast(:{v} as text[]))",
    Field.INTEREST: "exists (select from pb.interest i where i.person_id = p.id"
    " and (i.link = any(:{v}) or i.mailing = any(:{v})))",
    Field.NOT_CALLED_SINCE: "not exists (select from pb.line_person x"
    " join pb.call k on k.line_id = x.line_id where x.person_id = p.id"
    " and k.started_at >= cast(cast(:{v} as date) as timestamp) at time zone"
    " (select o.time_zone from pb.office o)"
    " and coalesce(k.outcome, '') not in ('skipped', 'technical'))",
    Field.MOBILE: "exists (select from pb.line_person x join pb.line l on l.id = x.line_id"
    " where x.person_id = p.id and l.kind = 'mobile'"
    " and l.retired_at is null and l.objected_at is null)",
    Field.LANGUAGE: "coalesce(p.language, '') = any(:{v})",
    Field.ABSTAINED: "exists (select from pb.turnout t join pb.round r on r.id = t.round_id"
    " where t.person_id = p.id and r.code = any(:{v}) and not t.voted)",
    Field.VOTED: "exists (select from pb.turnout t join pb.round r on r.id = t.round_id"
    " where t.person_id = p.id and r.code = any(:{v}) and t.voted)",
    # Completed years; an unknown month is July, an unknown day the middle (`domain/ages.py`).
    Field.AGE: "exists (select from unnest(cast(:{v}_low as int[]), cast(:{v}_high as int[]))"
    " band (low, high) where :{v}_year - p.birth_year"
    " - cast((:{v}_month, :{v}_day) < (coalesce(p.birth_month, 7),"
    " case when p.birth_month is null then 1 else coalesce(p.birth_day, 15) end) as int)"
    " between band.low and band.high)",
    Field.SCORE: "case when p.id >= :{v}_first and p.id < :{v}_first + 8 * length(:{v})"
    " then get_bit(:{v}, p.id - :{v}_first) = 1 else false end",
}
_LIVE = "p.departed_on is null and p.deceased_at is null and p.moved_at is null"


def list_query(
    definition: ListDefinition,
    target: Round,
    today: date,
    scores: KnownScores | None = None,
) -> ListQuery:
    """The people of a list who may vote in `target` (R9) and are on the roll now.

    `today` is the day `14d` counts from. Nobody is in any band while `scores` is None.
    """
    values: dict[str, Any] = {
        "list_types": [each.value for each in lists_of(target.ballot_type)],
    }
    parts = []
    for place, condition in enumerate(definition.conditions):
        name = f"v{place}"
        values |= _values(name, condition, target, today, scores)
        fragment = _FRAGMENTS[condition.field].replace("{v}", name)
        # Each fragment is true or false, never null: `not` is everyone else.
        parts.append(f"{'not ' if condition.negated else ''}({fragment})")
    joint = " or " if definition.match_any else " and "
    chosen = f" and ({joint.join(parts)})" if parts else ""
    return ListQuery(f"{_LIVE} and p.list_types && cast(:list_types as text[]){chosen}", values)


def _values(
    name: str, condition: Condition, target: Round, today: date, scores: KnownScores | None
) -> dict[str, Any]:
    if condition.field is Field.MOBILE:
        return {}
    if condition.field is Field.AGE:
        spans = [_span(band) for band in condition.values]
        day = target.held_on
        return {
            f"{name}_low": [low for low, _ in spans],
            f"{name}_high": [high for _, high in spans],
            f"{name}_year": day.year,
            f"{name}_month": day.month,
            f"{name}_day": day.day,
        }
    if condition.field is Field.SCORE:
        first, bits = _bits(scores, *condition.bounds)
        return {name: bits, f"{name}_first": first}
    if condition.field is Field.NOT_CALLED_SINCE:
        return {name: condition.since(today)}
    return {name: list(condition.values)}


def _span(band: str) -> tuple[int, int]:
    names = [name for _, name in BANDS]
    place = names.index(band)
    first = BANDS[place][0] if place else _YOUNGEST
    last = BANDS[place + 1][0] - 1 if place + 1 < len(BANDS) else OLDEST
    return first, last


def _bits(scores: KnownScores | None, low: float, high: float) -> tuple[int, bytes]:
    """The first id spoken of, and a bit for each id from there on."""
    if scores is None or not len(scores.person_ids):
        return 0, b""
    inside = (scores.p_abstain >= low) & (scores.p_abstain <= high)
    first = int(scores.person_ids.min())
    mask = np.zeros(int(scores.person_ids.max()) - first + 1, dtype=bool)
    mask[scores.person_ids[inside] - first] = True
    return first, np.packbits(mask, bitorder="little").tobytes()
