package dev.rowhook.server.command;

import dev.rowhook.server.terminal.BuildVersion;

import picocli.CommandLine.Command;

/// `rowhook server`.
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs Rowhook against a Postgres that is there: docs/operations.md.",
        subcommands = {
            SetupCommand.class,
            MigrateCommand.class,
            StartCommand.class,
            OwnerCommand.class,
            UserCommand.class,
            HostTokenCommand.class,
            RekeyCommand.class
        })
public final class ServerCommand {}
