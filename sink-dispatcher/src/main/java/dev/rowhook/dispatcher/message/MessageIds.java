package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.Replays;
import dev.rowhook.core.SinkId;

/// The ids of a sink's messages: the same for every attempt, never made of an LSN. Immutable.
final class MessageIds {
    private static final String SINK_PREFIX = "snk_";
    private static final byte[] RUN = "_r".getBytes(UTF_8);

    private final Replays replays;
    private final String prefix;
    private final byte[] prefixBytes;

    /// The run of replays that the sink is in, first in a sequence.
    private final String sequencePrefix;

    private final byte[] sequenceBytes;

    MessageIds(SinkId sink, Replays replays) {
        this.replays = replays;
        this.prefix = "msg_" + sink.toString().substring(SINK_PREFIX.length()) + "_";
        this.prefixBytes = prefix.getBytes(UTF_8);
        this.sequencePrefix = replays.run() + "-";
        this.sequenceBytes = sequencePrefix.getBytes(UTF_8);
    }

    String webhookId(LoggedChange change) {
        String id = prefix + change.incarnation() + "_" + change.seq();
        int run = replays.idRunOf(change.seq());
        return run == 0 ? id : id + "_r" + run;
    }

    String sequence(LoggedChange change) {
        return sequencePrefix + change.seq();
    }

    /// The sequence in a form whose order is that of its characters.
    String sortableSequence(LoggedChange change) {
        return "%06d-%019d".formatted(replays.run(), change.seq());
    }

    void appendWebhookId(LoggedChange change, JsonBuffer out) {
        out.append(prefixBytes);
        JsonNumbers.appendUnsigned(change.incarnation(), out);
        out.append((byte) '_');
        JsonNumbers.appendUnsigned(change.seq(), out);
        int run = replays.idRunOf(change.seq());
        if (run > 0) {
            out.append(RUN);
            JsonNumbers.appendUnsigned(run, out);
        }
    }

    void appendSequence(LoggedChange change, JsonBuffer out) {
        out.append(sequenceBytes);
        JsonNumbers.appendUnsigned(change.seq(), out);
    }

    /// The run of replays that the sink is in.
    int run() {
        return replays.run();
    }

    /// The replay that sends a message again; 0 if none does.
    int replayRun(LoggedChange change) {
        return replays.runOf(change.seq());
    }
}
