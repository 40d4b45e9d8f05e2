package dev.rowhook.server.command;

import dev.rowhook.server.operate.SetupSettings;
import dev.rowhook.server.operate.StoreUrl;
import dev.rowhook.server.operate.WrongSettingsException;
import dev.rowhook.store.DatabaseSetup;
import dev.rowhook.store.RolePasswords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.sql.SQLException;

import javax.sql.DataSource;

/// `rowhook server setup`.
@Command(
        name = "setup",
        description =
                "Makes the roles with their passwords, and the database that store-url names, as a"
                        + " superuser. May be repeated: the passwords are those of the last time.")
final class SetupCommand extends OperatorCommand {
    @Option(
            names = "--superuser-url",
            paramLabel = "URL",
            description =
                    "Any other database of the same Postgres. Default: database postgres of"
                            + " store-url's host.")
    private String superuserUrl;

    @Option(
            names = "--superuser",
            paramLabel = "NAME",
            defaultValue = "postgres",
            description = "Who to connect as, by superuser-password. Default: ${DEFAULT-VALUE}.")
    private String superuser;

    @Override
    void run() throws WrongSettingsException, Refusal, SQLException {
        SetupSettings settings = config().settings().setup();
        StoreUrl store = settings.store();
        StoreUrl url =
                superuserUrl == null ? store.in("postgres") : SuperuserUrl.parse(superuserUrl);
        DataSource sessions =
                StoreSessions.of(url.jdbcUrl(), superuser, settings.superuserPassword());
        StoreVersion.require(sessions, StoreVersion.OLDEST);
        DatabaseSetup setup = new DatabaseSetup(sessions);
        setup.createRoles(
                new RolePasswords(
                        settings.ownerPassword().reveal(),
                        settings.apiPassword().reveal(),
                        settings.workerPassword().reveal(),
                        settings.identityPassword().reveal()));
        setup.createDatabase(store.database());
        System.out.printf(
                "The roles rowhook_owner, rowhook_api, rowhook_worker and rowhook_identity and the"
                        + " database %s are there. Next: rowhook server migrate%n",
                store.database());
    }
}
