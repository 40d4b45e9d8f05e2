package dev.rowhook.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.AppendBatch;
import dev.rowhook.changelog.ChangeLogWriter;
import dev.rowhook.changelog.page.Watch;
import dev.rowhook.core.Lsn;
import dev.rowhook.core.change.LogicalMessageBody;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.TruncateBody;
import dev.rowhook.reader.page.TableWatch.Read;
import dev.rowhook.reader.pgoutput.PgOutputDecoder;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Begin;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Commit;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Ignored;
import dev.rowhook.reader.pgoutput.PgOutputMessage.LogicalMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.RelationMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.RowMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Truncate;
import dev.rowhook.reader.source.Heartbeat;
import dev.rowhook.reader.source.SourceRefusedException;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Turns the messages of one stream into appends, and knows what may be confirmed. Of what the log
/// has already nothing is appended again; relations and annotations among it still count. Not
/// thread-safe.
final class StreamAppender {
    private static final int MAX_BATCH_CHANGES = 20_000;
    private static final int MAX_BATCH_BYTES = 4 << 20;

    private final ChangeLogWriter writer;
    private final StreamPages pages;
    private final long maxRowBytes;
    private final StreamedRelations relations;
    private final StreamProgress progress;
    private Wants wants;
    private MessageWants messages;
    private AppendBatch batch;
    private String mark = "";

    // Of the open transaction.
    private long committedAt;
    private int xid;
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
        this.pages = pages;
        this.maxRowBytes = maxRowBytes;
        this.relations = new StreamedRelations(writer, describer, watch, wants);
        this.progress = new StreamProgress(writer.position());
        this.wants = wants;
        this.messages = new MessageWants(wants);
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
            case Commit(Lsn commit, Lsn end) -> progress.commit(commit, end);
            case RelationMessage relation -> relations.describe(relation);
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
        return progress.isBetweenTransactions();
    }

    /// What the last heartbeat is [called][Heartbeat#emit]; empty if none came.
    String mark() {
        return mark;
    }

    /// Appends what has come. Afterwards [#confirmable] may be confirmed.
    void flush() {
        boolean moved = progress.passHeartbeat();
        if (!batch.isEmpty()) {
            writer.append(batch, progress.position());
            pages.appended();
            batch = writer.newBatch(wants.settingsVersion());
        } else if (moved) {
            writer.moveTo(progress.position());
        }
    }

    /// Appends what has come, and writes the position even if there was nothing to append: what
    /// nobody wanted until now is not to be looked at again by settings that come later. Only
    /// between transactions.
    void settle() {
        flush();
        if (!progress.position().endLsn().equals(writer.position().endLsn())) {
            writer.moveTo(progress.position());
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

    /// From here on other settings hold. Only between transactions, and flushed.
    void apply(Wants newest) throws SQLException {
        wants = newest;
        messages = new MessageWants(newest);
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
        relations.apply(wants);
    }

    private void begin(Lsn commit, long time, int id) {
        progress.begin(commit);
        committedAt = time;
        xid = id;
        annotations = null;
    }

    private void row(char kind, int oid, ByteBuffer message, Lsn lsn)
            throws SourceRefusedException, SQLException {
        RelationWants relation = relations.of(oid);
        long at = progress.index();
        if (progress.count(lsn)) {
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
            add(relations.fitting(described, body), kind, body, watched, at);
        }
    }

    private void requireReadable(Relation relation, long bytes) {
        if (bytes > maxRowBytes) {
            throw new RowTooLargeException(
                    relation.name(), progress.commitLsn(), bytes, maxRowBytes);
        }
    }

    private void add(RelationWants wanted, char kind, byte[] body, boolean watched, long at) {
        Relation relation = wanted.relation();
        int[] sinks = wanted.isConditional(kind) ? wanted.of(kind, body) : wanted.fixed(kind);
        if (sinks.length > 0 || wanted.isRetained()) {
            append(relation, body, sinks, at);
        }
        if (watched) {
            for (Read read : pages.note(relation, body, sinks, xid, batch)) {
                append(relation, read.body(), new int[] {read.tag()}, at);
            }
        }
    }

    private void append(Relation relation, byte[] body, int[] sinks, long at) {
        batch.add(
                progress.commitLsn().value(),
                at,
                committedAt,
                relation.version(),
                annotations,
                body,
                sinks);
    }

    private void truncate(List<Integer> oids, Lsn lsn) throws SourceRefusedException {
        for (int oid : oids) {
            RelationWants relation = relations.of(oid);
            long at = progress.index();
            if (progress.count(lsn)) {
                pages.truncated(oid, xid);
                int[] sinks = relation.fixed((char) TruncateBody.KIND);
                if (sinks.length > 0 || relation.isRetained()) {
                    append(relation.relation(), TruncateBody.of(oid), sinks, at);
                }
            }
        }
    }

    private void logicalMessage(LogicalMessage message, Lsn lsn) throws SourceRefusedException {
        if (message.transactional()) {
            long at = progress.index();
            boolean isNew = progress.count(lsn);
            annotations = TransactionAnnotations.after(message, annotations);
            if (isNew) {
                append(message, progress.commitLsn(), at, committedAt, annotations);
            }
        } else if (message.prefix().equals(Heartbeat.PREFIX)) {
            progress.heartbeat(lsn);
            mark = new String(message.content(), UTF_8);
        } else if (message.prefix().equals(Watch.PREFIX)) {
            pages.watermark(new String(message.content(), UTF_8), lsn, batch);
        } else if (!LogicalMessageBody.isReserved(message.prefix()) && progress.pass(lsn)) {
            append(message, lsn, 0, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()), null);
        }
    }

    private void append(
            LogicalMessage message,
            Lsn commit,
            long at,
            long time,
            byte @Nullable [] itsAnnotations) {
        int[] sinks = messages.of(message.prefix());
        if (sinks.length > 0) {
            Relation relation = relations.ofMessages();
            requireReadable(relation, message.content().length);
            batch.add(
                    commit.value(),
                    at,
                    time,
                    relation.version(),
                    itsAnnotations,
                    LogicalMessageBody.of(message.prefix(), message.content()),
                    sinks);
        }
    }
}
