package dev.rowhook.dispatcher;

import java.util.concurrent.atomic.AtomicInteger;

/// The memory that the windows of a node's sinks may take together: each an equal share, within
/// bounds. A window always takes one message, however large. Thread-safe.
final class WindowMemory {
    private static final long LEAST = 128 << 10;
    private static final long MOST = 8 << 20;

    private final AtomicInteger windows = new AtomicInteger();
    private final long bytes;

    /// @param bytes for all windows together, unless there are so many that the least share of each
    ///   is more
    WindowMemory(long bytes) {
        this.bytes = bytes;
    }

    /// A quarter of what the heap can grow to.
    static WindowMemory ofHeap() {
        return new WindowMemory(Runtime.getRuntime().maxMemory() / 4);
    }

    void opened() {
        windows.incrementAndGet();
    }

    void closed() {
        windows.decrementAndGet();
    }

    /// The bytes that one window may hold now.
    long share() {
        return Math.clamp(bytes / Math.max(1, windows.get()), LEAST, MOST);
    }
}
