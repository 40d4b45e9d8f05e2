package dev.rowhook.api.delivery.message;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;
import java.util.Optional;

/// What a search found, the newest first.
///
/// @param complete whether the log has nothing that was not looked at
/// @param stoppedAt the sequence before which nothing was looked at
/// @param nextCursor by which the search goes on there
record FoundMessages(
        List<MessageAnswer> data,
        boolean complete,
        @JsonProperty("stopped_at") Optional<String> stoppedAt,
        @JsonProperty("next_cursor") Optional<String> nextCursor) {
    FoundMessages {
        data = List.copyOf(data);
    }
}
