package dev.rowhook.api.filter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// What a filter says of changes, in the order in which they were given, or the newest first.
///
/// @param undecidable the columns whose old values the filter needs, and which the table's replica
///   identity does not tell
record TrialAnswer(List<Result> data, List<String> undecidable) {
    TrialAnswer {
        data = List.copyOf(data);
        undecidable = List.copyOf(undecidable);
    }

    /// @param change the change, if it was not given
    record Result(
            @JsonUnwrapped FilterVerdict verdict,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Shown change) {}

    /// A change as messages show it.
    record Shown(
            String action,
            @JsonProperty("commit_timestamp") Instant committedAt,
            @JsonRawValue String record,
            @JsonRawValue String changes) {}
}
