package dev.rowhook.proof.faults;

import dev.rowhook.proof.faults.Fault.Part;
import dev.rowhook.server.client.RestClient;
import dev.rowhook.server.client.RestException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What people do to sinks while they deliver: edits, pauses, new ones and deletions.
///
/// The REST interface may not answer just then, because something else is struck; it is asked until
/// it does.
final class SinkFaults {
    private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(10);
    private static final long ASK_EVERY_MILLIS = 200;
    private static final int NONE = 0;
    private static final int NOT_FOUND = 404;
    private static final int NAME_TAKEN = 409;

    private interface Order {
        void give(RestClient rest) throws InterruptedException;
    }

    private final Deployment deployment;

    private SinkFaults(Deployment deployment) {
        this.deployment = deployment;
    }

    static List<Fault> of(Deployment deployment) {
        SinkFaults faults = new SinkFaults(deployment);
        return List.of(
                new Striking(
                        "pause a sink",
                        Part.SINKS,
                        faults::pause,
                        () -> faults.changeAll(Map.of("status", "active"))),
                new Striking("edit a sink", Part.SINKS, faults::edit, () -> {}),
                Striking.of(
                        "make a sink and delete it",
                        Part.SINKS,
                        faults::addPasserBy,
                        faults::deletePasserBy));
    }

    private String pause(RandomGenerator random) throws InterruptedException {
        LedgerSink sink = any(random);
        change(sink, Map.of("status", "paused"));
        return "pause a sink: " + sink.name();
    }

    private String edit(RandomGenerator random) throws InterruptedException {
        LedgerSink sink = any(random);
        Map<String, ?> fields =
                Map.of(
                        "max_in_flight",
                        random.nextInt(1, 60),
                        "request_timeout",
                        "%ds".formatted(random.nextInt(1, 4)));
        change(sink, fields);
        return "edit a sink: %s %s".formatted(sink.name(), fields);
    }

    private void addPasserBy() throws InterruptedException {
        Map<String, ?> fields =
                Map.of(
                        "name",
                        Deployment.PASSER_BY,
                        "database",
                        Deployment.DATABASE,
                        "tables",
                        List.copyOf(deployment.sinks().getFirst().interest().tables()),
                        "destination",
                        Map.of("type", "webhook", "http_endpoint", Deployment.PASSER_BY));
        insist(NAME_TAKEN, rest -> rest.create("/v1/sinks", fields));
    }

    private void deletePasserBy() throws InterruptedException {
        insist(NOT_FOUND, rest -> rest.delete("/v1/sinks/" + Deployment.PASSER_BY));
    }

    private void changeAll(Map<String, ?> fields) throws InterruptedException {
        for (LedgerSink sink : deployment.sinks()) {
            change(sink, fields);
        }
    }

    private void change(LedgerSink sink, Map<String, ?> fields) throws InterruptedException {
        insist(NONE, rest -> rest.change("/v1/sinks/" + sink.name(), fields));
    }

    /// @param alreadySo the status that says that an earlier try, whose answer was lost, has done
    ///   it
    private void insist(int alreadySo, Order order) throws InterruptedException {
        long giveUp = System.nanoTime() + ANSWERS_WITHIN.toNanos();
        while (true) {
            try {
                order.give(deployment.rest());
                return;
            } catch (RestException e) {
                if (e.status().orElse(NONE) == alreadySo && alreadySo != NONE) {
                    return;
                }
                if (System.nanoTime() - giveUp > 0) {
                    throw e;
                }
                Thread.sleep(ASK_EVERY_MILLIS);
            }
        }
    }

    private LedgerSink any(RandomGenerator random) {
        List<LedgerSink> sinks = deployment.sinks();
        return sinks.get(random.nextInt(sinks.size()));
    }
}
