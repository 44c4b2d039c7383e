-- The tables. Run as pb_owner; the audit's belong to pb_audit (see roles.sql).
-- Times are timestamptz by the server's clock. Nothing here is readable by a desk.

create table pb.office (
    id                  boolean primary key default true check (id),
    name                text not null,
    practice            boolean not null,
    time_zone           text not null default 'Europe/Paris',
    controller          text not null default '',  -- who answers for the data, named in the script
    rights_contact      text not null default '',  -- where a person writes to exercise their rights
    practice_silence    boolean not null default false,  -- shows what silence looks like
    claims_an_hour      int not null default 60,
    skips_an_hour       int not null default 10,
    claim_idle          interval not null default '10 minutes',
    claim_longest       interval not null default '45 minutes',
    created_at          timestamptz not null default now()
);

-- People who work here ------------------------------------------------------------------------

create table pb.account (
    id              int generated always as identity primary key,
    name            text not null unique,
    kind            text not null check (kind in ('caller', 'supervisor', 'owner')),
    language        text not null default 'fr',        -- of the screens
    spoken          text[] not null default '{fr}',    -- languages this person can call in
    pin_hash        text,
    login           text unique,                       -- a supervisor's own database role
    active          boolean not null default true,
    hour_started_at timestamptz not null default now(),
    hour_claims     int not null default 0,
    hour_skips      int not null default 0,
    created_at      timestamptz not null default now()
);

create table pb.desk (
    id              int generated always as identity primary key,
    role_name       text not null unique,
    label           text not null,
    active          boolean not null default true,
    pin_failures    int not null default 0,
    pin_wait_until  timestamptz,
    created_at      timestamptz not null default now()
);

create table pb.session (
    id          bigint generated always as identity primary key,
    account_id  int not null references pb.account,
    desk_id     int not null references pb.desk,
    token_hash  bytea not null unique,
    started_at  timestamptz not null default now(),
    seen_at     timestamptz not null default now(),
    expires_at  timestamptz not null,
    ended_at    timestamptz
);
create unique index session_one_live on pb.session (account_id) where ended_at is null;

create table pb.pin_check (
    id          uuid primary key,
    desk_id     int not null references pb.desk,
    account_id  int not null,
    accepted    boolean not null,
    asked_in    xid8 not null,
    asked_at    timestamptz not null default now(),
    used        boolean not null default false
);

-- Files ---------------------------------------------------------------------------------------

create table pb.import (
    id          int generated always as identity primary key,
    kind        text not null,
    file_name   text not null,
    file_sha256 text not null,
    legal_basis text not null default '',
    undertaking text not null default '',   -- R8: not to use the roll commercially; where turnout was read
    by_login    text not null default session_user,
    started_at  timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    counts      jsonb not null default '{}',
    undone_at   timestamptz
);

create table pb.source (
    id           int generated always as identity primary key,
    label        text not null,
    legal_basis  text not null default '',
    collected_on date,
    import_id    int references pb.import,
    unique nulls not distinct (label, legal_basis, collected_on)
);

-- The roll ------------------------------------------------------------------------------------

create table pb.bureau (
    id           int generated always as identity primary key,
    commune_code text not null,
    code         text not null,             -- text: '0001', '13A'
    name         text not null default '',
    address      text not null default '',
    postcode     text not null default '',
    city         text not null default '',
    opens        time,
    closes       time,
    latitude     double precision,
    longitude    double precision,
    wheelchair   boolean,
    import_id    int references pb.import,
    unique (commune_code, code)
);

create table pb.address (
    id            bigint generated always as identity primary key,
    key           text not null unique,     -- canonical form; one row a dwelling entrance
    street_number text not null default '',
    street        text not null default '',
    extra         text not null default '',
    locality      text not null default '',
    postcode      text not null default '',
    city          text not null default '',
    country       text not null default ''
);

