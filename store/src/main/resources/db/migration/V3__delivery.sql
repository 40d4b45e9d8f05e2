-- Delivery in full: all settings of sinks and endpoints, dead letters and orders about them, attempts, counts.

------------------------------------------------------------------------------ settings of sinks

alter table rowhook.sink
    drop constraint sink_group_by_check,
    drop constraint sink_status_check,
    -- Of group_by 'columns': their names, whatever the table.
    add column group_columns text[],
    -- The worker pauses a sink, too, and then says why.
    add column status_reason text,
    add column batch_bytes int not null default 1048576 check (batch_bytes between 1024 and 16777216),
    add column batch_timeout interval not null default '0',
    -- Null: a message never gets too old, or is tried without an end.
    add column max_age interval default '3 days',
    add column max_attempts int check (max_attempts between 1 and 100000),
    -- Lists such as {500-599,!503}.
    add column retry_statuses text[] not null default '{100-999}',
    add column accept_statuses text[] not null default '{}',
    add column discard_statuses text[] not null default '{}',
    add column on_exhausted text not null default 'park_group'
        check (on_exhausted in ('park_group', 'continue', 'pause_sink')),
    add column format text not null default 'native'
        check (format in ('native', 'cloudevents', 'cloudevents_binary')),
    add column timestamp_format text not null default 'iso8601'
        check (timestamp_format in ('iso8601', 'unix_microsecond')),
    add column bigint_as_string boolean not null default false,
    add column compression text not null default 'none' check (compression in ('none', 'gzip')),
    add column max_message_bytes int not null default 5242880
        check (max_message_bytes between 1024 and 67108864),
    add column on_oversize text not null default 'dead_letter'
        check (on_oversize in ('dead_letter', 'omit_columns')),
    add column headers jsonb not null default '{}',
    add column attempt_retention interval not null default '7 days',
    add column dead_letter_retention interval not null default '30 days',
    add constraint sink_status_check check (status in ('active', 'paused')),
    add constraint sink_group_by_check check (
        group_by in ('primary_key', 'none', 'sink', 'columns')
        and (group_by = 'columns') = (group_columns is not null));

------------------------------------------------------------------------------ settings of endpoints

-- `auth_secret` is the sealed token, password or client secret; `auth` holds the rest, such as
-- {"username": …} or {"token_url", "client_id", "scopes", "audience", "client_authentication"}.
-- `client_key` is a sealed PKCS #8 key in PEM.
alter table rowhook.http_endpoint
    add column status text not null default 'active' check (status in ('active', 'disabled')),
    add column status_reason text,
    add column status_since timestamptz not null default now(),
    add column auth_type text not null default 'none'
        check (auth_type in ('none', 'bearer', 'basic', 'oauth2_client_credentials')),
    add column auth jsonb not null default '{}',
    add column auth_secret bytea,
    add column tls_ca text,
    add column client_certificate text,
    add column client_key bytea,
    -- At most rate_requests in each rate_per, on each node; null: as fast as it can take them.
    add column rate_requests int check (rate_requests between 1 and 1000000),
    add column rate_per interval,
    add column breaker_failures int not null default 5 check (breaker_failures between 1 and 1000),
    add column breaker_first_pause interval not null default '1 second',
    add column breaker_max_pause interval not null default '30 seconds',
    add constraint http_endpoint_rate check ((rate_requests is null) = (rate_per is null)),
    add constraint http_endpoint_auth check ((auth_type = 'none') = (auth_secret is null)),
    add constraint http_endpoint_client check ((client_certificate is null) = (client_key is null));

-- The keys that sign requests to an endpoint: all that have not expired do. `sealed` is the secret
-- as it is written (whsec_…, whsk_…), `public_key` that of v1a (whpk_…).
create table rowhook.http_endpoint_signing_key (
    account_id  uuid        not null,
    endpoint_id uuid        not null,
    id          uuid        not null,
    scheme      text        not null check (scheme in ('v1', 'v1a')),
    sealed      bytea       not null,
    public_key  text,
    fingerprint text        not null,
    created_at  timestamptz not null default now(),
    expires_at  timestamptz,
    primary key (account_id, endpoint_id, id),
    foreign key (account_id, endpoint_id) references rowhook.http_endpoint on delete cascade
);

