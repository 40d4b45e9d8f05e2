package dev.rowhook.dispatcher.http;

/// What became of one request.
public sealed interface Outcome {

    /// The endpoint answered with a 2xx.
    record Accepted(int status) implements Outcome {}

    /// The endpoint answered, but not with a 2xx. Redirects are not followed and count as refused.
    record Refused(int status) implements Outcome {}

    /// No answer came.
    record Unreachable(Cause cause) implements Outcome {}

    /// The message cannot be written, so there was no request.
    record Undecodable() implements Outcome {}

    /// Why no answer came.
    enum Cause {
        CONNECT("connect", false),
        TLS("tls", false),
        DNS("dns", false),
        EGRESS_DENIED("egress_denied", false),
        TIMEOUT("timeout", true),
        RESET("reset", true),
        OTHER("other", true);

        private final String code;
        private final boolean sent;

        Cause(String code, boolean sent) {
            this.code = code;
            this.sent = sent;
        }
    }

    /// A stable word for it.
    default String code() {
        return switch (this) {
            case Accepted _ -> "ok";
            case Refused _ -> "http_status";
            case Unreachable(Cause cause) -> cause.code;
            case Undecodable _ -> "undecodable";
        };
    }

    /// Whether the endpoint may have seen the request. If not, no message can be to blame.
    default boolean mayHaveBeenSeen() {
        return !(this instanceof Unreachable(Cause cause)) || cause.sent;
    }
}
