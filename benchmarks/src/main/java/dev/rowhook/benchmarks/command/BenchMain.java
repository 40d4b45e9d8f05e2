package dev.rowhook.benchmarks.command;

import picocli.CommandLine;

import java.util.concurrent.CountDownLatch;

/// The process behind `./rowhook bench`. Ctrl-C interrupts it, and it ends what it started before
/// it goes.
public final class BenchMain {
    private static final String LOG_LEVEL = "ROWHOOK_LOG_LEVEL";

    private BenchMain() {}

    public static void main(String[] arguments) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        if (System.getenv(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, "warn");
        }
        CountDownLatch done = new CountDownLatch(1);
        interruptOnStop(Thread.currentThread(), done);
        int exit =
                new CommandLine(new BenchCommand())
                        .setParameterExceptionHandler((e, _) -> fail(e, CommandLine.ExitCode.USAGE))
                        .setExecutionExceptionHandler(
                                (e, _, _) -> fail(e, CommandLine.ExitCode.SOFTWARE))
                        .execute(arguments);
        done.countDown();
        System.exit(exit);
    }

    private static int fail(Exception failure, int exitCode) {
        String said =
                failure instanceof InterruptedException ? "interrupted" : failure.getMessage();
        System.err.printf("rowhook bench: %s%n(`./rowhook bench --help` says more)%n", said);
        return exitCode;
    }

    private static void interruptOnStop(Thread main, CountDownLatch done) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    if (done.getCount() > 0) {
                                        main.interrupt();
                                    }
                                    try {
                                        done.await();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                },
                                "stop"));
    }
}
