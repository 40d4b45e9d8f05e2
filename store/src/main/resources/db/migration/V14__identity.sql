-- People and how they sign in: users and their passwords, sessions, what clients were granted, and the keys that sign
-- tokens. Nothing here is of an account, and rowhook_identity alone reads and writes it. Of everything that lets
-- somebody in there is only a SHA-256, or an argon2id hash where somebody thought it up.

------------------------------------------------------------------------------ users

-- A user of the issuer 'built-in' signs in with a password; its subject is the user's own id. Tokens of an older
-- generation than the user's are void.
create table rowhook_identity.app_user (
    id              uuid        primary key,
    issuer          text        not null,
    subject         text        not null,
    email           text        not null,
    name            text        not null,
    password_hash   text        check (password_hash is null or issuer = 'built-in'),
    generation      integer     not null default 0,
    created_at      timestamptz not null default now(),
    last_sign_in_at timestamptz,
    disabled        boolean     not null default false,
    unique (issuer, subject)
);
create unique index app_user_email on rowhook_identity.app_user (lower(email)) where issuer = 'built-in';

-- Counted by the hash of the e-mail address that was tried, whether or not a user has it, so that nothing tells the
-- one from the other. `locks` is how often in a row it was locked.
create table rowhook_identity.sign_in_failure (
    email_hash   bytea       primary key check (octet_length(email_hash) = 32),
    failures     integer     not null,
    since        timestamptz not null,
    locks        integer     not null default 0,
    locked_until timestamptz
);

-- Deleted when it is used.
create table rowhook_identity.reset_token (
    hash       bytea       primary key check (octet_length(hash) = 32),
    user_id    uuid        not null references rowhook_identity.app_user on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index on rowhook_identity.reset_token (user_id);

------------------------------------------------------------------------------ sessions

-- As Spring Session lays them out, but for `session_id`, which is the SHA-256, in hex, of what the cookie holds.
create table rowhook_identity.session (
    primary_id            text   primary key,
    session_id            text   not null unique check (session_id ~ '^[0-9a-f]{64}$'),
    creation_time         bigint not null,
    last_access_time      bigint not null,
    max_inactive_interval int    not null,
    expiry_time           bigint not null,
    principal_name        text
);
create index on rowhook_identity.session (expiry_time);
create index on rowhook_identity.session (principal_name);

create table rowhook_identity.session_attributes (
    session_primary_id text  not null references rowhook_identity.session on delete cascade,
    attribute_name     text  not null,
    attribute_bytes    bytea not null,
    primary key (session_primary_id, attribute_name)
);

------------------------------------------------------------------------------ what clients were granted

-- From the request of a client until its last refresh token is over. Of a device there is no user before someone
-- confirmed its code. `version` counts changes: who writes over a change that he has not seen fails.
create table rowhook_identity.oauth_grant (
    id               uuid        primary key,
    version          integer     not null,
    client_id        text        not null,
    kind             text        not null,
    user_id          uuid        references rowhook_identity.app_user on delete cascade,
    requested_scopes text[]      not null,
    scopes           text[]      not null,
    redirect_uri     text,
    client_state     text,
    code_challenge   text,
    created_at       timestamptz not null
);
create index on rowhook_identity.oauth_grant (user_id);

-- Codes and tokens of a grant, by their hashes. One that was used or revoked has ended; a refresh token in whose place
-- another was given is kept as replaced, so that using it again is noticed.
create table rowhook_identity.oauth_grant_token (
    hash       bytea       primary key check (octet_length(hash) = 32),
    grant_id   uuid        not null references rowhook_identity.oauth_grant on delete cascade,
    kind       text        not null
        check (kind in ('state', 'code', 'device_code', 'user_code', 'access_token', 'refresh_token')),
    status     text        not null check (status in ('current', 'ended', 'replaced')),
    issued_at  timestamptz not null,
    expires_at timestamptz not null
);
create index on rowhook_identity.oauth_grant_token (grant_id);
create index on rowhook_identity.oauth_grant_token (expires_at);

-- The keys of access tokens, sealed under a master key. A key is published before it signs, and for a while after the
-- next one has begun to.
create table rowhook_identity.signing_key (
    id            uuid        primary key,
    master_key_id text        not null,
    sealed        bytea       not null,
    published_at  timestamptz not null,
    signs_from    timestamptz not null,
    retires_at    timestamptz
);

------------------------------------------------------------------------------ rights

grant select, insert, update, delete on all tables in schema rowhook_identity to rowhook_identity;

-- Who invited is shown to who is invited.
drop function rowhook.open_invitation(bytea);
create function rowhook.open_invitation(token_hash bytea)
    returns table (account_id uuid, account_name text, id uuid, email text, role text, invited_by text, expires_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select i.account_id, a.name, i.id, i.email, i.role, i.invited_by, i.expires_at
    from rowhook.invitation i
    join rowhook.account a on a.account_id = i.account_id
    where i.hash = token_hash and i.accepted_at is null and i.expires_at > now() and a.status <> 'deleting';
end;

-- Members are named by a copy of what the user is called.
create function rowhook.rename_member(member_user uuid, member_name text)
    returns void
    language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
    update rowhook.member m set name = member_name where m.user_id = member_user;
end;

revoke execute on function rowhook.open_invitation(bytea), rowhook.rename_member(uuid, text) from public;
grant execute on function rowhook.open_invitation(bytea), rowhook.rename_member(uuid, text) to rowhook_identity;
