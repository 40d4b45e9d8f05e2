package dev.rowhook.api.revision;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Answers what a request would do.
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice
class DryRunAdvice {

    @ExceptionHandler
    DryRunAnswer answer(DryRun run) {
        return DryRunAnswer.of(run);
    }
}
