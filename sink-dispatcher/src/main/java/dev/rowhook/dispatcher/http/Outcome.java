package dev.rowhook.dispatcher.http;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What became of one request.
public sealed interface Outcome {

    /// The endpoint answered with a 2xx.
    record Accepted(int status) implements Outcome {}

    /// The endpoint answered with a 2xx and named messages of the batch, by `webhook-id`, that it
    /// did not take.
    record Partly(int status, Set<String> failed) implements Outcome {
        public Partly {
            failed = Set.copyOf(failed);
        }
    }

    /// The endpoint answered, but not with a 2xx. Redirects are not followed and count as refused.
    ///
    /// @param retryAfter the pause that it asked for
    record Refused(int status, Optional<Duration> retryAfter) implements Outcome {
        public Refused(int status) {
            this(status, Optional.empty());
        }
    }

    /// No answer came, or none that can be understood.
    record Unreachable(Cause cause) implements Outcome {}

    /// The message cannot be sent, whatever the endpoint, so there was no request.
    record Unsendable(Fault fault) implements Outcome {}

    /// Why no answer came.
    enum Cause {
        CONNECTION_REFUSED("connection_refused", false),
        CONNECT_TIMEOUT("connect_timeout", false),
        CONNECT_FAILED("connect_failed", false),
        TLS_ERROR("tls_error", false),
        TLS_CERTIFICATE("tls_certificate", false),
        DNS_ERROR("dns_error", false),
        DNS_TIMEOUT("dns_timeout", false),
        EGRESS_DENIED("egress_denied", false),
        /// The authorization server gave no token.
        AUTH_TOKEN_FAILED("auth_token_failed", false),
        /// Sent, and no answer within the time-out.
        TIMEOUT("timeout", true),
        CONNECTION_RESET("connection_reset", true),
        /// The answer is not HTTP, or lists failed messages that were not in the request.
        ANSWER_INVALID("answer_invalid", true),
        OTHER("other", true);

        private final String code;
        private final boolean sent;

        Cause(String code, boolean sent) {
            this.code = code;
            this.sent = sent;
        }
    }

    /// Why a message cannot be sent.
    enum Fault {
        UNDECODABLE("undecodable"),
        TOO_LARGE("too_large"),
        /// The filter of its sink ends with an error for it.
        FILTER_FAILED("filter_failed");

        private final String code;

        Fault(String code) {
            this.code = code;
        }
    }

    /// A stable word for it.
    default String code() {
        return switch (this) {
            case Accepted _ -> "ok";
            case Partly _ -> "partly_accepted";
            case Refused _ -> "http_status";
            case Unreachable(Cause cause) -> cause.code;
            case Unsendable(Fault fault) -> fault.code;
        };
    }

    /// The status of the answer, if one came.
    default Optional<Integer> answered() {
        return switch (this) {
            case Accepted(int status) -> Optional.of(status);
            case Partly(int status, _) -> Optional.of(status);
            case Refused(int status, _) -> Optional.of(status);
            case Unreachable _, Unsendable _ -> Optional.empty();
        };
    }

    /// Whether the endpoint may have seen the request. If not, no message can be to blame.
    default boolean mayHaveBeenSeen() {
        return !(this instanceof Unreachable(Cause cause)) || cause.sent;
    }
}
