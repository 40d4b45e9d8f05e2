package dev.rowhook.server;

import dev.rowhook.server.command.ServerCommand;
import dev.rowhook.server.demo.DemoCommand;
import dev.rowhook.server.dev.DevCommand;
import dev.rowhook.server.terminal.BuildVersion;
import dev.rowhook.server.terminal.Terminal;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `rowhook` commands that run on the server's side.
@Command(
        name = "rowhook",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        description = "Streams changes of Postgres tables to HTTP endpoints.",
        subcommands = {ServerCommand.class, DevCommand.class, DemoCommand.class})
public final class Rowhook {
    private Rowhook() {}

    public static void main(String[] arguments) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        Terminal.install();
        int exit = new CommandLine(new Rowhook()).execute(arguments);
        Terminal.done();
        if (!Terminal.isStopping()) {
            System.exit(exit);
        }
    }
}
