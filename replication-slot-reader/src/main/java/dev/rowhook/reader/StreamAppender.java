package dev.rowhook.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.AppendBatch;
import dev.rowhook.changelog.ChangeLogWriter;
import dev.rowhook.changelog.LogPosition;
import dev.rowhook.changelog.page.Watch;
import dev.rowhook.core.Lsn;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.match.SqlFacts;
import dev.rowhook.reader.page.TableWatch.Read;
import dev.rowhook.reader.pgoutput.MalformedMessageException;
import dev.rowhook.reader.pgoutput.PgOutputDecoder;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Begin;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Commit;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Ignored;
import dev.rowhook.reader.pgoutput.PgOutputMessage.LogicalMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.RelationMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.RowMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Truncate;
import dev.rowhook.reader.source.Heartbeat;
import dev.rowhook.reader.source.SourceCondition;
import dev.rowhook.reader.source.SourceRefusedException;
import dev.rowhook.reader.source.StreamStart;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns the messages of one stream into appends, and knows what may be confirmed.
///
/// A transaction that the log already has, or has in part, comes again after a restart. Its changes
/// are counted by their index, wanted or not, and those that the log has accounted for are not
/// appended again; relations and annotations among them still count. Not thread-safe.
final class StreamAppender {
    private static final int MAX_BATCH_CHANGES = 20_000;
    private static final int MAX_BATCH_BYTES = 4 << 20;

    private final ChangeLogWriter writer;
    private final RelationDescriber describer;
    private final FilterWatch watch;
    private final StreamPages pages;
    private final long maxRowBytes;
    private final CompositeWatch composites;
    private final Map<Integer, RelationWants> relations = new HashMap<>();
    private Wants wants;
    private AppendBatch batch;
    private LogPosition position;
    private Lsn lastHeartbeat = Lsn.ZERO;

    // The open transaction.
    private boolean open;
    private Lsn commitLsn = Lsn.ZERO;
    private long committedAt;
    private int xid;
    private long index;
    private long alreadyLogged;
    private byte @Nullable [] annotations;

    /// @param maxRowBytes the size of a change that is appended at most
    /// @param wants the settings that the log's position was reached with
    StreamAppender(
            ChangeLogWriter writer,
            RelationDescriber describer,
            FilterWatch watch,
            StreamPages pages,
            long maxRowBytes,
            Wants wants) {
        this.writer = writer;
        this.describer = describer;
        this.watch = watch;
        this.pages = pages;
        this.maxRowBytes = maxRowBytes;
        this.composites = new CompositeWatch(describer, writer.relations());
        this.wants = wants;
        this.position = writer.position();
        this.batch = writer.newBatch(wants.settingsVersion());
    }

    /// Takes the next message, which stands at `lsn`.
    ///
    /// @throws SourceRefusedException if a transaction that came again is not the one that the log
    ///   has
    /// @throws RowTooLargeException if it is a row that is wanted, and too large to be appended
    void accept(ByteBuffer message, Lsn lsn) throws SQLException, SourceRefusedException {
        switch (PgOutputDecoder.decode(message)) {
            case Begin(Lsn commit, long time, int id) -> begin(commit, time, id);
            case RowMessage(char kind, int oid) -> row(kind, oid, message, lsn);
            case Commit(Lsn commit, Lsn end) -> commit(commit, end);
            case RelationMessage relation -> describe(relation);
            case Truncate(List<Integer> oids) -> truncate(oids, lsn);
            case LogicalMessage logical -> logicalMessage(logical, lsn);
            case Ignored _ -> {}
        }
    }

    /// Whether so much has come that it is to be appended before more is read.
    boolean isFull() {
        return batch.size() >= MAX_BATCH_CHANGES || batch.bytes() >= MAX_BATCH_BYTES;
    }

    /// Whether the stream stands between two transactions, neither of which is half appended.
    boolean isBetweenTransactions() {
        return !open && position.whole();
    }

