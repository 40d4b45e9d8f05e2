package dev.rowhook.server.application;

import dev.rowhook.api.auth.Open;
import dev.rowhook.server.runtime.Supervisor;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;

/// Whether the process lives, and whether it can do its work. Neither says why: that is not for
/// everybody.
@Open
@RestController
class HealthController {
    /// Some looks may fail before the node is called not ready; leases last as long.
    private static final Duration READY_FOR = Duration.ofSeconds(15);

    private final Supervisor supervisor;

    HealthController(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /// 200 for as long as requests are answered at all.
    @GetMapping(path = "/livez", produces = MediaType.TEXT_PLAIN_VALUE)
    String live() {
        return "ok\n";
    }

    /// 200 while our own Postgres answers and leases are looked after, else 503.
    @GetMapping(path = "/readyz", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> ready() {
        boolean ready =
                supervisor
                        .sinceLastLook()
                        .filter(since -> since.compareTo(READY_FOR) < 0)
                        .isPresent();
        return ready
                ? ResponseEntity.ok("ok\n")
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("not ready\n");
    }
}
