package dev.rowhook.api.revision;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Answers what a request would do, by a media type of its own: it is not what the route answers.
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice
class DryRunAdvice {

    private static final MediaType TYPE = new MediaType("application", "vnd.rowhook.dry-run+json");

    @ExceptionHandler
    ResponseEntity<DryRunAnswer> answer(DryRun run) {
        return ResponseEntity.ok().contentType(TYPE).body(new DryRunAnswer(true, run.changes()));
    }
}
