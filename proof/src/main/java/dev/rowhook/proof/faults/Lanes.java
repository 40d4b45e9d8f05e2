package dev.rowhook.proof.faults;

import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Lets faults of different lanes strike side by side.
final class Lanes {
    private Lanes() {}

    /// Returns when all have ended.
    ///
    /// @throws Exception what the first one that failed threw
    static void run(List<Lane> lanes) throws Exception {
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("lane ", 0).factory())) {
            CompletionService<Void> running = new ExecutorCompletionService<>(threads);
            for (Lane lane : lanes) {
                running.submit(() -> {
                    lane.run();
                    return null;
                });
            }
            try {
                for (Lane _ : lanes) {
                    running.take().get();
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e;
            }
        }
    }
}
