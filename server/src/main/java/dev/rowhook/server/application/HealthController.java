package dev.rowhook.server.application;

import dev.rowhook.api.auth.Open;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Whether the process lives, and whether it can do its work. Neither says why: that is not for
/// everybody.
@Open
@RestController
class HealthController {
    private final HealthReport health;

    HealthController(HealthReport health) {
        this.health = health;
    }

    /// 200 for as long as requests are answered at all.
    @GetMapping(path = "/livez", produces = MediaType.TEXT_PLAIN_VALUE)
    String live() {
        return "ok\n";
    }

    /// 200 while our own Postgres answers and leases are looked after, else 503.
    @GetMapping(path = "/readyz", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> ready() {
        return health.isReady()
                ? ResponseEntity.ok("ok\n")
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("not ready\n");
    }
}
