package dev.rowhook.api.problem;

import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MultipartException;

import java.net.SocketTimeoutException;
import java.time.Duration;

/// Answers every exception with a problem. What is our own fault is logged by the names of its
/// classes, for messages of drivers hold what tenants sent, and the answer says nothing of it.
@RestControllerAdvice
class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final HttpHeaders RETRY_SOON = retryAfter(Duration.ofSeconds(1));

    @ExceptionHandler
    ResponseEntity<Problem> answer(ProblemException exception) {
        return answer(exception.problem(), HttpHeaders.EMPTY);
    }

    /// The client sends its body too slowly, not as it announced, or not any more.
    @ExceptionHandler
    ResponseEntity<Problem> answer(ClientAbortException exception) {
        return answer(
                Problems.of(
                        exception.getCause() instanceof SocketTimeoutException
                                ? HttpStatus.REQUEST_TIMEOUT
                                : HttpStatus.BAD_REQUEST),
                HttpHeaders.EMPTY);
    }

    /// The body is not framed as HTTP has it.
    @ExceptionHandler
    ResponseEntity<Problem> answer(BadRequestException exception) {
        return answer(Problems.of(HttpStatus.BAD_REQUEST), HttpHeaders.EMPTY);
    }

    /// The query, or a form, is not written as it has to be, or is too large.
    @ExceptionHandler
    ResponseEntity<Problem> answer(InvalidParameterException exception) {
        return answer(
                Problems.of(HttpStatusCode.valueOf(exception.getErrorCode())), HttpHeaders.EMPTY);
    }

    /// No route takes forms of several parts.
    @ExceptionHandler
    ResponseEntity<Problem> answer(MultipartException exception) {
        return answer(Problems.of(HttpStatus.BAD_REQUEST), HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Problem> answer(Exception exception) {
        if (exception instanceof ErrorResponse response
                && response.getStatusCode().is4xxClientError()) {
            return answer(Problems.of(response.getStatusCode()), response.getHeaders());
        }
        if (StoreAway.isCauseOf(exception)) {
            log.atWarn()
                    .addKeyValue("cause", Failures.describe(exception))
                    .log("request failed, own Postgres does not answer");
            return answer(Problems.of(HttpStatus.SERVICE_UNAVAILABLE), RETRY_SOON);
        }
        log.atError()
                .addKeyValue("cause", Failures.describe(exception))
                .log("request failed by a fault of ours");
        return answer(Problems.of(HttpStatus.INTERNAL_SERVER_ERROR), HttpHeaders.EMPTY);
    }

    private static HttpHeaders retryAfter(Duration pause) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(pause.toSeconds()));
        return HttpHeaders.readOnlyHttpHeaders(headers);
    }

    private static ResponseEntity<Problem> answer(Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
