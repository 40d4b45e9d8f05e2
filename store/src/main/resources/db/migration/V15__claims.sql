-- As of when an external issuer's token said in which accounts a user is, also where it said in none: an older token
-- brings nothing back.
alter table rowhook_identity.app_user add column claimed_at timestamptz;

-- So that nobody comes between the count of an account's members and the next one.
create policy sign_in_lock on rowhook.account for update to rowhook_owner using (true);

-- A UUID of version 7 (RFC 9562, 5.7): it rises with time.
create function rowhook.new_id() returns uuid
    language sql volatile set search_path = pg_catalog, pg_temp
begin atomic
    select encode(
        set_bit(
            set_bit(
                overlay(
                    uuid_send(gen_random_uuid())
                    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
                52, 1),
            53, 1),
        'hex')::uuid;
end;

-- Writes down what a user's claims made of a membership.
create function rowhook.note_claim(
    of_account uuid, member_user uuid, member_email text, what text, changes jsonb)
    returns void
    language sql volatile set search_path = pg_catalog, pg_temp
begin atomic
    insert into rowhook.audit_event
        (account_id, id, actor_kind, actor_id, actor_name, action, resource_kind, resource_id, resource_name, changes)
    values (of_account, rowhook.new_id(), 'user', rowhook.id_text('usr_', member_user), member_email, what, 'member',
            rowhook.id_text('usr_', member_user), member_email, changes);
end;

-- What an external issuer's token of `issued` says of a user: in which accounts, by which role. What older tokens say
-- is passed over; memberships by invitation stay as they are. Accounts that do not exist, are being deleted or are
-- full are passed over.
create or replace function rowhook.claim_memberships(
    member_user uuid, member_email text, member_name text, issued timestamptz, accounts uuid[], roles text[])
    returns void
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
    claimed record;
    present rowhook.member;
begin
    perform pg_advisory_xact_lock(hashtextextended(member_user::text, 7));
    if exists (select from rowhook.member m where m.user_id = member_user and m.claimed_at > issued) then
        return;
    end if;
    for present in
        delete from rowhook.member m
        where m.user_id = member_user and m.claimed_at is not null and m.account_id <> all (accounts)
        returning m.*
    loop
        perform rowhook.note_claim(
            present.account_id, member_user, member_email, 'member.remove',
            jsonb_build_object('claimed', true, 'role', present.role));
    end loop;
    for claimed in
        select a.account_id, c.role, a.max_members
        from unnest(accounts, roles) as c (account_id, role)
        join rowhook.account a on a.account_id = c.account_id and a.status <> 'deleting'
        order by a.account_id
    loop
        select m.* into present
        from rowhook.member m where m.account_id = claimed.account_id and m.user_id = member_user;
        if not found then
            perform from rowhook.account a where a.account_id = claimed.account_id for no key update;
            continue when claimed.max_members <= (
                select count(*) from rowhook.member m where m.account_id = claimed.account_id) + (
                select count(*) from rowhook.invitation i
                where i.account_id = claimed.account_id and i.accepted_at is null and i.expires_at > now());
            insert into rowhook.member (account_id, user_id, role, email, name, claimed_at)
            values (claimed.account_id, member_user, claimed.role, member_email, member_name, issued);
            perform rowhook.note_claim(
                claimed.account_id, member_user, member_email, 'member.create',
                jsonb_build_object('claimed', true, 'role', claimed.role));
        elsif present.claimed_at is not null then
            update rowhook.member m
            set role = claimed.role, email = member_email, name = member_name, claimed_at = issued
            where m.account_id = claimed.account_id and m.user_id = member_user;
            if present.role <> claimed.role then
                perform rowhook.note_claim(
                    claimed.account_id, member_user, member_email, 'member.update',
                    jsonb_build_object(
                        'claimed', true, 'role', jsonb_build_object('from', present.role, 'to', claimed.role)));
            end if;
        end if;
    end loop;
end
$$;

revoke execute
    on function rowhook.new_id(), rowhook.note_claim(uuid, uuid, text, text, jsonb)
    from public;
