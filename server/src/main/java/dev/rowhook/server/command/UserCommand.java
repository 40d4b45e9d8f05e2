package dev.rowhook.server.command;

import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.server.operate.OperatorSettings;
import dev.rowhook.server.operate.WrongSettingsException;
import dev.rowhook.store.identity.PasswordResets;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.sql.SQLException;
import java.time.Clock;

/// `rowhook server user`.
@Command(
        name = "user",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        description = "People who sign in with a password.",
        subcommands = UserCommand.Reset.class)
final class UserCommand {

    @Command(
            name = "reset",
            description =
                    "Prints the link by which somebody chooses another password, once and within an hour. It unlocks, too.")
    static final class Reset extends OperatorCommand {
        @Parameters(paramLabel = "EMAIL", description = "By which the user signs in.")
        private String email = "";

        @Override
        void run() throws WrongSettingsException, Refusal, SQLException {
            OperatorSettings settings = config().settings();
            PublicUrl url = settings.publicUrl();
            PasswordResets resets =
                    new PasswordResets(
                            StoreSessions.identity(settings.identity()), Clock.systemUTC());
            System.out.println(
                    url.at(
                            resets.create(email)
                                    .map(PasswordResets::path)
                                    .orElseThrow(() ->
                                            new Refusal(
                                                    "no user signs in by '%s' and a password, or there are %d links already"
                                                            .formatted(
                                                                    email,
                                                                    PasswordResets.AT_A_TIME)))));
        }
    }
}
