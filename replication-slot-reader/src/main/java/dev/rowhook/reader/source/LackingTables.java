package dev.rowhook.reader.source;

import dev.rowhook.core.change.TableName;
import dev.rowhook.source.Identifiers;
import dev.rowhook.source.SourceSettings;
import dev.rowhook.source.SourceSettings.PublicationSettings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The tables that are wanted and cannot be published, and why.
public record LackingTables(Map<TableName, Reason> tables) {
    /// Nothing lacks.
    public static final LackingTables NONE = new LackingTables(Map.of());

    public enum Reason {
        /// There is no such table.
        MISSING,
        /// The publication is the tenant's, and does not hold it.
        NOT_PUBLISHED,
        /// The publication is ours, but the source does not let us add it.
        NOT_PUBLISHABLE
    }

    public LackingTables {
        tables = Map.copyOf(tables);
    }

    public boolean isEmpty() {
        return tables.isEmpty();
    }

    public Set<TableName> names() {
        return tables.keySet();
    }

    /// One condition for each reason, with all its tables.
    public List<SourceCondition> conditions(SourceSettings settings) {
        Map<Reason, List<TableName>> byReason =
                new TreeMap<>(tables.keySet().stream().collect(Collectors.groupingBy(tables::get)));
        List<SourceCondition> conditions = new ArrayList<>();
        byReason.forEach(
                (reason, names) -> conditions.add(condition(reason, list(names), settings)));
        return conditions;
    }

    private static SourceCondition condition(Reason reason, String names, SourceSettings settings) {
        PublicationSettings publication = settings.publication();
        String own = Identifiers.quote(publication.name());
        return switch (reason) {
            case MISSING ->
                    new SourceCondition(
                            "table_missing",
                            "Sinks name tables that do not exist: %s.".formatted(names),
                            "Create the tables, or make the sinks without them.");
            case NOT_PUBLISHED ->
                    new SourceCondition(
                            "table_not_published",
                            "Sinks name tables that the publication %s does not hold: %s."
                                    .formatted(publication.name(), names),
                            "alter publication %s add table %s;".formatted(own, names));
            case NOT_PUBLISHABLE ->
                    new SourceCondition(
                            "table_not_owned",
                            "The user %s may not publish: %s."
                                    .formatted(settings.username(), names),
                            "grant the role that owns them to %s; or, as an administrator: alter publication %s add table %s; (%s for tables without a primary key)"
                                    .formatted(
                                            Identifiers.quote(settings.username()),
                                            own,
                                            names,
                                            Identifiers.quote(publication.insertsName())));
        };
    }

    private static String list(List<TableName> names) {
        return names.stream().map(TableName::toString).sorted().collect(Collectors.joining(", "));
    }
}
