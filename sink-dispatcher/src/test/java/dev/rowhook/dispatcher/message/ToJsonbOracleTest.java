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
import tools.jackson.databind.node.JsonNodeFactory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Compares messages with what the source's own `to_jsonb` makes of the same rows.
@OnEverySourceVersion
final class ToJsonbOracleTest {
    private static final int ROWS = 60;

    /// A timestamp of this era, as `to_jsonb` writes it.
    private static final Pattern TIMESTAMP =
            Pattern.compile("(\\d+-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?(\\+00:00)?");

    private final long seed = System.nanoTime();
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
        RandomTable table = new RandomTable("t", new Random(seed));
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
        RandomTable table = new RandomTable("t", new Random(seed));
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
            JsonNode expected = normalised(column.type(), row.get(column.name()));
            JsonNode actual = record.get(column.name());
            assertThat(Json.same(actual, expected))
                    .as(
                            "seed %d, type oid %d: %s where %s is expected",
                            seed, column.typeOid(), actual, expected)
                    .isTrue();
        }
    }

    /// Every change that `to_jsonb` can see is said, and what is said is the old value.
    private void compareChanges(
            Relation relation, JsonNode changes, JsonNode before, JsonNode after) {
        for (Column column : relation.columns()) {
            JsonNode old = normalised(column.type(), before.get(column.name()));
            JsonNode said = changes.get(column.name());
            boolean changed = !before.get(column.name()).equals(after.get(column.name()));
            assertThat(said == null ? !changed : Json.same(said, old))
                    .as(
                            "seed %d, type oid %d: old value %s where %s is expected",
                            seed, column.typeOid(), said, old)
                    .isTrue();
        }
    }

    private static JsonNode normalised(ValueType type, JsonNode value) {
        return switch (type) {
            case ValueType.Array(Scalar element, _) when value.isArray() -> {
                var elements = JsonNodeFactory.instance.arrayNode();
                value.forEach(one -> elements.add(normalised(type, one)));
                yield elements;
            }
            case ValueType.Array(Scalar element, _) -> normalised(element, value);
            case Scalar.TIMESTAMP, Scalar.TIMESTAMPTZ -> withMicroseconds(value);
            case Scalar _ -> value;
        };
    }

    private static JsonNode withMicroseconds(JsonNode value) {
        if (value.isNull()) {
            return value;
        }
        Matcher timestamp = TIMESTAMP.matcher(value.stringValue());
        if (!timestamp.matches()) {
            return value;
        }
        String fraction = Optional.ofNullable(timestamp.group(2)).orElse(".");
        String zone = timestamp.group(3) == null ? "" : "Z";
        return JsonNodeFactory.instance.stringNode(
                timestamp.group(1) + fraction + "0".repeat(7 - fraction.length()) + zone);
    }
}
