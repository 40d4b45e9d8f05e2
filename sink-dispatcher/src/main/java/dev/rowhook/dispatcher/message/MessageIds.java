package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.SinkId;

/// The ids of a sink's messages: the same for every attempt, never made of an LSN. Immutable.
final class MessageIds {
    private static final String SINK_PREFIX = "snk_";

    /// The run of replays that a message belongs to, first in its sequence.
    private static final String SEQUENCE_PREFIX = "0-";

    private static final byte[] SEQUENCE_BYTES = SEQUENCE_PREFIX.getBytes(UTF_8);

    private final String prefix;
    private final byte[] prefixBytes;

    MessageIds(SinkId sink) {
        prefix = "msg_" + sink.toString().substring(SINK_PREFIX.length()) + "_";
        prefixBytes = prefix.getBytes(UTF_8);
    }

    String webhookId(LoggedChange change) {
        return prefix + change.incarnation() + "_" + change.seq();
    }

    static String sequence(LoggedChange change) {
        return SEQUENCE_PREFIX + change.seq();
    }

    /// The sequence in a form whose order is that of its characters.
    static String sortableSequence(LoggedChange change) {
        return "%s%019d".formatted(SEQUENCE_PREFIX, change.seq());
    }

    void appendWebhookId(LoggedChange change, JsonBuffer out) {
        out.append(prefixBytes);
        JsonNumbers.appendUnsigned(change.incarnation(), out);
        out.append((byte) '_');
        JsonNumbers.appendUnsigned(change.seq(), out);
    }

    static void appendSequence(LoggedChange change, JsonBuffer out) {
        out.append(SEQUENCE_BYTES);
        JsonNumbers.appendUnsigned(change.seq(), out);
    }
}
