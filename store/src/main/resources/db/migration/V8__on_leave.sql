-- An update by which a row leaves the sink's filter is sent as a delete, or not at all.
alter table rowhook.sink
    add column on_leave text not null default 'ignore' check (on_leave in ('ignore', 'delete'));

-- Rows that moved past the pages of a backfill by changes that did not say all of their values: to be read once
-- more before the backfill is completed. `key` holds the texts of the columns that name the row.
create table rowhook.backfill_again (
    account_id  uuid   not null,
    backfill_id uuid   not null,
    schema_name text   not null,
    table_name  text   not null,
    number      bigint not null generated always as identity,
    key         jsonb  not null,
    primary key (account_id, backfill_id, schema_name, table_name, number),
    foreign key (account_id, backfill_id, schema_name, table_name) references rowhook.backfill_table on delete cascade
);

alter table rowhook.backfill_again enable row level security;
alter table rowhook.backfill_again force row level security;
create policy account on rowhook.backfill_again to rowhook_api
    using (account_id = rowhook.current_account()) with check (account_id = rowhook.current_account());
create policy worker on rowhook.backfill_again to rowhook_worker using (true) with check (true);

grant select, insert, delete on rowhook.backfill_again to rowhook_worker;
