package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.window.Entry;
import dev.rowhook.dispatcher.window.Message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a partial answer says of the messages of a request. A failed message fails those behind it
/// in its groups: a receiver stops a group at its first failure.
///
/// @param behind fail with a failed one, and wait for it
record PartlyTaken(List<Entry> accepted, List<Entry> failed, List<Entry> behind) {

    /// @param failedIds by `webhook-id`
    static PartlyTaken of(List<Entry> sent, Set<String> failedIds, Courier courier) {
        List<Entry> accepted = new ArrayList<>();
        List<Entry> failed = new ArrayList<>();
        List<Entry> behind = new ArrayList<>();
        Set<Long> stopped = new HashSet<>();
        for (Entry entry : sent) {
            Message message = entry.message();
            boolean waits =
                    stopped.contains(message.groupA()) || stopped.contains(message.groupB());
            boolean fails = failedIds.contains(courier.webhookId(message));
            if (waits || fails) {
                stopped.add(message.groupA());
                stopped.add(message.groupB());
                (waits ? behind : failed).add(entry);
            } else {
                accepted.add(entry);
            }
        }
        return new PartlyTaken(accepted, failed, behind);
    }
}
