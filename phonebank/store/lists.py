"""Lists on the owner's connection: saved by name, counted, read as people; what one can choose."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import text

from phonebank.domain.errors import BadInput
from phonebank.domain.list_definition import ListDefinition, list_name, parse_definition
from phonebank.store.connection import plain_errors
from phonebank.store.list_query import list_query

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from phonebank.domain.rounds import Round
    from phonebank.store.list_query import KnownScores, ListQuery
    from phonebank.store.owner import OwnerStore


@dataclass(frozen=True, slots=True)
class SavedList:
    """A list kept by name. `definition` is None where this program cannot read what was kept."""

    list_id: int
    name: str
    definition: ListDefinition | None
    changed_at: datetime
    campaigns: int
    """Campaigns made from it that are not closed."""


@dataclass(frozen=True, slots=True)
class ListCounts:
    """How many people a list has, how many of them a line reaches, and on how many lines."""

    people: int
    reachable: int
    lines: int


@dataclass(frozen=True, slots=True)
class BureauName:
    """A bureau one may choose; `key` is `commune:code`."""

    key: str
    code: str
    name: str
    commune_code: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the values of each field may be in this office; labels are the campaign's own words."""

    bureaux: tuple[BureauName, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    """Rounds of which the turnout of somebody is known."""


_COUNT = """
    with member as materialized (
        select p.id from pb.person p where {where}
    ), first as (
        select distinct on (m.id) m.id, l.id as line_id
          from member m
          join pb.line_person lp on lp.person_id = m.id
          join pb.line l on l.id = lp.line_id and l.retired_at is null and l.objected_at is null
                        and (cast(:abroad as boolean) or not l.abroad)
         order by m.id, l.kind <> 'mobile', lp.given_on desc nulls last, l.id
    )
    select (select count(*) from member), count(*), count(distinct line_id) from first
"""
# As one string of eight bytes a person: a million rows of Python would take seconds.
_MEMBERS = """
    select string_agg(int8send(p.id), cast('' as bytea) order by p.id)
      from pb.person p where {where}
"""
_MOST_WORDS = 500


class ListStore:
    """The lists of an office."""

    def __init__(self, owner: OwnerStore) -> None:
        self._engine = owner.engine

    # Saved -----------------------------------------------------------------------------------

    def all(self) -> tuple[SavedList, ...]:
        """Every saved list, by name."""
        return tuple(
            SavedList(row[0], row[1], _read(row[2]), row[3], row[4])
            for row in self._rows(
                """
                select s.id, s.name, s.definition, s.changed_at,
                       (select count(*) from pb.campaign c
                         where lower(c.list_name) = lower(s.name) and c.state <> 'closed')
                  from pb.saved_list s order by lower(s.name)
                """
            )
        )

    def find(self, name_or_id: str) -> SavedList:
        """A list by its name or number. Raises BadInput, naming those there are."""
        everything = self.all()
        wanted = " ".join(name_or_id.split()).casefold()
        for row in everything:
            if row.name.casefold() == wanted:
                return row
        for row in everything:
            if str(row.list_id) == wanted:
                return row
        names = ", ".join(row.name for row in everything) or "none yet"
        raise BadInput(f"There is no list {name_or_id[:80]}. The office has: {names}.")

    def save(self, name: str, definition: ListDefinition, *, replace: bool = False) -> int:
        """Keep a list; its id. Raises BadInput for a name that is taken, unless `replace`."""
        kept = list_name(name)
        rows = self._rows(
            """
            insert into pb.saved_list (name, definition) values (:name, cast(:body as jsonb))
            on conflict (lower(name)) do update
               set definition = excluded.definition, changed_at = clock_timestamp()
             where :replace
            returning id
            """,
            name=kept,
            body=definition.to_json(),
            replace=replace,
        )
        if not rows:
            raise BadInput(f"A list is already called {kept}: choose another name.")
        return int(rows[0][0])

    def change(self, list_id: int, name: str, definition: ListDefinition | None = None) -> None:
        """Give a list another name, and another content unless it is None.

        Raises BadInput when the name is taken or the list is gone.
        """
        kept = list_name(name)
        rows = self._rows(
            """
            update pb.saved_list s
               set name = :name, changed_at = clock_timestamp(),
                   definition = coalesce(cast(:body as jsonb), definition)
             where s.id = :list
               and not exists (select from pb.saved_list o
                                where lower(o.name) = lower(:name) and o.id <> s.id)
            returning s.id
            """,
            name=kept,
            list=list_id,
            body=definition.to_json() if definition is not None else None,
        )
        if not rows:
            raise BadInput(f"A list is already called {kept}, or this one is gone.")

    def delete(self, list_id: int) -> bool:
        """Forget a list; campaigns made from it stay as they are. False: there was none."""
        return bool(
            self._rows("delete from pb.saved_list where id = :list returning id", list=list_id)
        )

    # People ----------------------------------------------------------------------------------

    def count(
        self,
        definition: ListDefinition,
        target: Round,
        today: date,
        scores: KnownScores | None = None,
        *,
        abroad: bool = False,
    ) -> ListCounts:
        """Count a list for a round; lines as a campaign would queue them."""
        query = list_query(definition, target, today, scores)
        row = self._run(_COUNT, query, abroad=abroad)[0]
        return ListCounts(*row)

    def members(
        self,
        definition: ListDefinition,
        target: Round,
        today: date,
        scores: KnownScores | None = None,
    ) -> NDArray[np.int64]:
        """The people of a list for a round, by id."""
        query = list_query(definition, target, today, scores)
        ids = self._run(_MEMBERS, query)[0][0]
        return np.frombuffer(ids or b"", dtype=">i8").astype(np.int64)

    def choices(self) -> Choices:
        """What can be chosen in this office."""
        bureaux = self._rows(
            "select commune_code || ':' || code, code, name, commune_code from pb.bureau"
            " order by commune_code, code"
        )

        def words(statement: str) -> tuple[str, ...]:
            return tuple(str(row[0]) for row in self._rows(statement, most=_MOST_WORDS))

        return Choices(
            bureaux=tuple(BureauName(*row) for row in bureaux),
            sources=words("select distinct label from pb.source order by 1 limit :most"),
            tags=words(
                "select t from pb.contact c, unnest(c.tags) t group by t order by t limit :most"
            ),
            interests=words(
                "select w from (select mailing as w, count(*) as n from pb.interest group by 1"
                " union all select link, count(*) from pb.interest where link <> '' group by 1) x"
                " group by w order by sum(n) desc, w limit :most"
            ),
            languages=words(
                "select distinct language from pb.person where language <> ''"
                " order by 1 limit :most"
            ),
            rounds=self.rounds_known(),
        )

    def rounds_known(self) -> tuple[str, ...]:
        """The rounds of which somebody's turnout is known, the newest first."""
        rows = self._rows(
            "select code from pb.round r"
            " where exists (select from pb.turnout t where t.round_id = r.id)"
            " order by held_on desc, code desc"
        )
        return tuple(str(row[0]) for row in rows)

    # Inside ----------------------------------------------------------------------------------

    def _run(self, statement: str, query: ListQuery, **values: object) -> list[Any]:
        with plain_errors(), self._engine.begin() as connection:
            # Sets of people are compared in memory: spilled, each would be walked through anew.
            connection.execute(text("set local work_mem = '128MB'"))
            written = statement.replace("{where}", query.where)
            return list(connection.execute(text(written), {**query.values, **values}).all())

    def _rows(self, statement: str, **values: object) -> list[Any]:
        with plain_errors(), self._engine.begin() as connection:
            return list(connection.execute(text(statement), values).all())


def _read(kept: object) -> ListDefinition | None:
    body = kept if isinstance(kept, dict) else json.loads(str(kept))
    try:
        return parse_definition(body)
    except BadInput:
        return None
