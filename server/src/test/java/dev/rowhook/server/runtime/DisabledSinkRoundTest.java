package dev.rowhook.server.runtime;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.server.client.RestClient;
import dev.rowhook.server.client.RestException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.Map;

/// A whole server whose only sink is disabled and enabled again while its table is written to.
class DisabledSinkRoundTest {
    private static final String SINK = "/v1/sinks/items";

    private final WholeServer server = new WholeServer();
    private final RestClient rest = server.rest;
    private final Items items = new Items("items", rest, server.source);

    DisabledSinkRoundTest() throws IOException {}

    @BeforeEach
    void connect() throws Exception {
        items.connect(Map.of());
    }

    @AfterEach
    void close() {
        items.close();
        server.close();
    }

    @Test
    void whatCommitsMeanwhileIsNotEvenKept() throws Exception {
        server.source.execute("insert into item values (1, 'a')");
        await(() -> items.accepted.size() == 1);
        JsonNode disabled = rest.create(SINK + "/disable", Map.of());
        assertThat(disabled.path("status").asString()).isEqualTo("disabled");
        await(() -> items.sink("").at("/skipped/from/seq").asLong() == 2);
        // Its reader asks for nothing more once it has the settings in which the sink is off.
        await(() -> acknowledgedVersion() == settingsVersion());
        server.source.execute("insert into item select i, 'b' from generate_series(2, 1000) i");
        assertThat(items.sink("/health").path("reasons").toString()).contains("\"disabled\"");

        JsonNode resumed = rest.create(SINK + "/resume", Map.of());
        assertThat(resumed.path("status").asString()).isEqualTo("active");
        server.source.execute("insert into item values (1001, 'c')");
        await(() -> items.accepted.size() == 2);

        assertThat(items.accepted).containsExactly(1, 1001);
        assertThat(logEnd()).as("the log has what was wanted").isEqualTo(2);
        assertThat(items.sink("").path("skipped").isNull()).isTrue();
    }

    @Test
    void whatTheLogHeldForItIsSkippedAndSaidToBe() throws Exception {
        rest.create(SINK + "/pause", Map.of());
        server.source.execute("insert into item values (1, 'a'), (2, 'b')");
        await(() -> logEnd() == 2);
        assertThat(items.sink("/messages?state=lag").path("data")).hasSize(2);
        rest.create(SINK + "/disable", Map.of());
        assertThat(items.sink("/messages?state=lag").path("data")).isEmpty();
        rest.create(SINK + "/resume", Map.of());
        server.source.execute("insert into item values (3, 'c')");
        await(() -> items.accepted.size() == 1);

        assertThat(items.accepted).containsExactly(3);
        JsonNode sink = items.sink("");
        assertThat(sink.at("/skipped/from/seq").asLong()).isEqualTo(1);
        assertThat(sink.at("/skipped/until/seq").asLong()).isEqualTo(2);
        String id = sink.path("id").asString().replace("snk_", "msg_");
        assertThat(items.sink("/messages/" + id + "_1_1").path("state").asString())
                .isEqualTo("skipped");
        // Its cursor is saved a short while after the answer came.
        await(() ->
                items.sink("/messages/" + id + "_1_3")
                        .path("state")
                        .asString()
                        .equals("delivered"));
    }

    @Test
    void whatWouldBeSentToItIsRefused() throws Exception {
        rest.create(SINK + "/disable", Map.of());

        refused(SINK + "/backfills", Map.of());
        refused(SINK + "/replay", Map.of("from", Map.of("seq", 1)));
        rest.create(SINK + "/resume", Map.of());
        rest.create(SINK + "/backfills", Map.of());
    }

    @Test
    void itsBackfillsAreCancelled() throws Exception {
        rest.create(SINK + "/pause", Map.of());
        String path =
                "/v1/backfills/" + rest.create(SINK + "/backfills", Map.of()).path("id").asString();
        rest.create(path + "/pause", Map.of());
        rest.create(SINK + "/disable", Map.of());

        assertThat(rest.get(path).path("status").asString()).isEqualTo("cancelled");
    }

    private void refused(String path, Map<String, ?> fields) {
        assertThatThrownBy(() -> rest.create(path, fields))
                .isInstanceOf(RestException.class)
                .hasMessageContainingAll("409", "sink_disabled");
    }

    private long logEnd() {
        return number("select next_seq - 1 from rowhook.log_position");
    }

    private long acknowledgedVersion() {
        return number("select settings_version from rowhook.log_position");
    }

    private long settingsVersion() {
        return number("select settings_version from rowhook.database");
    }

    private long number(String sql) {
        return server.store.superuser().fetchSingle(sql).get(0, Long.class);
    }
}
