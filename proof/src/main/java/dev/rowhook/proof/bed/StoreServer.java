package dev.rowhook.proof.bed;

import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.store.DatabaseSetup;
import dev.rowhook.store.Migrations;
import dev.rowhook.store.RolePasswords;
import dev.rowhook.store.Roles;
import dev.rowhook.store.Sql;
import dev.rowhook.store.accounts.AccountCreation;

import org.postgresql.ds.PGSimpleDataSource;

import java.sql.SQLException;

import javax.sql.DataSource;

/// Rowhook's own Postgres with its roles, its schema and one account.
///
/// Thread-safe.
public final class StoreServer implements AutoCloseable {
    private static final String DATABASE = "rowhook";
    private static final RolePasswords PASSWORDS =
            new RolePasswords(
                    "owner-password", "api-password", "worker-password", "identity-password");

    private final PostgresCluster cluster;
    private final Secret masterKey;
    private final OpaqueToken token;

    private StoreServer(PostgresCluster cluster, Secret masterKey, OpaqueToken token) {
        this.cluster = cluster;
        this.masterKey = masterKey;
        this.token = token;
    }

    /// Makes one in an empty directory.
    ///
    /// @throws SQLException if the schema cannot be made
    public static StoreServer create(ClusterSettings settings) throws SQLException {
        PostgresCluster cluster =
                PostgresCluster.start(settings.withConfig("max_connections", "200"));
        DatabaseSetup setup = new DatabaseSetup(cluster.superuser("postgres"));
        setup.createRoles(PASSWORDS);
        setup.createDatabase(DATABASE);
        Migrations.migrate(dataSource(cluster, Roles.OWNER));
        Secret masterKey = MasterKeys.createLine("proof");
        OpaqueToken token =
                new AccountCreation(
                                Sql.of(dataSource(cluster, Roles.WORKER)),
                                MasterKeys.parse(masterKey.reveal()))
                        .create("proof", "first token")
                        .token();
        return new StoreServer(cluster, masterKey, token);
    }

    private static DataSource dataSource(PostgresCluster cluster, String role) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(cluster.jdbcUrl(DATABASE));
        dataSource.setUser(role);
        dataSource.setPassword(PASSWORDS.of(role));
        return dataSource;
    }

    /// How a Rowhook reaches this store through a port of 127.0.0.1, its own or a proxy's.
    StoreAccess access(int port) {
        return new StoreAccess(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE),
                Secret.of(PASSWORDS.of(Roles.API)),
                Secret.of(PASSWORDS.of(Roles.WORKER)),
                Secret.of(PASSWORDS.of(Roles.IDENTITY)),
                masterKey);
    }

    /// The token of the account.
    public OpaqueToken token() {
        return token;
    }

    /// Connects as the superuser, past all policies.
    public DataSource superuser() {
        return cluster.superuser(DATABASE);
    }

    public PostgresCluster cluster() {
        return cluster;
    }

    @Override
    public void close() {
        cluster.close();
    }
}
