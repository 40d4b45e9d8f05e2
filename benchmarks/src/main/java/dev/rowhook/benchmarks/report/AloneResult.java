package dev.rowhook.benchmarks.report;

/// What the receiver alone takes from a client in a process of its own.
///
/// @param cpuSecondsPerMillion of the receiver, per million messages
public record AloneResult(
        int batch,
        int rowBytes,
        int connections,
        double messagesPerSecond,
        double requestsPerSecond,
        double cpuSecondsPerMillion) {}
