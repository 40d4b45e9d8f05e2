package dev.rowhook.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.server.client.RestClient;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// A whole server asks a source whether a backfill can be.
class BackfillsOfASourceTest {
    private final WholeServer server = new WholeServer();
    private final SourcePostgres source = server.source;
    private final RestClient rest = server.rest;

    @BeforeEach
    void createWhatSinksNeed() throws SQLException, InterruptedException {
        source.execute(
                "create table item (id int primary key, made timestamptz, tags json)",
                "create table part (id int primary key, made date)");
        server.createDatabase("items", source.password());
        rest.create("/v1/http-endpoints", Map.of("name", "crm", "url", "http://127.0.0.1:9/"));
        createSink("both", "items", List.of("public.item", "public.part"));
    }

    private void createSink(String name, String database, List<String> tables)
            throws InterruptedException {
        rest.create(
                "/v1/sinks",
                Map.of(
                        "name",
                        name,
                        "database",
                        database,
                        "tables",
                        tables,
                        "status",
                        "paused",
                        "destination",
                        Map.of("type", "webhook", "http_endpoint", "crm")));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private JsonNode backfill(Map<String, ?> fields) throws InterruptedException {
        return rest.create("/v1/sinks/both/backfills", fields);
    }

    @Test
    void aRangeIsOneOfAColumnOfAllItsTables() throws InterruptedException {
        JsonNode created = backfill(Map.of("sort_column", "made", "start_position", "2026-01-01"));
        assertThat(created.path("tables").size()).isEqualTo(2);
        assertThatThrownBy(() -> backfill(Map.of("sort_column", "made", "end_position", "soon")))
                .hasMessageContaining("answered 422")
                .hasMessageContaining("/end_position")
                .hasMessageContaining("22007");
        assertThatThrownBy(() -> backfill(Map.of("sort_column", "tags", "end_position", "{}")))
                .hasMessageContaining("public.part has no such column. It has: id, made.");
        assertThatThrownBy(() ->
                        backfill(
                                Map.of(
                                        "tables",
                                        List.of("item"),
                                        "sort_column",
                                        "tags",
                                        "end_position",
                                        "{}")))
                .hasMessageContaining("/sort_column")
                .hasMessageContaining("42883");
    }

    @Test
    void aFilterFitsEachOfItsTables() throws InterruptedException {
        assertThatThrownBy(() -> backfill(Map.of("filter", "tags is null")))
                .hasMessageContaining("filter_column")
                .hasMessageContaining("public.part");
        assertThat(backfill(Map.of("filter", "made > '2026-01-01'")).path("status").stringValue())
                .isEqualTo("active");
    }

    @Test
    void aSourceThatCannotBeAskedIsNoReasonToTakeThem() throws InterruptedException {
        server.createDatabase("locked", "wrong");
        createSink("locked", "locked", List.of("public.item"));
        assertThatThrownBy(
                        () -> rest.create("/v1/sinks/locked/backfills", Map.of("filter", "id > 1")))
                .hasMessageContaining("answered 503")
                .hasMessageContaining("28P01");
        assertThat(rest.create("/v1/sinks/locked/backfills", Map.of()).path("id").stringValue())
                .startsWith("bkf_");
    }
}
