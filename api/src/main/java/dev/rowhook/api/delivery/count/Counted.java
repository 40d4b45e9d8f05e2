package dev.rowhook.api.delivery.count;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What was counted in a stretch of time. A message counts with each of its requests.
///
/// @param classes all of them
/// @param codes those that there were
record Counted(
        long requests,
        long messages,
        @JsonProperty("requests_per_minute") double requestRate,
        @JsonProperty("messages_per_minute") double messageRate,
        Map<OutcomeClass, Count> classes,
        Map<String, Count> codes) {

    Counted {
        // In their order, for people read them.
        classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
        codes = Collections.unmodifiableMap(new LinkedHashMap<>(codes));
    }
}
