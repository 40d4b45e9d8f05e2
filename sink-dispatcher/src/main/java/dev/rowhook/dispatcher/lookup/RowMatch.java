package dev.rowhook.dispatcher.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.Tuple;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Whether a change is one of a row, before it or after it.
final class RowMatch implements Predicate<LoggedChange> {
    private final Map<Integer, Relation> relations;
    private final List<byte[]> key;
    private final long from;
    private final long to;

    /// @param versions all relation versions of the log
    RowMatch(RowSearch search, Map<Integer, Relation> versions) {
        this.relations =
                versions.values().stream()
                        .filter(relation -> isOf(search, relation))
                        .collect(Collectors.toMap(Relation::version, relation -> relation));
        this.key = search.key().stream().map(text -> text.getBytes(UTF_8)).toList();
        this.from = micros(search.from()).orElse(Long.MIN_VALUE);
        this.to = micros(search.to()).orElse(Long.MAX_VALUE);
    }

    /// The versions of the table whose rows have such a key.
    Set<Integer> relations() {
        return relations.keySet();
    }

    @Override
    public boolean test(LoggedChange change) {
        Relation relation = relations.get(change.relation());
        if (relation == null || change.committedAt() < from || change.committedAt() >= to) {
            return false;
        }
        try {
            RowChange row = RowChange.decode(change.body(), relation);
            return hasKey(row.newRow(), row.oldRow(), relation)
                    || hasKey(row.oldRow(), row.oldRow(), relation);
        } catch (MalformedChangeException e) {
            return false;
        }
    }

    /// @param known what the row does not say is as in this one
    private boolean hasKey(Tuple row, Tuple known, Relation relation) {
        if (row.columns() == 0) {
            return false;
        }
        for (int i = 0; i < key.size(); i++) {
            int column = relation.keyColumns().get(i);
            Tuple said = row.isUnchanged(column) && known.columns() > 0 ? known : row;
            if (!said.hasText(column) || !isText(said, column, key.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(Tuple row, int column, byte[] text) {
        int offset = row.offset(column);
        return Arrays.equals(
                row.bytes(), offset, offset + row.length(column), text, 0, text.length);
    }

    private static boolean isOf(RowSearch search, Relation relation) {
        return relation.schema().equals(search.table().schema())
                && relation.table().equals(search.table().table())
                && relation.keyColumns().size() == search.key().size();
    }

    private static Optional<Long> micros(Optional<Instant> time) {
        return time.map(instant -> ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }
}
