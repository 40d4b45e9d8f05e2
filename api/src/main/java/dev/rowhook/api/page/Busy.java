package dev.rowhook.api.page;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

import java.time.Duration;

/// Too many people sign in at once.
final class Busy {
    private static final Duration WAIT = Duration.ofSeconds(4);

    private Busy() {}

    static ResponseEntity<String> page() {
        return Page.later(
                HttpStatus.SERVICE_UNAVAILABLE,
                WAIT,
                "Too many people sign in just now. Try again in some seconds.");
    }
}
