package dev.rowhook.proof.ledger;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a sink wants.
///
/// @param tables by their names in SQL, with or without the schema
/// @param actions by their names in settings
/// @param since what committed before may be missing
public record Interest(Set<String> tables, Set<String> actions, Order order, Optional<Mark> since) {

    public Interest {
        tables = tables.stream().map(Interest::known).collect(Collectors.toUnmodifiableSet());
        actions = Set.copyOf(actions);
    }

    private static String known(String table) {
        return LedgerTable.named(table)
                .orElseThrow(() -> new IllegalArgumentException("no table of a load: " + table))
                .sqlName();
    }

    public Interest(Set<String> tables, Set<String> actions) {
        this(tables, actions, Order.PRIMARY_KEY, Optional.empty());
    }

    /// Every change of these tables.
    public static Interest in(String... tables) {
        return new Interest(Set.of(tables), Set.of("insert", "update", "delete"));
    }

    /// Every change of every table.
    public static Interest everything() {
        return in(Workload.TABLES.toArray(String[]::new));
    }

    public Interest withOrder(Order promised) {
        return new Interest(tables, actions, promised, since);
    }

    /// For a sink that was made while the source was written to.
    public Interest withSince(Mark mark) {
        return new Interest(tables, actions, order, Optional.of(mark));
    }

    /// Whether the sink wants a change.
    boolean wants(Change change) {
        return tables.contains(change.table().sqlName())
                && actions.contains(change.action().wireName());
    }

    /// Whether a change that is wanted may be missing.
    boolean forgives(Entry entry) {
        return since.isPresent() && since.get().isAfter(entry.transaction());
    }
}
