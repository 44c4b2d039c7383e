"""A large invented town with ten past rounds, for measurements only."""

from __future__ import annotations

from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from phonebank.domain.rounds import Round
from phonebank.store.connection import plain_errors
from phonebank.store.owner import OwnerStore

_A_BUREAU = 900
"""Voters of a bureau."""

_PEOPLE = """
    insert into pb.bureau (commune_code, code)
    select '95999', lpad(i::text, 5, '0') from generate_series(1, :bureaux) i;
    insert into pb.import (kind, file_name, file_sha256) values ('roll', 'banc', 'banc');
    insert into pb.roll_edition (commune_code, dated, import_id)
    select '95999', date '2026-01-01', max(id) from pb.import;
    insert into pb.person (identity_key, birth_name, birth_year, bureau_id, list_types)
    select 'k' || i, 'NOM', 1935 + (i * 7919::bigint % 73)::int, b.first + i % :bureaux, '{LP}'
      from generate_series(1, :people) i, (select min(id) as first from pb.bureau) b;
    insert into pb.roll_entry (edition_id, person_id, list_type, bureau_id, order_number)
    select d.id, p.id, 'LP', p.bureau_id, p.id from pb.person p, pb.roll_edition d
"""
_TURNOUT = """
    insert into pb.turnout (round_id, person_id, voted)
    select r.id, p.id, (p.id * 48271 + r.id * 16807) % 2147483647 % 100 < 35 + p.id % 40
      from pb.round r, pb.person p where r.code = :code
"""


def fill_turnout(url: URL, people: int, rounds: tuple[Round, ...]) -> None:
    """Put `people` on the roll of the empty office at `url`, with turnout known in every round.

    `url` signs in as the server's administrator. About two minutes for a million and ten rounds.
    """
    with OwnerStore(url) as owner:
        for each in rounds:
            owner.add_round(each.code, each.held_on)
    engine = create_engine(url, poolclass=NullPool)
    try:
        with plain_errors(), engine.begin() as connection:
            connection.execute(text("set local session_replication_role = replica"))
            values = {"people": people, "bureaux": max(people // _A_BUREAU, 1)}
            for step in _PEOPLE.split(";"):
                connection.execute(text(step), {k: v for k, v in values.items() if f":{k}" in step})
            for each in rounds:
                connection.execute(text(_TURNOUT), {"code": each.code})
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("vacuum analyze pb.person, pb.roll_entry, pb.turnout"))
    finally:
        engine.dispose()
