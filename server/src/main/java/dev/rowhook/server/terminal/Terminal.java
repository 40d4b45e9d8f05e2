package dev.rowhook.server.terminal;

import java.util.concurrent.CountDownLatch;

/// Stopping by Ctrl-C or SIGTERM: the command that waits goes on, closes what it opened, and only
/// then the process ends.
public final class Terminal {
    private static final CountDownLatch STOP = new CountDownLatch(1);
    private static final CountDownLatch DONE = new CountDownLatch(1);

    private Terminal() {}

    /// Lets a signal end [#awaitStop] instead of the process.
    public static void install() {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    STOP.countDown();
                                    try {
                                        DONE.await();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                },
                                "stop"));
    }

    /// Waits until somebody asks the process to stop.
    public static void awaitStop() throws InterruptedException {
        STOP.await();
    }

    /// Whether somebody has asked.
    public static boolean isStopping() {
        return STOP.getCount() == 0;
    }

    /// Everything is closed.
    public static void done() {
        DONE.countDown();
    }
}
