-- The servers that share the databases between them. One lives as long as it says so again before `alive_until`;
-- `instance` is of one start of it, and stands in the names of its worker's sessions.
create table rowhook_host.node (
    name        text        not null primary key,
    instance    uuid        not null,
    alive_until timestamptz not null
);

grant select, insert, update, delete on rowhook_host.node to rowhook_worker;
