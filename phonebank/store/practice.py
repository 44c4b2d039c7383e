"""A practice office's past: calls that were never made, put where real ones would stand."""

from __future__ import annotations

import polars as pl
from sqlalchemy import text

from phonebank.store.connection import plain_errors
from phonebank.store.owner import OwnerStore

_STEPS = (
    """
    insert into pb.desk (role_name, label, active) values ('practice', 'Poste 1', false)
    on conflict (role_name) do nothing
    """,
    """
    alter table past add column place bigint generated always as identity,
                     add column token uuid default gen_random_uuid(),
                     add column call_uuid uuid default gen_random_uuid()
    """,
    # Who was spoken to, by their place on the newest roll.
    """
    create temporary table met on commit drop as
    select distinct on (p.place) p.*, q.id as queue_id, q.line_id, a.id as account_id,
           d.id as desk_id, t.person_id
      from past p
      join pb.line l on l.e164 = p.e164
      join pb.queue q on q.line_id = l.id and q.campaign_id = :campaign
      join pb.account a on a.name = p.caller
      join pb.desk d on d.role_name = 'practice'
      left join pb.bureau b on b.code = p.bureau
      left join pb.roll_entry e on e.bureau_id = b.id and e.list_type = p.list_type
                               and e.order_number = p.order_number
      left join pb.target t on t.queue_id = q.id and t.person_id = e.person_id
     order by p.place, t.person_id nulls last
    """,
    "delete from met where person_id is null and (pb.rule(outcome)).needs_person",
    """
    insert into pb.claim (token, queue_id, campaign_id, line_id, account_id, desk_id, fence, why,
                          claimed_in, claimed_at, due_at, opened_at, call_uuid, started_in,
                          started_at, ended_at, end_reason)
    select token, queue_id, :campaign, line_id, account_id, desk_id, nextval('pb.fence'),
           'priority', pg_current_xact_id(), at, at, at, call_uuid, pg_current_xact_id(), at,
           at + seconds * interval '1 second', 'outcome'
      from met order by place
    """,
    """
    insert into pb.call (call_uuid, claim_token, campaign_id, queue_id, line_id, account_id,
                         desk_id, person_id, started_at, finished_at, outcome, body, body_hash,
                         seconds, note, information_given)
    select call_uuid, token, :campaign, queue_id, line_id, account_id, desk_id, person_id, at,
           at + seconds * interval '1 second', outcome,
           jsonb_build_object('outcome', outcome, 'person_id', person_id, 'note', note,
                              'callback_at', callback_at, 'callback_mine', false),
           '', seconds, note, outcome = 'conversation'
      from met order by place
    """,
    # Each call does to the queue what it would have done on its day.
    """
    do $$
    declare
        past record;
    begin
        for past in
            select m.queue_id, k.id from met m join pb.call k using (call_uuid) order by m.place
        loop
            update pb.queue q set state = 1, due_at = null
             where q.id = past.queue_id and q.state <> 9;
            if found then perform pb.apply(past.id); end if;
        end loop;
    end $$
    """,
    """
    update pb.alert a set settled_at = clock_timestamp(), settled_by = 'practice'
     where a.settled_at is null
       and a.id not in (select id from pb.alert order by id desc limit 3)
    """,
    "analyze pb.call",
)


def replay(owner: OwnerStore, campaign_id: int, calls: pl.DataFrame) -> int:
    """Put past calls into a practice office's campaign; returns how many found their line.

    `calls`, oldest first: at, callback_at (aware UTC), seconds, caller, e164, bureau, list_type,
    order_number, outcome, note.
    """
    columns = (
        "at", "seconds", "caller", "e164", "bureau", "list_type", "order_number", "outcome",
        "callback_at", "note",
    )  # fmt: skip
    with plain_errors(), owner.engine.begin() as connection:
        connection.execute(
            text(
                "create temporary table past (at timestamptz, seconds int, caller text, e164 text,"
                " bureau text, list_type text, order_number int, outcome text,"
                " callback_at timestamptz, note text) on commit drop"
            )
        )
        cursor = connection.connection.cursor()
        with cursor.copy("copy past from stdin (format csv)") as copy:
            copy.write(
                calls.select(columns)
                .write_csv(include_header=False, quote_style="non_numeric", null_value="")
                .encode()
            )
        cursor.close()
        for step in _STEPS:
            connection.execute(text(step), {"campaign": campaign_id} if ":campaign" in step else {})
        return int(connection.scalar(text("select count(*) from met")) or 0)
