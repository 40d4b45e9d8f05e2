package dev.rowhook.benchmarks.run;

/// Whose use is told apart.
enum Part {
    SENDER,
    STORE,
    SOURCE,
    RECEIVER,
    LOAD
}
