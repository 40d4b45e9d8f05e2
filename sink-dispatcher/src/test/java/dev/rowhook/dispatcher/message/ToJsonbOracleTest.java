package dev.rowhook.dispatcher.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.ValueType;
import dev.rowhook.store.testing.OnEverySourceVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/// Compares messages with what the source's own `to_jsonb` makes of the same rows.
///
/// `-Dvalues.seed` draws the same rows again, `-Dvalues.rows` draws more of them.
@OnEverySourceVersion
final class ToJsonbOracleTest {
    private static final int ROWS = Integer.getInteger("values.rows", 60);

    private final long seed = Long.getLong("values.seed", System.nanoTime());
    private final MessageRenderer renderer = Plants.renderer(MessageKind.CHANGE);
    private StreamedSource source;

    @BeforeEach
    void start() throws SQLException {
        System.out.println("seed of rows: " + seed);
        source = new StreamedSource();
    }

    @AfterEach
    void stop() throws SQLException {
        source.close();
    }

    @Test
    void recordsAreAsToJsonbWritesTheRow() throws SQLException {
        compareInserts(builtIn());
    }

    @Test
    void recordsOfDefinedTypesAreAsToJsonbWritesTheRow() throws SQLException {
        source.prepare(DefinedTypes.DDL);
        compareInserts(defined());
    }

    private void compareInserts(RandomTable table) throws SQLException {
        source.execute(table.createTable());
        for (long id = 0; id < ROWS; id++) {
            source.execute(table.insert(id));
        }
        Relation relation = source.relation("t");
        List<JsonNode> expected = source.rows("t");

        List<LoggedChange> inserts = source.changes();
        assertThat(inserts).hasSize(ROWS);
        for (LoggedChange insert : inserts) {
            JsonNode record = Json.render(renderer, insert, relation).get("record");
            compare(relation, record, expected.get(record.get("id").intValue()));
        }
    }

    @Test
    void updatesAndDeletesUnderFullSayTheOldRow() throws SQLException {
        compareUpdatesAndDeletes(builtIn());
    }

    @Test
    void updatesAndDeletesOfDefinedTypesUnderFullSayTheOldRow() throws SQLException {
        source.prepare(DefinedTypes.DDL);
        compareUpdatesAndDeletes(defined());
    }

    private RandomTable builtIn() {
        Random random = new Random(seed);
        return new RandomTable("t", new RandomValues(random).types(), random);
    }

    private RandomTable defined() {
        Random random = new Random(seed);
        return new RandomTable("t", new DefinedTypes(random).types(), random);
    }

    private void compareUpdatesAndDeletes(RandomTable table) throws SQLException {
        source.execute(table.createTable());
        source.execute("alter table t replica identity full");
        for (long id = 0; id < ROWS; id++) {
            source.execute(table.insert(id));
        }
        Relation relation = source.relation("t");
        List<JsonNode> before = source.rows("t");
        assertThat(source.changes()).hasSize(ROWS);
        for (long id = 0; id < ROWS; id++) {
            source.execute(table.update(id));
        }
        List<JsonNode> after = source.rows("t");

        List<LoggedChange> updates = source.changes();
        assertThat(updates).hasSize(ROWS);
        for (LoggedChange update : updates) {
            JsonNode message = Json.render(renderer, update, relation);
            int id = message.at("/record/id").intValue();
            compare(relation, message.get("record"), after.get(id));
            compareChanges(relation, message.get("changes"), before.get(id), after.get(id));
        }

        source.execute("delete from t");
        for (LoggedChange delete : source.changes()) {
            JsonNode record = Json.render(renderer, delete, relation).get("record");
            compare(relation, record, after.get(record.get("id").intValue()));
        }
    }

    @Test
    void timestampsAreTheSameInstantInAnySessionZone() throws SQLException {
        Random random = new Random(seed);
        Supplier<String> moments =
                Objects.requireNonNull(new RandomValues(random).types().get("timestamptz"));
        source.execute("create table t (id bigint primary key, at timestamptz)");
        for (long id = 0; id < ROWS; id++) {
            source.execute("insert into t values (%d, '%s')".formatted(id, moments.get()));
        }
        Relation relation = source.relation("t");
        List<LoggedChange> inserts = source.changes();
        for (String zone : List.of("Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati")) {
            source.execute("set timezone = '%s'".formatted(zone));
            List<JsonNode> rows = source.rows("t");
            for (int i = 0; i < ROWS; i++) {
                JsonNode message = Json.render(renderer, inserts.get(i), relation);
                String said = message.at("/record/at").stringValue();
                if (said.endsWith("Z")) {
                    assertThat(instant(said))
                            .as("seed %d, %s", seed, zone)
                            .isEqualTo(instant(rows.get(i).get("at").stringValue()));
                }
            }
        }
    }

