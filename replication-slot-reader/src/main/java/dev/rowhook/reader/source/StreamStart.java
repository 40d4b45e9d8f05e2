package dev.rowhook.reader.source;

import dev.rowhook.changelog.LogPosition;
import dev.rowhook.changelog.LogPosition.SourceIdentity;
import dev.rowhook.core.Lsn;
import dev.rowhook.core.change.TableName;
import dev.rowhook.reader.source.Slot.Holder;
import dev.rowhook.source.SessionName;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.SourceSettings;
import dev.rowhook.source.SourceSettings.SlotSettings;

import org.postgresql.replication.LogSequenceNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Optional;

/// Opens the stream where a log stands, or says why it must not be opened.
///
/// A gap between what the log holds and what the slot still has is never streamed over: another
/// system, a timeline that the log does not know, a slot that is gone, lost, or ahead of the log, a
/// publication that was made anew: each is told.
public final class StreamStart {
    private static final Logger log = LoggerFactory.getLogger(StreamStart.class);

    /// What mends a gap.
    public static final String MEND =
            "Mend the database: POST /v1/databases/{id}/mend goes on with a new slot and backfills its sinks over the gap. Deletes inside the gap stay unknown.";

    private final SourceConnections connections;
    private final Publications publications;

    public StreamStart(SourceConnections connections) {
        this.connections = connections;
        this.publications = new Publications(connections.settings().publication());
    }

    /// The stream, the source that it comes from, and where it begins.
    public record Started(ReplicationStream stream, SourceIdentity source, Lsn from) {}

    /// Prepares publication and slot, checks that they continue the log, and starts to stream.
    ///
    /// @throws SourceRefusedException if something must be mended first
    public Started open(LogPosition position) throws SQLException, SourceRefusedException {
        SourceSettings settings = connections.settings();
        Connection replication = connections.openReplication();
        try {
            Identified identified = identify(replication, settings.slot().name());
            SourceIdentity source = identified.source();
            if (position.source().isPresent()) {
                requireSameSystem(position.source().get(), source, position.endLsn());
                requireSameTimeline(position, source, replication);
                requireNotSetBack(identified.end(), position.endLsn());
            }
            Lsn from;
            try (Connection ordinary = connections.open()) {
                // Nothing is made in a database that the slot is not of.
                Optional<Slot> present = Slot.find(ordinary, settings.slot().name());
                if (present.isPresent()) {
                    requireUsable(present.get());
                }
                // Decoding looks publications up as of the slot's place: they are there before it
                // is.
                publications.ensure(ordinary);
                source = source.of(publications.identity(ordinary));
                requireSamePublications(ordinary, position, source);
                Slot slot = slot(ordinary, position);
                requireContinues(slot, position);
                // A new log begins where its slot does.
                from = position.source().isPresent() ? position.endLsn() : slot.confirmed();
                freeFromFormerOwner(ordinary, slot);
            }
            PgReplicationStream stream =
                    PgReplicationStream.start(
                            replication, settings.slot().name(), publications.names(), from);
            return new Started(stream, source, from);
        } catch (SQLException | SourceRefusedException | RuntimeException e) {
            replication.close();
            throw e;
        }
    }

    /// The source and the place at which a new slot of it begins.
    public record Renewed(SourceIdentity source, Lsn from) {}