create table pb.person (
    id           bigint generated always as identity primary key,
    identity_key text not null,             -- canonical names|birth; not unique: homonyms exist
    birth_name   text not null,
    used_name    text not null default '',
    first_names  text not null default '',
    sex          text not null default '' check (sex in ('', 'F', 'M')),
    birth_year   smallint,
    birth_month  smallint,                  -- null: unknown (00/00/1953)
    birth_day    smallint,
    address_id   bigint references pb.address,
    commune_code text not null default '',
    bureau_id    int references pb.bureau,
    list_types   text[] not null default '{}',  -- LP, LCM, LCE: for eligibility only (R9)
    language     text,                      -- learnt on the telephone
    external_id  text,
    departed_on  date,                      -- absent from the newest roll edition
    moved_at     timestamptz,               -- said on the telephone
    deceased_at  timestamptz,
    import_id    int references pb.import,
    changed_at   timestamptz not null default now()
);
create index person_identity on pb.person (identity_key);
create index person_bureau on pb.person (bureau_id);
create index person_address on pb.person (address_id);
create unique index person_external on pb.person (external_id) where external_id is not null;

create table pb.roll_edition (
    id           int generated always as identity primary key,
    commune_code text not null,
    commune_name text not null default '',
    dated        date not null,
    import_id    int not null references pb.import,
    unique (commune_code, dated)
);

-- Order numbers are renumbered at each edition: a key inside one edition and list only.
create table pb.roll_entry (
    edition_id   int not null references pb.roll_edition on delete cascade,
    person_id    bigint not null references pb.person on delete cascade,
    list_type    text not null,
    bureau_id    int references pb.bureau,
    order_number int,
    import_id    int references pb.import,
    primary key (edition_id, person_id, list_type)
);
create index roll_entry_number on pb.roll_entry (edition_id, bureau_id, order_number);
create index roll_entry_person on pb.roll_entry (person_id);

create table pb.ballot (
    id        int generated always as identity primary key,
    code      text not null unique,         -- 'M26'
    type      text not null check (type in ('M', 'P', 'L', 'E', 'R', 'D')),
    year      smallint not null,
    name      text not null default '',
    territory text not null default '',
    purge_on  date                          -- R7: the data's expiry
);

create table pb.round (
    id         int generated always as identity primary key,
    ballot_id  int not null references pb.ballot,
    code       text not null unique,        -- 'M26T1'
    number     smallint not null,
    held_on    date not null,
    date_known boolean not null default true
);

create table pb.turnout (
    round_id  int not null references pb.round,
    person_id bigint not null references pb.person on delete cascade,
    voted     boolean not null,             -- no row: unknown, never "abstained"
    proxy     boolean not null default false,
    import_id int references pb.import,
    primary key (round_id, person_id)
);
create index turnout_person on pb.turnout (person_id);

-- Telephones ----------------------------------------------------------------------------------

create table pb.line (
    id          bigint generated always as identity primary key,
    e164        text not null unique check (e164 ~ '^\+[1-9][0-9]{6,14}$'),
    kind        text not null default 'other' check (kind in ('mobile', 'fixed', 'other')),
    abroad      boolean not null default false,
    time_zone   text not null default '',
    doubts      smallint not null default 0,    -- callers who heard "out of service"
    retired_at  timestamptz,
    retired_by  bigint,                         -- the call that retired it
    objected_at timestamptz,                    -- R3: never served, anywhere
    import_id   int references pb.import
);

create table pb.line_person (
    line_id   bigint not null references pb.line on delete cascade,
    person_id bigint not null references pb.person on delete cascade,
    source_id int not null references pb.source,    -- a number without a lawful source is never served
    given_on  date,
    import_id int references pb.import,
    primary key (line_id, person_id, source_id)
);
create index line_person_person on pb.line_person (person_id);

create table pb.contact (
    id           bigint generated always as identity primary key,
    import_id    int not null references pb.import,
    row_number   int not null,
    external_id  text not null default '',
    family_name  text not null default '',
    first_name   text not null default '',
    birth_year   smallint,
    birth_month  smallint,
    birth_day    smallint,
    address      text not null default '',
    postcode     text not null default '',
    email        text not null default '',
    phones       text[] not null default '{}',  -- E.164
    tags         text[] not null default '{}',
    source_id    int not null references pb.source,
    band         text not null check (band in ('sure', 'review', 'none')),
    person_id    bigint references pb.person on delete set null,
    candidates   jsonb not null default '[]',   -- [[person_id, likeness], …] for the review queue
    fingerprint  text not null,                 -- the row's content: the same again changes nothing
    unique (fingerprint)
);
create index contact_person on pb.contact (person_id);

