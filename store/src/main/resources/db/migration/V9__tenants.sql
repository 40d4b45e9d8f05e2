-- Accounts of a service: members and their roles, invitations, tokens and clients of machines, and an audit log
-- that nobody rewrites. People and how they sign in are of no account, and lie in a schema of their own, which
-- rowhook_identity alone reads and writes.

create schema rowhook_identity;
grant usage on schema rowhook_identity to rowhook_identity;
grant usage on schema rowhook to rowhook_identity;

-- An id as it is written everywhere: the letters of its kind, and the UUID in 26 digits of base 32.
create function rowhook.id_text(prefix text, id uuid) returns text
    language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp
begin atomic
    select prefix || string_agg(
        substr('0123456789abcdefghjkmnpqrstvwxyz',
               substring(b'00' || ('x' || replace(id::text, '-', ''))::bit(128) from 5 * digit + 1 for 5)::bit(5)::int + 1,
               1),
        '' order by digit)
    from generate_series(0, 25) digit;
end;
revoke execute on function rowhook.id_text(text, uuid) from public;

-- Whoever wants something done is a user, a token or a client.
alter table rowhook.sink_order
    alter column requested_by type text using rowhook.id_text('tok_', requested_by);
alter table rowhook.sink_replay
    alter column requested_by type text using rowhook.id_text('tok_', requested_by);

------------------------------------------------------------------------------ accounts and who is in them

-- A suspended account is read and not changed, and nothing is streamed for it; one that is being deleted is nobody's
-- any more.
alter table rowhook.account
    add column status text not null default 'active' check (status in ('active', 'suspended', 'deleting')),
    add column status_reason text,
    add column status_since timestamptz not null default now();

-- `user_id` is that of a row of rowhook_identity.app_user. A row with `claimed_at` follows the claims of an external
-- issuer, as of a token that was issued then.
create table rowhook.member (
    account_id uuid        not null references rowhook.account,
    user_id    uuid        not null,
    role       text        not null check (role in ('owner', 'admin', 'developer', 'operator', 'viewer')),
    email      text        not null,
    name       text        not null,
    created_at timestamptz not null default now(),
    claimed_at timestamptz,
    primary key (account_id, user_id)
);
create index on rowhook.member (user_id);

-- `hash` is the SHA-256 of the token in the link, as of all tokens here.
create table rowhook.invitation (
    account_id  uuid        not null references rowhook.account,
    id          uuid        not null,
    email       text        not null,
    role        text        not null check (role in ('owner', 'admin', 'developer', 'operator', 'viewer')),
    hash        bytea       not null check (octet_length(hash) = 32),
    invited_by  text        not null,
    created_at  timestamptz not null default now(),
    expires_at  timestamptz not null,
    accepted_at timestamptz,
    accepted_by uuid,
    primary key (account_id, id)
);
create index on rowhook.invitation (hash);

------------------------------------------------------------------------------ tokens and clients

-- Scopes are names of permissions; '*' is all that an owner may. A token that was rotated goes on until it expires.
alter table rowhook.api_token
    add column scopes text[] not null default '{*}',
    add column created_by text not null default 'host',
    add column last_used_at timestamptz,
    add column rotated_to uuid;

-- OAuth 2 clients of one account, for the client credentials grant.
create table rowhook.oauth_client (
    account_id   uuid        not null references rowhook.account,
    id           uuid        not null,
    name         text        not null,
    secret_hash  bytea       not null check (octet_length(secret_hash) = 32),
    scopes       text[]      not null,
    created_by   text        not null,
    created_at   timestamptz not null default now(),
    last_used_at timestamptz,
    primary key (account_id, id)
);
create index on rowhook.oauth_client (id);

------------------------------------------------------------------------------ audit log

-- What was changed, and which payload or secret was read, by whom and from where, in the transaction that did it.
-- `changes` names fields with their values before and after, secrets left out.
create table rowhook.audit_event (
    account_id    uuid        not null references rowhook.account,
    id            uuid        not null,
    at            timestamptz not null default now(),
    actor_kind    text        not null check (actor_kind in ('user', 'token', 'client', 'host', 'system')),
    actor_id      text,
    actor_name    text        not null,
    address       text,
    action        text        not null,
    resource_kind text        not null,
    resource_id   text        not null,
    resource_name text,
    changes       jsonb       not null default '{}',
    primary key (account_id, id)
);
create index on rowhook.audit_event (account_id, resource_id, id);
create index on rowhook.audit_event (account_id, action, id);

------------------------------------------------------------------------------ row-level security

do $$
declare
    table_name text;
begin
    foreach table_name in array array['member', 'invitation', 'oauth_client', 'audit_event']
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

grant select, insert, update, delete on rowhook.member, rowhook.invitation, rowhook.oauth_client to rowhook_api;
grant update on rowhook.api_token to rowhook_api;
grant update (name) on rowhook.account to rowhook_api;
grant select, insert on rowhook.audit_event to rowhook_api, rowhook_worker;
grant select, insert, update on rowhook.member, rowhook.invitation, rowhook.oauth_client to rowhook_worker;

------------------------------------------------------------------------------ before any account is known

-- These functions see what their owner's policies show, each for one hash, user or client only.
create policy sign_in on rowhook.account for select to rowhook_owner using (true);
create policy sign_in_use on rowhook.api_token for update to rowhook_owner using (true);
create policy sign_in on rowhook.member to rowhook_owner using (true);
create policy sign_in on rowhook.invitation to rowhook_owner using (true);
create policy sign_in on rowhook.oauth_client to rowhook_owner using (true);
create policy sign_in on rowhook.audit_event for insert to rowhook_owner with check (true);