    /// Makes the slot anew, as far as it is ours, after these tables were published: what commits
    /// from now on is streamed wholly. A slot of the tenant's own making is taken as it is.
    ///
    /// @throws SourceRefusedException if the tenant must make publication or slot first
    public Renewed renew(Collection<TableName> tables) throws SQLException, SourceRefusedException {
        SlotSettings wanted = connections.settings().slot();
        SourceIdentity source;
        try (Connection replication = connections.openReplication()) {
            source = identify(replication, wanted.name()).source();
        }
        try (Connection ordinary = connections.open()) {
            publications.ensure(ordinary);
            source = source.of(publications.identity(ordinary));
            publications.add(ordinary, tables);
            Optional<Slot> old = Slot.find(ordinary, wanted.name());
            if (wanted.create() && old.isPresent()) {
                freeFromFormerOwner(ordinary, old.get());
                Slot.drop(ordinary, wanted.name());
            }
            if (wanted.create()) {
                Slot.create(ordinary, wanted);
            }
            Slot slot =
                    Slot.find(ordinary, wanted.name()).orElseThrow(() -> missing(wanted.name()));
            requireUsable(slot);
            if (slot.walStatus().equals("lost")) {
                throw refused(
                        "slot_lost",
                        "The source has removed WAL that the slot %s needed."
                                .formatted(wanted.name()),
                        "select pg_drop_replication_slot('%1$s'); select pg_create_logical_replication_slot('%1$s', 'pgoutput'); and mend again."
                                .formatted(wanted.name()));
            }
            return new Renewed(source, slot.confirmed());
        }
    }

    /// A source, and up to where its WAL is written.
    private record Identified(SourceIdentity source, Lsn end) {}

    private static Identified identify(Connection replication, String slot) throws SQLException {
        try (Statement statement = replication.createStatement();
                ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
            return new Identified(
                    new SourceIdentity(
                            row.getString("systemid"),
                            row.getInt("timeline"),
                            slot,
                            Optional.empty()),
                    new Lsn(LogSequenceNumber.valueOf(row.getString("xlogpos")).asLong()));
        }
    }

    private static void requireSameSystem(SourceIdentity bound, SourceIdentity now, Lsn logEnd)
            throws SourceRefusedException {
        if (!bound.systemIdentifier().equals(now.systemIdentifier())) {
            throw refused(
                    "source_changed",
                    "This is another Postgres system (%s) than the one streamed so far (%s); changes between %s and now are not known."
                            .formatted(now.systemIdentifier(), bound.systemIdentifier(), logEnd),
                    "Point the database at the system it was made for, or: " + MEND);
        }
    }

    private static void requireSameTimeline(
            LogPosition position, SourceIdentity now, Connection replication)
            throws SQLException, SourceRefusedException {
        int logged = position.source().map(SourceIdentity::timeline).orElse(now.timeline());
        if (logged != now.timeline()) {
            Optional<Lsn> left = TimelineHistory.of(replication, now.timeline()).leftAt(logged);
            throw new SourceRefusedException(
                    new TimelineChange(now.timeline(), logged, left, position.endLsn())
                            .condition());
        }
    }

    /// What is confirmed was written. A source whose WAL ends before it is an earlier state of
    /// itself, and what it writes until it is there again would be taken for what the log has.
    private static void requireNotSetBack(Lsn sourceEnd, Lsn logEnd) throws SourceRefusedException {
        if (sourceEnd.compareTo(logEnd) < 0) {
            throw refused(
                    "source_changed",
                    "The source was set back: its WAL ends at %s, the log is at %s. What the log has from %s to %s is delivered, or will be, and is lost at the source; what the source writes after %s is not known."
                            .formatted(sourceEnd, logEnd, sourceEnd, logEnd, sourceEnd),
                    MEND);
        }
    }

    /// An older sender fails where a publication is missing that it needs; a newer one sends what
    /// the others publish, and what is missing is known to nobody.
    private void requireSamePublications(
            Connection ordinary, LogPosition position, SourceIdentity now)
            throws SQLException, SourceRefusedException {
        Optional<String> bound = position.source().flatMap(SourceIdentity::publications);
        boolean others = bound.isPresent() && !bound.equals(now.publications());
        if (others && Publications.mayBeMissed(ordinary)) {
            throw refused(
                    "publication_replaced",
                    "A publication of %s was dropped and made anew; what was committed meanwhile, behind %s or shortly before, was perhaps not streamed."
                            .formatted(
                                    connections.settings().publication().name(), position.endLsn()),
                    MEND);
        }
    }

