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
