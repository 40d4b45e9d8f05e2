package dev.rowhook.api.live;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Optional;

/// What was told last of one kind of event. Of one thread.
final class Told {
    private final EventKind kind;
    private final JsonMapper json;
    private Optional<Event> last = Optional.empty();

    Told(EventKind kind, JsonMapper json) {
        this.kind = kind;
        this.json = json;
    }

    /// Tells how it is to all streams that want to know, or, if that is no news, to new ones.
    void tell(Object now, List<LiveStream> streams, List<LiveStream> joined) {
        Event event = Event.of(kind, json.writeValueAsString(now));
        boolean news = !last.equals(Optional.of(event));
        last = Optional.of(event);
        (news ? streams : joined)
                .stream()
                        .filter(stream -> stream.wish().has(kind))
                        .forEach(stream -> stream.queue().replace(event));
    }

    /// Tells new streams what was told last.
    void repeat(List<LiveStream> joined) {
        last.ifPresent(event ->
                joined.stream()
                        .filter(stream -> stream.wish().has(kind))
                        .forEach(stream -> stream.queue().replace(event)));
    }
}
