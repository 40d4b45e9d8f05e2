package dev.rowhook.server.command;

import dev.rowhook.server.operate.OperatorSettings;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;

/// Where the settings of a command are.
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:ROWHOOK_CONFIG}",
            description =
                    "Settings, `name = value` a line; variables ROWHOOK_… go before. Default:"
                            + " $ROWHOOK_CONFIG, if it is set.")
    private Path file;

    OperatorSettings settings() {
        return OperatorSettings.read(Optional.ofNullable(file), System.getenv());
    }
}
