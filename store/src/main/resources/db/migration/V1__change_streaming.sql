-- Rowhook's own Postgres: settings of tenants, and the state of the data plane.
--
-- Every table of tenant data carries account_id and is under forced row-level security:
-- rowhook_api sees the account that its transaction names, rowhook_worker sees all.

create schema rowhook;
create schema rowhook_log;

grant usage on schema rowhook to rowhook_api, rowhook_worker;
-- Segments are made, owned and dropped by the worker; nothing in this schema is granted to anyone else.
grant usage, create on schema rowhook_log to rowhook_worker;

create function rowhook.current_account() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('rowhook.account_id', true), '')::uuid;

revoke execute on function rowhook.current_account() from public;
grant execute on function rowhook.current_account() to rowhook_api, rowhook_worker, rowhook_owner;

------------------------------------------------------------------------------ accounts

create table rowhook.account (
    account_id uuid        not null primary key,
    name       text        not null,
    created_at timestamptz not null default now()
);

-- Data keys of an account, each wrapped by a master key.
create table rowhook.account_key (
    account_id    uuid        not null references rowhook.account,
    version       int         not null,
    master_key_id text        not null,
    wrapped       bytea       not null,
    created_at    timestamptz not null default now(),
    primary key (account_id, version)
);

-- `hash` is the SHA-256 of the token; the token itself is stored nowhere.
create table rowhook.api_token (
    account_id uuid        not null references rowhook.account,
    id         uuid        not null,
    name       text        not null,
    hash       bytea       not null check (octet_length(hash) = 32),
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    primary key (account_id, id),
    unique (account_id, hash)
);
create index on rowhook.api_token (hash);

------------------------------------------------------------------------------ settings, written by the API

-- `settings_version` counts every edit of the database and of its sinks; the owner acknowledges it in
-- log_position.settings_version.
create table rowhook.database (
    account_id         uuid        not null references rowhook.account,
    id                 uuid        not null,
    name               text        not null,
    hostname           text        not null,
    port               int         not null check (port between 1 and 65535),
    database_name      text        not null,
    username           text        not null,
    password           bytea       not null,
    tls_mode           text        not null check (tls_mode in ('disable', 'require', 'verify-ca', 'verify-full')),
    tls_ca             text,
    slot_name          text        not null,
    slot_create        boolean     not null,
    publication_name   text        not null,
    publication_create boolean     not null,
    publication_tables text[]      not null default '{}',
    deleting           boolean     not null default false,
    settings_version   bigint      not null default 1,
    next_sink_number   int         not null default 1,
    created_at         timestamptz not null default now(),
    primary key (account_id, id),
    unique (account_id, name)
);

-- `query` is the sealed query string of the URL, which is a secret.
create table rowhook.http_endpoint (
    account_id uuid        not null references rowhook.account,
    id         uuid        not null,
    name       text        not null,
    url        text        not null,
    query      bytea,
    headers    jsonb       not null default '{}',
    created_at timestamptz not null default now(),
    primary key (account_id, id),
    unique (account_id, name)
);

create table rowhook.http_endpoint_secret (
    account_id  uuid  not null,
    endpoint_id uuid  not null,
    header      text  not null,
    sealed      bytea not null,
    primary key (account_id, endpoint_id, header),
    foreign key (account_id, endpoint_id) references rowhook.http_endpoint on delete cascade
);

-- `number` names the sink in the log's tags; it is never used again within its database.
create table rowhook.sink (
    account_id       uuid        not null,
    id               uuid        not null,
    name             text        not null,
    database_id      uuid        not null,
    number           int         not null,
    endpoint_id      uuid        not null,
    path             text        not null default '',
    actions          text[]      not null,
    message_kind     text        not null check (message_kind in ('change', 'record')),
    group_by         text        not null check (group_by in ('primary_key', 'none', 'sink')),
    batch            boolean     not null,
    batch_size       int         not null check (batch_size between 1 and 1000),
    request_timeout  interval    not null,
    max_in_flight    int         not null check (max_in_flight between 1 and 1000),
    first_delay      interval    not null,
    max_delay        interval    not null,
    settings_version bigint      not null,
    created_at       timestamptz not null default now(),
    primary key (account_id, id),
    unique (account_id, name),
    unique (account_id, database_id, number),
    foreign key (account_id, database_id) references rowhook.database,
    foreign key (account_id, endpoint_id) references rowhook.http_endpoint
);
create index on rowhook.sink (account_id, endpoint_id);

create table rowhook.sink_table (
    account_id  uuid not null,
    sink_id     uuid not null,
    schema_name text not null,
    table_name  text not null,
    primary key (account_id, sink_id, schema_name, table_name),
    foreign key (account_id, sink_id) references rowhook.sink on delete cascade
);

------------------------------------------------------------------------------ the data plane, written by workers

-- One row a database: the lease, the fence of every append, and the position in the source.
--
-- The position is (commit_lsn, change_count): of the transaction that committed at commit_lsn the first
-- change_count changes are in the log, or all of them (`whole`). `end_lsn` is what may be confirmed.
create table rowhook.log_position (
    account_id        uuid        not null references rowhook.account,
    database_id       uuid        not null,
    epoch             bigint      not null default 0,
    owner             text,
    lease_until       timestamptz,
    slot_name         text,
    system_identifier text,
    timeline          int,
    incarnation       int         not null default 1,
    commit_lsn        bigint      not null default 0,
    change_count      bigint      not null default 0,
    change_lsn        bigint      not null default 0,
    whole             boolean     not null default true,
    end_lsn           bigint      not null default 0,
    next_seq          bigint      not null default 1,
    settings_version  bigint      not null default 0,
    primary key (account_id, database_id)
);
-- Two databases never read one slot. Only workers see this index's verdict.
create unique index log_position_slot on rowhook.log_position (system_identifier, slot_name);

