-- Requests that named an Idempotency-Key, and what they were answered if they changed something.

-- `hash` is the SHA-256 of who asked, the route and the key. `sealed` holds the hash of the body, and the answer once it
-- is there. `changed` is set by the transaction that changes something, so that whoever comes after a process that
-- died in between does it no second time.
create table rowhook.idempotent_request (
    account_id uuid        not null references rowhook.account,
    hash       bytea       not null check (octet_length(hash) = 32),
    id         uuid        not null,
    sealed     bytea       not null,
    answered   boolean     not null default false,
    changed    boolean     not null default false,
    begun_at   timestamptz not null,
    primary key (account_id, hash),
    sealed_key_version int generated always as (
        case when octet_length(sealed) > 4 and get_byte(sealed, 0) = 1 then
        get_byte(sealed, 1) << 24 | get_byte(sealed, 2) << 16 | get_byte(sealed, 3) << 8 | get_byte(sealed, 4) end) stored,
    foreign key (account_id, sealed_key_version) references rowhook.account_key
);
create index on rowhook.idempotent_request (begun_at);

alter table rowhook.idempotent_request enable row level security;
alter table rowhook.idempotent_request force row level security;
create policy account on rowhook.idempotent_request to rowhook_api
    using (account_id = rowhook.current_account()) with check (account_id = rowhook.current_account());
create policy worker on rowhook.idempotent_request to rowhook_worker using (true) with check (true);

grant select, insert, update, delete on rowhook.idempotent_request to rowhook_api;
grant select, delete, update (sealed) on rowhook.idempotent_request to rowhook_worker;
