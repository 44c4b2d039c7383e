"""Who voted, into the database: rounds made when needed, marks changed or added, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from phonebank.domain.rounds import Round
    from phonebank.store.intake import IntakeWork


@dataclass(frozen=True, slots=True)
class TurnoutMerged:
    """How many marks were new, changed, and already there."""

    new: int
    changed: int
    unchanged: int


def roll_entries(work: IntakeWork, on: date | None) -> pl.DataFrame:
    """The entries of one roll edition a commune: the newest not after `on`, else the newest.

    Columns: person_id, commune_code, bureau_code, order_number, list_type, identity_key,
    used_name, external_id ('' without). Entries without a bureau have an empty bureau_code.
    """
    work.do(_CHOOSE, {"on": on})
    return work.frame(
        _ENTRIES,
        {
            "person_id": pl.Int64,
            "commune_code": pl.String,
            "bureau_code": pl.String,
            "order_number": pl.Int32,
            "list_type": pl.String,
            "identity_key": pl.String,
            "used_name": pl.String,
            "external_id": pl.String,
        },
    )


def ensure_rounds(work: IntakeWork, rounds: Iterable[Round]) -> None:
    """Make the ballots and rounds a file speaks of; known ones keep their dates."""
    for held in rounds:
        values = {
            "ballot": held.ballot_code,
            "type": held.ballot_type.value,
            "year": held.year,
            "name": held.title().split(",")[0],
            "code": held.code,
            "number": held.turn,
            "held_on": held.held_on,
            "dated": held.dated,
        }
        work.do(_BALLOT, values)
        work.do(_ROUND, values)


def merge_turnout(work: IntakeWork, marks: pl.DataFrame, import_id: int) -> TurnoutMerged:
    """Merge marks (round_code, person_id, voted, proxy; one a round and person)."""
    work.stage("turnout_row", marks)
    values = {"import_id": import_id}
    changed = work.do(_CHANGED, values)
    new = work.do(_NEW, values)
    return TurnoutMerged(new, changed, marks.height - new - changed)


_CHOOSE = """
    create temporary table chosen_edition on commit drop as
    select distinct on (commune_code) id, commune_code
      from pb.roll_edition
     order by commune_code, (%(on)s::date is null or dated <= %(on)s::date) desc, dated desc
"""

_ENTRIES = """
    select e.person_id, c.commune_code, coalesce(b.code, ''), e.order_number, e.list_type,
           p.identity_key, p.used_name, coalesce(p.external_id, '')
      from chosen_edition c
      join pb.roll_entry e on e.edition_id = c.id
      join pb.person p on p.id = e.person_id
      left join pb.bureau b on b.id = e.bureau_id
"""

_BALLOT = """
    insert into pb.ballot (code, type, year, name)
    values (%(ballot)s, %(type)s, %(year)s, %(name)s)
        on conflict (code) do nothing
"""

_ROUND = """
    insert into pb.round (ballot_id, code, number, held_on, date_known)
    select b.id, %(code)s, %(number)s, %(held_on)s, %(dated)s
      from pb.ballot b
     where b.code = %(ballot)s
        on conflict (code) do nothing
"""

_CHANGED = """
    update pb.turnout t
       set voted = m.voted, proxy = m.proxy, import_id = %(import_id)s
      from turnout_row m
      join pb.round r on r.code = m.round_code
     where t.round_id = r.id and t.person_id = m.person_id
       and (t.voted, t.proxy) is distinct from (m.voted, m.proxy)
"""

_NEW = """
    insert into pb.turnout (round_id, person_id, voted, proxy, import_id)
    select r.id, m.person_id, m.voted, m.proxy, %(import_id)s
      from turnout_row m
      join pb.round r on r.code = m.round_code
     where not exists (select from pb.turnout t
                        where t.round_id = r.id and t.person_id = m.person_id)
"""
