package dev.rowhook.core.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.RowChange.OldRow;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A row whose changes are looked for, by the texts that Postgres has sent for the columns of its
/// key. Their names tell the columns, whatever the version of the table. Immutable.
public final class SoughtRow {
    private final TableName table;
    private final Map<Integer, Version> versions;
    private final List<String> names;
    private final List<byte[]> texts;

    /// @param columns where the columns of the key are, -1 where the version lacks one
    private record Version(Relation relation, List<Integer> columns) {}

    /// Whether a change is one of the row.
    public enum Answer {
        /// The row has the key before it, or after it.
        YES,
        NO,
        /// The change cannot be read, or does not say all of the key.
        UNKNOWN
    }

    /// @param versions all relation versions of the log
    /// @param key the texts of the key's columns, by their names
    public SoughtRow(TableName table, Collection<Relation> versions, Map<String, String> key) {
        this.table = table;
        // One order for both.
        Map<String, String> sorted = new TreeMap<>(key);
        this.names = List.copyOf(sorted.keySet());
        this.texts = sorted.values().stream().map(text -> text.getBytes(UTF_8)).toList();
        this.versions =
                versions.stream()
                        .filter(relation -> relation.name().equals(table))
                        .collect(
                                Collectors.toMap(
                                        Relation::version,
                                        relation -> new Version(relation, columns(relation))));
    }

    private List<Integer> columns(Relation relation) {
        List<String> all = relation.columns().stream().map(Column::name).toList();
        return names.stream().map(all::indexOf).toList();
    }

    public TableName table() {
        return table;
    }

    /// The relation versions of its table.
    public Set<Integer> versions() {
        return versions.keySet();
    }

    /// The texts of its key in the order of each version's own key, once for each order; none of a
    /// version whose key has other columns.
    public Set<List<String>> keys() {
        return versions.values().stream()
                .map(version -> keyNames(version.relation()))
                .filter(own -> own.size() == names.size() && names.containsAll(own))
                .map(own -> own.stream().map(this::text).toList())
                .collect(Collectors.toSet());
    }

    private String text(String name) {
        return new String(texts.get(names.indexOf(name)), UTF_8);
    }

    private static List<String> keyNames(Relation relation) {
        return relation.keyColumns().stream()
                .map(column -> relation.columns().get(column).name())
                .toList();
    }

    /// Whether a change of one of the versions is one of the row.
    public Answer of(int version, byte[] body) {
        Version known = versions.get(version);
        if (known == null || ErasedBody.isErased(body)) {
            return Answer.NO;
        }
        try {
            return of(RowChange.decode(body, known.relation()), known);
        } catch (MalformedChangeException e) {
            return Answer.UNKNOWN;
        }
    }

    private Answer of(RowChange change, Version version) {
        if (!change.action().isOfRow()) {
            return Answer.NO;
        }
        Answer after =
                change.newRow().columns() == 0
                        ? Answer.NO
                        : compare(change.newRow(), change.oldRow(), version, true);
        Answer before = before(change, version);
        if (after == Answer.YES || before == Answer.YES) {
            return Answer.YES;
        }
        return after == Answer.UNKNOWN || before == Answer.UNKNOWN ? Answer.UNKNOWN : Answer.NO;
    }

    private Answer before(RowChange change, Version version) {
        if (change.oldKind() != OldRow.NONE) {
            boolean whole = change.oldKind() == OldRow.FULL;
            return compare(change.oldRow(), Tuple.ABSENT, version, whole);
        }
        // Without an old row the columns of the replica identity are as in the new one.
        return change.action() == Action.UPDATE
                ? compare(change.newRow(), Tuple.ABSENT, version, false)
                : Answer.NO;
    }

    /// @param known what the row leaves unchanged is as in this one, if it has columns
    /// @param whole whether the row says more than the columns of the replica identity
    private Answer compare(Tuple row, Tuple known, Version version, boolean whole) {
        Answer answer = Answer.YES;
        for (int i = 0; i < texts.size(); i++) {
            int column = version.columns().get(i);
            Answer one = Answer.UNKNOWN;
            if (column >= 0 && (whole || version.relation().columns().get(column).identity())) {
                Tuple said = said(row, known, column);
                one = compare(said, column, texts.get(i));
            }
            if (one == Answer.NO) {
                return Answer.NO;
            }
            answer = one == Answer.UNKNOWN ? Answer.UNKNOWN : answer;
        }
        return answer;
    }

    /// Of an old row that is only a key, what lies outside of it is not said.
    private static Tuple said(Tuple row, Tuple known, int column) {
        boolean elsewhere = row.isUnchanged(column) && known.columns() > 0;
        return elsewhere && known.hasText(column) ? known : row;
    }

    private static Answer compare(Tuple row, int column, byte[] text) {
        if (row.isUnchanged(column)) {
            return Answer.UNKNOWN;
        }
        int from = row.offset(column);
        boolean same =
                row.hasText(column)
                        && Arrays.equals(
                                row.bytes(), from, from + row.length(column), text, 0, text.length);
        return same ? Answer.YES : Answer.NO;
    }

    /// Says how many columns its key has, never what they hold.
    @Override
    public String toString() {
        return "row with a key of %d columns".formatted(names.size());
    }
}
