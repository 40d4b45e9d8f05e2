-- What was asked for and takes long, and when a log last followed its source.

alter table rowhook.log_position
    add column moved_at timestamptz;

-- What an account asked for of its databases, which nothing else remembers once it is done. `database_id` may be of
-- a database that is gone.
create table rowhook.job (
    account_id    uuid        not null references rowhook.account,
    id            uuid        not null,
    kind          text        not null check (kind in ('database_deletion', 'mend')),
    database_id   uuid        not null,
    database_name text        not null,
    requested_by  text        not null,
    requested_at  timestamptz not null default now(),
    status        text        not null default 'running' check (status in ('running', 'done', 'cancelled')),
    ended_at      timestamptz,
    primary key (account_id, id),
    check ((ended_at is null) = (status = 'running'))
);
create unique index on rowhook.job (account_id, database_id, kind) where ended_at is null;

alter table rowhook.job enable row level security;
alter table rowhook.job force row level security;
create policy account on rowhook.job to rowhook_api
    using (account_id = rowhook.current_account()) with check (account_id = rowhook.current_account());
create policy worker on rowhook.job to rowhook_worker using (true) with check (true);

grant select, insert, delete on rowhook.job to rowhook_api;
grant select, update, delete on rowhook.job to rowhook_worker;

-- Whoever does what was asked for ends the job with it, in one transaction.
create function rowhook.database_mended() returns trigger language plpgsql as $$
begin
    update rowhook.job set status = 'done', ended_at = now()
    where account_id = new.account_id and database_id = new.id and kind = 'mend' and ended_at is null;
    return null;
end
$$;

create function rowhook.database_deleted() returns trigger language plpgsql as $$
begin
    update rowhook.job set status = case kind when 'database_deletion' then 'done' else 'cancelled' end, ended_at = now()
    where account_id = old.account_id and database_id = old.id and ended_at is null;
    return null;
end
$$;

revoke execute on function rowhook.database_mended(), rowhook.database_deleted() from public;

create trigger database_mended after update of mend_requested_at on rowhook.database
    for each row when (old.mend_requested_at is not null and new.mend_requested_at is null)
    execute function rowhook.database_mended();

create trigger database_deleted after delete on rowhook.database
    for each row execute function rowhook.database_deleted();
