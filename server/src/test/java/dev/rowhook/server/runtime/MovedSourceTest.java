package dev.rowhook.server.runtime;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.server.client.RestException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/// How a running reader follows the login of its source.
class MovedSourceTest {
    private final WholeServer server = new WholeServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aNewLoginIsUsedAndAnotherServerIsNoContinuation() throws Exception {
        try (Items items = new Items("moved", server.rest, server.source)) {
            items.connect(Map.of());
            server.source.execute("insert into item values (1)");
            await(() -> items.accepted.contains(1));

            String path = "/v1/databases/moved";
            assertThatThrownBy(() -> server.rest.change(path, Map.of("hostname", "localhost")))
                    .isInstanceOf(RestException.class)
                    .hasMessageContaining("secret_required");

            server.source.execute("alter role current_user password 'rotated'");
            server.rest.change(path, Map.of("password", "rotated"));
            await(items::isStreamed);
            insertAsSuperuser("insert into item values (2)");
            await(() -> items.accepted.contains(2));

            server.rest.change(path, Map.of("database", "postgres"));
            await(() ->
                    server.rest.get(path).path("conditions").toString().contains("slot_database"));
            assertThat(items.isStreamed()).isFalse();
            assertThat(items.accepted).containsExactly(1, 2);
        }
    }

    private void insertAsSuperuser(String sql) throws SQLException {
        try (Connection connection = server.source.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
