package dev.rowhook.filter.match;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.TableName;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A table of orders, and changes of its rows: `id`, `total`, `note`. A value `-` is one that was
/// not sent.
final class Orders {
    static final TableName NAME = new TableName("public", "orders");

    private Orders() {}

    static Relation table(ReplicaIdentity identity, String... more) {
        boolean full = identity == ReplicaIdentity.FULL;
        List<Column> columns =
                new ArrayList<>(
                        List.of(
                                new Column("id", 23, true, Scalar.NUMBER),
                                new Column("total", 23, full, Scalar.NUMBER),
                                new Column("note", 25, full, Scalar.TEXT)));
        Arrays.stream(more).forEach(name -> columns.add(new Column(name, 25, full, Scalar.TEXT)));
        return new Relation(
                1, 16_400, NAME.schema(), NAME.table(), identity, columns, List.of(0), false);
    }

    static Selection all(@Nullable String filter, String... changedColumns) {
        return new Selection(
                Set.of(NAME),
                Set.of(Action.values()),
                filter == null ? Map.of() : Map.of(NAME, filter),
                List.of(changedColumns));
    }

    static RowChange insert(Relation table, String... row) {
        return decode(table, new Bytes('I').row('N', row));
    }

    static RowChange update(Relation table, String... row) {
        return decode(table, new Bytes('U').row('N', row));
    }

    /// An update that tells the old row: `K` its key, `O` all of it.
    static RowChange update(Relation table, char old, List<String> before, String... row) {
        return decode(table, new Bytes('U').row(old, before.toArray(String[]::new)).row('N', row));
    }

    static RowChange delete(Relation table, char old, String... row) {
        return decode(table, new Bytes('D').row(old, row));
    }

    private static RowChange decode(Relation table, Bytes bytes) {
        return RowChange.decode(bytes.out.toByteArray(), table);
    }

    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes(char code) {
            out.write(code);
            number(16_400);
        }

        Bytes row(char code, String... values) {
            out.write(code);
            out.writeBytes(ByteBuffer.allocate(2).putShort((short) values.length).array());
            for (String value : values) {
                if (value.equals("-")) {
                    out.write(code == 'N' ? 'u' : 'n');
                } else {
                    byte[] text = value.getBytes(UTF_8);
                    out.write('t');
                    number(text.length);
                    out.writeBytes(text);
                }
            }
            return this;
        }

        private void number(int number) {
            out.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
        }
    }
}
