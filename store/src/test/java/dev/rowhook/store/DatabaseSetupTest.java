package dev.rowhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

final class DatabaseSetupTest {
    @TempDir Path directory;

    @Test
    void aSetupMayBeRepeatedAndRenewsThePasswords() throws SQLException {
        ClusterSettings settings =
                ClusterSettings.of(directory.resolve("postgres"), "s").volatileForTests();
        try (PostgresCluster cluster = PostgresCluster.start(settings)) {
            String url = cluster.jdbcUrl("rowhook");
            setUp(cluster, new RolePasswords("old", "old", "old", "old"));
            setUp(cluster, new RolePasswords("owner's", "api's", "worker's", "identity's"));

            assertThat(connects(url, Roles.OWNER, "owner's")).isTrue();
            assertThat(connects(url, Roles.API, "api's")).isTrue();
            assertThat(connects(url, Roles.WORKER, "worker's")).isTrue();
            assertThat(connects(url, Roles.IDENTITY, "identity's")).isTrue();
            assertThat(connects(url, Roles.API, "old")).isFalse();
            execute(cluster, "create role stranger login password 'stranger'");
            assertThat(connects(url, "stranger", "stranger")).isFalse();
        }
    }

    @Test
    void aNameThatIsNotPlainIsRefused() {
        DatabaseSetup setup = new DatabaseSetup(new PGSimpleDataSource());
        assertThatThrownBy(() -> setup.createDatabase("a; drop database b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void passwordsAreNotPrinted() {
        assertThat(new RolePasswords("secret1", "secret2", "secret3", "secret4").toString())
                .doesNotContain("secret");
    }

    private static void setUp(PostgresCluster cluster, RolePasswords passwords)
            throws SQLException {
        DatabaseSetup setup = new DatabaseSetup(cluster.superuser("postgres"));
        setup.createRoles(passwords);
        setup.createDatabase("rowhook");
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(cluster.jdbcUrl("rowhook"));
        owner.setUser(Roles.OWNER);
        owner.setPassword(passwords.of(Roles.OWNER));
        assertThatCode(() -> Migrations.migrate(owner)).doesNotThrowAnyException();
    }

    private static boolean connects(String url, String user, String password) {
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void execute(PostgresCluster cluster, String sql) throws SQLException {
        try (Connection connection = cluster.superuser("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