    /// Appends what has come. Afterwards [#confirmable] may be confirmed.
    void flush() {
        boolean idle = isBetweenTransactions() && lastHeartbeat.compareTo(position.endLsn()) > 0;
        if (idle) {
            // All that committed before the heartbeat came before it.
            position =
                    position.at(
                            position.commitLsn(),
                            position.changeCount(),
                            position.changeLsn(),
                            true,
                            lastHeartbeat);
        }
        if (!batch.isEmpty()) {
            writer.append(batch, position);
            pages.appended();
            batch = writer.newBatch(wants.settingsVersion());
        } else if (idle) {
            writer.moveTo(position);
        }
    }

    /// Appends what has come, and writes the position even if there was nothing to append: what
    /// nobody wanted until now is not to be looked at again by settings that come later. Only
    /// between transactions.
    void settle() {
        flush();
        if (!position.endLsn().equals(writer.position().endLsn())) {
            writer.moveTo(position);
        }
    }

    /// Up to where the source may forget: the end of the last transaction that is wholly in the
    /// log.
    Lsn confirmable() {
        return writer.position().endLsn();
    }

    /// The last seq of the log.
    long lastSeq() {
        return writer.position().nextSeq() - 1;
    }

    Wants wants() {
        return wants;
    }

    /// From here on other settings hold. Only between transactions, and flushed.
    void apply(Wants newest) throws SQLException {
        wants = newest;
        batch = writer.newBatch(newest.settingsVersion());
        begin();
        pages.settingsChanged(newest);
    }

    /// Sees to the backfills that have come or gone. Only between transactions.
    void lookAtPages() {
        pages.look(wants);
    }

    /// Begins a stream with the settings it was made with.
    void begin() throws SQLException {
        completeDescriptions();
        lookAgain();
    }

