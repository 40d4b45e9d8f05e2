-- The four roles of Rowhook's own Postgres. Run once by an administrator of that Postgres, before the
-- first migration; give each role a password of its own afterwards (`alter role … password …`).
--
--   rowhook_owner   owns the schema and migrates it; no connection pool uses it
--   rowhook_api     the REST interface: bound by row-level security, owns nothing
--   rowhook_worker  slot readers and sink workers: every account, owns the log's segments
--   rowhook_identity  users, passwords, sessions: a schema of its own, nothing of tenants

do $$
declare
    role_name text;
begin
    foreach role_name in array array['rowhook_owner', 'rowhook_api', 'rowhook_worker', 'rowhook_identity'] loop
        if not exists (select from pg_roles where rolname = role_name) then
            execute format(
                'create role %I login nosuperuser nobypassrls nocreatedb nocreaterole noreplication', role_name);
        end if;
    end loop;
end
$$;
