package dev.rowhook.server.dev;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.embedded.ClusterException;
import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.server.application.ServerSettings.Store;
import dev.rowhook.store.DatabaseSetup;
import dev.rowhook.store.Migrations;
import dev.rowhook.store.RolePasswords;
import dev.rowhook.store.Roles;

import org.postgresql.ds.PGSimpleDataSource;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;

import javax.sql.DataSource;

/// Our own Postgres inside a data directory: durable, with the four roles, migrated. Not
/// thread-safe.
final class DevStore implements AutoCloseable {
    private static final String DATABASE = "rowhook";

    private final PostgresCluster cluster;
    private final RolePasswords passwords;

    private DevStore(PostgresCluster cluster, RolePasswords passwords) {
        this.cluster = cluster;
        this.passwords = passwords;
    }

    /// Starts it, whatever became of the process that had it before.
    ///
    /// @throws StartFailedException if it does not start
    static DevStore start(DataDirectory directory) throws IOException {
        String superuser = directory.readOr("postgres-password", DevStore::password);
        RolePasswords passwords =
                new RolePasswords(
                        directory.readOr("owner-password", DevStore::password),
                        directory.readOr("api-password", DevStore::password),
                        directory.readOr("worker-password", DevStore::password),
                        directory.readOr("identity-password", DevStore::password));
        PostgresCluster cluster;
        try {
            cluster =
                    PostgresCluster.start(
                            ClusterSettings.of(directory.resolve("postgres"), superuser)
                                    .withConfig("max_connections", "200"));
        } catch (ClusterException e) {
            throw new StartFailedException(
                    "Rowhook's own Postgres does not start: %s".formatted(e.getMessage()), e);
        }
        DevStore store = new DevStore(cluster, passwords);
        try {
            store.prepare();
        } catch (SQLException | RuntimeException e) {
            cluster.stop();
            throw new StartFailedException(
                    "Rowhook's own Postgres cannot be prepared: %s".formatted(e.getMessage()), e);
        }
        return store;
    }

    private void prepare() throws SQLException {
        DatabaseSetup setup = new DatabaseSetup(cluster.superuser("postgres"));
        setup.createRoles(passwords);
        setup.createDatabase(DATABASE);
        Migrations.migrate(dataSource(Roles.OWNER));
    }

    DataSource dataSource(String role) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(cluster.jdbcUrl(DATABASE));
        dataSource.setUser(role);
        dataSource.setPassword(passwords.of(role));
        return dataSource;
    }

    Store settings() {
        return new Store(
                cluster.jdbcUrl(DATABASE),
                Secret.of(passwords.of(Roles.API)),
                Secret.of(passwords.of(Roles.WORKER)),
                Secret.of(passwords.of(Roles.IDENTITY)));
    }

    int port() {
        return cluster.port();
    }

    @Override
    public void close() {
        cluster.stop();
    }

    private static String password() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
