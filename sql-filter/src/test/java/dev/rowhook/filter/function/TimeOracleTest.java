package dev.rowhook.filter.function;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.filter.function.Comparison.Argument;
import dev.rowhook.filter.function.time.DateFunctions;
import dev.rowhook.filter.function.time.DatePartFunctions;
import dev.rowhook.filter.function.time.IntervalFunctions;
import dev.rowhook.filter.function.time.TimeComparisons;
import dev.rowhook.filter.function.time.TimeFunctions;
import dev.rowhook.filter.function.time.TimestampFunctions;
import dev.rowhook.filter.function.time.TimestampTruncation;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

final class TimeOracleTest {
    private static final List<String> TYPES =
            List.of("date", "timestamp", "timestamptz", "time", "timetz", "interval");
    private static final List<List<String>> COMPARISONS =
            List.of(
                    List.of("lt", "<"),
                    List.of("le", "<="),
                    List.of("eq", "="),
                    List.of("ne", "<>"),
                    List.of("ge", ">="),
                    List.of("gt", ">"));
    private static final List<String> UNITS =
            List.of(
                    "microseconds",
                    "milliseconds",
                    "second",
                    "minute",
                    "hour",
                    "day",
                    "week",
                    "month",
                    "quarter",
                    "year",
                    "decade",
                    "century",
                    "millennium");
    private static final List<String> DAY_PARTS =
            List.of(
                    "day",
                    "week",
                    "dow",
                    "isodow",
                    "doy",
                    "month",
                    "quarter",
                    "year",
                    "isoyear",
                    "decade",
                    "century",
                    "millennium");
    private static final List<String> PARTS =
            Stream.concat(
                            DAY_PARTS.stream(),
                            Stream.of(
                                    "microseconds",
                                    "milliseconds",
                                    "second",
                                    "minute",
                                    "hour",
                                    "epoch"))
                    .toList();
    private static final int ROUNDS = 12;

    @TempDir private static Path directory;
    private static PostgresCluster cluster;

    private final long seed = System.nanoTime();
    private final TimeTexts texts = new TimeTexts(new Random(seed));
    private Connection connection;
    private Comparison comparison;

    @BeforeAll
    static void start() {
        cluster =
                PostgresCluster.start(
                        ClusterSettings.of(directory.resolve("postgres"), "s").volatileForTests());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        System.out.println("seed " + seed);
        connection = cluster.superuser("postgres").getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
        }
        FunctionTable functions = new FunctionTable();
        TimeComparisons.addTo(functions);
        DateFunctions.addTo(functions);
        TimestampFunctions.addTo(functions);
        TimestampTruncation.addTo(functions);
        TimeFunctions.addTo(functions);
        DatePartFunctions.addTo(functions);
        IntervalFunctions.addTo(functions);
        comparison = new Comparison(connection, PlainTypes.NAMES, PlainTypes.texts(), functions);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void textsAreReadAndWrittenAsPostgresDoes() throws SQLException {
        for (String type : TYPES) {
            TimeTexts.EDGES.forEach(text -> comparison.text(type, text));
            for (int i = 0; i < 300; i++) {
                comparison.text(type, texts.of(type));
            }
        }
        comparison.agree(0.2);
    }

    @Test
    void textsCutAnywhereAreReadAsPostgresDoes() throws SQLException {
        for (String type : TYPES) {
            for (String text : TimeTexts.EDGES) {
                for (int end = 0; end < text.length(); end += 2) {
                    comparison.text(type, text.substring(0, end));
                }
            }
        }
        comparison.agree(0.8);
    }

    @Test
    void comparisonsAgree() throws SQLException {
        for (String type : TYPES) {
            String prosrc = type.equals("timestamptz") ? "timestamp" : type;
            compare(prosrc, "", type, type);
        }
        for (String type : List.of("timestamp", "timestamptz")) {
            compare("date", "_" + type, "date", type);
            compare(type, "_date", type, "date");
        }
        compare("timestamp", "_timestamptz", "timestamp", "timestamptz");
        compare("timestamptz", "_timestamp", "timestamptz", "timestamp");
        comparison.agree(0.01);
    }

    private void compare(String before, String behind, String first, String second) {
        for (int i = 0; i < ROUNDS; i++) {
            Argument left = argument(first);
            Argument right = argument(second);
            for (List<String> names : COMPARISONS) {
                String prosrc = before + "_" + names.getFirst() + behind;
                comparison.call(prosrc, "%s " + names.getLast() + " %s", "bool", left, right);
            }
            String prosrc = before + "_cmp" + behind;
            String name = first + "_cmp" + behind;
            comparison.call(prosrc, name + "(%s, %s)", "int4", left, right);
        }
    }

