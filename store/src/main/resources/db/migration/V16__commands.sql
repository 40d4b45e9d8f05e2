-- Commands that change users look at the schema's version first.
grant select on public.flyway_schema_history to rowhook_identity;

-- Which master keys are still needed is asked by whoever looks after the keys of accounts.
grant usage on schema rowhook_identity to rowhook_worker;
grant select (master_key_id) on rowhook_identity.signing_key to rowhook_worker;
