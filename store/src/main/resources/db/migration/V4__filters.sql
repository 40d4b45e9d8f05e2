-- Filters of sinks.

-- `filter` holds for all tables of the sink, or each table has its own in sink_table. Of updates only those
-- count that change one of `changed_columns`. `match_version` is the version of the settings with which what
-- the sink wants changed last.
alter table rowhook.sink
    add column filter text check (octet_length(filter) between 1 and 65536),
    add column changed_columns text[],
    add column match_version bigint not null default 0;

alter table rowhook.sink_table
    add column filter text check (octet_length(filter) between 1 and 65536);

-- Messages that were delivered because the filter could not be decided for them.
alter table rowhook.sink_cursor
    add column undecided bigint not null default 0;

-- The filter ends with an error for this change, and it fails when its turn comes.
alter table rowhook.sink_pending
    add column unjudged boolean not null default false;

-- What is told about a sink: stands until it is mended. The reader of its database writes it.
create table rowhook.sink_condition (
    account_id uuid        not null,
    sink_id    uuid        not null,
    code       text        not null,
    since      timestamptz not null default now(),
    message    text        not null,
    remedy     text        not null,
    primary key (account_id, sink_id, code),
    foreign key (account_id, sink_id) references rowhook.sink_cursor on delete cascade
);

alter table rowhook.sink_condition enable row level security;
alter table rowhook.sink_condition force row level security;
create policy account on rowhook.sink_condition to rowhook_api
    using (account_id = rowhook.current_account()) with check (account_id = rowhook.current_account());
create policy worker on rowhook.sink_condition to rowhook_worker using (true) with check (true);

grant select on rowhook.sink_condition to rowhook_api;
grant select, insert, update, delete on rowhook.sink_condition to rowhook_worker;
