package dev.rowhook.filter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.filter.random.FilterPostgres;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// Every function of numbers and booleans alone that filters know, as Postgres answers it.
final class NumberOracleTest {
    private static final String CATALOGUE =
            """
            select prosrc, proname, (select typname from pg_type where oid = prorettype),
                (select array_agg(typname::text order by n)
                from unnest(proargtypes::oid[]) with ordinality a(type, n) join pg_type t on t.oid = type)
            from pg_proc
            where prokind = 'f' and proisstrict and provolatile = 'i' and not proretset
                and prolang = 12 and pronargs > 0
                and (proargtypes::oid[] || prorettype) <@ array[16, 20, 21, 23, 26, 700, 701, 1700]::oid[]
            order by oid
            """;
    private static final String CASTS =
            """
            select prosrc, s.typname, t.typname
            from pg_cast join pg_proc p on p.oid = castfunc
                join pg_type s on s.oid = castsource join pg_type t on t.oid = casttarget
            where array[s.oid, t.oid] <@ array[16, 20, 21, 23, 26, 700, 701, 1700]::oid[]
                and s.oid <> t.oid
            """;
    private static final int CALLS = 40;

    private final long seed = ThreadLocalRandom.current().nextLong();

    @Test
    void everyFunctionAnswersAsPostgresDoes() throws SQLException {
        List<FunctionCall> calls = catalogue();
        assertThat(calls).hasSizeGreaterThan(200);
        try (FunctionOracle oracle = new FunctionOracle(seed)) {
            for (FunctionCall call : calls) {
                oracle.calls(CALLS, call, NumberTexts::any);
            }
            oracle.agree();
        }
    }

    @Test
    void everyNameIsOneOfPostgres() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = FilterPostgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select prosrc from pg_proc")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        assertThat(names).containsAll(NumberMakers.names());
    }

    @Test
    void everyCastAnswersAsPostgresDoes() throws SQLException {
        int casts = 0;
        try (FunctionOracle oracle = new FunctionOracle(seed);
                Connection connection = FilterPostgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(CASTS)) {
            while (rows.next()) {
                casts++;
                String from = rows.getString(2);
                String to = rows.getString(3);
                String sql = "$1::" + to;
                oracle.calls(
                        CALLS, FunctionCall.of(rows.getString(1), sql, to, from), NumberTexts::any);
            }
            oracle.agree();
        }
        assertThat(casts).isGreaterThan(30);
    }

    @Test
    void numericsAreDividedToTheSameDigits() throws SQLException {
        try (FunctionOracle oracle = new FunctionOracle(seed)) {
            for (String operator : List.of("div", "mod", "mul", "add", "sub")) {
                String sql = "numeric_%s($1, $2)".formatted(operator);
                oracle.calls(
                        600,
                        FunctionCall.of(
                                "numeric_" + operator, sql, "numeric", "numeric", "numeric"),
                        NumberTexts::any);
            }
            oracle.agree();
        }
    }

    @Test
    void numericsTakeThePrecisionAndScaleOfAModifier() throws SQLException {
        FunctionCall coerce =
                FunctionCall.of("numeric", "\"numeric\"($1, $2)", "numeric", "numeric", "int4");
        try (FunctionOracle oracle = new FunctionOracle(seed)) {
            oracle.calls(
                    1_500,
                    coerce,
                    (type, random) ->
                            type.equals("int4") ? modifier(random) : NumberTexts.any(type, random));
            oracle.agree();
        }
    }

    private static String modifier(RandomGenerator random) {
        int precision = random.nextBoolean() ? random.nextInt(1, 12) : random.nextInt(1, 1_001);
        int scale = random.nextBoolean() ? random.nextInt(-5, 6) : random.nextInt(-1_000, 1_001);
        return Integer.toString(((precision << 16) | (scale & 0x7ff)) + 4);
    }

    @Test
    void numericsAreRoundedAtAnyDigit() throws SQLException {
        try (FunctionOracle oracle = new FunctionOracle(seed)) {
            for (String name : List.of("round", "trunc")) {
                FunctionCall call =
                        FunctionCall.of(
                                "numeric_" + name, name + "($1, $2)", "numeric", "numeric", "int4");
                oracle.calls(
                        400,
                        call,
                        (type, random) ->
                                type.equals("int4")
                                        ? Integer.toString(random.nextInt(-40, 50))
                                        : NumberTexts.any(type, random));
            }
            oracle.agree();
        }
    }

    /// The calls of those functions of the catalogue that filters know.
    private static List<FunctionCall> catalogue() throws SQLException {
        List<FunctionCall> calls = new ArrayList<>();
        try (Connection connection = FilterPostgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(CATALOGUE)) {
            while (rows.next()) {
                List<String> arguments = List.of((String[]) rows.getArray(4).getArray());
                String placeholders = arguments.size() == 1 ? "$1" : "$1, $2";
                String sql = "pg_catalog.\"%s\"(%s)".formatted(rows.getString(2), placeholders);
                FunctionCall call =
                        new FunctionCall(rows.getString(1), sql, rows.getString(3), arguments);
                if (arguments.size() <= 2 && NumberMakers.find(call.prosrc()).isPresent()) {
                    calls.add(call);
                }
            }
        }
        return calls;
    }
}
