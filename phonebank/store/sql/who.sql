-- Who is calling. The session token is bound to the desk that got it; a desk that was revoked, or whose
-- secret has ended, is nobody at once, even on a connection already open.

-- Called by every function of `api` that acts for a signed-in person. No row: not signed in here.
create or replace function pb.who(token text, out account_id int, out session_id bigint, out desk_id int)
    returns record language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    select s.account_id, s.id, s.desk_id
      into account_id, session_id, desk_id
      from pb.session s
      join pb.desk d    on d.id = s.desk_id and d.role_name = session_user and d.active
                       and coalesce(d.valid_until > clock_timestamp(), true)
      join pb.account a on a.id = s.account_id and a.active
     where s.token_hash = sha256(convert_to(token, 'UTF8'))
       and s.ended_at is null
       and s.expires_at > clock_timestamp();
end $$;

-- The desk of this connection, or null when it was revoked or its secret has ended.
create or replace function pb.this_desk() returns int
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (select d.id from pb.desk d
             where d.role_name = session_user and d.active and coalesce(d.valid_until > clock_timestamp(), true));
end $$;

-- First line of every writing function: an answer given means an answer kept, whatever the client
-- set; and under another isolation level a stale snapshot would slip past the counters.
create or replace function pb.steady() returns boolean
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform set_config('synchronous_commit', 'on', true);
    return current_setting('transaction_isolation') = 'read committed';
end $$;

-- A line of the audit. `subject` is an id or a code, never a name or a number.
create or replace function pb.note(action text, account int, desk int, subject text, facts jsonb default '{}')
    returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    insert into audit.entry (action, account_id, desk_id, subject, facts)
    values (note.action, account, desk, note.subject, note.facts);
end $$;

-- Tells the supervisor, once while it is unsettled.
create or replace function pb.tell(what text, campaign int, account int, call bigint default null, desk int default null)
    returns void language sql set search_path = pg_catalog, pg_temp as $$
    insert into pb.alert (kind, campaign_id, account_id, call_id, desk_id)
    select what, campaign, account, call, desk
     where call is not null
        or not exists (select from pb.alert a
                        where a.kind = what and a.settled_at is null
                          and a.account_id is not distinct from account
                          and a.campaign_id is not distinct from campaign
                          and a.desk_id is not distinct from desk)
$$;
