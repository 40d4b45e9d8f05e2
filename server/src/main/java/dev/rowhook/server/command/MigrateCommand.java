package dev.rowhook.server.command;

import dev.rowhook.server.operate.OwnerLogin;
import dev.rowhook.server.operate.WrongSettingsException;
import dev.rowhook.store.Migrations;
import dev.rowhook.store.Roles;

import org.flywaydb.core.api.FlywayException;

import picocli.CommandLine.Command;

import java.sql.SQLException;

import javax.sql.DataSource;

/// `rowhook server migrate`.
@Command(
        name = "migrate",
        description =
                "Brings the schema to this version, as rowhook_owner. Several at once wait for each"
                        + " other.")
final class MigrateCommand extends OperatorCommand {

    @Override
    void run() throws WrongSettingsException, Refusal, SQLException {
        OwnerLogin login = config().settings().owner();
        DataSource owner = StoreSessions.of(login.store().jdbcUrl(), Roles.OWNER, login.password());
        // It connects, too: Flyway would hide why it could not.
        StoreVersion.require(owner, StoreVersion.OLDEST);
        try {
            Migrations.migrate(owner);
        } catch (FlywayException e) {
            throw new Refusal(
                    "the schema was not migrated: " + String.valueOf(e.getMessage()).strip());
        }
        System.out.println("The schema is of this version. Next: rowhook server start");
    }
}
