package dev.rowhook.api.live;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A server-sent event.
///
/// @param id where a new stream can go on from
/// @param data JSON, in one line
record Event(EventKind kind, Optional<String> id, String data) {

    static Event of(EventKind kind, String data) {
        return new Event(kind, Optional.empty(), data);
    }

    /// The last event of a stream.
    static Event end(EndReason reason) {
        return new Event(
                EventKind.END,
                reason.isFinal() ? Optional.of(EndReason.ID) : Optional.empty(),
                "{\"reason\":\"%s\"}".formatted(reason.code()));
    }

    static Event dropped(long attempts) {
        return of(EventKind.DROPPED, "{\"attempts\":%d}".formatted(attempts));
    }

    /// How it goes over the wire.
    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        text.append("event: ").append(kind.code()).append('\n');
        id.ifPresent(known -> text.append("id: ").append(known).append('\n'));
        text.append("data: ").append(data).append("\n\n");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Says nothing of what it holds.
    @Override
    public String toString() {
        return kind.code();
    }
}
