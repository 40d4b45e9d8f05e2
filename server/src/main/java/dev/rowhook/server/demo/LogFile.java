package dev.rowhook.server.demo;

import java.nio.file.Path;

/// Sends the server's log into a file, so that the terminal belongs to the story. Errors appear
/// there too.
final class LogFile {
    private LogFile() {}

    /// Has an effect only before the first logger is made.
    static void redirectTo(Path file) {
        System.setProperty("rowhook.demo.log", file.toString());
        System.setProperty("logback.configurationFile", "dev/rowhook/server/demo/logback.xml");
    }
}
