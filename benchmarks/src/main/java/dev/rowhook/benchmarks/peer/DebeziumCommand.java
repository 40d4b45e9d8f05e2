package dev.rowhook.benchmarks.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command that runs a Debezium Server: on the Java that runs this, and with the options that
/// Rowhook is given too.
final class DebeziumCommand {
    private static final String MAIN = "io.debezium.server.Main";

    private DebeziumCommand() {}

    static ProcessBuilder of(Distribution distribution, DebeziumOptions options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseCompactObjectHeaders");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.addAll(options.jvmOptions());
        command.addAll(List.of("-cp", distribution.classPath(), MAIN));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(options.directory().toFile());
        // They would go before the file of settings.
        builder.environment().keySet().removeIf(DebeziumCommand::isSetting);
        return builder;
    }

    private static boolean isSetting(String variable) {
        return variable.startsWith("DEBEZIUM_")
                || variable.startsWith("QUARKUS_")
                || variable.equals("K_SINK");
    }
}
