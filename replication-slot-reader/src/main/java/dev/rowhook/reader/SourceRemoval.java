package dev.rowhook.reader;

import dev.rowhook.changelog.Lease;
import dev.rowhook.reader.source.SourceCleanup;
import dev.rowhook.reader.source.SourceCondition;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.SourceSettings;
import dev.rowhook.source.SourceSettings.PublicationSettings;
import dev.rowhook.source.SourceSettings.SlotSettings;

import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.util.List;

/// Takes away what Rowhook made at the source of a database that is being deleted. Thread-safe.
public final class SourceRemoval {
    private static final Logger log = LoggerFactory.getLogger(SourceRemoval.class);

    private final Conditions conditions;

    public SourceRemoval(DSLContext worker) {
        this.conditions = new Conditions(worker);
    }

    /// Drops slot and publications. Where the source cannot be reached it tells the SQL that does
    /// the same by hand, and returns false: it is to be tried again.
    public boolean run(Lease lease, SourceConnections connections) {
        SourceConditions told = new SourceConditions(conditions, lease);
        String cause;
        try {
            if (SourceCleanup.run(connections)) {
                told.tables(List.of());
                told.streaming(List.of());
                return true;
            }
            cause = "the slot is in use";
        } catch (SQLException e) {
            cause = Causes.brief(e);
        }
        log.atWarn()
                .addKeyValue("database", lease.database())
                .addKeyValue("cause", cause)
                .log("source of a deleted database not cleaned up yet");
        told.tables(List.of());
        told.streaming(List.of(notRemoved(connections.settings())));
        return false;
    }

    /// The SQL that drops by hand what Rowhook made at a source.
    public static String sql(SlotSettings slot, PublicationSettings publication) {
        return SourceCleanup.sql(slot, publication);
    }

    private static SourceCondition notRemoved(SourceSettings settings) {
        return new SourceCondition(
                "not_removed",
                "The slot and the publications at %s:%d cannot be dropped now; the slot holds back WAL there. It is tried again."
                        .formatted(settings.hostname(), settings.port()),
                "Let Rowhook reach the source, or drop them there: "
                        + sql(settings.slot(), settings.publication()));
    }
}