    /// Asks the catalogue about tables that were described when nobody had a filter on them.
    private void completeDescriptions() throws SQLException {
        for (TableName table : wants.tables()) {
            if (wants.isConditional(table)) {
                Optional<Relation> newest = writer.relations().newest(table);
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
                        ? writer.relations().describe(describer.complete(relation))
                        : relation;
        if (new RelationWants(completed, wants, writer.relations()::newest).isBroken()) {
            Optional<Relation> now = describer.ask(relation.oid());
            now.filter(table -> table.name().equals(relation.name()))
                    .ifPresent(writer.relations()::describe);
        }
    }

    private void lookAgain() {
        relations.replaceAll((_, known) -> wantsOf(newest(known.relation())));
        watch.look(wants, writer.relations());
    }

    /// What the catalogue said since of the relation whose rows the stream brings.
    private Relation newest(Relation relation) {
        return writer.relations()
                .newest(relation.name())
                .filter(newest -> newest.oid() == relation.oid())
                .filter(newest -> SqlFacts.isOfSameRows(newest, relation))
                .orElse(relation);
    }

    private void begin(Lsn commit, long time, int id) {
        xid = id;
        open = true;
        commitLsn = commit;
        committedAt = time;
        index = 0;
        annotations = null;
        int order = commit.compareTo(position.commitLsn());
        if (order > 0) {
            alreadyLogged = 0;
        } else if (order == 0 && !position.whole()) {
            alreadyLogged = position.changeCount();
        } else {
            alreadyLogged = Long.MAX_VALUE;
        }
    }

    private void row(char kind, int oid, ByteBuffer message, Lsn lsn)
            throws SourceRefusedException, SQLException {
        RelationWants relation = relations.get(oid);
        if (relation == null) {
            throw new MalformedMessageException("a change of a relation that was never described");
        }
        long at = index;
        if (count(lsn)) {
            add(relation, kind, message, at);
        }
    }

    private void add(RelationWants described, char kind, ByteBuffer message, long at)
            throws SQLException {
        boolean watched = pages.isWatching(described.relation().oid());
        if (described.fixed(kind).length > 0 || watched || described.isRetained()) {
            requireReadable(described.relation(), message.remaining());
            byte[] body = new byte[message.remaining()];
            message.get(message.position(), body);
            add(fitting(described, body), kind, body, watched, at);
        }
    }

    private void requireReadable(Relation relation, long bytes) {
        if (bytes > maxRowBytes) {
            throw new RowTooLargeException(relation.name(), commitLsn, bytes, maxRowBytes);
        }
    }

    private void add(RelationWants wanted, char kind, byte[] body, boolean watched, long at) {
        Relation relation = wanted.relation();
        int[] sinks = wanted.isConditional(kind) ? wanted.of(kind, body) : wanted.fixed(kind);
        if (sinks.length > 0 || wanted.isRetained()) {
            batch.add(
                    commitLsn.value(),
                    at,
                    committedAt,
                    relation.version(),
                    annotations,
                    body,
                    sinks);
        }
        if (watched) {
            pages.note(relation, body, sinks, xid, batch).forEach(read -> add(read, relation, at));
        }
    }

    /// The relation as it is described anew if the change has composites of other attributes.
    private RelationWants fitting(RelationWants described, byte[] body) throws SQLException {
        Relation fitting = composites.of(described.relation(), body);
        if (fitting.equals(described.relation())) {
            return described;
        }
        RelationWants renewed = wantsOf(fitting);
        relations.put(fitting.oid(), renewed);
        return renewed;
    }

    private void add(Read read, Relation relation, long at) {
        batch.add(
                commitLsn.value(),
                at,
                committedAt,
                relation.version(),
                annotations,
                read.body(),
                new int[] {read.tag()});
    }

    private void truncate(List<Integer> oids, Lsn lsn) throws SourceRefusedException {
        if (count(lsn)) {
            oids.forEach(oid -> pages.truncated(oid, xid));
        }
    }

    /// Counts a change of the open transaction. False: the log has accounted for it.
    private boolean count(Lsn lsn) throws SourceRefusedException {
        index++;
        if (index == alreadyLogged && !lsn.equals(position.changeLsn())) {
            throw new SourceRefusedException(
                    new SourceCondition(
                            "stream_diverged",
                            "The transaction that committed at %s comes again with change %d at %s; the log has it at %s."
                                    .formatted(commitLsn, index, lsn, position.changeLsn()),
                            StreamStart.MEND));
        }
        if (index <= alreadyLogged) {
            return false;
        }
        position = position.at(commitLsn, index, lsn, false, position.endLsn());
        return true;
    }

    private void commit(Lsn commit, Lsn end) {
        if (!open || !commit.equals(commitLsn)) {
            throw new MalformedMessageException(
                    "a commit at %s without its begin".formatted(commit));
        }
        open = false;
        if (alreadyLogged != Long.MAX_VALUE) {
            position = position.at(commit, index, position.changeLsn(), true, end);
        }
    }

    private void describe(RelationMessage message) throws SQLException {
        TableName table = new TableName(message.schema(), message.table());
        boolean isFiltered = wants.isConditional(table);
        Optional<Relation> before = writer.relations().newest(table);
        Relation relation = writer.relations().describe(describer.describe(message, isFiltered));
        relations.put(relation.oid(), wantsOf(relation));
        if (isFiltered && !before.equals(Optional.of(relation))) {
            lookAgain();
        }
    }

    private RelationWants wantsOf(Relation relation) {
        return new RelationWants(relation, wants, writer.relations()::newest);
    }

    private void logicalMessage(LogicalMessage message, Lsn lsn) throws SourceRefusedException {
        if (message.transactional()) {
            count(lsn);
            annotations = TransactionAnnotations.after(message, annotations);
        } else if (message.prefix().equals(Heartbeat.PREFIX)) {
            lastHeartbeat = lsn;
        } else if (message.prefix().equals(Watch.PREFIX)) {
            pages.watermark(new String(message.content(), UTF_8), lsn, batch);
        }
    }
}
