-- Holding on to a line, and giving it back.

-- The desk's silent renewal while the card is open: ten more minutes, forty-five in all. What would gain less
-- than five seconds is answered as it stands: asked over and over it writes nothing.
create or replace function api.keep(token text, claim uuid) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me   record;
    kept pb.claim;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    select * into me from pb.who(token);
    if me.account_id is null then return '{"status": "session"}'; end if;
    perform reaper.reap();
    select c.* into kept
      from pb.claim c cross join pb.office o
     where c.token = claim and c.account_id = me.account_id and c.ended_at is null
       and c.due_at > clock_timestamp()
       and least(clock_timestamp() + o.claim_idle, c.claimed_at + o.claim_longest) - c.due_at
           between interval '0' and interval '5 seconds';
    if kept.token is not null then return pb.claim_facts(kept, 'kept'); end if;
    kept := pb.lock_claim(claim);
    update pb.claim c
       set due_at = least(clock_timestamp() + o.claim_idle, c.claimed_at + o.claim_longest)
      from pb.office o
     where c.token = claim and c.account_id = me.account_id and c.ended_at is null
       and c.due_at > clock_timestamp()
    returning c.* into kept;
    if kept.token is null then return '{"status": "gone"}'; end if;
    update pb.queue q set due_at = kept.due_at where q.id = kept.queue_id and q.fence = kept.fence and q.state = 1;
    update pb.session s set seen_at = clock_timestamp() where s.id = me.session_id;
    return pb.claim_facts(kept, 'kept');
end $$;

-- Giving back a line that was not dialled. Reasons: 'lock', 'close', 'pause', 'sign_out', and the skips 'known',
-- 'duplicate', 'other', which are counted and never serve the line to this caller again.
create or replace function api.release(token text, claim uuid, reason text) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me     record;
    held   pb.claim;
    caller pb.account;
    skips  boolean := reason in ('known', 'duplicate', 'other');
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    if reason is null or reason not in ('lock', 'close', 'pause', 'sign_out', 'known', 'duplicate', 'other') then
        return '{"status": "invalid", "field": "reason"}';
    end if;
    select * into me from pb.who(token);
    if me.account_id is null then return '{"status": "session"}'; end if;
    select * into caller from pb.account a where a.id = me.account_id for update;
    held := pb.lock_claim(claim);
    if held.token is null or held.account_id <> me.account_id or held.ended_at is not null then return '{"status": "gone"}'; end if;
    if held.started_at is not null then return '{"status": "dialled"}'; end if;
    if skips then
        if caller.hour_skips >= (select o.skips_an_hour from pb.office o)
           and caller.hour_started_at > clock_timestamp() - interval '1 hour' then
            perform pb.tell('skips_cap', held.campaign_id, me.account_id);
            return jsonb_build_object('status', 'cap', 'until', caller.hour_started_at + interval '1 hour');
        end if;
        update pb.account a set hour_skips = a.hour_skips + 1 where a.id = me.account_id;
        insert into pb.skip (queue_id, account_id, reason) values (held.queue_id, me.account_id, reason)
            on conflict do nothing;
        if caller.hour_skips + 1 >= (select o.skips_an_hour from pb.office o)
           and caller.hour_started_at > clock_timestamp() - interval '1 hour' then
            perform pb.tell('skips_cap', held.campaign_id, me.account_id);
        end if;
    end if;
    perform pb.give_back(held.token, reason);
    perform pb.note('released', me.account_id, me.desk_id, held.token::text, jsonb_build_object('reason', reason));
    return '{"status": "ok"}';
end $$;
