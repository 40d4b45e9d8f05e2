package dev.rowhook.api.signin.chore;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Runs all chores each minute, for as long as the application does. One that fails is tried again
/// the next time, and holds up no other.
@Component
class Chores {
    private static final Logger log = LoggerFactory.getLogger(Chores.class);

    private final List<Chore> chores;
    private final ScheduledExecutorService runner =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("identity-chores").factory());

    Chores(List<Chore> chores) {
        this.chores = List.copyOf(chores);
    }

    @PostConstruct
    void start() {
        var _ = runner.scheduleWithFixedDelay(this::run, 1, 1, TimeUnit.MINUTES);
    }

    private void run() {
        for (Chore chore : chores) {
            try {
                chore.run();
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("chore", chore.getClass().getSimpleName())
                        .addKeyValue("cause", e.getClass().getName())
                        .log("chore failed");
            }
        }
    }

    @PreDestroy
    void close() {
        runner.shutdownNow();
    }
}
