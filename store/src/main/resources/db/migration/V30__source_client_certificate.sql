-- By what we prove to a source who we are: a chain of certificates in PEM, and a sealed PKCS #8 key in PEM. Whoever has
-- them may need no password.
alter table rowhook.database
    add column client_certificate text,
    add column client_key bytea,
    add column client_key_key_version int generated always as (
        case when octet_length(client_key) > 4 and get_byte(client_key, 0) = 1 then
        get_byte(client_key, 1) << 24 | get_byte(client_key, 2) << 16 | get_byte(client_key, 3) << 8 | get_byte(client_key, 4) end) stored,
    add foreign key (account_id, client_key_key_version) references rowhook.account_key,
    alter column password drop not null,
    add constraint database_client check ((client_certificate is null) = (client_key is null)),
    add constraint database_client_tls check (client_certificate is null or tls_mode <> 'disable'),
    add constraint database_login check (password is not null or client_certificate is not null);

grant update (client_key) on rowhook.database to rowhook_worker;
