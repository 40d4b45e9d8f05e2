package dev.rowhook.dispatcher.message;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Types that a database defines itself, and random values of them as the text that their input
/// functions read.
final class DefinedTypes {
    /// In the order in which they are made.
    static final List<String> DDL =
            List.of(
                    "create extension hstore",
                    "create extension citext",
                    "create extension ltree",
                    "create extension cube",
                    "create type mood as enum ('sad', 'ok', 'it''s \"fine\", (really)', 'schön', '')",
                    "create domain positive as integer check (value > 0)",
                    "create domain more_positive as positive",
                    "create domain labels as text[]",
                    "create domain moment as timestamptz",
                    "create type pair as (a bigint, \"b \"\"c\"\" \\ ü\" text, at timestamptz)",
                    "create type nothing as ()",
                    "create domain checked_pair as pair check (value is null or (value).a is distinct from 13)",
                    "create domain pairs as pair[]",
                    "create type nested as (p pair, ps pair[], m mood, ms mood[], d more_positive, l labels, j jsonb, n numeric, c checked_pair, h hstore, at moment, r tstzrange)",
                    "create type deep as (n nested, ns nested[])",
                    "create table part (id int, name text, ok boolean)",
                    "create type floatrange as range (subtype = float8, multirange_type_name = floatmultirange)",
                    "create domain attributes as hstore");

    private final Random random;
    private final Map<String, Supplier<String>> builtIn;
    private final Map<String, Supplier<String>> types = new LinkedHashMap<>();

    DefinedTypes(Random random) {
        this.random = random;
        this.builtIn = new RandomValues(random).types();
        types.put("mood", () -> oneOf("sad", "ok", "it's \"fine\", (really)", "schön", ""));
        types.put("positive", () -> "" + random.nextInt(1, 100));
        types.put("more_positive", () -> "" + random.nextInt(1, 100));
        types.put("labels", () -> array("text"));
        types.put("moment", () -> text("timestamptz"));
        types.put("nothing", () -> "()");
        types.put("part", () -> row(value("integer"), value("text"), value("boolean")));
        types.put("hstore", this::hstore);
        types.put("attributes", this::hstore);
        types.put("citext", () -> RandomTexts.next(random, 10));
        types.put("ltree", () -> oneOf("", "a.b.c", "Top.1"));
        types.put("cube", () -> oneOf("(1, 2, 3)", "(0, 0),(1, 1.5)"));
        types.put("floatrange", () -> oneOf("empty", "[1.5,2)", "(,)"));
        types.put("floatmultirange", () -> oneOf("{}", "{[1.5,2), [3,)}"));
        types.put("pair", () -> row(value("bigint"), value("text"), value("timestamptz")));
        types.put("checked_pair", () -> row("1", value("text"), value("timestamptz")));
        types.put("pairs", () -> array("pair"));
        types.put("nested", this::nested);
        types.put("deep", () -> row(value("nested"), array("nested")));
    }

    Map<String, Supplier<String>> types() {
        return types;
    }

    private String nested() {
        return row(
                value("pair"),
                array("pair"),
                value("mood"),
                array("mood"),
                value("more_positive"),
                value("labels"),
                value("jsonb"),
                value("numeric"),
                value("checked_pair"),
                value("hstore"),
                value("moment"),
                value("tstzrange"));
    }

    private String hstore() {
        return Stream.generate(() -> RandomTexts.next(random, 5))
                .limit(random.nextInt(4))
                .distinct()
                .map(key -> quoted(key) + "=>" + hstoreValue())
                .collect(Collectors.joining(","));
    }

    private String hstoreValue() {
        return random.nextInt(4) == 0 ? "NULL" : quoted(RandomTexts.next(random, 8));
    }

    /// A value of a type, or sometimes none.
    private @Nullable String value(String type) {
        return random.nextInt(5) == 0 ? null : text(type);
    }

    private String text(String type) {
        Map<String, Supplier<String>> known = types.containsKey(type) ? types : builtIn;
        return Objects.requireNonNull(known.get(type)).get();
    }

    private String array(String type) {
        return Stream.generate(() -> value(type))
                .limit(random.nextInt(3))
                .map(value -> value == null ? "NULL" : quoted(value))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String row(@Nullable String... fields) {
        return Stream.of(fields)
                .map(field -> field == null ? "" : quoted(field))
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String oneOf(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
