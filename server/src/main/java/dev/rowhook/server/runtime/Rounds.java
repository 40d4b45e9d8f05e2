package dev.rowhook.server.runtime;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A thread that does its rounds: one after each pause, or as soon as it is woken. Thread-safe.
final class Rounds implements AutoCloseable {
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);

    private final Duration pause;
    private final Round round;
    private final Semaphore signals = new Semaphore(0);
    private final Thread thread;

    /// What is done each time; interrupted, it stops.
    interface Round {
        void go() throws InterruptedException;
    }

    Rounds(String name, Duration pause, Round round) {
        this.pause = pause;
        this.round = round;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Begins a round now, or after the one that is under way.
    void wake() {
        signals.release();
    }

    /// Interrupts the round that is under way.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOPS_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                if (signals.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    signals.drainPermits();
                }
                round.go();
            }
        } catch (InterruptedException e) {
            // The end.
        }
    }
}
