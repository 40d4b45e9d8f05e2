package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Turns the changes that one sink wants into its messages.
///
/// A message of kind [MessageKind#CHANGE] is the object that Sequin's receivers parse, with
/// `webhook_id`, `sequence` and `unchanged_columns` added to its metadata. Values are as `to_jsonb`
/// of the source would write them, timestamps apart, which are ISO 8601 with microseconds and, with
/// a zone, in UTC. Thread-safe.
public final class MessageRenderer {
    private static final int LAYOUTS_KEPT = 4096;

    private static final byte[] RECORD = "{\"record\":".getBytes(UTF_8);
    private static final byte[] CHANGES = ",\"changes\":".getBytes(UTF_8);
    private static final byte[] INSERT = ",\"action\":\"insert\"".getBytes(UTF_8);
    private static final byte[] UPDATE = ",\"action\":\"update\"".getBytes(UTF_8);
    private static final byte[] DELETE = ",\"action\":\"delete\"".getBytes(UTF_8);
    private static final byte[] COMMIT_LSN = ",\"commit_lsn\":".getBytes(UTF_8);
    private static final byte[] COMMIT_INDEX = ",\"commit_idx\":".getBytes(UTF_8);
    private static final byte[] IDEMPOTENCY_KEY = ",\"idempotency_key\":\"".getBytes(UTF_8);
    private static final byte[] RECORD_KEY = "\",\"record_pks\":".getBytes(UTF_8);
    private static final byte[] ANNOTATIONS = ",\"transaction_annotations\":".getBytes(UTF_8);
    private static final byte[] WEBHOOK_ID = ",\"webhook_id\":\"".getBytes(UTF_8);
    private static final byte[] SEQUENCE = "\",\"sequence\":\"".getBytes(UTF_8);
    private static final byte[] UNCHANGED = "\",\"unchanged_columns\":".getBytes(UTF_8);
    private static final byte[] END = "}}".getBytes(UTF_8);

    private final MessageShape shape;
    private final MessageIds ids;
    private final ConcurrentMap<Integer, MessageLayout> layouts = new ConcurrentHashMap<>();

    public MessageRenderer(MessageShape shape) {
        this.shape = shape;
        this.ids = new MessageIds(shape.sink());
    }

    /// Appends the message of a change.
    ///
    /// @throws dev.rowhook.core.change.MalformedChangeException if the change cannot be read or
    ///   said; nothing is appended then
    public void render(LoggedChange change, Relation relation, JsonBuffer out) {
        int start = out.length();
        boolean done = false;
        try {
            RowChange row = RowChange.decode(change.body(), relation);
            MessageLayout layout = layoutOf(relation);
            switch (shape.kind()) {
                case RECORD -> layout.row().appendRecord(row, out);
                case CHANGE -> appendChange(change, row, layout, out);
            }
            done = true;
        } finally {
            if (!done) {
                out.truncate(start);
            }
        }
    }

    /// The `webhook-id` of a message, the same in every attempt.
    public String webhookId(LoggedChange change) {
        return ids.webhookId(change);
    }

    /// The `rowhook-sequence` of a message, rising within a group.
    public String sequence(LoggedChange change) {
        return MessageIds.sequence(change);
    }

    private void appendChange(
            LoggedChange change, RowChange row, MessageLayout layout, JsonBuffer out) {
        out.append(RECORD);
        boolean complete = layout.row().appendRecord(row, out);
        out.append(CHANGES);
        layout.row().appendChanges(row, out);
        out.append(
                switch (row.action()) {
                    case INSERT -> INSERT;
                    case UPDATE -> UPDATE;
                    case DELETE -> DELETE;
                });
        out.append(layout.table());
        appendCommit(change, out);
        out.append(RECORD_KEY);
        layout.row().appendKey(row, out);
        out.append(layout.databaseName());
        appendAnnotations(change, out);
        out.append(layout.origin());
        out.append(WEBHOOK_ID);
        ids.appendWebhookId(change, out);
        out.append(SEQUENCE);
        MessageIds.appendSequence(change, out);
        if (complete) {
            out.append((byte) '"');
        } else {
            out.append(UNCHANGED);
            layout.row().appendUnchanged(row, out);
        }
        out.append(END);
    }

    private static void appendCommit(LoggedChange change, JsonBuffer out) {
        CommitTime.append(change.committedAt(), out);
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

    private MessageLayout layoutOf(Relation relation) {
        MessageLayout known = layouts.get(relation.version());
        if (known != null) {
            return known;
        }
        if (layouts.size() >= LAYOUTS_KEPT) {
            layouts.clear();
        }
        MessageLayout made = MessageLayout.of(shape, relation);
        layouts.put(relation.version(), made);
        return made;
    }
}
