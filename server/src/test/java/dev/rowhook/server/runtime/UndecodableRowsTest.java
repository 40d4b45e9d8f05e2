package dev.rowhook.server.runtime;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.store.testing.OnEverySourceVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/// A source whose rows hold what is no text: they stop neither the slot nor other groups.
@OnEverySourceVersion(slow = true)
class UndecodableRowsTest {
    private final WholeServer server = new WholeServer();
    private final Items items;

    UndecodableRowsTest() throws IOException {
        items = new Items("items", server.rest, server.source);
    }

    /// A type that writes the bytes that it is made of, whatever they are.
    @BeforeEach
    void createTable() throws Exception {
        superuser(
                "create type bytes",
                "create function bytes_in(cstring) returns bytes language internal immutable strict as 'byteain'",
                "create function bytes_out(bytes) returns cstring language internal immutable strict as 'textout'",
                "create type bytes (input = bytes_in, output = bytes_out)");
        server.source.execute("create table item (id int primary key, note bytes)");
        items.connect(Map.of("first_delay", "100ms", "max_attempts", 2));
    }

    @AfterEach
    void close() {
        items.close();
        server.close();
    }

    @Test
    void aRowInNoEncodingIsADeadLetterInItsGroupsTurn() throws Exception {
        server.source.execute(
                "insert into item values (1, 'fine'), (2, 'fine')",
                "update item set note = '\\xc3' where id = 1",
                "update item set note = 'later'");
        await(() -> items.accepted.size() == 3 && deadLetters().size() == 1);
        assertThat(items.accepted).containsExactlyInAnyOrder(1, 2, 2);

        JsonNode dead = deadLetters().get(0);
        assertThat(dead.path("reason").asString()).isEqualTo("undecodable");
        assertThat(dead.path("waiting").asInt()).isEqualTo(1);
        server.source.execute("insert into item values (3, 'another')");
        await(() -> items.accepted.contains(3));

        server.rest.create(
                "/v1/sinks/items/dead-letters/discard",
                Map.of("ids", List.of(dead.path("webhook_id").asString())));
        await(() -> items.accepted.size() == 5);
        assertThat(items.accepted.getLast()).as("what waited behind it").isEqualTo(1);
        assertThat(items.isStreamed()).isTrue();
    }

    private JsonNode deadLetters() throws InterruptedException {
        return items.sink("/dead-letters").path("data");
    }

    private void superuser(String... statements) throws SQLException {
        try (Connection superuser = server.source.superuser().getConnection();
                Statement statement = superuser.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
