"""Two people who are one, made one; two contacts who are one, asked about together.

Every function works inside the transaction it is given; who calls writes the change down
(`people_change`), so that it can be taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from phonebank.store.people_change import person_columns

if TYPE_CHECKING:
    from phonebank.store.intake import IntakeWork


def on_one_list(work: IntakeWork, one: int, other: int) -> bool:
    """Whether both stand on one list of one roll: then they are two people."""
    return bool(work.rows(_ON_ONE_LIST, {"one": one, "other": other}))


def merge(work: IntakeWork, keep: int, gone: int) -> None:
    """Give the second person's calls, numbers, contacts, turnout and places to the first.

    What both have stays as the first has it; what only the second has completes the first.
    """
    values = {"keep": keep, "gone": gone}
    work.do(_KEEP_A_PROMISE, values)
    work.do(_TALKED_TO, values)
    work.do(_CANDIDATES, values)
    for table, column in person_columns(work):
        _move(work, table, column, keep, gone)
    work.do(_LISTS, values)
    work.do(_EMPTY_QUEUES, values)
    external = work.rows("select external_id from pb.person where id = %(gone)s", values)[0][0]
    work.do(_COMPLETE, values)
    work.do("delete from pb.person where id = %(gone)s", values)
    work.do(
        "update pb.person set external_id = coalesce(external_id, %(external)s)"
        " where id = %(keep)s",
        {**values, "external": external},
    )


def join(work: IntakeWork, contact: int, first: int, by: str) -> None:
    """The first contact and the other are one person: they are asked about together."""
    work.do(_JOIN, {"contact": contact, "first": first, "by": by})


def _move(work: IntakeWork, table: str, column: str, keep: int, gone: int) -> None:
    """Point a table's rows at the person kept; where that would be twice the same, drop them."""
    name, own = sql.Identifier("pb", table), sql.Identifier(column)
    clashes = []
    for (columns,) in work.rows(_UNIQUE, {"table": f"pb.{table}", "column": column}):
        others = [sql.Identifier(other) for other in columns if other != column]
        same = [sql.SQL("o.{0} is not distinct from t.{0}").format(other) for other in others]
        clashes.append(sql.SQL(" and ").join([sql.SQL("true"), *same]))
    values = {"keep": keep, "gone": gone}
    for clash in clashes:
        work.do(
            sql.SQL(
                "delete from {name} t where t.{own} = %(gone)s and exists"
                " (select from {name} o where o.{own} = %(keep)s and {clash})"
            )
            .format(name=name, own=own, clash=clash)
            .as_string(),
            values,
        )
    work.do(
        sql.SQL("update {name} set {own} = %(keep)s where {own} = %(gone)s")
        .format(name=name, own=own)
        .as_string(),
        values,
    )


_ON_ONE_LIST = """
    select 1
      from pb.roll_entry a
      join pb.roll_entry b on b.edition_id = a.edition_id and b.list_type = a.list_type
     where a.person_id = %(one)s and b.person_id = %(other)s
     limit 1
"""

# A callback promised on the second's line is kept: that is the line the campaign holds for both.
_KEEP_A_PROMISE = """
    update pb.target t
       set queue_id = other.queue_id
      from pb.target other
      join pb.queue q on q.id = other.queue_id and q.state = 2
     where t.person_id = %(keep)s and other.person_id = %(gone)s
       and other.campaign_id = t.campaign_id and t.done_at is null and other.done_at is null
       and not exists (select from pb.queue own where own.id = t.queue_id and own.state = 2)
"""

# Whoever was talked to under one name is not called again under the other.
_TALKED_TO = """
    update pb.target t
       set done_at = other.done_at, done_by = other.done_by, outcome = other.outcome
      from pb.target other
     where t.person_id = %(keep)s and other.person_id = %(gone)s
       and other.campaign_id = t.campaign_id and t.done_at is null and other.done_at is not null
"""

_CANDIDATES = """
    update pb.contact c
       set candidates = coalesce(
               (select jsonb_agg(case when (k ->> 0)::bigint = %(gone)s
                                      then jsonb_build_array(%(keep)s::bigint, k -> 1) else k end)
                  from jsonb_array_elements(c.candidates) k
                 where not ((k ->> 0)::bigint = %(gone)s
                            and c.candidates @> jsonb_build_array(
                                    jsonb_build_array(%(keep)s::bigint)))), '[]')
     where c.candidates @> jsonb_build_array(jsonb_build_array(%(gone)s::bigint))
"""

_UNIQUE = """
    select array(select a.attname::text
                   from pg_catalog.pg_attribute a
                  where a.attrelid = i.indrelid and a.attnum = any (i.indkey))
      from pg_catalog.pg_index i
     where i.indrelid = %(table)s::regclass and i.indisunique and i.indpred is null
       and exists (select from pg_catalog.pg_attribute a
                    where a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                      and a.attname = %(column)s)
"""

_LISTS = """
    update pb.person p
       set list_types = array(select distinct each
                                from pb.person o, unnest(o.list_types) each
                               where o.id in (%(keep)s, %(gone)s) order by 1)
     where p.id = %(keep)s
"""

# A line for whom nobody is left to talk to is called no more.
_EMPTY_QUEUES = """
    update pb.queue q
       set state = 9, due_at = null, callback_for = null, callback_at = null, done_why = 'merged'
     where q.state in (0, 2, 3)
       and q.line_id in (select lp.line_id from pb.line_person lp where lp.person_id = %(keep)s)
       and not exists (select from pb.target t where t.queue_id = q.id and t.done_at is null)
"""

_COMPLETE = """
    update pb.person p
       set used_name = coalesce(nullif(p.used_name, ''),
                                case when o.used_name not in ('', p.birth_name) then o.used_name
                                     when o.birth_name <> p.birth_name then o.birth_name
                                     else '' end),
           first_names = coalesce(nullif(p.first_names, ''), o.first_names),
           sex = coalesce(nullif(p.sex, ''), o.sex),
           birth_year = coalesce(p.birth_year, o.birth_year),
           birth_month = case when p.birth_year is null then o.birth_month else p.birth_month end,
           birth_day = case when p.birth_year is null then o.birth_day else p.birth_day end,
           address_id = coalesce(p.address_id, o.address_id),
           commune_code = coalesce(nullif(p.commune_code, ''), o.commune_code),
           bureau_id = coalesce(p.bureau_id, o.bureau_id),
           language = coalesce(p.language, o.language),
           departed_on = case when o.bureau_id is not null and o.departed_on is null then null
                              else p.departed_on end,
           moved_at = coalesce(p.moved_at, o.moved_at),
           deceased_at = coalesce(p.deceased_at, o.deceased_at)
      from pb.person o
     where p.id = %(keep)s and o.id = %(gone)s
"""

_JOIN = """
    update pb.contact c
       set same_as = coalesce(f.same_as, f.id), decided_at = clock_timestamp(),
           decided_by = %(by)s
      from pb.contact f
     where f.id = %(first)s
       and (c.id = %(contact)s or c.same_as = %(contact)s) and c.id <> coalesce(f.same_as, f.id)
"""
