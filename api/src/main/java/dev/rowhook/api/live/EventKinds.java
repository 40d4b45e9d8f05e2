package dev.rowhook.api.live;

import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Reads which events of a sink are asked for.
final class EventKinds {
    private static final Set<EventKind> ALL =
            EnumSet.of(EventKind.STATE, EventKind.COUNTS, EventKind.ATTEMPT);
    private static final int MAX_LENGTH = 40;

    private EventKinds() {}

    /// Asks for the field `events`: some of them with commas between; all, if it is not there.
    static Supplier<Set<EventKind>> of(Fields query) {
        return query.optional(
                "events",
                Readers.text(MAX_LENGTH)
                        .then(text -> {
                            Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
                            for (String word : List.of(text.split(",", -1))) {
                                kinds.add(kind(word).orElseThrow(EventKinds::unknown));
                            }
                            return kinds;
                        }),
                ALL);
    }

    private static Optional<EventKind> kind(String word) {
        return ALL.stream().filter(kind -> kind.code().equals(word)).findFirst();
    }

    private static InvalidFieldException unknown() {
        return new InvalidFieldException(
                "unknown_value",
                "Expected some of these, with commas between: %s."
                        .formatted(
                                String.join(
                                        ",",
                                        Arrays.stream(EventKind.values())
                                                .filter(ALL::contains)
                                                .map(EventKind::code)
                                                .toList())));
    }
}
