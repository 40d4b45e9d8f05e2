package dev.rowhook.dispatcher.message;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.Replays;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Turns the changes that one sink wants into its messages.
///
/// A message of kind [MessageKind#CHANGE] is the object that Sequin's receivers parse, with
/// `webhook_id`, `sequence` and `unchanged_columns` added to its metadata. Values are as `to_jsonb`
/// of the source would write them, timestamps apart, which are ISO 8601 with microseconds and, with
/// a zone, in UTC, unless the sink's options say otherwise. Thread-safe.
public final class MessageRenderer {
    private static final int LAYOUTS_KEPT = 4096;

    private final MessageShape shape;
    private final MessageIds ids;
    private final ChangeWriter writer;
    private final ConcurrentMap<Integer, MessageLayout> layouts = new ConcurrentHashMap<>();

    /// Of a sink that was never replayed.
    public MessageRenderer(MessageShape shape) {
        this(shape, Replays.NONE);
    }

    public MessageRenderer(MessageShape shape, Replays replays) {
        this.shape = shape;
        this.ids = new MessageIds(shape.sink(), replays);
        this.writer = new ChangeWriter(ids, shape.options().unixMicroseconds());
    }

    /// Appends the message of a change.
    ///
    /// @throws dev.rowhook.core.change.MalformedChangeException if the change cannot be read or
    ///   said; nothing is appended then
    /// @throws MessageTooLargeException if the message is larger than its sink allows; the same
    public void render(LoggedChange change, Relation relation, JsonBuffer out) {
        int start = out.length();
        boolean done = false;
        try {
            RowChange row = RowChange.decode(change.body(), relation);
            MessageLayout layout = layoutOf(relation);
            append(change, row, layout, false, out);
            if (out.length() - start > shape.options().maxBytes()) {
                shrink(change, row, layout, start, out);
            }
            done = true;
        } finally {
            if (!done) {
                out.truncate(start);
            }
        }
    }

    /// What its messages are wrapped in.
    public MessageFormat format() {
        return shape.options().format();
    }

    /// The `webhook-id` of a message, the same in every attempt.
    public String webhookId(LoggedChange change) {
        return ids.webhookId(change);
    }

    /// The `rowhook-sequence` of a message, rising within a group.
    public String sequence(LoggedChange change) {
        return ids.sequence(change);
    }

    /// The run of replays that the sink is in.
    public int run() {
        return ids.run();
    }

    /// The replay that sends a message again; 0 if none does.
    public int replayRun(LoggedChange change) {
        return ids.replayRun(change);
    }

    /// The attributes of a message as a CloudEvent, by their names.
    ///
    /// @throws dev.rowhook.core.change.MalformedChangeException if the change cannot be read
    public Map<String, String> eventAttributes(LoggedChange change, Relation relation) {
        RowChange row = RowChange.decode(change.body(), relation);
        return CloudEvent.attributes(ids, change, row, layoutOf(relation));
    }

    /// Leaves out the largest values until the rest is small enough.
    private void shrink(
            LoggedChange change, RowChange row, MessageLayout layout, int start, JsonBuffer out) {
        int maxBytes = shape.options().maxBytes();
        int size = out.length() - start;
        Iterator<Integer> expendable =
                shape.options().omitColumns()
                        ? layout.row().expendable(row).iterator()
                        : Collections.emptyIterator();
        boolean[] omitted = new boolean[relationColumns(row)];
        while (size > maxBytes && expendable.hasNext()) {
            long excess = (long) size - maxBytes;
            while (excess > 0 && expendable.hasNext()) {
                int column = expendable.next();
                omitted[column] = true;
                excess -= layout.row().size(row, column);
            }
            out.truncate(start);
            append(change, row, layout.omitting(omitted.clone()), true, out);
            size = out.length() - start;
        }
        if (size > maxBytes) {
            throw new MessageTooLargeException(size, maxBytes);
        }
    }

    private static int relationColumns(RowChange row) {
        return Math.max(row.newRow().columns(), row.oldRow().columns());
    }

    private void append(
            LoggedChange change,
            RowChange row,
            MessageLayout layout,
            boolean shrunk,
            JsonBuffer out) {
        switch (shape.options().format()) {
            case NATIVE, CLOUDEVENTS_BINARY -> appendData(change, row, layout, shrunk, out);
            case CLOUDEVENTS -> {
                CloudEvent.open(CloudEvent.attributes(ids, change, row, layout), out);
                appendData(change, row, layout, shrunk, out);
                out.append((byte) '}');
            }
        }
    }

    private void appendData(
            LoggedChange change,
            RowChange row,
            MessageLayout layout,
            boolean shrunk,
            JsonBuffer out) {
        switch (shape.kind()) {
            case RECORD -> layout.row().appendRecord(row, out);
            case CHANGE -> writer.append(change, row, layout, shrunk, out);
        }
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
