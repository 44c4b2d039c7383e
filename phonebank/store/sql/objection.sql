-- R3. An objection closes the line everywhere at once, before the call is even told.

-- A code a person can read out and write down: no vowels, no look-alikes.
create or replace function pb.receipt_code() returns text
    language sql volatile set search_path = pg_catalog, pg_temp as $$
    select string_agg(substr('23456789BCDFGHJKMNPQRSTVWX', 1 + get_byte(b, i) % 26, 1)
                      || case when i = 3 then '-' else '' end, '' order by i)
      from pb.gen_random_bytes(8) b, generate_series(0, 7) i
$$;

-- Closes the line in every campaign; the receipt. The same claim again: the same receipt. A line that was
-- erased meanwhile is closed by that; the receipt is kept.
create or replace function pb.object_to(line bigint, claim uuid, origin text) returns text
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    code text;
begin
    select o.receipt into code from pb.objection o where o.claim_token = claim;
    if code is not null then return code; end if;
    insert into pb.objection (line_id, receipt, origin, claim_token)
    values ((select l.id from pb.line l where l.id = line), pb.receipt_code(), object_to.origin, claim)
    returning receipt into code;
    update pb.line l set objected_at = coalesce(l.objected_at, clock_timestamp()) where l.id = line;
    update pb.queue q set state = 9, due_at = null, callback_for = null, callback_at = null, done_why = 'objection'
     where q.line_id = line and q.state in (0, 2, 3, 4);
    return code;
end $$;

-- The desk's one key. The call itself is told afterwards, as do_not_call.
create or replace function api.object_line(claim uuid) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    held pb.claim;
    code text;
    told boolean;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    if pb.this_desk() is null then return '{"status": "revoked"}'; end if;
    held := pb.lock_claim(claim);
    if held.token is null then return '{"status": "unknown"}'; end if;
    told := exists (select from pb.objection o where o.claim_token = held.token);
    code := pb.object_to(held.line_id, held.token, 'call');
    if not told then perform pb.note('objection', held.account_id, held.desk_id, held.token::text); end if;
    return jsonb_build_object('status', 'ok', 'receipt', code);
end $$;
