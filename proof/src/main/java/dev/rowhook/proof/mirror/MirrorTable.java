package dev.rowhook.proof.mirror;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A table whose rows are named by some key, all made of one number. Beside its key each has a
/// version, a note, and sometimes a value that is stored out of line.
@SuppressWarnings("ImmutableEnumChecker") // The lists are made by List.of.
public enum MirrorTable {
    SMALL("serials", List.of("int"), List.of("%1$s"), "primary key (k1)", ""),
    COMPOSITE(
            "composites",
            List.of("int", "text"),
            List.of("%1$s %% 17", "'b' || %1$s"),
            "primary key (k2, k1)",
            ""),
    UUID("uuids", List.of("uuid"), List.of("md5((%1$s)::text)::uuid"), "primary key (k1)", ""),
    COLLATED(
            "texts",
            List.of("text collate insensitive"),
            List.of("chr(65 + (%1$s) %% 26) || 'ä' || reverse((%1$s)::text)"),
            "primary key (k1)",
            ""),
    ENUM(
            "moods",
            List.of("mood", "int"),
            List.of("(array['sad','ok','happy'])[1 + (%1$s) %% 3]::mood", "%1$s"),
            "primary key (k1, k2)",
            ""),
    NUMERIC(
            "numerics",
            List.of("numeric"),
            List.of("(500 - (%1$s)) * 1.25"),
            "primary key (k1)",
            ""),
    TIME(
            "times",
            List.of("timestamptz", "date"),
            List.of(
                    "'1999-12-31 23:59:59.5Z'::timestamptz + (%1$s) * interval '7 hours 1 microsecond'",
                    "'0001-01-01 BC'::date + (%1$s)"),
            "primary key (k1, k2)",
            ""),
    PARTITIONED(
            "parts",
            List.of("bigint"),
            List.of("(%1$s)::bigint * 1000000007"),
            "primary key (k1)",
            "partition by hash (k1)"),
    BY_INDEX(
            "indexed",
            List.of("text", "int"),
            List.of("'mail' || (%1$s) || '@x'", "%1$s"),
            "primary key (k2)",
            ""),
    FULL("fulls", List.of("int"), List.of("%1$s"), "primary key (k1)", ""),
    KEYLESS("keyless", List.of("int", "text"), List.of("%1$s", "'k' || %1$s"), "", "");

    private final String table;
    private final List<String> types;
    private final List<String> keys;
    private final String constraint;
    private final String partitioning;

    MirrorTable(
            String table,
            List<String> types,
            List<String> keys,
            String constraint,
            String partitioning) {
        this.table = table;
        this.types = types;
        this.keys = keys;
        this.constraint = constraint;
        this.partitioning = partitioning;
    }

    /// Its name in the schema `public`.
    public String table() {
        return table;
    }

    /// What must be there before the tables are made.
    static List<String> preparation() {
        return List.of(
                "create type mood as enum ('sad', 'ok', 'happy')",
                "create collation insensitive (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "create sequence version");
    }

    /// The statements that make it and fill it with rows made of the numbers below `rows`.
    List<String> creation(int rows) {
        String columns =
                IntStream.range(0, types.size())
                        .mapToObj(i -> "k%d %s not null".formatted(i + 1, types.get(i)))
                        .collect(Collectors.joining(", "));
        String create =
                "create table %s (%s, version bigint not null, note text, big text%s) %s"
                        .formatted(
                                table,
                                columns,
                                constraint.isEmpty() ? "" : ", " + constraint,
                                partitioning);
        List<String> statements = new ArrayList<>(List.of(create));
        statements.addAll(identity());
        statements.add("alter table %s alter column big set storage external".formatted(table));
        statements.add(
                "insert into %s select %s, nextval('version'), 'first', case when i %% 10 = 0 then repeat(md5(i::text), 100) end from generate_series(0, %d) i"
                        .formatted(table, key("i"), rows - 1));
        return statements;
    }

    private List<String> identity() {
        return switch (this) {
            case PARTITIONED ->
                    IntStream.range(0, 4)
                            .mapToObj(i ->
                                    "create table parts_%1$d partition of parts for values with (modulus 4, remainder %1$d)"
                                            .formatted(i))
                            .toList();
            case BY_INDEX ->
                    List.of(
                            "create unique index indexed_k1 on indexed (k1)",
                            "alter table indexed replica identity using index indexed_k1");
            case FULL, KEYLESS -> List.of("alter table %s replica identity full".formatted(table));
            default -> List.of();
        };
    }

    /// A row that is made of a number, if it is not there.
    String insert(int number, boolean big) {
        return "insert into %1$s select %2$s, nextval('version'), 'inserted', %3$s where not exists (select from %1$s where %4$s)%5$s"
                .formatted(
                        table,
                        key(Integer.toString(number)),
                        big ? "repeat(md5(random()::text), 100)" : "null",
                        where(number),
                        this == KEYLESS ? "" : " on conflict do nothing");
    }

    String update(int number, boolean big) {
        return "update %s set version = nextval('version'), note = 'updated'%s where %s"
                .formatted(
                        table,
                        big ? ", big = repeat(md5(random()::text), 100)" : "",
                        where(number));
    }

    String delete(int number) {
        return "delete from %s where %s".formatted(table, where(number));
    }

    String truncate() {
        return "truncate " + table;
    }

    /// Lets the row of one number become that of another, if there is none.
    String move(int from, int to) {
        String set =
                IntStream.range(0, keys.size())
                        .mapToObj(i ->
                                "k%d = %s"
                                        .formatted(
                                                i + 1, keys.get(i).formatted(Integer.toString(to))))
                        .collect(Collectors.joining(", "));
        return "update %1$s set %2$s, version = nextval('version'), note = 'moved' where %3$s and not exists (select from %1$s where %4$s)"
                .formatted(table, set, where(from), where(to));
    }

    /// Everything in it: the key as text, the version, the note, and a digest of the rest.
    String contents() {
        return "select %s, version::text, coalesce(note, ''), coalesce(md5(big), '') from %s"
                .formatted(keyText(), table);
    }

    /// The columns that name a row in messages.
    List<String> nameColumns() {
        return switch (this) {
            case BY_INDEX -> List.of("k1");
            case KEYLESS -> List.of("k1", "k2", "version", "note", "big");
            default -> IntStream.rangeClosed(1, types.size()).mapToObj(i -> "k" + i).toList();
        };
    }

    private String keyText() {
        return nameColumns().stream()
                .map(column -> "coalesce(%s::text, '~')".formatted(column))
                .collect(Collectors.joining(" || '|' || "));
    }

    /// The table of that name.
    static MirrorTable named(String table) {
        return Arrays.stream(values())
                .filter(one -> one.table.equals(table))
                .findFirst()
                .orElseThrow();
    }

    private String key(String number) {
        return keys.stream().map(key -> key.formatted(number)).collect(Collectors.joining(", "));
    }

    private String where(int number) {
        return IntStream.range(0, keys.size())
                .mapToObj(i ->
                        "k%d = %s"
                                .formatted(i + 1, keys.get(i).formatted(Integer.toString(number))))
                .collect(Collectors.joining(" and "));
    }
}