    /// Years beyond 9999 have a sign in ISO 8601 as Java reads it.
    private static Instant instant(String text) {
        boolean far = text.indexOf('-') > 4;
        return OffsetDateTime.parse(far ? "+" + text : text).toInstant();
    }

    @Test
    void toastedValuesAndMovedKeysAreAsTheSourceSaysThem() throws SQLException {
        source.execute("create table t (id bigint primary key, n int, long text)");
        source.execute("alter table t alter long set storage external");
        source.execute("insert into t values (1, 1, repeat('x', 100000))");
        source.execute("update t set n = 2");
        source.execute("update t set id = 2");
        source.execute("delete from t");
        Relation relation = source.relation("t");

        List<JsonNode> messages = new ArrayList<>();
        List<Groups> groups = new ArrayList<>();
        GroupKeys keys = new GroupKeys(new GroupBy.PrimaryKey());
        for (LoggedChange change : source.changes()) {
            messages.add(Json.render(renderer, change, relation));
            groups.add(keys.of(change, relation));
        }

        assertThat(messages).hasSize(4);
        assertThat(messages.get(0).at("/record/long").stringValue()).hasSize(100_000);
        assertThat(messages.get(1).get("record").toString()).isEqualTo("{\"id\":1,\"n\":2}");
        assertThat(messages.get(1).at("/metadata/unchanged_columns").toString())
                .isEqualTo("[\"long\"]");
        assertThat(messages.get(2).get("changes").toString()).isEqualTo("{\"id\":1}");
        assertThat(messages.get(3).get("record").toString())
                .isEqualTo("{\"id\":2,\"n\":null,\"long\":null}");
        assertThat(groups.get(1)).isEqualTo(groups.get(0));
        assertThat(groups.get(2))
                .isEqualTo(
                        new Groups(groups.get(0).first(), groups.get(3).first(), Groups.Kind.TWO));
    }

    @Test
    void everyBuiltInTypeIsKnown() throws SQLException {
        List<String> unlike = new ArrayList<>();
        try (ResultSet types = source.builtInTypes()) {
            while (types.next()) {
                String name = types.getString(2);
                Optional<ValueType> expected = typeOf(types);
                Optional<ValueType> known = ValueType.ofBuiltIn((int) types.getLong(1));
                if (!known.equals(expected)) {
                    unlike.add("%s: %s where %s is expected".formatted(name, known, expected));
                }
            }
        }
        assertThat(unlike).isEmpty();
    }

    private static Optional<ValueType> typeOf(ResultSet type) throws SQLException {
        String name = type.getString(2);
        String element = type.getString(3);
        if (element == null) {
            return Optional.of(scalar(name));
        }
        if (name.endsWith("vector")) {
            boolean nested = name.startsWith("_");
            return Optional.of(
                    nested
                            ? new ValueType.Array(Scalar.TEXT, ',')
                            : new ValueType.Array(scalar(element), ' '));
        }
        boolean ofRows = "cp".contains(type.getString(5));
        return ofRows
                ? Optional.empty()
                : Optional.of(new ValueType.Array(scalar(element), type.getString(4).charAt(0)));
    }

    private static Scalar scalar(String type) {
        return switch (type) {
            case "bool" -> Scalar.BOOLEAN;
            case "int2", "int4", "int8", "float4", "float8", "numeric" -> Scalar.NUMBER;
            case "json", "jsonb" -> Scalar.JSON;
            case "timestamp" -> Scalar.TIMESTAMP;
            case "timestamptz" -> Scalar.TIMESTAMPTZ;
            default -> Scalar.TEXT;
        };
    }

    private void compare(Relation relation, JsonNode record, JsonNode row) {
        assertThat(record.propertyNames()).containsExactlyInAnyOrderElementsOf(row.propertyNames());
        for (Column column : relation.columns()) {
            JsonNode expected = RenderedJsonb.of(column.type(), row.get(column.name()));
            JsonNode actual = record.get(column.name());
            assertThat(Json.same(actual, expected))
                    .as(
                            "seed %d, %s: %s where %s is expected",
                            seed, column.type(), actual, expected)
                    .isTrue();
        }
    }

    /// Every change that `to_jsonb` can see is said, and what is said is the old value.
    private void compareChanges(
            Relation relation, JsonNode changes, JsonNode before, JsonNode after) {
        for (Column column : relation.columns()) {
            JsonNode old = RenderedJsonb.of(column.type(), before.get(column.name()));
            JsonNode said = changes.get(column.name());
            boolean changed = !before.get(column.name()).equals(after.get(column.name()));
            assertThat(said == null ? !changed : Json.same(said, old))
                    .as(
                            "seed %d, %s: old value %s where %s is expected",
                            seed, column.type(), said, old)
                    .isTrue();
        }
    }
}
