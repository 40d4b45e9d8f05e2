package dev.rowhook.api.delivery.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import java.time.Instant;
import java.util.Optional;

/// A message as lists show it, without what it holds.
///
/// @param state as it is told of the one message
record ListedMessage(
        @JsonUnwrapped Name name,
        MessageState state,
        @JsonUnwrapped Tries tries,
        @JsonUnwrapped End end) {

    /// Which message it is.
    ///
    /// @param webhookId empty if nothing tells its incarnation any more
    record Name(
            @JsonProperty("webhook_id") Optional<String> webhookId,
            String sequence,
            Optional<String> table,
            @JsonProperty("commit_lsn") Optional<Long> commitLsn,
            @JsonProperty("commit_timestamp") Optional<Instant> committedAt) {}

    /// How it went until now.
    ///
    /// @param attempts how often it failed alone
    /// @param waitsFor the first message that its groups wait for
    record Tries(
            Optional<Integer> attempts,
            @JsonProperty("first_attempt_at") Optional<Instant> firstAttemptAt,
            @JsonProperty("last_code") Optional<String> lastCode,
            @JsonProperty("last_status") Optional<Integer> lastStatus,
            @JsonProperty("next_try") Optional<Instant> nextTry,
            @JsonProperty("waits_for") Optional<String> waitsFor) {
        static final Tries NONE =
                new Tries(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
    }

    /// How it ended, if it did.
    ///
    /// @param reason why it died
    /// @param attemptId the request in which it was accepted
    record End(
            @JsonProperty("died_at") Optional<Instant> diedAt,
            Optional<String> reason,
            @JsonProperty("discarded_at") Optional<Instant> discardedAt,
            @JsonProperty("delivered_at") Optional<Instant> deliveredAt,
            @JsonProperty("attempt_id") Optional<String> attemptId) {
        static final End NONE =
                new End(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        static End died(Instant at, String reason) {
            return new End(
                    Optional.of(at),
                    Optional.of(reason),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        static End discarded(Instant diedAt, String reason, Instant at) {
            return new End(
                    Optional.of(diedAt),
                    Optional.of(reason),
                    Optional.of(at),
                    Optional.empty(),
                    Optional.empty());
        }

        static End delivered(Instant at, String attempt) {
            return new End(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(at),
                    Optional.of(attempt));
        }
    }
}