-- R3. The keyed hashes survive re-import, restore and purge; their key is outside the database.
create table pb.objection (
    id          bigint generated always as identity primary key,
    line_id     bigint references pb.line on delete set null,
    person_id   bigint references pb.person on delete set null,
    line_hmac   bytea,
    person_hmac bytea,
    key_id      text not null default '',
    receipt     text not null unique,
    origin      text not null check (origin in ('call', 'import', 'supervisor')),
    claim_token uuid,
    import_id   int references pb.import,
    made_at     timestamptz not null default now(),
    lifted_at   timestamptz,
    lifted_by   text,
    lift_reason text
);
create index objection_line on pb.objection (line_id) where lifted_at is null;
create index objection_line_hmac on pb.objection (line_hmac) where lifted_at is null;
create unique index objection_claim on pb.objection (claim_token) where claim_token is not null;

-- Campaigns -----------------------------------------------------------------------------------

create table pb.script (
    id       int generated always as identity primary key,
    title    text not null,
    language text not null,
    purpose  text not null default 'other'
);

create table pb.script_version (
    id         int generated always as identity primary key,
    script_id  int not null references pb.script,
    number     int not null,
    body       text not null,
    created_at timestamptz not null default now(),
    created_by text not null default session_user,
    unique (script_id, number)
);

create table pb.campaign (
    id               int generated always as identity primary key,
    name             text not null unique,
    round_id         int not null references pb.round,
    script_id        int not null references pb.script,
    state            text not null default 'draft' check (state in ('draft', 'open', 'paused', 'closed')),
    attempts_allowed smallint not null default 3 check (attempts_allowed between 1 and 4),
    abroad_allowed   boolean not null default false,
    any_hour         boolean not null default false,    -- practice offices only
    created_at       timestamptz not null default now(),
    opened_at        timestamptz,
    closed_at        timestamptz
);

-- R2. Local time of the voter; weekday 1 is Monday. Sundays cannot be entered.
create table pb.calling_hours (
    campaign_id int not null references pb.campaign on delete cascade,
    weekday     smallint not null check (weekday between 1 and 6),
    opens       time not null check (opens >= '09:00'),
    closes      time not null check (closes <= '21:00'),
    primary key (campaign_id, weekday, opens),
    check (opens < closes)
);

create table pb.holiday (
    zone text not null,
    day  date not null,
    name text not null default '',
    primary key (zone, day)
);

-- The queue -----------------------------------------------------------------------------------

-- A lane is a time zone and a language: what decides, besides rank, who may be served a line now.
create table pb.lane (
    id       smallint generated always as identity primary key,
    zone     text not null,
    language text not null default '',      -- '': any caller
    unique (zone, language)
);

-- One row a (campaign, line): its row lock is the household's lock.
-- state: 0 ready, 1 claimed, 2 callback, 3 cooling, 4 in doubt, 9 done.
create table pb.queue (
    id           bigint generated always as identity primary key,
    campaign_id  int not null,
    lane_id      smallint not null,
    line_id      bigint not null,
    state        smallint not null default 0,
    attempts     smallint not null default 0,
    slots        smallint not null default 0,   -- bits of the time slots already tried
    message_left boolean not null default false,
    score        int not null,                  -- 0 … 100000, from targeting
    rank         int not null,
    due_at       timestamptz,                   -- what has a clock: claims, callbacks, cool-downs, doubts
    callback_for int,                           -- the caller who promised, first served from callback_at
    callback_at  timestamptz,
    fence        bigint not null default 0,
    done_why     text,
    unique (campaign_id, line_id)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500,
        autovacuum_vacuum_cost_delay = 0);
create index queue_ready on pb.queue (campaign_id, lane_id, rank desc, id) where state = 0;
create index queue_due on pb.queue (campaign_id, due_at) where state in (1, 2, 3, 4);
create index queue_promised on pb.queue (campaign_id, callback_for, callback_at)
    where state = 2 and callback_for is not null;
create index queue_line on pb.queue (line_id);

create table pb.campaign_lane (
    campaign_id int not null references pb.campaign on delete cascade,
    lane_id     smallint not null references pb.lane,
    primary key (campaign_id, lane_id)
);

