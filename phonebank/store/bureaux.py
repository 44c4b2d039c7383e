"""What the office knows of its bureaux, for targeting: where they are, who is in them, results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
from sqlalchemy import text

from phonebank.domain.errors import BadInput
from phonebank.store.connection import plain_errors
from phonebank.store.frames import copied

if TYPE_CHECKING:
    from phonebank.store.owner import OwnerStore

PLACES = {
    "bureau_id": pl.Int64,
    "commune_code": pl.String,
    "code": pl.String,
    "name": pl.String,
    "latitude": pl.Float64,
    "longitude": pl.Float64,
}
SHARES = {
    "bureau_id": pl.Int64,
    "enrolled": pl.Int64,
    "voters": pl.Int64,
    "valid": pl.Int64,
    "votes": pl.Int64,
}


@dataclass(frozen=True, slots=True)
class ResultRound:
    """A round whose results by bureau were imported, and the lists they name."""

    code: str
    lists: tuple[str, ...]
    ours: str
    """The list the files mark as ours, '' where none does."""


@dataclass(frozen=True, slots=True)
class BureauView:
    """How the supervisor looks at the bureaux.

    `round_code` and `our_list`: whose share counts ('' where nobody chose). The cuts are the parts
    of the expected votes that the bureaux of the first and of the first two colours hold.
    Raises BadInput when the cuts do not grow from 0 to 1.
    """

    round_code: str = ""
    our_list: str = ""
    first_cut: float = 0.5
    second_cut: float = 0.8

    def __post_init__(self) -> None:
        if not 0.0 <= self.first_cut <= self.second_cut <= 1.0:
            raise BadInput(
                f"The thresholds {self.first_cut:.0%} and {self.second_cut:.0%} are refused: the "
                "second holds the first, and both stay between 0 and 100 %."
            )


class BureauStore:
    """The bureaux on the owner's connection."""

    def __init__(self, owner: OwnerStore) -> None:
        self._engine = owner.engine

    def bureaux(self) -> pl.DataFrame:
        """Every bureau, in the columns of `PLACES`, by commune and code."""
        return self._frame(
            "select id, commune_code, code, name, latitude, longitude from pb.bureau"
            " order by commune_code, code",
            PLACES,
        )

    def homes(self) -> pl.DataFrame:
        """The bureau of everyone on the roll who has one: person_id, bureau_id."""
        return copied(
            self._engine,
            "select id, bureau_id from pb.person where bureau_id is not null"
            " and departed_on is null and deceased_at is null and moved_at is null",
            {"person_id": pl.Int64, "bureau_id": pl.Int64},
        )

    def result_rounds(self) -> tuple[ResultRound, ...]:
        """The rounds with results, the newest first."""
        rows = self._rows(
            """
            select r.code, coalesce(array_agg(distinct v.list_name order by v.list_name)
                                      filter (where v.list_name is not null), '{}'),
                   coalesce(min(v.list_name) filter (where v.ours), '')
              from pb.result x
              join pb.round r on r.id = x.round_id
              left join pb.result_votes v on v.bureau_id = x.bureau_id and v.round_id = x.round_id
             group by r.code, r.held_on
             order by r.held_on desc, r.code desc
            """
        )
        return tuple(ResultRound(row[0], tuple(row[1]), row[2]) for row in rows)

    def shares(self, round_code: str, our_list: str) -> pl.DataFrame:
        """A round's figures by bureau, in the columns of `SHARES`; votes are our list's."""
        return self._frame(
            """
            select x.bureau_id, x.registered, x.voters, x.valid, coalesce(v.votes, 0)
              from pb.result x
              join pb.round r on r.id = x.round_id and r.code = :round
              left join pb.result_votes v on v.bureau_id = x.bureau_id and v.round_id = x.round_id
                                         and v.list_name = :list
             order by x.bureau_id
            """,
            SHARES,
            round=round_code,
            list=our_list,
        )

    def view(self) -> BureauView:
        """How the bureaux are looked at; what nobody chose is the newest results' own list."""
        row = self._rows("select round_code, our_list, first_cut, second_cut from pb.bureau_view")
        kept = BureauView(row[0][0], row[0][1], round(row[0][2], 4), round(row[0][3], 4))
        known = self.result_rounds()
        for each in known:
            if each.code == kept.round_code and kept.our_list in (*each.lists, ""):
                return kept
        for each in known:
            ours = each.ours or (each.lists[0] if len(each.lists) == 1 else "")
            if ours:
                return BureauView(each.code, ours, kept.first_cut, kept.second_cut)
        return BureauView("", "", kept.first_cut, kept.second_cut)

    def keep_view(self, view: BureauView) -> None:
        """Remember how the bureaux are looked at."""
        self._rows(
            "update pb.bureau_view set round_code = :round, our_list = :list,"
            " first_cut = :first, second_cut = :second returning id",
            round=view.round_code,
            list=view.our_list,
            first=view.first_cut,
            second=view.second_cut,
        )

    def stamp(self) -> str:
        """Something that changes whenever people, turnout, rounds or expectations may have."""
        row = self._rows(
            """
            select (select coalesce(max(id), 0) from pb.import),
                   (select count(undone_at) from pb.import),
                   (select count(*) || '/' || count(undone_at) from pb.people_change),
                   (select md5(string_agg(code || held_on || date_known, ',' order by id))
                      from pb.round),
                   (select md5(string_agg(concat_ws('/', round_id, bureau_id, turnout), ','
                                          order by round_id, bureau_id))
                      from pb.expected_turnout),
                   (select count(*) from pb.person
                     where departed_on is null and deceased_at is null and moved_at is null)
            """
        )[0]
        return "|".join(str(part) for part in row)

    def _rows(self, statement: str, **values: object) -> list[Any]:
        with plain_errors(), self._engine.begin() as connection:
            return list(connection.execute(text(statement), values).all())

    def _frame(self, statement: str, schema: dict[str, Any], **values: object) -> pl.DataFrame:
        rows = [tuple(row) for row in self._rows(statement, **values)]
        return pl.DataFrame(rows, schema=schema, orient="row")
