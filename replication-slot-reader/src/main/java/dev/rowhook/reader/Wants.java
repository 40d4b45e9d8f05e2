package dev.rowhook.reader;

import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the sinks of a database want, as of one version of its settings. `published` are tables to
/// publish whether or not a sink names them. Immutable.
record Wants(long settingsVersion, List<SinkWants> sinks, Set<TableName> published) {
    Wants {
        sinks = List.copyOf(sinks);
        published = Set.copyOf(published);
    }

    /// What one sink wants. `actions` holds the letters of pgoutput's messages.
    record SinkWants(SinkId sink, int number, Set<TableName> tables, Set<Character> actions) {
        SinkWants {
            tables = Set.copyOf(tables);
            actions = Set.copyOf(actions);
        }

        private boolean wants(TableName table, char action) {
            return actions.contains(action) && tables.contains(table);
        }
    }

    /// The same for some of the sinks only.
    Wants where(Predicate<SinkWants> which) {
        return new Wants(settingsVersion, sinks.stream().filter(which).toList(), published);
    }

    /// All tables that are to be in the stream.
    Set<TableName> tables() {
        return Stream.concat(
                        published.stream(), sinks.stream().flatMap(sink -> sink.tables().stream()))
                .collect(Collectors.toSet());
    }

    /// The numbers of the sinks that want this action on this table.
    int[] of(TableName table, char action) {
        return sinks.stream()
                .filter(sink -> sink.wants(table, action))
                .mapToInt(SinkWants::number)
                .toArray();
    }
}
