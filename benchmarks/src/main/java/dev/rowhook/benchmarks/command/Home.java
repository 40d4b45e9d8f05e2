package dev.rowhook.benchmarks.command;

import java.nio.file.Path;

/// The directory that Rowhook's sources are in.
final class Home {
    private static final String PROPERTY = "rowhook.home";

    private Home() {}

    /// The script `rowhook` says it; otherwise it is where the process was started.
    static Path directory() {
        return Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath();
    }
}
