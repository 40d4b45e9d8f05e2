-- An update by which a row leaves the sink's filter is sent as a delete, or not at all.
alter table rowhook.sink
    add column on_leave text not null default 'ignore' check (on_leave in ('ignore', 'delete'));
