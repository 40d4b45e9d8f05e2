package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.RowChange;

/// Writes the messages of kind [MessageKind#CHANGE] of one sink. Immutable.
final class ChangeWriter {
    private static final byte[] RECORD = "{\"record\":".getBytes(UTF_8);
    private static final byte[] CHANGES = ",\"changes\":".getBytes(UTF_8);
    private static final byte[] INSERT = ",\"action\":\"insert\"".getBytes(UTF_8);
    private static final byte[] UPDATE = ",\"action\":\"update\"".getBytes(UTF_8);
    private static final byte[] DELETE = ",\"action\":\"delete\"".getBytes(UTF_8);
    private static final byte[] TRUNCATE = ",\"action\":\"truncate\"".getBytes(UTF_8);
    private static final byte[] MESSAGE = ",\"action\":\"message\"".getBytes(UTF_8);
    private static final byte[] READ = ",\"action\":\"read\"".getBytes(UTF_8);
    private static final byte[] STARTED = ",\"action\":\"backfill_started\"".getBytes(UTF_8);
    private static final byte[] COMPLETED = ",\"action\":\"backfill_completed\"".getBytes(UTF_8);
    private static final byte[] COMMIT_LSN = ",\"commit_lsn\":".getBytes(UTF_8);
    private static final byte[] COMMIT_INDEX = ",\"commit_idx\":".getBytes(UTF_8);
    private static final byte[] IDEMPOTENCY_KEY = ",\"idempotency_key\":\"".getBytes(UTF_8);
    private static final byte[] RECORD_KEY = "\",\"record_pks\":".getBytes(UTF_8);
    private static final byte[] ANNOTATIONS = ",\"transaction_annotations\":".getBytes(UTF_8);
    private static final byte[] WEBHOOK_ID = ",\"webhook_id\":\"".getBytes(UTF_8);
    private static final byte[] SEQUENCE = "\",\"sequence\":\"".getBytes(UTF_8);
    private static final byte[] BACKFILL = ",\"backfill\":{\"id\":\"".getBytes(UTF_8);
    private static final byte[] BACKFILL_END = "\"}".getBytes(UTF_8);
    private static final byte[] REPLAY = ",\"replay\":{\"run\":".getBytes(UTF_8);
    private static final byte[] UNCHANGED = ",\"unchanged_columns\":".getBytes(UTF_8);
    private static final byte[] OMITTED = ",\"omitted_columns\":".getBytes(UTF_8);
    private static final byte[] END = "}}".getBytes(UTF_8);

    private final MessageIds ids;
    private final boolean unixMicroseconds;

    ChangeWriter(MessageIds ids, boolean unixMicroseconds) {
        this.ids = ids;
        this.unixMicroseconds = unixMicroseconds;
    }

    /// Appends a message.
    ///
    /// @param shrunk whether columns are omitted because they were too large
    void append(
            LoggedChange change,
            RowChange row,
            MessageLayout layout,
            boolean shrunk,
            JsonBuffer out) {
        out.append(RECORD);
        boolean isOfRow = row.action().isOfRow();
        boolean saysRow = row.action().saysRow();
        boolean complete = !saysRow || layout.row().appendRecord(row, out);
        if (!saysRow) {
            out.append(Values.NULL);
        }
        out.append(CHANGES);
        layout.row().appendChanges(row, out);
        out.append(
                switch (row.action()) {
                    case INSERT -> INSERT;
                    case UPDATE -> UPDATE;
                    case DELETE -> DELETE;
                    case TRUNCATE -> TRUNCATE;
                    case MESSAGE -> MESSAGE;
                    case READ -> READ;
                    case BACKFILL_STARTED -> STARTED;
                    case BACKFILL_COMPLETED -> COMPLETED;
                });
        out.append(layout.table());
        appendCommit(change, out);
        out.append(RECORD_KEY);
        if (isOfRow) {
            layout.row().appendKey(row, out);
        } else {
            out.append(Values.NULL);
        }
        out.append(layout.databaseName());
        appendAnnotations(change, out);
        out.append(layout.origin());
        if (row.backfill().isPresent()) {
            out.append(BACKFILL);
            out.append(row.backfill().get().toString().getBytes(UTF_8));
            out.append(BACKFILL_END);
        }
        int replay = ids.replayRun(change);
        if (replay > 0) {
            out.append(REPLAY);
            JsonNumbers.appendUnsigned(replay, out);
            out.append((byte) '}');
        }
        out.append(WEBHOOK_ID);
        ids.appendWebhookId(change, out);
        out.append(SEQUENCE);
        ids.appendSequence(change, out);
        out.append((byte) '"');
        if (!complete) {
            out.append(UNCHANGED);
            layout.row().appendUnchanged(row, out);
        }
        if (shrunk) {
            out.append(OMITTED);
            layout.row().appendOmitted(out);
        }
        out.append(END);
    }

    private void appendCommit(LoggedChange change, JsonBuffer out) {
        if (unixMicroseconds) {
            JsonNumbers.appendUnsigned(change.committedAt(), out);
        } else {
            CommitTime.append(change.committedAt(), out);
        }
        out.append(COMMIT_LSN);
        JsonNumbers.appendUnsigned(change.commitLsn(), out);
        out.append(COMMIT_INDEX);
        JsonNumbers.appendUnsigned(change.commitIndex(), out);
        out.append(IDEMPOTENCY_KEY);
        IdempotencyKey.append(change, out);
    }

    /// The transaction's author wrote them, and nobody has checked that they are an object.
    private static void appendAnnotations(LoggedChange change, JsonBuffer out) {
        byte[] annotations = change.annotations();
        out.append(ANNOTATIONS);
        out.append(
                annotations != null && JsonSyntax.isObject(annotations)
                        ? annotations
                        : Values.NULL);
    }
}
