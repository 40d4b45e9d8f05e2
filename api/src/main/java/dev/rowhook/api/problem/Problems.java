package dev.rowhook.api.problem;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/// The problems that a status alone tells.
public final class Problems {
    private Problems() {}

    /// What is said of an answer of this status.
    public static Problem of(HttpStatusCode code) {
        HttpStatus status = HttpStatus.resolve(code.value());
        if (status == null) {
            return of(
                    code.is4xxClientError()
                            ? HttpStatus.BAD_REQUEST
                            : HttpStatus.INTERNAL_SERVER_ERROR);
        }
        return switch (status) {
            case UNAUTHORIZED ->
                    Problem.of(status, "unauthorized", "The request needs a valid bearer token.");
            case FORBIDDEN -> Problem.of(status, "forbidden", "The token does not allow this.");
            case NOT_FOUND -> Problem.of(status, "not_found", "There is nothing at this path.");
            case METHOD_NOT_ALLOWED ->
                    Problem.of(status, "method_not_allowed", "The path does not know this method.");
            case NOT_ACCEPTABLE ->
                    Problem.of(status, "not_acceptable", "Answers are application/json.");
            case UNSUPPORTED_MEDIA_TYPE ->
                    Problem.of(
                            status,
                            "unsupported_media_type",
                            "The body has to be application/json.");
            case REQUEST_TIMEOUT ->
                    Problem.of(status, "request_timeout", "The request came too slowly.");
            case CONTENT_TOO_LARGE ->
                    Problem.of(status, "body_too_large", "The body is larger than 1 MiB.");
            case SERVICE_UNAVAILABLE ->
                    Problem.of(
                            status,
                            "unavailable",
                            "Rowhook cannot reach its own Postgres just now. Try again.");
            default ->
                    status.is4xxClientError()
                            ? Problem.of(status, "bad_request", "The request cannot be read.")
                            : Problem.of(
                                    status, "internal", "The request failed, by a fault of ours.");
        };
    }
}
