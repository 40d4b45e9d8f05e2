package dev.rowhook.api.endpoint;

import dev.rowhook.api.database.AppliedSettings;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Map;

/// Waits a while for the workers of all sinks that use an endpoint.
@Component
class AppliedEndpoint {
    private final AppliedSettings appliedSettings;

    AppliedEndpoint(AppliedSettings appliedSettings) {
        this.appliedSettings = appliedSettings;
    }

    /// @return `done` if all that is sent from now on is sent after the edit, or 202 that it is
    ///   saved
    HttpStatus await(AccountId account, SavedEndpoint saved, HttpStatus done)
            throws InterruptedException {
        long end = System.nanoTime() + appliedSettings.patience().toNanos();
        for (Map.Entry<SinkId, Long> sink : saved.versions().entrySet()) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            if (!appliedSettings.awaitSink(account, sink.getKey(), sink.getValue(), left)) {
                return HttpStatus.ACCEPTED;
            }
        }
        return done;
    }
}
