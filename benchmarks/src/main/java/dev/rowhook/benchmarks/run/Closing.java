package dev.rowhook.benchmarks.run;

import java.util.ArrayDeque;
import java.util.Deque;

/// What is to be closed together, the last first. Not thread-safe.
public final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    public <T extends AutoCloseable> T later(T resource) {
        resources.push(resource);
        return resource;
    }

    /// Closes all. What one of them complains of does not hinder the others.
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (Exception e) {
                System.err.println("not closed in order: " + e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
