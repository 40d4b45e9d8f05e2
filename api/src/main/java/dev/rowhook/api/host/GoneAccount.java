package dev.rowhook.api.host;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.rowhook.store.accounts.AccountDeletions;

import java.time.Instant;
import java.util.Optional;

/// All that is remembered of an account that was deleted, or is being deleted.
///
/// @param leftovers a JSON array of what stayed at sources that could not be reached
record GoneAccount(
        String id,
        String name,
        @JsonProperty("requested_at") Instant requestedAt,
        @JsonProperty("requested_by") String requestedBy,
        boolean forced,
        @JsonRawValue String leftovers,
        @JsonProperty("done_at") Optional<Instant> doneAt) {

    static GoneAccount of(AccountDeletions.Deletion deletion) {
        return new GoneAccount(
                deletion.account().toString(),
                deletion.name(),
                deletion.requestedAt(),
                deletion.requestedBy(),
                deletion.forced(),
                deletion.leftovers().data(),
                deletion.doneAt());
    }
}
