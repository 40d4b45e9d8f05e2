package dev.rowhook.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.server.client.SourceLogin;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

class DebeziumPropertiesTest {
    private static final SourceLogin SOURCE =
            new SourceLogin("127.0.0.1", 5433, "app", "tenant", Secret.of("it's=a:secret"));

    @Test
    void logsInToTheSource() {
        assertThat(properties(1))
                .containsEntry("debezium.source.database.hostname", "127.0.0.1")
                .containsEntry("debezium.source.database.port", "5433")
                .containsEntry("debezium.source.database.dbname", "app")
                .containsEntry("debezium.source.database.user", "tenant")
                .containsEntry("debezium.source.database.password", "it's=a:secret");
    }

    @Test
    void hasASlotAndAPublicationOfItsOwnForEachDatabase() {
        assertThat(properties(1))
                .containsEntry("debezium.source.slot.name", "debezium_app")
                .containsEntry("debezium.source.publication.name", "debezium_app");
    }

    @Test
    void namesTheTablesByPatternsThatMatchNoOthers() {
        assertThat(properties(1))
                .containsEntry(
                        "debezium.source.table.include.list", "public\\.orders,public\\.items");
    }

    @Test
    void writesEventsAsJsonWithoutTheirSchemas() {
        assertThat(properties(1))
                .containsEntry("debezium.format.value", "json")
                .containsEntry("debezium.format.value.schemas.enable", "false");
    }

    @Test
    void postsEachEventByItselfWhereOneIsAskedFor() {
        assertThat(properties(1))
                .containsEntry("debezium.sink.http.url", "http://127.0.0.1:9911/events")
                .doesNotContainKey("debezium.sink.http.batch.enabled");
    }

    @Test
    void postsManyEventsInARequestWhereManyAreAskedFor() {
        assertThat(properties(500))
                .containsEntry("debezium.sink.http.batch.enabled", "true")
                .containsEntry("debezium.sink.http.batch.max-size", "500");
    }

    @Test
    void letsOthersThanTheBestKnownBeTried() {
        Properties properties =
                DebeziumProperties.of(
                        options(1, Map.of("debezium.source.poll.interval.ms", "500")));
        assertThat(properties).containsEntry("debezium.source.poll.interval.ms", "500");
    }

    @Test
    void refusesRequestsWithoutEvents() {
        assertThatThrownBy(() -> options(0, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Properties properties(int eventsPerRequest) {
        return DebeziumProperties.of(options(eventsPerRequest, Map.of()));
    }

    private static DebeziumOptions options(int eventsPerRequest, Map<String, String> overrides) {
        return new DebeziumOptions(
                SOURCE,
                List.of("public.orders", "public.items"),
                URI.create("http://127.0.0.1:9911/events"),
                Path.of("unused"),
                eventsPerRequest,
                List.of(),
                overrides);
    }
}
