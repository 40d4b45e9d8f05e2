package dev.rowhook.server.command;

import dev.rowhook.server.operate.WorkerAccess;
import dev.rowhook.server.operate.WrongSettingsException;
import dev.rowhook.store.accounts.HostTokens;
import dev.rowhook.store.accounts.HostTokens.HostToken;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.sql.SQLException;
import java.util.UUID;

/// `rowhook server host-token`.
@Command(
        name = "host-token",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        description = "Tokens of the host's interface, which makes, suspends and deletes accounts.",
        subcommands = {
            HostTokenCommand.Create.class,
            HostTokenCommand.ListAll.class,
            HostTokenCommand.Revoke.class
        })
final class HostTokenCommand {

    @Command(name = "create", description = "Makes a token and prints it, this once.")
    static final class Create extends OperatorCommand {
        @Parameters(paramLabel = "NAME", description = "What it is for.")
        private String name = "";

        @Override
        void run() throws WrongSettingsException, Refusal, SQLException {
            if (name.isBlank() || name.length() > 200) {
                throw new Refusal("a name has 1 to 200 characters");
            }
            WorkerAccess access = config().settings().worker();
            HostTokens tokens = new HostTokens(StoreSessions.worker(access));
            System.out.println(tokens.create(name.strip()).reveal());
        }
    }

    @Command(name = "list", description = "Lists them: id, name, when made and used last.")
    static final class ListAll extends OperatorCommand {
        @Override
        void run() throws WrongSettingsException, Refusal, SQLException {
            HostTokens tokens = new HostTokens(StoreSessions.worker(config().settings().worker()));
            for (HostToken token : tokens.list()) {
                System.out.printf(
                        "%s  %s  made %s  used %s%n",
                        token.id(),
                        token.name(),
                        token.createdAt(),
                        token.lastUsedAt().map(Object::toString).orElse("never"));
            }
        }
    }

    @Command(name = "revoke", description = "Takes a token back.")
    static final class Revoke extends OperatorCommand {
        @Parameters(paramLabel = "ID", description = "As `list` shows it.")
        private UUID id = new UUID(0, 0);

        @Override
        void run() throws WrongSettingsException, Refusal, SQLException {
            HostTokens tokens = new HostTokens(StoreSessions.worker(config().settings().worker()));
            if (!tokens.revoke(id)) {
                throw new Refusal("there is no such token");
            }
            System.out.println("revoked");
        }
    }
}
