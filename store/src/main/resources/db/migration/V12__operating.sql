-- A server refuses to start on a schema that is not of its version, and it never connects as the owner.
grant select on public.flyway_schema_history to rowhook_worker;
