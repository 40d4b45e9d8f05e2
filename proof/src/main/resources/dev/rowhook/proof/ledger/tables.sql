create sequence workload_run;

create function word_of(x bigint) returns text language sql immutable
    return case when x % 19 = 0 then null else
        (array['plain', 'O''Brien', '"quoted"', E'back\\slash', 'zażółć', '日本語', '🙂 smile',
               E'two\nlines', E'a\ttab', '', '  spaces ', '{brace,}', 'null', '<a>&amp;', '100%',
               E'\u0001 control \u007f', 'true'])[1 + x % 17]
        || case when x % 3 = 0 then '' else x::text end
    end;

create function amount_of(x bigint) returns numeric language sql immutable
    return case x % 7
        when 0 then 0.00
        when 1 then (x % 100000)::numeric / 100
        when 2 then x::numeric * 1000000000000000000000000000000
        when 3 then -x::numeric / 7
        when 4 then (x % 1000)::numeric * 0.00000000000000000001
        when 5 then case when x % 5 = 0 then 'NaN'::numeric else -1.50 end
    end;

create function seal_of(uid bigint, version int, word text, amount numeric)
    returns text language sql immutable
    return md5(uid || '|' || version || '|' || coalesce(word, '') || '|'
        || coalesce(amount::text, ''));

create function json_of(x bigint) returns jsonb language sql stable
    return jsonb_build_object(
        'n', x, 'of', jsonb_build_array(amount_of(x), null, true, word_of(x + 1)),
        'żó"\', '{"empty": {}, "list": [], "one": 1.0}'::jsonb);

create function wide_text(x bigint, width int) returns text language sql immutable
    return repeat(md5(x::text), width / 32) || '∎';

create function part_kind(n bigint) returns text language sql immutable
    return (array['bolt', 'O''Ring', '"cap"', E'back\\slash', 'żółw', '部品', '🔩', E'new\nline',
                  '', ' ', 'a,b', '{x}', '(1,2)', 'null', '%s', ':', '''', E'\t', 'ß', 'é'])
        [1 + n % 20] || '/' || (n >> 31);

create function part_number(n bigint) returns int language sql immutable
    return (n & 2147483647)::int;

create function note_id(n bigint) returns uuid language sql immutable
    return md5('note ' || n)::uuid;

create table item (
    id bigint primary key,
    uid bigint not null,
    version int not null,
    turn int not null,
    left_at int,
    spent boolean not null,
    word text,
    amount numeric,
    seal text not null,
    tags jsonb,
    body text);

create table part (
    kind text,
    uid bigint not null,
    version int not null,
    turn int not null,
    left_at int,
    spent boolean not null,
    word text,
    amount numeric,
    seal text not null,
    labels text[],
    fragile boolean,
    weight double precision,
    stock bigint,
    number int,
    primary key (kind, number));

create table note (
    uid bigint not null,
    version int not null,
    turn int not null,
    left_at int,
    spent boolean not null,
    word text,
    amount numeric,
    seal text not null,
    meta jsonb,
    body text,
    id uuid primary key);

create table event (
    uid bigint not null,
    version int not null,
    word text,
    amount numeric,
    seal text not null,
    payload jsonb);

-- Stored apart and not compressed, so that an update that leaves it alone does not log it.
alter table item alter body set storage external;
alter table note alter body set storage external;

alter table part replica identity full;
alter table note replica identity full;

create table ledger (
    id bigint generated always as identity (cache 50),
    transaction xid8 not null default pg_current_xact_id(),
    uid bigint not null,
    key bigint,
    old_key bigint,
    version int not null,
    turn int,
    old_turn int,
    source_table "char" not null,
    action "char" not null);

create table vacant (
    key bigint,
    uid bigint not null,
    version int not null,
    turn int not null,
    source_table "char",
    dead boolean not null,
    spent boolean not null,
    primary key (key, source_table));

create table unrelated (n bigint, word text);
