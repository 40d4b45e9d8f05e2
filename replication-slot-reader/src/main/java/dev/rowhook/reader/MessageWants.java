package dev.rowhook.reader;

import dev.rowhook.core.change.LogicalMessageBody;
import dev.rowhook.reader.Wants.SinkWants;

import java.util.ArrayList;
import java.util.List;

/// Who wants the logical messages that the source's own users write. Immutable.
final class MessageWants {
    private static final int[] NOBODY = {};

    private final Wants wants;
    private final List<SinkWants> sinks;

    MessageWants(Wants wants) {
        this.wants = wants;
        this.sinks =
                wants.sinks().stream()
                        .filter(sink -> !sink.selection().messages().isEmpty())
                        .toList();
    }

    /// The tags of the sinks that want the messages of a prefix.
    int[] of(String prefix) {
        if (sinks.isEmpty() || LogicalMessageBody.isReserved(prefix)) {
            return NOBODY;
        }
        List<Integer> tags = new ArrayList<>();
        for (SinkWants sink : sinks) {
            if (sink.selection().wantsMessage(prefix)) {
                tags.add(wants.tag(sink));
            }
        }
        return tags.stream().mapToInt(Integer::intValue).toArray();
    }
}
