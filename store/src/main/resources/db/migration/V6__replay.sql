-- Replays, starts in the past, and the log that is kept for them.

-- `retain_for`: so long closed segments are kept though no sink needs them. Changes of `retain_tables` are in
-- the log even if no sink wants them.
alter table rowhook.database
    add column retain_tables text[] not null default '{}',
    add column retain_for interval not null default '1 hour'
        check (retain_for between interval '0' and interval '90 days');

-- Where a sink begins, if not where the log is when it is made.
alter table rowhook.sink
    add column start_lsn bigint,
    add column start_time timestamptz,
    add constraint sink_start check (start_lsn is null or start_time is null);

-- What segments that were dropped have held: nothing newer than this.
alter table rowhook.log_position
    add column dropped_lsn bigint not null default 0,
    add column dropped_time bigint not null default 0;

-- The newest commit time in a closed segment, in microseconds since 1970; null until somebody has looked.
alter table rowhook.log_segment
    add column committed_to bigint;

-- Tables all of whose changes are in the log from `from_seq` on, whoever wants them. There the log stood at
-- `from_lsn` of this incarnation.
create table rowhook.log_coverage (
    account_id  uuid        not null references rowhook.account,
    database_id uuid        not null,
    schema_name text        not null,
    table_name  text        not null,
    incarnation int         not null,
    from_seq    bigint      not null,
    from_lsn    bigint      not null,
    from_time   timestamptz not null default now(),
    primary key (account_id, database_id, schema_name, table_name)
);

-- The reader decides by what the sink has wanted since `matched_version`, from `matched_seq` on.
--
-- `replay_run` counts the replays. Before `tags_from` tags do not say what the sink wants: it looks at every change.
alter table rowhook.sink_cursor
    add column matched_version bigint not null default -1,
    add column matched_seq bigint not null default 9223372036854775807,
    add column matched_lsn bigint not null default 0,
    add column matched_incarnation int not null default 0,
    add column matched_time timestamptz not null default now(),
    add column replay_run int not null default 0,
    add column tags_from bigint not null default 0;

-- The run of replays that the sink was in when the request was made.
alter table rowhook.delivery_attempt
    add column replay_run int not null default 0;

-- Somebody wants everything from `wanted_seq` on sent again; the owner of the database does it, and says so, or
-- says why it cannot. As run `run` of the sink's replays the messages from `from_seq` to `until_seq` are sent again.
create table rowhook.sink_replay (
    account_id   uuid        not null,
    id           uuid        not null,
    sink_id      uuid        not null,
    wanted_seq   bigint      not null,
    new_ids      boolean     not null,
    requested_by uuid,
    created_at   timestamptz not null default now(),
    done_at      timestamptz,
    refused      text,
    run          int,
    from_seq     bigint,
    until_seq    bigint,
    primary key (account_id, id),
    foreign key (account_id, sink_id) references rowhook.sink on delete cascade,
    check ((run is null) = (from_seq is null) and (run is null) = (until_seq is null)),
    check ((done_at is null) = (run is null and refused is null))
);
create index on rowhook.sink_replay (account_id, sink_id, created_at);
create index on rowhook.sink_replay (account_id, sink_id) where done_at is null;

do $$
declare
    table_name text;
begin
    foreach table_name in array array['log_coverage', 'sink_replay']
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

grant select on rowhook.log_coverage to rowhook_api;
grant select, insert on rowhook.sink_replay to rowhook_api;
grant select, insert, update, delete on rowhook.log_coverage to rowhook_worker;
grant select, update, delete on rowhook.sink_replay to rowhook_worker;
