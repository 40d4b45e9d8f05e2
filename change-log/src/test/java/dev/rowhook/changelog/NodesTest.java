package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.store.Roles;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

class NodesTest {
    private final OwnPostgres postgres = OwnPostgres.create();
    private final DSLContext worker = postgres.worker();
    private final Node a = Node.starting("node-a");
    private final Node b = Node.starting("node-b");

    private Nodes nodes(Node node) {
        return new Nodes(worker, node, Duration.ofMinutes(1));
    }

    @Test
    void whoHasSaidSoLivesUntilTheTermIsOverOrItLeaves() {
        nodes(a).enter();
        nodes(b).enter();
        assertThat(nodes(a).alive()).containsExactlyInAnyOrder("node-a", "node-b");
        end("node-a");
        assertThat(nodes(b).alive()).containsExactly("node-b");
        assertThat(nodes(a).beat()).isTrue();
        assertThat(nodes(b).alive()).containsExactlyInAnyOrder("node-a", "node-b");
        nodes(a).leave();
        assertThat(nodes(b).alive()).containsExactly("node-b");
    }

    @Test
    void ofTwoUnderOneNameTheOneThatStartedLastLives() {
        Node again = Node.starting("node-a");
        nodes(a).enter();
        nodes(again).enter();
        assertThat(nodes(a).beat()).isFalse();
        assertThat(nodes(again).beat()).isTrue();
        nodes(a).leave();
        assertThat(nodes(b).alive()).containsExactly("node-a");
        end("node-a");
        assertThat(nodes(a).beat()).isTrue();
        assertThat(nodes(again).beat()).isFalse();
    }

    @Test
    void whatAFrozenNodeHasLockedIsFreeWhenItsSessionsAreEnded() throws SQLException {
        Leases leases = new Leases(worker, "node-b", Duration.ofMinutes(1));
        AccountId account = new AccountId(postgres.createAccount());
        DatabaseId database = DatabaseId.create();
        assertThat(new Leases(worker, "node-a", Duration.ZERO).take(account, database)).isPresent();
        nodes(a).enter();
        nodes(b).enter();
        try (Connection frozen = session(a);
                Connection own = session(b);
                Statement append = frozen.createStatement()) {
            frozen.setAutoCommit(false);
            append.execute("update rowhook.log_position set next_seq = next_seq + 1");

            nodes(b).endSessions("node-a");

            assertThat(leases.take(account, database)).isPresent();
            assertThatThrownBy(frozen::commit).isInstanceOf(SQLException.class);
            assertThat(own.isValid(5)).isTrue();
        }
        assertThat(worker.select(LOG_POSITION.NEXT_SEQ).from(LOG_POSITION).fetchSingle().value1())
                .isEqualTo(1);
    }

    private Connection session(Node node) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", Roles.WORKER);
        properties.setProperty("password", postgres.password(Roles.WORKER));
        properties.setProperty("ApplicationName", node.sessions());
        return DriverManager.getConnection(postgres.jdbcUrl(), properties);
    }

    private void end(String name) {
        worker.execute(
                "update rowhook_host.node set alive_until = now() - interval '1 s' where name = ?",
                name);
    }
}
