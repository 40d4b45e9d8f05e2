package dev.rowhook.server.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The messages that the receiver accepted, each once, by row and in the order of their first
/// acceptance. Immutable.
record Acceptances(SortedMap<Long, List<Message>> byRow) {

    Acceptances {
        byRow = Collections.unmodifiableSortedMap(new TreeMap<>(byRow));
    }

    static Acceptances of(List<Arrival> arrivals) {
        SortedMap<Long, List<Message>> byRow = new TreeMap<>();
        Set<String> known = new HashSet<>();
        for (Arrival arrival : arrivals) {
            if (arrival.isAccepted() && known.add(arrival.webhookId())) {
                byRow.computeIfAbsent(arrival.message().id(), _ -> new ArrayList<>())
                        .add(arrival.message());
            }
        }
        return new Acceptances(byRow);
    }

    int count() {
        return byRow.values().stream().mapToInt(List::size).sum();
    }

    /// The rows whose messages are not: version 1, 2, 3 … in this order, each once, and the last
    /// version again where the row was deleted.
    List<Long> rowsOutOfOrder() {
        return byRow.entrySet().stream()
                .filter(row -> !isInOrder(row.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isInOrder(List<Message> messages) {
        int version = 0;
        boolean deleted = false;
        for (Message message : messages) {
            int expected = message.isDelete() ? version : version + 1;
            boolean begins = message.action().equals("insert");
            if (deleted || message.version() != expected || begins != (version == 0)) {
                return false;
            }
            version = message.version();
            deleted = message.isDelete();
        }
        return true;
    }

    /// The rows as the receiver knows them in the end, as a JSON array.
    String finalRows() {
        return byRow.values().stream()
                .map(List::getLast)
                .filter(message -> !message.isDelete())
                .map(message -> message.row().toString())
                .collect(Collectors.joining(",", "[", "]"));
    }
}
