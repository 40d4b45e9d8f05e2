package dev.rowhook.reader;

import dev.rowhook.changelog.ChangeLogWriter;
import dev.rowhook.changelog.RelationCatalog;
import dev.rowhook.core.change.LogicalMessageBody;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.match.SqlFacts;
import dev.rowhook.reader.pgoutput.MalformedMessageException;
import dev.rowhook.reader.pgoutput.PgOutputMessage.RelationMessage;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The relations that one stream has described, as the log names them, and who wants what of their
/// rows. Not thread-safe.
final class StreamedRelations {
    private final ChangeLogWriter writer;
    private final RelationDescriber describer;
    private final FilterWatch watch;
    private final CompositeWatch composites;
    private final Map<Integer, RelationWants> relations = new HashMap<>();
    private Wants wants;

    /// @param wants the settings that the stream begins with
    StreamedRelations(
            ChangeLogWriter writer, RelationDescriber describer, FilterWatch watch, Wants wants) {
        this.writer = writer;
        this.describer = describer;
        this.watch = watch;
        this.composites = new CompositeWatch(describer, writer.relations());
        this.wants = wants;
    }

    /// From here on other settings hold, or the first ones.
    void apply(Wants newest) throws SQLException {
        wants = newest;
        completeDescriptions();
        lookAgain();
    }

    /// The relation of a row.
    ///
    /// @throws MalformedMessageException if the stream has not described it
    RelationWants of(int oid) {
        RelationWants relation = relations.get(oid);
        if (relation == null) {
            throw new MalformedMessageException("a change of a relation that was never described");
        }
        return relation;
    }

    /// The relation of logical messages.
    Relation ofMessages() {
        return versions().describe(LogicalMessageBody.relation());
    }

    /// The relation as it is described anew if the change has composites of other attributes.
    RelationWants fitting(RelationWants described, byte[] body) throws SQLException {
        if (described.fits(body)) {
            return described;
        }
        Relation fitting = composites.renewed(described.relation());
        if (fitting.equals(described.relation())) {
            return described;
        }
        RelationWants renewed = wantsOf(fitting);
        relations.put(fitting.oid(), renewed);
        return renewed;
    }

    /// The stream describes a relation, whose rows may follow.
    void describe(RelationMessage message) throws SQLException {
        TableName table = new TableName(message.schema(), message.table());
        boolean isFiltered = wants.isConditional(table);
        Optional<Relation> before = versions().newest(table);
        Relation relation = versions().describe(describer.describe(message, isFiltered));
        relations.put(relation.oid(), wantsOf(relation));
        if (isFiltered && !before.equals(Optional.of(relation))) {
            lookAgain();
        }
    }

    private RelationWants wantsOf(Relation relation) {
        return new RelationWants(relation, wants, versions()::newest);
    }

    /// Asks the catalogue about tables that were described when nobody had a filter on them.
    private void completeDescriptions() throws SQLException {
        for (TableName table : wants.tables()) {
            if (wants.isConditional(table)) {
                Optional<Relation> newest = versions().newest(table);
                if (newest.isPresent()) {
                    complete(newest.get());
                }
            }
        }
        writer.saveRelations();
    }

    /// A filter that does not fit what the stream said last may fit what the table has become
    /// since: then nobody has to wait for its next change.
    private void complete(Relation relation) throws SQLException {
        Relation completed =
                SqlFacts.mayLack(relation)
                        ? versions().describe(describer.complete(relation))
                        : relation;
        if (new RelationWants(completed, wants, versions()::newest).isBroken()) {
            Optional<Relation> now = describer.ask(relation.oid());
            now.filter(table -> table.name().equals(relation.name()))
                    .ifPresent(versions()::describe);
        }
    }

    private void lookAgain() {
        relations.replaceAll((_, known) -> wantsOf(newest(known.relation())));
        watch.look(wants, versions());
    }

    /// What the catalogue said since of the relation whose rows the stream brings.
    private Relation newest(Relation relation) {
        return versions()
                .newest(relation.name())
                .filter(newest -> newest.oid() == relation.oid())
                .filter(newest -> SqlFacts.isOfSameRows(newest, relation))
                .orElse(relation);
    }

    private RelationCatalog versions() {
        return writer.relations();
    }
}
