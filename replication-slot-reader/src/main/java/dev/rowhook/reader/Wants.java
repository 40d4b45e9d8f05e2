package dev.rowhook.reader;

import dev.rowhook.changelog.LogPlace;
import dev.rowhook.changelog.LogSettings;
import dev.rowhook.changelog.SinkTag;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.match.Selection;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the sinks of a database want, as of one version of its settings. Immutable.
///
/// @param published tables to publish whether or not a sink names them
/// @param retained tables whose changes are appended whether or not a sink wants them
record Wants(
        long settingsVersion,
        List<SinkWants> sinks,
        Set<TableName> published,
        Set<TableName> retained) {
    Wants {
        sinks = List.copyOf(sinks);
        published = Set.copyOf(published);
        retained = Set.copyOf(retained);
    }

    /// What is wanted where nothing is retained.
    Wants(long settingsVersion, List<SinkWants> sinks, Set<TableName> published) {
        this(settingsVersion, sinks, published, Set.of());
    }

    /// What one sink wants.
    ///
    /// @param matchVersion the version of the settings since which it wants this
    /// @param start where it begins if it has not yet
    /// @param enabled whether it is to go on if it is off
    record SinkWants(
            SinkId sink,
            int number,
            Selection selection,
            long matchVersion,
            LogPlace start,
            boolean enabled) {

        /// What a sink wants that begins where the log is.
        SinkWants(SinkId sink, int number, Selection selection, long matchVersion) {
            this(sink, number, selection, matchVersion, new LogPlace.End(), true);
        }

        Set<TableName> tables() {
            return selection.tables();
        }
    }

    /// The same for some of the sinks only.
    Wants where(Predicate<SinkWants> which) {
        return new Wants(
                settingsVersion, sinks.stream().filter(which).toList(), published, retained);
    }

    /// The same, retaining no table of these: they are not in the stream.
    Wants retainingNone(Set<TableName> lacking) {
        return new Wants(
                settingsVersion,
                sinks,
                published,
                retained.stream()
                        .filter(table -> !lacking.contains(table))
                        .collect(Collectors.toSet()));
    }

    /// What the log is told when appends heed this.
    LogSettings toLog() {
        return new LogSettings(
                settingsVersion,
                sinks.stream()
                        .map(sink ->
                                new LogSettings.Sink(
                                        sink.sink(),
                                        sink.matchVersion(),
                                        sink.tables(),
                                        sink.start(),
                                        sink.enabled()))
                        .toList(),
                retained);
    }

    /// All tables that are to be in the stream.
    Set<TableName> tables() {
        return Stream.concat(published.stream(), captured().stream()).collect(Collectors.toSet());
    }

    /// All tables whose changes are to be in the log.
    Set<TableName> captured() {
        return Stream.concat(
                        retained.stream(), sinks.stream().flatMap(sink -> sink.tables().stream()))
                .collect(Collectors.toSet());
    }

    /// The sinks that may want this action on this table.
    List<SinkWants> of(TableName table, Action action) {
        return sinks.stream().filter(sink -> sink.selection().includes(table, action)).toList();
    }

    /// Whether some sink wants changes of a table on a condition.
    boolean isConditional(TableName table) {
        return sinks.stream().anyMatch(sink -> sink.selection().isConditional(table));
    }

    /// The tag of a sink of which nothing but table and action is asked. What it wanted in the
    /// version in use is not known once it was edited: its worker decides.
    int tag(SinkWants sink) {
        return isAhead(sink) ? SinkTag.open(sink.number()) : sink.number();
    }

    /// Whether a sink wants something else since a version that is not in use yet.
    boolean isAhead(SinkWants sink) {
        return sink.matchVersion() > settingsVersion;
    }
}
