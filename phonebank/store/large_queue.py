"""A queue of millions for measuring, in a database made to be thrown away.

Every row has its line, its person and its target, as in a real campaign, so that a claim walks
trees of the depth it would walk there. Names and numbers are counted up; country code 999 is
nobody's.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.pool import NullPool

from phonebank.store.campaigns import CampaignStore, NewCampaign
from phonebank.store.connection import plain_errors
from phonebank.store.owner import OwnerStore
from phonebank.store.schema import migrate

DAYS_AHEAD = 60
_PIN = "246810"


class Scenario(StrEnum):
    """In which state the rows are."""

    FRESH = "fresh"
    HALF_COOLING = "half cooling"
    MOST_CLOSED = "90 % closed"
    FIFTH_DUE = "20 % due"


_STATE = {
    Scenario.FRESH: ("0", "null"),
    # The better half was tried an hour ago: what an evening looks like.
    Scenario.HALF_COOLING: (
        "case when score >= 50000 then 3 else 0 end",
        "case when score >= 50000 then now() + interval '19 hours' end",
    ),
    Scenario.MOST_CLOSED: ("case when score >= 10000 then 9 else 0 end", "null"),
    Scenario.FIFTH_DUE: (
        "case when score % 5 = 0 then 3 else 0 end",
        "case when score % 5 = 0 then now() - i * interval '1 millisecond' end",
    ),
}
_PEOPLE = (
    """
    insert into pb.bureau (commune_code, code, name)
    select '95999', lpad(i::text, 4, '0'), 'Bureau ' || i from generate_series(1, 100) i
    """,
    "insert into pb.source (label, legal_basis) values ('banc d''essai', 'essai')",
    """
    insert into pb.line (id, e164, kind) overriding system value
    select i, '+999' || lpad(i::text, 10, '0'), 'mobile' from generate_series(1, :lines) i
    """,
    """
    insert into pb.person (id, identity_key, birth_name, first_names, sex, birth_year,
                           commune_code, bureau_id, list_types) overriding system value
    select i, 'k' || i, 'NOM' || i, 'Camille', 'F', 1940 + i % 65, '95999', 1 + i % 100, '{LP}'
      from generate_series(1, :lines) i
    """,
    """
    insert into pb.line_person (line_id, person_id, source_id)
    select i, i, 1 from generate_series(1, :lines) i
    """,
    """
    insert into pb.target (campaign_id, person_id, queue_id)
    select :campaign, i, i from generate_series(1, :lines) i
    """,
)
_QUEUE = """
    insert into pb.queue (id, campaign_id, lane_id, line_id, state, attempts, score, rank, due_at)
        overriding system value
    select i, :campaign, :lane, i, {state}, 0, score, score, {due}
      from generate_series(1, :lines) i
     cross join lateral (select (i * 7919::bigint % 100003 % 100000)::int as score) s
"""
_HEADS = (
    "q.state = 0 order by q.rank desc, q.id",
    "q.state in (3, 4) order by q.due_at",
)
_AHEAD = """
    select count(l.e164), count(p.identity_key), count(by_id.state), count(by_line.state)
      from (select q.* from pb.queue q where q.campaign_id = :c and q.lane_id = 1 and {head}
             limit :lines) head
      join pb.line l on l.id = head.line_id
      join pb.line_person lp on lp.line_id = l.id
      join pb.target t on t.queue_id = head.id and t.person_id = lp.person_id
      join pb.person p on p.id = t.person_id
      join pb.queue by_id on by_id.id = head.id
      join pb.queue by_line on by_line.campaign_id = :c and by_line.line_id = head.line_id
