"""The émargement grid's questions: the bureaux of a round, the numbers on a list, the drafts.

A draft holds order numbers and nothing else; it goes when its numbers have been imported, or when
somebody throws it away. Everything here is asked on the owner's connection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Engine, text

from phonebank.domain.eligibility import lists_of
from phonebank.store.connection import owner_engine, plain_errors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

    from sqlalchemy import URL

    from phonebank.domain.rounds import Round

_CHOSEN = """
    with chosen as (
        select distinct on (commune_code) id, commune_code, commune_name
          from pb.roll_edition
         order by commune_code, (dated <= :held_on) desc, dated desc
    )
"""
_LISTS = text(
    f"""{_CHOSEN}
    select c.commune_code, c.commune_name, b.code, b.name, e.list_type,
           count(distinct e.person_id),
           (select t.voters
              from pb.result t
              join pb.round r on r.id = t.round_id
             where t.bureau_id = b.id and r.code = :round)
      from chosen c
      join pb.roll_entry e on e.edition_id = c.id
      join pb.bureau b on b.id = e.bureau_id
     where e.list_type = any(:lists) and e.order_number is not null
     group by c.commune_code, c.commune_name, b.id, e.list_type
     order by c.commune_code, length(b.code), b.code, e.list_type desc
    """  # noqa: S608 - no value in it
)
_NUMBERS = text(
    f"""{_CHOSEN}
    select distinct e.order_number
      from chosen c
      join pb.roll_entry e on e.edition_id = c.id
      join pb.bureau b on b.id = e.bureau_id
     where c.commune_code = :commune and b.code = :bureau and e.list_type = :list_type
       and e.order_number is not null
     order by 1
    """  # noqa: S608 - no value in it
)
_COLUMNS = (
    "round_code, commune_code, bureau_code, list_type, listed, entries, official, consulted,"
    " changed_at"
)
_DRAFTS = text(f"select {_COLUMNS} from pb.emargement_draft order by changed_at desc")  # noqa: S608
_DRAFT = text(
    f"select {_COLUMNS} from pb.emargement_draft"  # noqa: S608
    " where round_code = :round and commune_code = :commune and bureau_code = :bureau"
    " and list_type = :list_type"
)
_SAVE = text(
    """
    insert into pb.emargement_draft (round_code, commune_code, bureau_code, list_type, listed,
                                     entries, official, consulted)
    values (:round, :commune, :bureau, :list_type, :listed, cast(:entries as text[]), :official,
            :consulted)
    on conflict (round_code, commune_code, bureau_code, list_type) do update
       set listed = excluded.listed, entries = excluded.entries, official = excluded.official,
           consulted = excluded.consulted, by_login = session_user,
           changed_at = clock_timestamp()
    """
)
_DROP = text(
    "delete from pb.emargement_draft where round_code = :round and commune_code = :commune"
    " and bureau_code = :bureau and list_type = :list_type"
)


@dataclass(frozen=True, slots=True)
class SheetKey:
    """One sheet of an émargement: a round, a bureau, and one of the lists that vote there."""

    round_code: str
    commune_code: str
    bureau_code: str
    list_type: str


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A sheet that can be typed: its bureau in words and how many people may sign it."""

    key: SheetKey
    commune_name: str
    bureau_name: str
    entitled: int
    alone: bool
    """Whether its list is the only one of the bureau that votes in the round."""
    declared: int | None
    """The voters the bureau's results tell, all its lists together; None while they are unknown."""


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """What has been typed of a sheet. `listed`: 'abstained' or 'voted'.

    `entries` in the order they were typed; `official` is the number of voters the bureau declared,
    None until it is known; `consulted` says where and when the list was read (R8).
    """

    key: SheetKey
    listed: str
    entries: tuple[str, ...] = ()
    official: int | None = None
    consulted: str = ""
    changed_at: datetime | None = None


class EmargementStore:
    """Sheets and drafts, on the owner's connection. `close` it when done."""

    def __init__(self, url: URL) -> None:
        self._engine: Engine = owner_engine(url)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def places(self, held: Round) -> tuple[SheetPlace, ...]:
        """Every sheet of a round, by the roll of its day (else the newest), in order of bureau."""
        lists = [listed.value for listed in lists_of(held.ballot_type)]
        with plain_errors(), self._engine.connect() as connection:
            rows = connection.execute(
                _LISTS, {"held_on": held.held_on, "lists": lists, "round": held.code}
            ).all()
        beside = [(row[0], row[2]) for row in rows]
        return tuple(
            SheetPlace(
                SheetKey(held.code, row[0], row[2], row[4]),
                row[1],
                row[3],
                row[5],
                beside.count((row[0], row[2])) == 1,
                row[6],
            )
            for row in rows
        )

    def numbers(self, held: Round, key: SheetKey) -> tuple[int, ...]:
        """The order numbers on a sheet's list, ascending."""
        values = {
            "held_on": held.held_on,
            "commune": key.commune_code,
            "bureau": key.bureau_code,
            "list_type": key.list_type,
        }
        with plain_errors(), self._engine.connect() as connection:
            return tuple(connection.scalars(_NUMBERS, values))

    def drafts(self) -> tuple[SheetDraft, ...]:
        """Every sheet begun and not finished, the last one touched first."""
        with plain_errors(), self._engine.connect() as connection:
            return tuple(_draft(row) for row in connection.execute(_DRAFTS))

    def draft(self, key: SheetKey) -> SheetDraft | None:
        """What was typed of this sheet, None where it was not begun."""
        with plain_errors(), self._engine.connect() as connection:
            row = connection.execute(_DRAFT, _values(key)).first()
        return None if row is None else _draft(row)

    def save(self, draft: SheetDraft) -> None:
        """Keep a sheet as it stands now."""
        with plain_errors(), self._engine.begin() as connection:
            connection.execute(
                _SAVE,
                {
                    **_values(draft.key),
                    "listed": draft.listed,
                    "entries": list(draft.entries),
                    "official": draft.official,
                    "consulted": draft.consulted,
                },
            )

    def drop(self, key: SheetKey) -> None:
        """Forget what was typed of a sheet; nothing typed is no error."""
        with plain_errors(), self._engine.begin() as connection:
            connection.execute(_DROP, _values(key))


def _values(key: SheetKey) -> dict[str, str]:
    return {
        "round": key.round_code,
        "commune": key.commune_code,
        "bureau": key.bureau_code,
        "list_type": key.list_type,
    }


def _draft(row: Sequence[Any]) -> SheetDraft:
    return SheetDraft(
        SheetKey(row[0], row[1], row[2], row[3]), row[4], tuple(row[5]), row[6], row[7], row[8]
    )
