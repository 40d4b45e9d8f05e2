package dev.rowhook.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.server.client.RestClient;
import dev.rowhook.server.client.RestException;
import dev.rowhook.store.testing.OnEverySourceVersion;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// A whole server asks a source whether columns keep an order.
@OnEverySourceVersion(slow = true)
class GroupColumnsOfASourceTest {
    private final WholeServer server = new WholeServer();
    private final SourcePostgres source = server.source;
    private final RestClient rest = server.rest;

    @BeforeEach
    void createWhatSinksNeed() throws SQLException, InterruptedException {
        source.execute("create table item (id int primary key, customer int, total int)");
        server.createDatabase("items", source.password());
        rest.create("/v1/http-endpoints", Map.of("name", "crm", "url", "http://127.0.0.1:9/"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private JsonNode create(String database, String column) throws InterruptedException {
        return rest.create(
                "/v1/sinks",
                Map.of(
                        "name",
                        "orders",
                        "database",
                        database,
                        "tables",
                        List.of("public.item"),
                        "group_by",
                        List.of(column),
                        "status",
                        "paused",
                        "destination",
                        Map.of("type", "webhook", "http_endpoint", "crm")));
    }

    @Test
    void whatTheRemedySaysMendsIt() throws SQLException, InterruptedException {
        String remedy = "alter table public.item replica identity full;";
        assertThatThrownBy(() -> create("items", "customer"))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("answered 422")
                .hasMessageContaining("group_by_not_in_identity")
                .hasMessageContaining(remedy);
        source.execute(remedy);
        assertThat(create("items", "customer").path("group_by").toString())
                .isEqualTo("[\"customer\"]");
    }

    @Test
    void aSourceThatCannotBeAskedIsNoReasonToTakeThem() throws InterruptedException {
        server.createDatabase("locked", "wrong");
        assertThatThrownBy(() -> create("locked", "customer"))
                .hasMessageContaining("answered 503")
                .hasMessageContaining("source_unreachable")
                .hasMessageContaining("28P01");
    }
}