drop function rowhook.token_account(bytea);

create function rowhook.token_account(token_hash bytea)
    returns table (account_id uuid, token_id uuid, name text, scopes text[], status text)
    language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select t.account_id, t.id, t.name, t.scopes, a.status
    from rowhook.api_token t
    join rowhook.account a on a.account_id = t.account_id
    where t.hash = token_hash and (t.expires_at is null or t.expires_at > now()) and a.status <> 'deleting';
end;

-- Notes when tokens and clients were used last.
create function rowhook.note_use(token_ids uuid[], client_ids uuid[], used timestamptz)
    returns void
    language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update rowhook.api_token t set last_used_at = used
    where t.id = any (token_ids) and (t.last_used_at is null or t.last_used_at < used);
    update rowhook.oauth_client c set last_used_at = used
    where c.id = any (client_ids) and (c.last_used_at is null or c.last_used_at < used);
end;

create function rowhook.client_account(client uuid)
    returns table (account_id uuid, name text, secret_hash bytea, scopes text[], status text)
    language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select c.account_id, c.name, c.secret_hash, c.scopes, a.status
    from rowhook.oauth_client c
    join rowhook.account a on a.account_id = c.account_id
    where c.id = client and a.status <> 'deleting';
end;

create function rowhook.memberships(member_user uuid)
    returns table (account_id uuid, account_name text, role text, email text, status text)
    language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select m.account_id, a.name, m.role, m.email, a.status
    from rowhook.member m
    join rowhook.account a on a.account_id = m.account_id
    where m.user_id = member_user and a.status <> 'deleting'
    order by a.name, a.account_id;
end;

create function rowhook.open_invitation(token_hash bytea)
    returns table (account_id uuid, account_name text, id uuid, email text, role text, expires_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select i.account_id, a.name, i.id, i.email, i.role, i.expires_at
    from rowhook.invitation i
    join rowhook.account a on a.account_id = i.account_id
    where i.hash = token_hash and i.accepted_at is null and i.expires_at > now() and a.status <> 'deleting';
end;

-- Makes a member of whoever holds the token, once. Who is one already gets the invitation's role. Null: it is
-- not open any more.
create function rowhook.accept_invitation(
    token_hash bytea, event uuid, member_user uuid, member_email text, member_name text)
    returns uuid
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
    accepted record;
begin
    update rowhook.invitation i
    set accepted_at = now(), accepted_by = member_user
    from rowhook.account a
    where i.hash = token_hash and i.accepted_at is null and i.expires_at > now()
        and a.account_id = i.account_id and a.status <> 'deleting'
    returning i.account_id, i.id, i.role into accepted;
    if not found then
        return null;
    end if;
    insert into rowhook.member (account_id, user_id, role, email, name)
    values (accepted.account_id, member_user, accepted.role, member_email, member_name)
    on conflict (account_id, user_id) do update
    set role = excluded.role, email = excluded.email, name = excluded.name, claimed_at = null;
    insert into rowhook.audit_event
        (account_id, id, actor_kind, actor_id, actor_name, action, resource_kind, resource_id, resource_name, changes)
    values (accepted.account_id, event, 'user', rowhook.id_text('usr_', member_user), member_email,
            'invitation.accept', 'invitation', rowhook.id_text('inv_', accepted.id), member_email, jsonb_build_object('role', accepted.role));
    return accepted.account_id;
end
$$;

-- What an external issuer's token of `issued` says of a user: in which accounts, by which role. What older tokens say
-- is passed over; memberships by invitation stay as they are. Accounts that do not exist are passed over.
create function rowhook.claim_memberships(
    member_user uuid, member_email text, member_name text, issued timestamptz, accounts uuid[], roles text[])
    returns void
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(member_user::text, 7));
    if exists (select from rowhook.member m where m.user_id = member_user and m.claimed_at > issued) then
        return;
    end if;
    delete from rowhook.member m
    where m.user_id = member_user and m.claimed_at is not null and m.account_id <> all (accounts);
    insert into rowhook.member (account_id, user_id, role, email, name, claimed_at)
    select a.account_id, member_user, claimed.role, member_email, member_name, issued
    from unnest(accounts, roles) as claimed (account_id, role)
    join rowhook.account a on a.account_id = claimed.account_id
    on conflict (account_id, user_id) do update
    set role = excluded.role, email = excluded.email, name = excluded.name, claimed_at = excluded.claimed_at
    where rowhook.member.claimed_at is not null;
end
$$;

do $$
declare
    signature text;
begin
    foreach signature in array array[
        'token_account(bytea)', 'note_use(uuid[], uuid[], timestamptz)', 'client_account(uuid)', 'memberships(uuid)',
        'open_invitation(bytea)', 'accept_invitation(bytea, uuid, uuid, text, text)',
        'claim_memberships(uuid, text, text, timestamptz, uuid[], text[])']
    loop
        execute format('revoke execute on function rowhook.%s from public', signature);
    end loop;
end
$$;
grant execute
    on function rowhook.token_account(bytea), rowhook.note_use(uuid[], uuid[], timestamptz),
                rowhook.client_account(uuid), rowhook.memberships(uuid)
    to rowhook_api;
grant execute
    on function rowhook.client_account(uuid), rowhook.memberships(uuid), rowhook.open_invitation(bytea),
                rowhook.accept_invitation(bytea, uuid, uuid, text, text),
                rowhook.claim_memberships(uuid, text, text, timestamptz, uuid[], text[])
    to rowhook_identity;
