-- Rows of a source whose bodies are to be blanked wherever they are kept.

-- `sealed` is the key of the row, {"column": "text"}, until the erasure has ended: then nothing of it is kept. What
-- the log had up to `until_seq` when the erasure began is meant; up to `at_seq` it was looked through. `unknown`
-- changes could not be compared with the key.
create table rowhook.erasure (
    account_id   uuid        not null references rowhook.account,
    id           uuid        not null,
    database_id  uuid        not null,
    schema_name  text        not null,
    table_name   text        not null,
    key_columns  text[]      not null,
    sealed       bytea,
    sealed_key_version int generated always as (
        case when octet_length(sealed) > 4 and get_byte(sealed, 0) = 1 then
        get_byte(sealed, 1) << 24 | get_byte(sealed, 2) << 16 | get_byte(sealed, 3) << 8 | get_byte(sealed, 4) end) stored,
    status       text        not null default 'pending' check (status in ('pending', 'running', 'done', 'failed')),
    reason       text,
    requested_by text        not null,
    requested_at timestamptz not null default now(),
    started_at   timestamptz,
    ended_at     timestamptz,
    until_seq    bigint,
    at_seq       bigint      not null default 0,
    changes      bigint      not null default 0,
    pending      bigint      not null default 0,
    dead_letters bigint      not null default 0,
    attempts     bigint      not null default 0,
    unknown      bigint      not null default 0,
    primary key (account_id, id),
    foreign key (account_id, database_id) references rowhook.database on delete cascade,
    foreign key (account_id, sealed_key_version) references rowhook.account_key,
    check ((ended_at is not null) = (status in ('done', 'failed'))),
    check ((sealed is null) = (ended_at is not null)),
    check ((reason is not null) = (status = 'failed'))
);
create index on rowhook.erasure (account_id, database_id) where ended_at is null;

alter table rowhook.erasure enable row level security;
alter table rowhook.erasure force row level security;
create policy account on rowhook.erasure to rowhook_api
    using (account_id = rowhook.current_account()) with check (account_id = rowhook.current_account());
create policy worker on rowhook.erasure to rowhook_worker using (true) with check (true);

grant select, insert on rowhook.erasure to rowhook_api;
grant select, update, delete on rowhook.erasure to rowhook_worker;

-- Messages that the sink was not sent, for their rows were erased.
alter table rowhook.sink_cursor
    add column erased bigint not null default 0;
