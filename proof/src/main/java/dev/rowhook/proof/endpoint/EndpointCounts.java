package dev.rowhook.proof.endpoint;

import java.util.Map;
import java.util.stream.Collectors;

/// What an endpoint has met and done so far.
///
/// @param requests that began to come
/// @param accepted bodies that were handed on
/// @param misconducts how often each was committed; those that were not are absent
public record EndpointCounts(long requests, long accepted, Map<Misconduct, Long> misconducts) {
    public EndpointCounts {
        misconducts = Map.copyOf(misconducts);
    }

    public long of(Misconduct misconduct) {
        return misconducts.getOrDefault(misconduct, 0L);
    }

    @Override
    public String toString() {
        String misbehaved =
                misconducts.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> ", %d %s".formatted(entry.getValue(), entry.getKey()))
                        .collect(Collectors.joining());
        return "%d requests, %d accepted%s".formatted(requests, accepted, misbehaved);
    }
}