------------------------------------------------------------------------------ dead letters

-- A row with `dead_at` is a dead letter: nobody tries it again. While it `holds`, its groups wait for
-- it; one that does not hold was passed over. `row_hash` names table and key of the row, so that it can
-- be searched for. `redriven`: somebody gave it another turn, out of its order. `aging_from` is where the
-- sink's aging stood at its first attempt.
alter table rowhook.sink_pending
    add column dead_at timestamptz,
    add column dead_reason text,
    add column holds boolean not null default true,
    add column redriven boolean not null default false,
    add column row_hash bigint,
    add column aging_from bigint,
    add constraint sink_pending_dead check (
        (dead_at is null) = (dead_reason is null) and (dead_at is null or next_try is null));

drop index rowhook.sink_pending_account_id_sink_id_group_a_seq_idx;
drop index rowhook.sink_pending_account_id_sink_id_group_b_seq_idx;
create index sink_pending_group_a on rowhook.sink_pending (account_id, sink_id, group_a, seq) where holds;
create index sink_pending_group_b on rowhook.sink_pending (account_id, sink_id, group_b, seq)
    where holds and group_b is not null;
create index sink_pending_dead on rowhook.sink_pending (account_id, sink_id, dead_at, seq)
    where dead_at is not null;
create index sink_pending_row on rowhook.sink_pending (account_id, sink_id, row_hash)
    where row_hash is not null;

-- What a person wants done with the dead letters of a sink; its owner does it, and says so. Each part of
-- the selection that is not null narrows it; `seqs` names them one by one. Of those that died after
-- `created_at` none is meant.
create table rowhook.sink_order (
    account_id   uuid        not null,
    id           uuid        not null,
    sink_id      uuid        not null,
    action       text        not null check (action in ('redrive', 'discard')),
    seqs         bigint[],
    reason       text,
    died_from    timestamptz,
    died_to      timestamptz,
    relations    int[],
    row_hash     bigint,
    requested_by uuid,
    created_at   timestamptz not null default now(),
    done_at      timestamptz,
    affected     bigint,
    primary key (account_id, id),
    foreign key (account_id, sink_id) references rowhook.sink on delete cascade
);
create index on rowhook.sink_order (account_id, sink_id) where done_at is null;

-- Dead letters that are gone, and who had them go: the order, or, without one, their retention.
create table rowhook.sink_discard (
    account_id   uuid        not null,
    sink_id      uuid        not null,
    seq          bigint      not null,
    relation     int         not null,
    incarnation  int         not null,
    commit_lsn   bigint      not null,
    commit_index bigint      not null,
    row_hash     bigint,
    reason       text        not null,
    attempts     int         not null,
    died_at      timestamptz not null,
    order_id     uuid,
    discarded_at timestamptz not null default now(),
    primary key (account_id, sink_id, seq),
    foreign key (account_id, sink_id) references rowhook.sink_cursor on delete cascade
);
create index on rowhook.sink_discard (account_id, sink_id, discarded_at, seq);

------------------------------------------------------------------------------ what is told of deliveries

-- How a sink's worker sees its endpoint. `concurrency`: so many requests at a time it may have now.
-- `aging`: for so many microseconds the sink has been able to send, which is how messages get too old.
create table rowhook.sink_delivery (
    account_id    uuid        not null,
    sink_id       uuid        not null,
    breaker       text        not null check (breaker in ('closed', 'open', 'half_open')),
    since         timestamptz not null,
    probe_at      timestamptz,
    concurrency   int         not null,
    aging         bigint      not null default 0,
    last_code     text,
    last_status   int,
    primary key (account_id, sink_id),
    foreign key (account_id, sink_id) references rowhook.sink_cursor on delete cascade
);

