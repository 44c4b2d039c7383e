-- Pressing Call. The database looks once more at the silence, the hours, objections and the number,
-- and keeps that this line rings from now on; only then is the number shown or dialled.

-- 'started', or why not: 'silence', 'hours', 'objected', 'retired', 'gone', 'conflict', 'session'.
-- The same call_uuid again: the same answer.
create or replace function api.start_call(token text, claim uuid, call_uuid uuid) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me    record;
    held  pb.claim;
    zone  text;
    line  pb.line;
    c     pb.campaign;
    now_  timestamptz := clock_timestamp();
    quiet record;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    if call_uuid is null then return '{"status": "invalid", "field": "call_uuid"}'; end if;
    select * into me from pb.who(token);
    if me.account_id is null then return '{"status": "session"}'; end if;
    held := pb.lock_claim(claim);
    if held.token is null or held.account_id <> me.account_id or held.ended_at is not null or held.due_at <= now_
       or held.claimed_in = pg_current_xact_id() then
        return '{"status": "gone"}';
    end if;
    if held.started_at is not null then
        return pb.claim_facts(held, case when held.call_uuid = start_call.call_uuid then 'started' else 'conflict' end);
    end if;
    if exists (select from pb.call k where k.call_uuid = start_call.call_uuid) then return '{"status": "conflict"}'; end if;

    select * into c from pb.campaign k where k.id = held.campaign_id;
    zone := pb.zone_of(held.queue_id);
    select * into line from pb.line l where l.id = held.line_id;
    if pb.silent(zone, now_) then
        select * into quiet from pb.silence(zone, now_);
        return jsonb_build_object('status', 'silence', 'until', quiet.ends, 'round', quiet.round_code);
    end if;
    if c.state <> 'open' or pb.is_over(c.round_id, now_) then return '{"status": "paused"}'; end if;
    if not pb.within_hours(c.id, zone, now_) then
        return jsonb_build_object('status', 'hours', 'until', pb.next_opening(c.id, zone, now_));
    end if;
    if line.objected_at is not null then return '{"status": "objected"}'; end if;
    if line.retired_at is not null or (pb.fiction(line.e164) and not (select o.practice from pb.office o)) then
        return '{"status": "retired"}';
    end if;

    update pb.claim k
       set call_uuid = start_call.call_uuid, started_at = now_, started_in = pg_current_xact_id(),
           due_at = least(now_ + o.claim_idle, k.claimed_at + o.claim_longest)
      from pb.office o
     where k.token = held.token
    returning k.* into held;
    update pb.queue q set due_at = held.due_at where q.id = held.queue_id and q.fence = held.fence;
    insert into pb.call (call_uuid, claim_token, campaign_id, queue_id, line_id, account_id, desk_id, started_at)
    values (held.call_uuid, held.token, held.campaign_id, held.queue_id, held.line_id, held.account_id, held.desk_id, now_);
    perform pb.note('call_started', me.account_id, me.desk_id, held.call_uuid::text);
    return pb.claim_facts(held, 'started');
end $$;

-- The number of a call whose start is committed; empty otherwise, in silence, and where the line was closed
-- since: an objection acknowledged between the two steps. The desk's next statement after start_call.
create or replace function api.number(token text, claim uuid) returns text
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
    return (
    select l.e164
      from pb.who(number.token) me
      join pb.claim c on c.token = number.claim and c.account_id = me.account_id
      join pb.line l on l.id = c.line_id
     where c.ended_at is null and c.due_at > clock_timestamp()
       and c.started_at is not null and c.started_in <> pg_current_xact_id()
       and l.objected_at is null and l.retired_at is null
       and not pb.silent(pb.zone_of(c.queue_id), clock_timestamp())
       and current_setting('transaction_isolation') = 'read committed');
end $$;
