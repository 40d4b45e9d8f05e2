package dev.rowhook.server.command;

import dev.rowhook.server.application.RowhookServer;
import dev.rowhook.server.application.ServerSettings;
import dev.rowhook.server.operate.WrongSettingsException;
import dev.rowhook.server.terminal.Terminal;

import picocli.CommandLine.Command;

import java.sql.SQLException;

/// `rowhook server start`.
@Command(
        name = "start",
        description =
                "Runs a server until Ctrl-C or SIGTERM. It refuses a schema that is not of its"
                        + " version.")
final class StartCommand extends OperatorCommand {

    @Override
    void run() throws WrongSettingsException, Refusal, SQLException, InterruptedException {
        ServerSettings settings = config().settings().server();
        StartChecks.require(settings);
        try (RowhookServer server = start(settings)) {
            System.out.printf(
                    "Rowhook listens on %s://%s, port %d%s%n",
                    settings.exposure().tls().isPresent() ? "https" : "http",
                    settings.address(),
                    server.port(),
                    server.operationsPort().isPresent()
                            ? "; health on port " + server.operationsPort().getAsInt()
                            : "");
            Terminal.awaitStop();
            System.out.println("stopping …");
        }
        System.out.println("stopped");
    }

    private static RowhookServer start(ServerSettings settings) throws Refusal {
        try {
            return RowhookServer.start(settings);
        } catch (RuntimeException e) {
            throw StartChecks.refusal(e);
        }
    }
}