-- Requests, by time. `seqs` are those of its messages, `failed_seqs` those that the endpoint named as
-- failed when it took the others; `answer` is the sealed beginning of the body.
create table rowhook.delivery_attempt (
    account_id      uuid        not null,
    sink_id         uuid        not null,
    id              uuid        not null,
    at              timestamptz not null,
    webhook_id      text        not null,
    kind            text        not null,
    attempt         int         not null,
    messages        int         not null,
    seqs            bigint[]    not null,
    failed_seqs     bigint[],
    accepted        boolean     not null,
    code            text        not null,
    status          int,
    took_us         bigint      not null,
    dns_us          bigint,
    connect_us      bigint,
    tls_us          bigint,
    first_byte_us   bigint,
    url             text        not null,
    request_headers jsonb       not null,
    answer_headers  jsonb,
    answer          bytea,
    answer_complete boolean,
    next_step       text        not null,
    next_try        timestamptz,
    primary key (account_id, sink_id, id),
    foreign key (account_id, sink_id) references rowhook.sink_cursor on delete cascade
);
create index on rowhook.delivery_attempt (account_id, sink_id, at);
create index on rowhook.delivery_attempt (at);
create index delivery_attempt_failed on rowhook.delivery_attempt (account_id, sink_id, at) where not accepted;
create index delivery_attempt_seqs on rowhook.delivery_attempt using gin (seqs);

-- Requests of a sink in a minute by outcome, and the messages in them. Written together with the cursor,
-- so that both say the same: what was accepted up to `mark` was accepted by the end of this minute, and
-- what lies beyond `reached` was not before its beginning.
create table rowhook.sink_minute (
    account_id uuid        not null,
    sink_id    uuid        not null,
    minute     timestamptz not null,
    code       text        not null,
    requests   bigint      not null,
    messages   bigint      not null,
    mark       bigint      not null,
    reached    bigint      not null,
    primary key (account_id, sink_id, minute, code),
    foreign key (account_id, sink_id) references rowhook.sink_cursor on delete cascade
);

------------------------------------------------------------------------------ row-level security

do $$
declare
    table_name text;
begin
    foreach table_name in array array[
        'http_endpoint_signing_key', 'sink_order', 'sink_discard', 'sink_delivery', 'delivery_attempt', 'sink_minute']
    loop
        execute format('alter table rowhook.%I enable row level security', table_name);
        execute format('alter table rowhook.%I force row level security', table_name);
        execute format(
            'create policy account on rowhook.%I to rowhook_api '
            'using (account_id = rowhook.current_account()) with check (account_id = rowhook.current_account())',
            table_name);
        execute format('create policy worker on rowhook.%I to rowhook_worker using (true) with check (true)', table_name);
    end loop;
end
$$;

------------------------------------------------------------------------------ grants

grant select, insert, update, delete on rowhook.http_endpoint_signing_key to rowhook_api;
grant select, insert on rowhook.sink_order to rowhook_api;
grant select on rowhook.sink_discard, rowhook.sink_delivery, rowhook.delivery_attempt, rowhook.sink_minute,
                rowhook.log_relation
    to rowhook_api;
grant select (incarnation, group_a, group_b, dead_at, dead_reason, holds, redriven, row_hash)
    on rowhook.sink_pending to rowhook_api;

grant select on rowhook.http_endpoint_signing_key to rowhook_worker;
grant select, update, delete on rowhook.sink_order to rowhook_worker;
grant select, insert, update, delete
    on rowhook.sink_discard, rowhook.sink_delivery, rowhook.delivery_attempt, rowhook.sink_minute
    to rowhook_worker;
-- A worker pauses a sink whose retries are used up, and disables an endpoint that asks for it.
grant update (status, status_reason, settings_version) on rowhook.sink to rowhook_worker;
grant update (status, status_reason, status_since) on rowhook.http_endpoint to rowhook_worker;
grant update (settings_version) on rowhook.database to rowhook_worker;
