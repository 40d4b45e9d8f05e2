-- Sinks are changed and paused while they run.

alter table rowhook.sink
    add column status text not null default 'active' check (status in ('active', 'paused'));

-- The version of the sink's settings that is in effect: its worker runs by them, or none runs because
-- they say so.
alter table rowhook.sink_cursor
    add column settings_version bigint not null default 0;
