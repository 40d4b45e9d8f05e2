package dev.rowhook.server.command;

import dev.rowhook.server.operate.WrongSettingsException;
import dev.rowhook.server.terminal.BuildVersion;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;

/// What the commands of an operator have in common: where settings are, and how it is said that
/// something is wrong. Exit codes: 0 done, 1 it could not be done, 2 the settings or options are
/// wrong.
@Command(mixinStandardHelpOptions = true, versionProvider = BuildVersion.class)
abstract class OperatorCommand implements Callable<Integer> {
    @Mixin private ConfigOption config;

    final ConfigOption config() {
        return config;
    }

    /// Does it.
    abstract void run() throws WrongSettingsException, Refusal, SQLException, InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        try {
            run();
            return CommandLine.ExitCode.OK;
        } catch (WrongSettingsException e) {
            say(String.valueOf(e.getMessage()));
            return CommandLine.ExitCode.USAGE;
        } catch (Refusal | UncheckedIOException e) {
            say(String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            say(StoreFailure.text(e));
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static void say(String message) {
        message.lines().forEach(line -> System.err.println("rowhook: " + line));
    }
}
