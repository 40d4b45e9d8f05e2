package dev.rowhook.server.demo;

import dev.rowhook.server.terminal.Terminal;

import java.util.concurrent.locks.ReentrantLock;

/// Interrupts the thread that opened it when somebody asks the process to stop, until closed. What
/// is closed afterwards is not interrupted any more.
final class StopSignal implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread interrupted;
    private final Thread watcher;
    private boolean closed;

    private StopSignal(Thread interrupted) {
        this.interrupted = interrupted;
        this.watcher = Thread.ofVirtual().name("stop signal").unstarted(this::watch);
    }

    static StopSignal open() {
        StopSignal signal = new StopSignal(Thread.currentThread());
        signal.watcher.start();
        return signal;
    }

    private void watch() {
        try {
            Terminal.awaitStop();
            interruptUnlessClosed();
        } catch (InterruptedException _) {
            // Closed before anybody asked.
            Thread.currentThread().interrupt();
        }
    }

    private void interruptUnlessClosed() {
        lock.lock();
        try {
            if (!closed) {
                interrupted.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /// To be called by the thread that opened it.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        watcher.interrupt();
        Thread.interrupted();
    }
}