-- Whom a campaign wants to talk to, and through which line for now.
create table pb.target (
    campaign_id int not null references pb.campaign on delete cascade,
    person_id   bigint not null references pb.person on delete cascade,
    queue_id    bigint not null references pb.queue,
    done_at     timestamptz,
    done_by     bigint,                     -- the call that settled it
    outcome     text,
    primary key (campaign_id, person_id)
);
create index target_queue on pb.target (queue_id);

create table pb.skip (
    queue_id   bigint not null references pb.queue on delete cascade,
    account_id int not null references pb.account,
    reason     text not null,
    at         timestamptz not null default now(),
    primary key (queue_id, account_id)
);

create sequence pb.fence;

create table pb.claim (
    token       uuid primary key,
    queue_id    bigint not null references pb.queue,
    campaign_id int not null,
    line_id     bigint not null,
    account_id  int not null references pb.account,
    desk_id     int not null references pb.desk,
    fence       bigint not null,
    why         text not null,
    claimed_in  xid8 not null,              -- commit, then reveal
    claimed_at  timestamptz not null,
    due_at      timestamptz not null,
    opened_at   timestamptz,
    call_uuid   uuid unique,
    started_in  xid8,
    started_at  timestamptz,
    ended_at    timestamptz,
    end_reason  text
) with (fillfactor = 80);
create unique index claim_one_a_line on pb.claim (line_id) where ended_at is null;
create unique index claim_one_a_caller on pb.claim (account_id) where ended_at is null;
create index claim_queue on pb.claim (queue_id);

create table pb.claim_person (
    claim_token uuid not null references pb.claim on delete cascade,
    person_id   bigint not null,
    live        boolean not null default true,
    primary key (claim_token, person_id)
);
create unique index claim_one_a_person on pb.claim_person (person_id) where live;

-- Calls ---------------------------------------------------------------------------------------

create table pb.call (
    id                bigint generated always as identity primary key,
    call_uuid         uuid not null unique,
    claim_token       uuid not null references pb.claim,
    campaign_id       int not null,
    queue_id          bigint not null,
    line_id           bigint not null,
    account_id        int not null,         -- the claim's caller, whoever is signed in now
    desk_id           int not null,
    person_id         bigint references pb.person on delete set null,
    started_at        timestamptz,
    finished_at       timestamptz,
    outcome           text,
    body_hash         bytea,
    body              jsonb,
    late              boolean not null default false,
    seconds           int,
    note              text not null default '',
    information_given boolean not null default false,
    script_version_id int,
    before            jsonb,                -- the queue row before this call's effect, for corrections
    version           int not null default 1
);
create index call_line on pb.call (line_id, started_at);
create index call_caller on pb.call (account_id, finished_at desc);
create index call_campaign on pb.call (campaign_id, finished_at);

create table pb.answer (
    call_id  bigint not null references pb.call on delete cascade,
    question text not null,
    answer   text not null,
    words    text not null default '',
    primary key (call_id, question)
);

create table pb.call_version (
    call_id     bigint not null references pb.call on delete cascade,
    version     int not null,
    body        jsonb not null,
    replaced_at timestamptz not null default now(),
    replaced_by int,
    primary key (call_id, version)
);

-- An outcome the server cannot place (it lost the claim): the supervisor decides.
create table pb.orphan (
    call_uuid  uuid primary key,
    desk_id    int not null,
    claim_token uuid,
    body       jsonb not null,
    reason     text not null,
    parked_at  timestamptz not null default now(),
    settled_at timestamptz
);

create table pb.alert (
    id          bigint generated always as identity primary key,
    kind        text not null,
    campaign_id int,
    account_id  int,
    call_id     bigint,
    made_at     timestamptz not null default now(),
    settled_at  timestamptz,
    settled_by  text
);
create index alert_open on pb.alert (made_at) where settled_at is null;

-- Figures a bar shows, recounted by whoever asks when they are stale; never a hot row.
create table pb.progress (
    campaign_id int primary key references pb.campaign on delete cascade,
    counted_at  timestamptz not null,
    took        interval not null,
    ready       int not null,
    claimed     int not null,
    callback    int not null,
    cooling     int not null,
    in_doubt    int not null,
    done        int not null
);
