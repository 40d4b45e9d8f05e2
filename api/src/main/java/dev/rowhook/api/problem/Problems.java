package dev.rowhook.api.problem;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/// The problems that a status alone tells.
public final class Problems {
    private Problems() {}

    /// What is said of an answer of this status.
    public static Problem of(HttpStatusCode code) {
        HttpStatus status = HttpStatus.resolve(code.value());
        return Problem.of(
                switch (status) {
                    case UNAUTHORIZED -> ProblemCode.UNAUTHORIZED;
                    case FORBIDDEN -> ProblemCode.FORBIDDEN;
                    case NOT_FOUND -> ProblemCode.NOT_FOUND;
                    case METHOD_NOT_ALLOWED -> ProblemCode.METHOD_NOT_ALLOWED;
                    case NOT_ACCEPTABLE -> ProblemCode.NOT_ACCEPTABLE;
                    case UNSUPPORTED_MEDIA_TYPE -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
                    case REQUEST_TIMEOUT -> ProblemCode.REQUEST_TIMEOUT;
                    case CONTENT_TOO_LARGE -> ProblemCode.BODY_TOO_LARGE;
                    case SERVICE_UNAVAILABLE -> ProblemCode.UNAVAILABLE;
                    case null, default ->
                            code.is4xxClientError()
                                    ? ProblemCode.BAD_REQUEST
                                    : ProblemCode.INTERNAL;
                });
    }
}
