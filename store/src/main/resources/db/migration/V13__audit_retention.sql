-- Events of the audit log are kept for 400 days. Only this function, and the end of an account, delete any.

create index on rowhook.audit_event (at);

create policy forget_old on rowhook.audit_event for select to rowhook_owner using (at < now() - interval '400 days');
create policy forget_old_ones on rowhook.audit_event for delete to rowhook_owner
    using (at < now() - interval '400 days');

create function rowhook.forget_old_audit_events(at_most int) returns bigint
    language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
    with forgotten as (
        delete from rowhook.audit_event e
        using (
            select account_id, id from rowhook.audit_event
            where at < now() - interval '400 days'
            order by at limit at_most) old
        where e.account_id = old.account_id and e.id = old.id
        returning 1)
    select count(*) from forgotten;
end;

revoke execute on function rowhook.forget_old_audit_events(int) from public;
grant execute on function rowhook.forget_old_audit_events(int) to rowhook_worker;
