-- Backfills: tables read in pages, while changes flow.

-- Where pages are read, if not from the database itself. Same login, same TLS.
alter table rowhook.database
    add column replica_hostname text,
    add column replica_port int check (replica_port between 1 and 65535),
    -- Somebody wants the database to go on behind a gap: with a new slot, and a backfill for each sink. Null once
    -- it does.
    add column mend_requested_at timestamptz,
    add constraint database_replica check ((replica_hostname is null) = (replica_port is null));

-- Backfills to start again and again, by a cron expression of Quartz in a time zone. `tables` are those of
-- the sink if it is null; the other columns are those of the backfills that it makes.
create table rowhook.backfill_schedule (
    account_id      uuid        not null,
    id              uuid        not null,
    sink_id         uuid        not null,
    cron            text        not null,
    time_zone       text        not null,
    tables          text[],
    filter          text check (octet_length(filter) between 1 and 65536),
    sort_column     text,
    start_position  text,
    end_position    text,
    marks           boolean     not null,
    rows_per_second int check (rows_per_second between 1 and 10000000),
    enabled         boolean     not null default true,
    created_at      timestamptz not null default now(),
    -- Told by the one who fires it.
    last_fired_at   timestamptz,
    last_result     text,
    primary key (account_id, id),
    foreign key (account_id, sink_id) references rowhook.sink on delete cascade
);
create index on rowhook.backfill_schedule (account_id, sink_id);

-- `origin`: a request, the making of the sink, a schedule, or the mending of a gap. The API pauses, resumes
-- and cancels; the owner of the database completes it, or says why it failed. With `sort_column` only rows from
-- `start_position` on, up to and including `end_position`, are read, in its order. `marks`: messages where the
-- reads of a table begin and end.
create table rowhook.backfill (
    account_id      uuid        not null,
    id              uuid        not null,
    sink_id         uuid        not null,
    database_id     uuid        not null,
    origin          text        not null check (origin in ('request', 'sink', 'schedule', 'mend')),
    schedule_id     uuid,
    status          text        not null default 'active'
        check (status in ('active', 'paused', 'completed', 'cancelled', 'failed')),
    filter          text check (octet_length(filter) between 1 and 65536),
    sort_column     text,
    start_position  text,
    end_position    text,
    marks           boolean     not null default false,
    rows_per_second int check (rows_per_second between 1 and 10000000),
    created_at      timestamptz not null default now(),
    ended_at        timestamptz,
    primary key (account_id, id),
    foreign key (account_id, sink_id) references rowhook.sink on delete cascade,
    check (sort_column is not null or (start_position is null and end_position is null)),
    check ((ended_at is null) = (status in ('active', 'paused')) or status = 'failed')
);
create index on rowhook.backfill (account_id, sink_id, created_at);
create index on rowhook.backfill (account_id, database_id) where status = 'active';

-- How far a table is. `place` is where the next page begins, written in the transaction that appends the page
-- before it. All rows read are in the log once `read_at` is set, as seqs up to `last_seq`. `pages` names the last
-- pages, two numbers each: the last seq, and how many rows were appended up to it; with the sink's mark they tell
-- how many of the rows are sent.
create table rowhook.backfill_table (
    account_id     uuid        not null,
    backfill_id    uuid        not null,
    schema_name    text        not null,
    table_name     text        not null,
    number         int         not null,
    state          text        not null default 'waiting'
        check (state in ('waiting', 'active', 'completed', 'failed')),
    place          jsonb,
    rows_estimated bigint,
    rows_read      bigint      not null default 0,
    rows_appended  bigint      not null default 0,
    pages          bigint[]    not null default '{}',
    first_seq      bigint,
    last_seq       bigint,
    page_rows      int,
    started_at     timestamptz,
    read_at        timestamptz,
    completed_at   timestamptz,
    -- What is the matter, if anything is: it stands until it is mended.
    code           text,
    message        text,
    remedy         text,
    since          timestamptz,
    primary key (account_id, backfill_id, schema_name, table_name),
    foreign key (account_id, backfill_id) references rowhook.backfill on delete cascade
);

-- Stretches of a source's history that the log does not have, and never will: what committed there is known
-- only as far as a backfill finds it. `from_lsn` is where the log ended, `to_lsn` where it went on, of another
-- incarnation.
create table rowhook.source_gap (
    account_id  uuid        not null references rowhook.account,
    database_id uuid        not null,
    incarnation int         not null,
    cause       text        not null,
    message     text        not null,
    from_lsn    bigint      not null,
    to_lsn      bigint      not null,
    from_seq    bigint      not null,
    mended_at   timestamptz not null default now(),
    primary key (account_id, database_id, incarnation)
);

do $$
declare
    table_name text;
begin
    foreach table_name in array array['backfill_schedule', 'backfill', 'backfill_table', 'source_gap']
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

grant select, insert, update, delete on rowhook.backfill_schedule to rowhook_api;
grant select, insert, update on rowhook.backfill to rowhook_api;
grant select, insert on rowhook.backfill_table to rowhook_api;
-- Resumed after a failure, a table is tried again.
grant update (state, code, message, remedy, since) on rowhook.backfill_table to rowhook_api;

grant select on rowhook.backfill_schedule to rowhook_worker;
grant update (last_fired_at, last_result) on rowhook.backfill_schedule to rowhook_worker;
grant select, insert, update, delete on rowhook.backfill, rowhook.backfill_table to rowhook_worker;
grant select on rowhook.source_gap to rowhook_api;
grant select, insert, delete on rowhook.source_gap to rowhook_worker;
grant update (mend_requested_at) on rowhook.database to rowhook_worker;
