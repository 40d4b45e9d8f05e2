-- Counts of whole hours, made of those of their minutes.

-- Of each hour of the account that ends by `hours_until` the sums are in `sink_hour`, and no other hour is there.
create table rowhook.count_rollup (
    account_id  uuid        not null primary key references rowhook.account,
    hours_until timestamptz not null
);

create table rowhook.sink_hour (
    account_id uuid        not null,
    sink_id    uuid        not null,
    hour       timestamptz not null,
    code       text        not null,
    requests   bigint      not null,
    messages   bigint      not null,
    primary key (account_id, sink_id, hour, code),
    foreign key (account_id, sink_id) references rowhook.sink_cursor on delete cascade
);

do $$
declare
    table_name text;
begin
    foreach table_name in array array['count_rollup', 'sink_hour']
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

grant select on rowhook.count_rollup, rowhook.sink_hour to rowhook_api;
grant select, insert, update, delete on rowhook.count_rollup, rowhook.sink_hour to rowhook_worker;