    private Slot slot(Connection ordinary, LogPosition position)
            throws SQLException, SourceRefusedException {
        SourceSettings settings = connections.settings();
        String name = settings.slot().name();
        Optional<Slot> slot = Slot.find(ordinary, name);
        if (slot.isPresent()) {
            return slot.get();
        }
        if (position.source().isPresent()) {
            throw refused(
                    "slot_lost",
                    "The replication slot %s no longer exists; changes after %s are not known."
                            .formatted(name, position.endLsn()),
                    MEND);
        }
        if (!settings.slot().create()) {
            throw missing(name);
        }
        Slot.create(ordinary, settings.slot());
        return Slot.find(ordinary, name)
                .orElseThrow(() -> new SQLException("the slot vanished", "55000"));
    }

    private static SourceRefusedException missing(String slot) {
        return refused(
                "slot_missing",
                "The replication slot %s does not exist.".formatted(slot),
                "select pg_create_logical_replication_slot('%s', 'pgoutput');".formatted(slot));
    }

    private void requireUsable(Slot slot) throws SourceRefusedException {
        SourceSettings settings = connections.settings();
        String name = settings.slot().name();
        if (!slot.plugin().equals("pgoutput")) {
            throw refused(
                    "slot_plugin",
                    "The replication slot %s decodes with %s, not with pgoutput."
                            .formatted(name, slot.plugin()),
                    "Name another slot, or let Rowhook create one.");
        }
        if (!slot.database().equals(settings.database())) {
            throw refused(
                    "slot_database",
                    "The replication slot %s belongs to another database of that server."
                            .formatted(name),
                    "Name another slot, or let Rowhook create one.");
        }
    }

    private void requireContinues(Slot slot, LogPosition position) throws SourceRefusedException {
        requireUsable(slot);
        SourceSettings settings = connections.settings();
        String name = settings.slot().name();
        if (slot.walStatus().equals("lost")) {
            throw refused(
                    "slot_lost",
                    "The source has removed WAL that the slot %s needed; changes after %s are not known."
                            .formatted(name, position.endLsn()),
                    "Raise max_slot_wal_keep_size. " + MEND);
        }
        boolean bound = position.source().isPresent();
        if (bound && slot.confirmed().compareTo(position.endLsn()) > 0) {
            throw refused(
                    "slot_ahead",
                    "The slot %s is at %s, the log only at %s; what lies between is not known."
                            .formatted(name, slot.confirmed(), position.endLsn()),
                    "Was the slot re-created, used by somebody else, or Rowhook's store restored? "
                            + MEND);
        }
    }

    /// A dead connection may hold the slot for long, a former owner's or one that this owner has
    /// given up and the source has not. It is ended only if it calls itself by our database and no
    /// newer epoch.
    private void freeFromFormerOwner(Connection ordinary, Slot slot)
            throws SQLException, SourceRefusedException {
        if (slot.holder().isEmpty()) {
            return;
        }
        Holder holder = slot.holder().get();
        boolean former =
                SessionName.parse(connections.settings().applicationName())
                        .flatMap(own ->
                                SessionName.parse(holder.applicationName()).map(own::supersedes))
                        .orElse(false);
        if (!former) {
            throw refused(
                    "slot_in_use",
                    "The slot %s is in use by process %d of the source, which calls itself '%s'."
                            .formatted(
                                    connections.settings().slot().name(),
                                    holder.pid(),
                                    holder.applicationName()),
                    "select pg_terminate_backend(%d); or name another slot."
                            .formatted(holder.pid()));
        }
        log.atInfo().addKeyValue("pid", holder.pid()).log("ending a walsender that nobody reads");
        try (Statement statement = ordinary.createStatement()) {
            // The second argument waits, in milliseconds, for the process to be gone.
            statement.execute("select pg_terminate_backend(%d, 5000)".formatted(holder.pid()));
        }
    }

    private static SourceRefusedException refused(String code, String message, String remedy) {
        return new SourceRefusedException(new SourceCondition(code, message, remedy));
    }
}
