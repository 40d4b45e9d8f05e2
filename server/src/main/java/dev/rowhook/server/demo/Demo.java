package dev.rowhook.server.demo;

import dev.rowhook.server.client.RestClient;
import dev.rowhook.server.client.Wiring;
import dev.rowhook.server.dev.DevInstance;
import dev.rowhook.server.dev.DevOptions;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A tenant's database, a receiver, and Rowhook between them, wired by REST, and the story told
/// with them.
///
/// Not thread-safe.
final class Demo {
    private static final String NAME = "demo";
    private static final Map<String, ?> DELIVERY =
            Map.of(
                    "actions", List.of("insert", "update", "delete"),
                    "request_timeout", "10s",
                    "retry", Map.of("first_delay", "500ms", "max_delay", "2s"));

    private final Screen screen;
    private final Path directory;
    private final int port;
    private final boolean once;
    private final long startedAt = System.nanoTime();

    /// @param once ends after the story, which is told without pauses
    Demo(Screen screen, Path directory, int port, boolean once) {
        this.screen = screen;
        this.directory = directory;
        this.port = port;
        this.once = once;
    }

    /// Runs it, and answers whether everything was as it must be.
    boolean run() throws IOException, SQLException, InterruptedException {
        screen.act("Rowhook demo: a tenant's database, a receiver, and Rowhook between them.");
        Inbox inbox = new Inbox(screen::arrival);
        // They are closed from the last to the first: Rowhook stops while its source and its
        // receiver still answer.
        try (Receiver receiver = Receiver.start(inbox);
                TenantDatabase database = TenantDatabase.start(directory.resolve("tenant"));
                DevInstance rowhook = start(receiver, database);
                RestClient rest = new RestClient(rowhook.url(), rowhook.token());
                StopSignal _ = StopSignal.open()) {
            started("Rowhook", rowhook.url().toString());
            new Wiring(rest, NAME)
                    .connect(
                            database.login(),
                            List.of(TenantDatabase.TABLE),
                            receiver.destination(),
                            DELIVERY);
            started("database, endpoint, sink", "made by REST; the sink is active");
            return play(rowhook, database, inbox);
        }
    }

    private DevInstance start(Receiver receiver, TenantDatabase database) {
        started("a receiver", receiver.destination().url().toString());
        started("a tenant's Postgres", "127.0.0.1:" + database.login().port());
        return DevInstance.start(new DevOptions(directory.resolve("rowhook"), port, true));
    }

    private boolean play(DevInstance rowhook, TenantDatabase database, Inbox inbox)
            throws SQLException, InterruptedException {
        Story story =
                new Story(
                        screen,
                        database,
                        inbox,
                        once ? Duration.ZERO : Duration.ofSeconds(2),
                        once ? 2 : 4);
        boolean passed = summary(story.tell());
        if (!once) {
            screen.say(LookAround.text(rowhook, directory, database.login()));
            if (Screen.isTerminal()) {
                new Prompt(screen, database, inbox).start();
            }
            new EverydayLife(database).run();
        }
        return passed;
    }

    private boolean summary(Evidence evidence) {
        List<Check> checks = Verdict.of(evidence);
        boolean passed = checks.stream().allMatch(Check::passed);
        screen.act("6  What was promised, checked against the table:");
        checks.forEach(screen::check);
        screen.say(
                "%n%s: %d changes, %d requests, %d ms from commit to receipt (p50), %d s since the start"
                        .formatted(
                                passed ? "Nothing lost, order kept" : "NOT AS PROMISED",
                                evidence.made(),
                                evidence.arrivals().size(),
                                Verdict.medianLatency(evidence.arrivals()).toMillis(),
                                elapsed().toSeconds()));
        return passed;
    }

    private void started(String what, String where) {
        screen.say("  %4.1f s  %-26s %s".formatted(elapsed().toMillis() / 1000.0, what, where));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }
}
