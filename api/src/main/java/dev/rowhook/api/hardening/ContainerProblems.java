package dev.rowhook.api.hardening;

import dev.rowhook.api.problem.Failures;
import dev.rowhook.api.problem.Problems;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

import java.io.IOException;

/// Answers with a problem what the servlet container refuses by itself, a path it cannot decode for
/// example, and what failed before any controller. Tomcat makes it by its class name.
public final class ContainerProblems extends ErrorReportValve {
    private static final Logger log = LoggerFactory.getLogger(ContainerProblems.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (throwable != null && response.getStatus() == 500) {
            log.atError()
                    .addKeyValue("cause", Failures.describe(throwable))
                    .log("request failed by a fault of ours");
        }
        if (response.getStatus() < 400
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        Guard.headersOf(request).accept(response);
        try {
            ProblemWriter.write(response, Problems.of(status(response)));
        } catch (IOException _) {
            // Whoever asked is gone.
        }
    }

    /// A method, a coding or a version that nobody implements is a fault of whoever sends it.
    private static HttpStatusCode status(Response response) {
        return switch (response.getStatus()) {
            case 501, 505 -> HttpStatus.BAD_REQUEST;
            default -> HttpStatusCode.valueOf(response.getStatus());
        };
    }
}
