package dev.rowhook.benchmarks.report;

import java.util.List;
import java.util.Optional;

/// What the receiver alone takes.
final class AloneTable {
    private AloneTable() {}

    static Table of(Results results) {
        Table table =
                new Table(
                        1,
                        List.of(
                                "Receiver alone",
                                "Row B",
                                "Connections",
                                "Messages/s",
                                "Requests/s",
                                "CPU s/M"));
        for (AloneResult alone : results.receiverAlone()) {
            table.row(
                    List.of(
                            "batch " + alone.batch(),
                            Integer.toString(alone.rowBytes()),
                            Integer.toString(alone.connections()),
                            Numbers.whole(Optional.of(alone.messagesPerSecond())),
                            Numbers.whole(Optional.of(alone.requestsPerSecond())),
                            Numbers.precise(alone.cpuSecondsPerMillion())));
        }
        return table;
    }
}
