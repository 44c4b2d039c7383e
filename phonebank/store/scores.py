"""What scores are made of and what they are brought to: past turnout as bit masks, expectations.

The owner's side. A million people leave the database as COPY text that polars reads, never as rows
of Python; PostgreSQL folds their ten million rows of turnout into one mask a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from sqlalchemy import text

from phonebank.store.connection import plain_errors
from phonebank.store.frames import copied
from phonebank.store.owner import OwnerStore

_LISTS = "+"


@dataclass(frozen=True, slots=True)
class BureauRow:
    """A bureau of the office."""

    bureau_id: int
    commune_code: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Expected:
    """The turnouts (0–1) a supervisor expects of a round."""

    office: float | None
    bureaux: Mapping[int, float]
    """By bureau id."""


@dataclass(frozen=True, slots=True)
class CampaignScore:
    """How the scores of a campaign were made."""

    model: str
    """`rule` or `fitted`."""
    why: str
    answers: int
    turnout: float
    level_source: str


class ScoreStore:
    """Reads and writes for scores, over the owner's connection."""

    def __init__(self, owner: OwnerStore) -> None:
        self._owner = owner

    def people(self) -> pl.DataFrame:
        """Everyone on the newest roll, by id.

        person_id, bureau_id, bureau (code), order, birth_year, list_types; order is that of the
        list they stand on, the main list first.
        """
        frame = self._copy(
            """
            with numbered as (
                select distinct on (r.person_id) r.person_id, r.order_number
                  from pb.roll_entry r
                  join pb.roll_edition d on d.id = r.edition_id
                 order by r.person_id, d.dated desc, r.list_type = 'LP' desc, r.list_type desc
            )
            select p.id, p.bureau_id, b.code, n.order_number, p.birth_year,
                   array_to_string(p.list_types, '+')
              from pb.person p
              left join pb.bureau b on b.id = p.bureau_id
              left join numbered n on n.person_id = p.id
             where p.departed_on is null and p.deceased_at is null and p.moved_at is null
             order by p.id
            """,
            {
                "person_id": pl.Int64,
                "bureau_id": pl.Int64,
                "bureau": pl.String,
                "order": pl.Int64,
                "birth_year": pl.Int64,
                "list_types": pl.String,
            },
        )
        return frame.with_columns(list_types=pl.col("list_types").fill_null("").str.split(_LISTS))

    def masks(self, round_ids: Sequence[int]) -> pl.DataFrame:
        """person_id, known, voted: bit r is set where turnout in `round_ids[r]` is known, voted.

        At most 63 rounds. People of whom nothing is known have no row.
        """
        schema = {"person_id": pl.Int64, "known": pl.Int64, "voted": pl.Int64}
        if not round_ids:
            return pl.DataFrame(schema=schema)
        # A round's bit is looked up in an array by its id: a third faster than joining them.
        least = min(round_ids)
        bit_of = [0] * (max(round_ids) - least + 1)
        for place, round_id in enumerate(round_ids):
            bit_of[round_id - least] = 1 << place
        bits = f"('{{{','.join(map(str, bit_of))}}}'::bigint[])[round_id - {int(least)} + 1]"
        ids = ",".join(str(int(round_id)) for round_id in round_ids)
        return self._copy(
            f"""
            select person_id, bit_or({bits}), bit_or(case when voted then {bits} else 0 end)
              from pb.turnout
             where round_id = any ('{{{ids}}}'::int[])
             group by person_id
            """,  # noqa: S608 - whole numbers made here
            schema,
        )

    def bureaux(self) -> tuple[BureauRow, ...]:
        """Every bureau, by commune and code."""
        return tuple(
            BureauRow(*row)
            for row in self._rows(
                "select id, commune_code, code, name from pb.bureau order by commune_code, code"
            )
        )

    def expected(self, round_code: str) -> Expected:
        """What the supervisor expects of a round; nothing of a round the office does not know."""
        rows = self._rows(
            "select e.bureau_id, e.turnout from pb.expected_turnout e"
            "  join pb.round r on r.id = e.round_id where r.code = :code",
            code=round_code,
        )
        return Expected(
            next((turnout for bureau, turnout in rows if bureau is None), None),
            {bureau: turnout for bureau, turnout in rows if bureau is not None},
        )

    def expect(self, round_code: str, turnout: float | None, bureau_id: int | None = None) -> None:
        """Write the turnout (0–1, exclusive) expected of a round the office knows; None forgets it.

        For the whole office, or for one bureau.
        """
        values = {"code": round_code, "bureau": bureau_id, "turnout": turnout}
        with plain_errors(), self._owner.engine.begin() as connection:
            connection.execute(
                text(
                    "delete from pb.expected_turnout e using pb.round r"
                    " where r.id = e.round_id and r.code = :code"
                    "   and e.bureau_id is not distinct from :bureau"
                ),
                values,
            )
            if turnout is not None:
                connection.execute(
                    text(
                        "insert into pb.expected_turnout (round_id, bureau_id, turnout)"
                        " select id, :bureau, :turnout from pb.round where code = :code"
                    ),
                    values,
                )

    def note_campaign(self, campaign_id: int, made: CampaignScore) -> None:
        """Keep how a campaign's scores were made."""
        with plain_errors(), self._owner.engine.begin() as connection:
            connection.execute(
                text(
                    """
                    insert into pb.campaign_score
                           (campaign_id, model, why, answers, turnout, level_source)
                    values (:campaign, :model, :why, :answers, :turnout, :source)
                    on conflict (campaign_id) do update
                       set model = excluded.model, why = excluded.why, answers = excluded.answers,
                           turnout = excluded.turnout, level_source = excluded.level_source,
                           scored_at = now()
                    """
                ),
                {
                    "campaign": campaign_id,
                    "model": made.model,
                    "why": made.why,
                    "answers": made.answers,
                    "turnout": made.turnout,
                    "source": made.level_source,
                },
            )

    def campaign(self, campaign_id: int) -> CampaignScore | None:
        """How a campaign's scores were made; None for one made without."""
        rows = self._rows(
            "select model, why, answers, turnout, level_source from pb.campaign_score"
            " where campaign_id = :campaign",
            campaign=campaign_id,
        )
        return CampaignScore(*rows[0]) if rows else None

    def _rows(self, statement: str, **values: object) -> list[Any]:
        with plain_errors(), self._owner.engine.begin() as connection:
            return list(connection.execute(text(statement), values).all())

    def _copy(self, query: str, schema: Mapping[str, Any]) -> pl.DataFrame:
        return copied(self._owner.engine, query, schema)
