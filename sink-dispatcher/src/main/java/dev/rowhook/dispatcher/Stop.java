package dev.rowhook.dispatcher;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.ReentrantLock;

/// Interrupts a thread where it waits for the log, and nowhere else: an interrupt in the middle of
/// a statement would cost the connection. Thread-safe.
final class Stop {
    private final ReentrantLock lock = new ReentrantLock();
    private boolean stopped;
    private @Nullable Thread waiting;

    void enter() throws InterruptedException {
        lock.lock();
        try {
            if (stopped) {
                throw new InterruptedException("the worker stops");
            }
            waiting = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            waiting = null;
            // An interrupt that came too late would hit what follows.
            boolean late = Thread.interrupted() && !stopped;
            if (late) {
                Thread.currentThread().interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            if (waiting != null) {
                waiting.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