-- A segment is a plain table of rowhook_log; the last one of a database has no last_seq.
create table rowhook.log_segment (
    account_id  uuid        not null references rowhook.account,
    database_id uuid        not null,
    number      int         not null,
    incarnation int         not null,
    first_seq   bigint      not null,
    last_seq    bigint,
    created_at  timestamptz not null default now(),
    closed_at   timestamptz,
    primary key (account_id, database_id, number)
);

-- Versions of the source's relations, as changes in the log and pending rows name them.
create table rowhook.log_relation (
    account_id  uuid        not null references rowhook.account,
    database_id uuid        not null,
    version     int         not null,
    definition  jsonb       not null,
    created_at  timestamptz not null default now(),
    primary key (account_id, database_id, version)
);

-- How far a sink is: all it wants up to `mark` is done, and of what lies beyond `done` names what is done
-- too. `epoch` fences all writes for the sink; taking the lease moves it.
create table rowhook.sink_cursor (
    account_id  uuid        not null references rowhook.account,
    sink_id     uuid        not null,
    database_id uuid        not null,
    epoch       bigint      not null,
    start_seq   bigint      not null,
    mark        bigint      not null,
    done        bytea       not null default '',
    delivered   bigint      not null default 0,
    updated_at  timestamptz not null default now(),
    primary key (account_id, sink_id)
);
create index on rowhook.sink_cursor (account_id, database_id);

-- Messages that failed alone, and what waits behind them in their groups. The head of a group has a
-- next_try; a parked follower has none.
create table rowhook.sink_pending (
    account_id       uuid        not null,
    sink_id          uuid        not null,
    seq              bigint      not null,
    group_a          bigint      not null,
    group_b          bigint,
    relation         int         not null,
    incarnation      int         not null,
    commit_lsn       bigint      not null,
    commit_index     bigint      not null,
    committed_at     bigint      not null,
    annotations      bytea,
    change           bytea       not null,
    attempts         int         not null default 0,
    first_attempt_at timestamptz,
    next_try         timestamptz,
    last_code        text,
    last_status      int,
    created_at       timestamptz not null default now(),
    primary key (account_id, sink_id, seq),
    foreign key (account_id, sink_id) references rowhook.sink_cursor on delete cascade
);
create index on rowhook.sink_pending (account_id, sink_id, group_a, seq);
create index on rowhook.sink_pending (account_id, sink_id, group_b, seq) where group_b is not null;
create index on rowhook.sink_pending (account_id, sink_id, next_try) where next_try is not null;

-- What is told about a database: stands until it is mended.
create table rowhook.database_condition (
    account_id  uuid        not null references rowhook.account,
    database_id uuid        not null,
    code        text        not null,
    since       timestamptz not null default now(),
    message     text        not null,
    remedy      text        not null,
    primary key (account_id, database_id, code)
);

------------------------------------------------------------------------------ row-level security

do $$
declare
    table_name text;
begin
    for table_name in select tablename from pg_tables where schemaname = 'rowhook' loop
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

grant select on rowhook.account, rowhook.account_key to rowhook_api;
grant select, insert, delete on rowhook.api_token to rowhook_api;
grant select, insert, update, delete
    on rowhook.database, rowhook.http_endpoint, rowhook.http_endpoint_secret, rowhook.sink, rowhook.sink_table
    to rowhook_api;
grant select on rowhook.log_position, rowhook.sink_cursor, rowhook.database_condition to rowhook_api;
grant select (account_id, sink_id, seq, relation, commit_lsn, commit_index, committed_at, attempts,
              first_attempt_at, next_try, last_code, last_status, created_at)
    on rowhook.sink_pending to rowhook_api;

grant select, insert, update on rowhook.account, rowhook.account_key, rowhook.api_token to rowhook_worker;
grant select, delete on rowhook.database to rowhook_worker;
grant select on rowhook.http_endpoint, rowhook.http_endpoint_secret, rowhook.sink, rowhook.sink_table
    to rowhook_worker;
grant select, insert, update, delete
    on rowhook.log_position, rowhook.log_segment, rowhook.log_relation, rowhook.sink_cursor,
       rowhook.sink_pending, rowhook.database_condition
    to rowhook_worker;

------------------------------------------------------------------------------ sign-in

-- The account of a token, asked before any account is known. It sees tokens by the owner's policy below,
-- and answers for one hash only.
create policy sign_in on rowhook.api_token for select to rowhook_owner using (true);

create function rowhook.token_account(token_hash bytea)
    returns table (account_id uuid, token_id uuid)
    language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select t.account_id, t.id
    from rowhook.api_token t
    where t.hash = token_hash and (t.expires_at is null or t.expires_at > now());
end;

revoke execute on function rowhook.token_account(bytea) from public;
grant execute on function rowhook.token_account(bytea) to rowhook_api;