    @Test
    void functionsAgree() throws SQLException {
        for (String signature : SIGNATURES.lines().toList()) {
            String[] parts = signature.split(" *\\| *", -1);
            for (int i = 0; i < ROUNDS * 3; i++) {
                Argument[] arguments = new Argument[parts.length - 3];
                for (int j = 0; j < arguments.length; j++) {
                    arguments[j] = argument(parts[j + 3]);
                }
                comparison.call(parts[0], parts[1], parts[2], arguments);
            }
        }
        comparison.agree(0.01);
    }

    @Test
    void truncationsAgree() throws SQLException {
        for (String unit : UNITS) {
            for (String type : List.of("timestamp", "timestamptz")) {
                for (int i = 0; i < ROUNDS; i++) {
                    comparison.call(
                            type + "_trunc",
                            "date_trunc(%s, %s)",
                            type,
                            new Argument("text", unit),
                            argument(type));
                }
            }
        }
        comparison.agree(0.01);
    }

    @Test
    void partsAgree() throws SQLException {
        for (String unit : PARTS) {
            for (int i = 0; i < ROUNDS * 3; i++) {
                for (String type : List.of("timestamp", "timestamptz")) {
                    part(unit, type);
                }
                if (!DAY_PARTS.contains(unit)) {
                    part(unit, "time");
                }
            }
        }
        comparison.agree(0.01);
    }

    private void part(String unit, String type) {
        comparison.call(
                type + "_part",
                "date_part(%s, %s)",
                "float8",
                new Argument("text", unit),
                argument(type));
    }

    @Test
    void theClockIsRefused() {
        assertThatThrownBy(() -> requireNonNull(PlainTypes.texts().get(1082)).read("today"))
                .hasMessageContaining("clock");
    }

    private Argument argument(String type) {
        return new Argument(type, texts.of(type));
    }

    private static final String SIGNATURES =
            """
            date_finite | isfinite(%s) | bool | date
            timestamp_finite | isfinite(%s) | bool | timestamp
            interval_finite | isfinite(%s) | bool | interval
            date_pli | %s + %s | date | date | int4
            date_mii | %s - %s | date | date | int4
            date_mi | %s - %s | int4 | date | date
            date_pl_interval | %s + %s | timestamp | date | interval
            date_mi_interval | %s - %s | timestamp | date | interval
            date_timestamp | %s::timestamp | timestamp | date
            date_timestamptz | %s::timestamptz | timestamptz | date
            datetime_timestamp | %s + %s | timestamp | date | time
            datetimetz_timestamptz | %s + %s | timestamptz | date | timetz
            timestamp_mi | %s - %s | interval | timestamp | timestamp
            timestamp_mi | %s - %s | interval | timestamptz | timestamptz
            timestamp_pl_interval | %s + %s | timestamp | timestamp | interval
            timestamp_mi_interval | %s - %s | timestamp | timestamp | interval
            timestamptz_pl_interval | %s + %s | timestamptz | timestamptz | interval
            timestamptz_mi_interval | %s - %s | timestamptz | timestamptz | interval
            timestamp_date | %s::date | date | timestamp
            timestamptz_date | %s::date | date | timestamptz
            timestamp_time | %s::time | time | timestamp
            timestamptz_time | %s::time | time | timestamptz
            timestamp_timestamptz | %s::timestamptz | timestamptz | timestamp
            timestamptz_timestamp | %s::timestamp | timestamp | timestamptz
            timestamptz_timetz | %s::timetz | timetz | timestamptz
            timestamp_scale | "timestamp"(%s, %s) | timestamp | timestamp | precision
            timestamptz_scale | "timestamptz"(%s, %s) | timestamptz | timestamptz | precision
            time_scale | "time"(%s, %s) | time | time | precision
            timetz_scale | "timetz"(%s, %s) | timetz | timetz | precision
            time_pl_interval | %s + %s | time | time | interval
            time_mi_interval | %s - %s | time | time | interval
            timetz_pl_interval | %s + %s | timetz | timetz | interval
            timetz_mi_interval | %s - %s | timetz | timetz | interval
            time_mi_time | %s - %s | interval | time | time
            time_interval | %s::interval | interval | time
            interval_time | %s::time | time | interval
            time_timetz | %s::timetz | timetz | time
            timetz_time | %s::time | time | timetz
            interval_um | - %s | interval | interval
            interval_pl | %s + %s | interval | interval | interval
            interval_mi | %s - %s | interval | interval | interval
            interval_justify_hours | justify_hours(%s) | interval | interval
            interval_scale | "interval"(%s, %s) | interval | interval | modifier
            interval_mul | %s * %s | interval | interval | float8
            mul_d_interval | %s * %s | interval | float8 | interval
            interval_div | %s / %s | interval | interval | float8
            """;
}
