package dev.rowhook.reader;

import dev.rowhook.changelog.Relations;
import dev.rowhook.changelog.SinkConditions;
import dev.rowhook.changelog.SinkConditions.Key;
import dev.rowhook.changelog.SinkConditions.Told;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.match.Selection;
import dev.rowhook.filter.match.SinkMatch;
import dev.rowhook.reader.Wants.SinkWants;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Tells of sinks whose filters do not fit the newest versions of their tables, or need old values
/// that the tables do not send.
final class FilterWatch {
    static final String BROKEN = "filter_broken";
    static final String UNDECIDED = "filter_undecided";
    private static final Set<String> CODES = Set.of(BROKEN, UNDECIDED);

    private final SinkConditions conditions;

    FilterWatch(SinkConditions conditions) {
        this.conditions = conditions;
    }

    void look(Wants wants, Relations relations) {
        Map<Key, Told> standing = new HashMap<>();
        for (SinkWants sink : wants.sinks()) {
            if (sink.selection().isConditional()) {
                look(sink, relations, standing);
            }
        }
        Set<SinkId> sinks = wants.sinks().stream().map(SinkWants::sink).collect(Collectors.toSet());
        conditions.replace(sinks, CODES, standing);
    }

    private static void look(SinkWants sink, Relations relations, Map<Key, Told> standing) {
        Map<String, FilterException> broken = new TreeMap<>();
        Map<String, Set<String>> unknown = new TreeMap<>();
        for (TableName table : sink.tables()) {
            Optional<Relation> relation = relations.newest(table);
            if (relation.isEmpty() || !sink.selection().isConditional(table)) {
                continue;
            }
            SinkMatch match = SinkMatch.of(sink.selection(), relation.get(), relations::newest);
            match.broken().ifPresent(why -> broken.put(table.toString(), why));
            Set<String> columns = match.undecidable();
            if (!columns.isEmpty()) {
                unknown.put(table.toString(), columns);
            }
        }
        if (!broken.isEmpty()) {
            standing.put(new Key(sink.sink(), BROKEN), broken(broken));
        }
        if (!unknown.isEmpty()) {
            standing.put(new Key(sink.sink(), UNDECIDED), undecided(sink.selection(), unknown));
        }
    }

    private static Told broken(Map<String, FilterException> tables) {
        List<String> reasons = new ArrayList<>();
        tables.forEach((table, why) -> reasons.add("%s: %s".formatted(table, why.getMessage())));
        return new Told(
                "What the sink wants does not fit its tables any more. %s"
                        .formatted(String.join(" ", reasons)),
                "Change the filter, or bring back what it names. Until then the sink waits at the first change that it cannot judge; nothing is lost.");
    }

    private static Told undecided(Selection selection, Map<String, Set<String>> tables) {
        List<String> columns = new ArrayList<>();
        List<String> remedies = new ArrayList<>();
        tables.forEach((table, names) -> {
            columns.add("%s (%s)".formatted(table, String.join(", ", names)));
            remedies.add("alter table %s replica identity full;".formatted(table));
        });
        String which =
                selection.actions().contains(Action.UPDATE)
                        ? selection.actions().contains(Action.DELETE)
                                ? "updates and deletes"
                                : "updates"
                        : "deletes";
        return new Told(
                "The sink depends on old values that the source does not send: %s. The %s that cannot be decided without them are delivered."
                        .formatted(String.join(", ", columns), which),
                String.join(" ", remedies));
    }
}
