-- Accounts as their host sees them, and the keys of their secrets.

------------------------------------------------------------------------------ sealed values and their keys

-- A sealed value names the data key that opens it in the four bytes after its first one. The foreign key lets none be
-- sealed under a key that is gone, and no key go that a value still needs.
do $$
declare
    place text[];
begin
    foreach place slice 1 in array array[
        ['database', 'password'], ['http_endpoint', 'query'], ['http_endpoint', 'auth_secret'],
        ['http_endpoint', 'client_key'], ['http_endpoint_secret', 'sealed'], ['http_endpoint_signing_key', 'sealed'],
        ['sink_pending', 'change'], ['delivery_attempt', 'answer']]
    loop
        execute format(
            'alter table rowhook.%1$I add column %3$I int generated always as ('
            'case when octet_length(%2$I) > 4 and get_byte(%2$I, 0) = 1 then '
            'get_byte(%2$I, 1) << 24 | get_byte(%2$I, 2) << 16 | get_byte(%2$I, 3) << 8 | get_byte(%2$I, 4) end) stored, '
            'add foreign key (account_id, %3$I) references rowhook.account_key',
            place[1], place[2], place[2] || '_key_version');
    end loop;
end
$$;

-- A re-key makes a key, seals everything under it, and drops the old one.
grant delete on rowhook.account_key to rowhook_worker;
grant update (password) on rowhook.database to rowhook_worker;
grant update (query, auth_secret, client_key) on rowhook.http_endpoint to rowhook_worker;
grant update (sealed) on rowhook.http_endpoint_secret, rowhook.http_endpoint_signing_key to rowhook_worker;

------------------------------------------------------------------------------ what an account may have

-- So many of each there may be. Clients count as tokens do, each kind for itself; open invitations count as members.
alter table rowhook.account
    add column max_databases int not null default 1000 check (max_databases between 0 and 1000),
    add column max_endpoints int not null default 1000 check (max_endpoints between 0 and 1000),
    add column max_sinks int not null default 1000 check (max_sinks between 0 and 1000),
    add column max_members int not null default 1000 check (max_members between 0 and 1000),
    add column max_tokens int not null default 1000 check (max_tokens between 0 and 1000);

------------------------------------------------------------------------------ the host

-- Whoever runs Rowhook is of no account. Its tokens, and what it remembers of accounts that are gone, are seen by
-- workers only.
create schema rowhook_host;
grant usage on schema rowhook_host to rowhook_worker;

-- `hash` is the SHA-256 of the token.
create table rowhook_host.host_token (
    id           uuid        not null primary key,
    name         text        not null,
    hash         bytea       not null unique check (octet_length(hash) = 32),
    created_at   timestamptz not null default now(),
    last_used_at timestamptz
);

-- An account that is being deleted, or is gone since `done_at`. `forced`: nobody waits for sources that cannot be
-- reached; `leftovers` is what stays there, each {"message", "sql"}.
create table rowhook_host.account_deletion (
    account_id   uuid        not null primary key,
    name         text        not null,
    requested_at timestamptz not null default now(),
    requested_by text        not null,
    forced       boolean     not null default false,
    leftovers    jsonb       not null default '[]',
    done_at      timestamptz
);

grant select, insert, update, delete on rowhook_host.host_token to rowhook_worker;
grant select, insert, update on rowhook_host.account_deletion to rowhook_worker;

------------------------------------------------------------------------------ the end of an account

grant delete
    on rowhook.account, rowhook.api_token, rowhook.http_endpoint, rowhook.http_endpoint_secret,
       rowhook.http_endpoint_signing_key, rowhook.sink, rowhook.sink_table, rowhook.sink_replay,
       rowhook.backfill_schedule, rowhook.member, rowhook.invitation, rowhook.oauth_client
    to rowhook_worker;
grant update (deleting, settings_version) on rowhook.database to rowhook_worker;

-- The audit log goes with its account, and only then.
create policy forget_account on rowhook.audit_event for select to rowhook_owner using (true);
create policy forget_deleted on rowhook.audit_event for delete to rowhook_owner
    using (exists (
        select from rowhook.account a where a.account_id = audit_event.account_id and a.status = 'deleting'));

create function rowhook.forget_audit_log(deleted_account uuid, at_most int) returns bigint
    language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
    with forgotten as (
        delete from rowhook.audit_event e
        using (
            select account_id, id from rowhook.audit_event
            where account_id = deleted_account limit at_most) old
        where e.account_id = old.account_id and e.id = old.id
            and exists (select from rowhook.account a where a.account_id = deleted_account and a.status = 'deleting')
        returning 1)
    select count(*) from forgotten;
end;

revoke execute on function rowhook.forget_audit_log(uuid, int) from public;
grant execute on function rowhook.forget_audit_log(uuid, int) to rowhook_worker;