"""
_FILLED = ("line", "person", "line_person", "target", "queue")
_PLAIN_INDEXES = text(
    """
    select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
      from pg_index i
     where i.indrelid = any (cast(:tables as regclass[])) and not i.indisunique
    """
)


def new_database(server: URL, name: str) -> URL:
    """Make an empty database in the server; its administrator's address."""
    engine = create_engine(server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        with plain_errors(), engine.connect() as connection:
            connection.exec_driver_sql(f"create database {name}")
    finally:
        engine.dispose()
    return server.set(database=name)


def make_office(url: URL) -> int:
    """Bring an empty database to the schema, with an open campaign; returns the campaign's id.

    `url` signs in as the server's administrator.
    """
    migrate(url)
    with OwnerStore(url) as owner:
        owner.found("Banc d'essai", practice=True)
        owner.set_caps(1_000_000_000, 1_000_000_000)
        held_on = (datetime.now(UTC) + timedelta(days=DAYS_AHEAD)).date()
        round_id = owner.add_round("M26T2", held_on)
        script, _ = owner.save_script("Essai", "fr", "other", "---\ntitle: Essai\n---\n")
        campaign = CampaignStore(owner).create(
            NewCampaign("Banc d'essai", round_id, script, (), any_hour=True),
            owner.callable_lines().with_columns(score=0),
        )
    with _replica(url) as connection:
        connection.execute(
            text("update pb.campaign set state = 'open' where id = :c"), {"c": campaign}
        )
        connection.execute(text("insert into pb.lane (zone) values ('Europe/Paris')"))
        connection.execute(
            text("insert into pb.campaign_lane select :c, id from pb.lane"), {"c": campaign}
        )
    return campaign


def fill(url: URL, campaign: int, lines: int, scenario: Scenario) -> None:
    """Put `lines` rows into the campaign's queue, instead of those there were.

    Takes about a minute a million the first time, a quarter of that for another scenario.
    """
    values = {"lines": lines, "campaign": campaign, "lane": 1}
    with _replica(url) as connection:
        connection.execute(text("truncate pb.queue, pb.claim, pb.claim_person, pb.call cascade"))
        steps = _PEOPLE if _count(connection, "pb.line") != lines else _PEOPLE[-1:]
        if steps is _PEOPLE:
            connection.execute(text("truncate pb.line, pb.person, pb.source, pb.bureau cascade"))
            connection.execute(text("alter sequence pb.source_id_seq restart"))
            connection.execute(text("alter sequence pb.bureau_id_seq restart"))
        state, due = _STATE[scenario]
        tables = [f"pb.{name}" for name in _FILLED]
        indexes = connection.execute(_PLAIN_INDEXES, {"tables": tables}).all()
        for name, _ in indexes:
            connection.exec_driver_sql(f"drop index {name}")
        for step in (*steps, _QUEUE.format(state=state, due=due)):
            connection.execute(text(step), values)
        for _, definition in indexes:
            connection.exec_driver_sql(definition)
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for table in (*_FILLED, "account", "desk", "session"):
            connection.exec_driver_sql(f"vacuum (analyze) pb.{table}")
        connection.exec_driver_sql("checkpoint")
    engine.dispose()


def read_ahead(url: URL, campaign: int, lines: int) -> None:
    """Bring into the server's memory what the next `lines` claims will read."""
    with _replica(url) as connection:
        for plan in ("seqscan", "bitmapscan", "hashjoin", "mergejoin"):
            connection.exec_driver_sql(f"set local enable_{plan} = off")
        for head in _HEADS:
            connection.execute(text(_AHEAD.format(head=head)), {"c": campaign, "lines": lines})


def sign_in_crowd(url: URL, callers: int, desk: str | None = None) -> tuple[str, ...]:
    """Sign invented people in, each at a desk of their own, or all at the one of the role `desk`.

    Returns their session tokens; `bench.session (client, role_name, token)` holds them too, for
    pgbench has no hands to type a PIN.
    """
    rows: list[dict[str, int | str]] = [
        {"client": client, "role": desk or f"bench_{client}", "token": secrets.token_hex(24)}
        for client in range(callers)
    ]
    with _replica(url) as connection:
        for statement in (
            "create schema bench",
            "create table bench.session (client int primary key, role_name text, token text)",
            # So that counts of pages are there when a measurement reads them.
            "grant execute on function pg_catalog.pg_stat_force_next_flush() to pb_desk",
        ):
            connection.exec_driver_sql(statement)
        connection.execute(text("insert into bench.session values (:client, :role, :token)"), rows)
        for statement in _SIGNED_IN:
            connection.exec_driver_sql(statement)
    return tuple(str(row["token"]) for row in rows)


_SIGNED_IN = (
    """
    do $$
    declare
        missing text;
    begin
        for missing in
            select distinct s.role_name from bench.session s
             where not exists (select from pg_catalog.pg_roles r where r.rolname = s.role_name)
        loop
            execute 'create role ' || quote_ident(missing) || ' login in role pb_desk';
        end loop;
    end $$
    """,
    """
    insert into pb.desk (role_name, label)
    select distinct s.role_name, s.role_name from bench.session s
        on conflict (role_name) do nothing
    """,
    """
    with made as (
        insert into pb.account (name, kind, charter_version)
        select 'pgbench ' || s.client, 'caller', o.charter_version
          from bench.session s cross join pb.office o
        returning id, split_part(name, ' ', 2)::int as client
    )
    insert into pb.session (account_id, desk_id, token_hash, expires_at)
    select m.id, d.id, sha256(convert_to(s.token, 'UTF8')), now() + interval '1 day'
      from made m
      join bench.session s using (client)
      join pb.desk d on d.role_name = s.role_name
    """,
)


def add_callers(url: URL, callers: int) -> tuple[tuple[int, str], ...]:
    """Add callers who sign in by PIN: (account id, PIN) each."""
    with OwnerStore(url) as owner:
        return tuple(
            (owner.add_caller(f"Banc {number}", _PIN, charter_accepted=True), _PIN)
            for number in range(callers)
        )


@contextmanager
def _replica(url: URL) -> Iterator[Connection]:
    """A transaction of the administrator's in which foreign keys are not looked at."""
    engine = create_engine(url, poolclass=NullPool)
    try:
        with plain_errors(), engine.begin() as connection:
            connection.exec_driver_sql("set local session_replication_role = replica")
            yield connection
    finally:
        engine.dispose()


def _count(connection: Connection, table: str) -> int:
    return int(connection.scalar(text(f"select count(*) from {table}")) or 0)  # noqa: S608
