package dev.rowhook.filter.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.function.Comparison.Argument;
import dev.rowhook.filter.function.json.JsonFunctions;
import dev.rowhook.filter.function.json.JsonPathFunctions;
import dev.rowhook.filter.function.json.JsonbCasts;
import dev.rowhook.filter.function.json.JsonbChanges;
import dev.rowhook.filter.function.json.JsonbFunctions;
import dev.rowhook.filter.value.Jsonb;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

final class JsonOracleTest {
    private static final int ROUNDS = 120;

    @TempDir private static Path directory;
    private static PostgresCluster cluster;

    private final long seed = System.nanoTime();
    private final JsonTexts texts = new JsonTexts(new Random(seed));
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
        FunctionTable functions = new FunctionTable();
        JsonFunctions.addTo(functions);
        JsonbFunctions.addTo(functions);
        JsonbChanges.addTo(functions);
        JsonPathFunctions.addTo(functions);
        JsonbCasts.addTo(functions);
        comparison = new Comparison(connection, PlainTypes.NAMES, PlainTypes.texts(), functions);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void textsAreReadAndWrittenAsPostgresDoes() throws SQLException {
        for (String type : List.of("json", "jsonb")) {
            JsonTexts.EDGES.forEach(text -> comparison.text(type, text));
            for (int i = 0; i < 300; i++) {
                comparison.text(type, texts.of(type));
            }
        }
        comparison.agree(0);
    }

    @Test
    void textsCutAnywhereAreReadAsPostgresDoes() throws SQLException {
        for (String type : List.of("json", "jsonb")) {
            for (String text : JsonTexts.EDGES) {
                for (int end = 0; end < text.length(); end++) {
                    if (!Character.isHighSurrogate(text.charAt(Math.max(0, end - 1)))) {
                        comparison.text(type, text.substring(0, end));
                    }
                }
            }
        }
        comparison.agree(0);
    }

    @Test
    void functionsAgree() throws SQLException {
        for (String signature : SIGNATURES.lines().toList()) {
            String[] parts = signature.split(" *\\| *", -1);
            for (int i = 0; i < ROUNDS; i++) {
                Argument[] arguments = new Argument[parts.length - 3];
                for (int j = 0; j < arguments.length; j++) {
                    arguments[j] = new Argument(parts[j + 3], texts.of(parts[j + 3]));
                }
                comparison.call(parts[0], parts[1], parts[2], arguments);
            }
        }
        comparison.agree(0);
    }

    @Test
    void functionsAgreeOnOddTexts() throws SQLException {
        for (String text : JsonTexts.EDGES) {
            for (String type : List.of("json", "jsonb")) {
                Argument json = new Argument(type, text);
                comparison.call(type + "_typeof", type + "_typeof(%s)", "text", json);
                comparison.call(
                        type + "_object_field_text",
                        "%s ->> %s",
                        "text",
                        json,
                        new Argument("text", "a"));
                comparison.call(
                        type + "_array_element",
                        "%s -> %s",
                        type,
                        json,
                        new Argument("int4", "-1"));
            }
        }
        comparison.agree(0);
    }

    @Test
    void pathsAgreeWhereNamesRepeatAndIndexesCountFromTheEnd() throws SQLException {
        for (int i = 0; i < ROUNDS * 20; i++) {
            String type = i % 2 == 0 ? "json" : "jsonb";
            comparison.call(
                    type + "_extract_path",
                    "%s #> %s",
                    type,
                    new Argument(type, texts.of(type)),
                    new Argument("text[]", texts.of("text[]")));
        }
        comparison.agree(0);
    }

    @Test
    void deepTextsAreTakenAndDeeperOnesRefused() throws SQLException {
        comparison.text("jsonb", nested(500));
        Argument deep = new Argument("jsonb", nested(500));
        comparison.call("jsonb_contains", "%s @> %s", "bool", deep, deep);
        comparison.call("jsonb_eq", "%s = %s", "bool", deep, deep);
        comparison.agree(0);
        assertThatThrownBy(() -> Jsonb.read(nested(501)))
                .isInstanceOfSatisfying(
                        EvaluationException.class,
                        e -> assertThat(e.sqlState()).isEqualTo("0A000"));
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static final String SIGNATURES =
            """
            json_object_field | %s -> %s | json | json | text
            json_object_field_text | %s ->> %s | text | json | text
            json_array_element | %s -> %s | json | json | int4
            json_array_element_text | %s ->> %s | text | json | int4
            json_typeof | json_typeof(%s) | text | json
            json_array_length | json_array_length(%s) | int4 | json
            jsonb_object_field | %s -> %s | jsonb | jsonb | text
            jsonb_object_field_text | %s ->> %s | text | jsonb | text
            jsonb_array_element | %s -> %s | jsonb | jsonb | int4
            jsonb_array_element_text | %s ->> %s | text | jsonb | int4
            jsonb_eq | %s = %s | bool | jsonb | jsonb
            jsonb_ne | %s <> %s | bool | jsonb | jsonb
            jsonb_contains | %s @> %s | bool | jsonb | jsonb
            jsonb_contained | %s <@ %s | bool | jsonb | jsonb
            jsonb_exists | jsonb_exists(%s, %s) | bool | jsonb | text
            json_extract_path | %s #> %s | json | json | text[]
            json_extract_path_text | %s #>> %s | text | json | text[]
            jsonb_extract_path | %s #> %s | jsonb | jsonb | text[]
            jsonb_extract_path_text | %s #>> %s | text | jsonb | text[]
            jsonb_exists_any | jsonb_exists_any(%s, %s) | bool | jsonb | text[]
            jsonb_exists_all | jsonb_exists_all(%s, %s) | bool | jsonb | text[]
            jsonb_typeof | jsonb_typeof(%s) | text | jsonb
            jsonb_array_length | jsonb_array_length(%s) | int4 | jsonb
            jsonb_concat | jsonb_concat(%s, %s) | jsonb | jsonb | jsonb
            jsonb_delete | %s - %s | jsonb | jsonb | text
            jsonb_delete_idx | %s - %s | jsonb | jsonb | int4
            jsonb_bool | %s::bool | bool | jsonb
            jsonb_int2 | %s::int2 | int2 | jsonb
            jsonb_int4 | %s::int4 | int4 | jsonb
            jsonb_int8 | %s::int8 | int8 | jsonb
            jsonb_float4 | %s::float4 | float4 | jsonb
            jsonb_float8 | %s::float8 | float8 | jsonb
            """;
}
