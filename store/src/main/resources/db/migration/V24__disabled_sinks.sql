-- A disabled sink is sent nothing, and nothing is kept for it; enabled again it begins at the end of the log.

alter table rowhook.sink
    drop constraint sink_status_check,
    add constraint sink_status_check check (status in ('active', 'paused', 'disabled'));

-- `off`: it is disabled, and that was carried out. Its mark stands where it was, and holds no segment.
alter table rowhook.sink_cursor
    add column off boolean not null default false;

-- What a sink was not sent because it was disabled: what lies from `from_seq` to `until_seq` and is not in `done`,
-- which is as that of the cursor was. The last one of a sink that is off has no end.
create table rowhook.sink_skip (
    account_id  uuid        not null,
    sink_id     uuid        not null,
    from_seq    bigint      not null,
    until_seq   bigint,
    done        bytea       not null,
    disabled_at timestamptz not null default now(),
    resumed_at  timestamptz,
    primary key (account_id, sink_id, from_seq),
    foreign key (account_id, sink_id) references rowhook.sink_cursor on delete cascade,
    check ((until_seq is null) = (resumed_at is null))
);

alter table rowhook.sink_skip enable row level security;
alter table rowhook.sink_skip force row level security;
create policy account on rowhook.sink_skip to rowhook_api
    using (account_id = rowhook.current_account()) with check (account_id = rowhook.current_account());
create policy worker on rowhook.sink_skip to rowhook_worker using (true) with check (true);

grant select on rowhook.sink_skip to rowhook_api;
grant select, insert, update, delete on rowhook.sink_skip to rowhook_worker;
