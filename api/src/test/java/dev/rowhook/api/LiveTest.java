package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.WatchedStream.Event;
import dev.rowhook.core.AttemptId;
import dev.rowhook.core.access.Role;
import dev.rowhook.store.signal.WatchedChanges;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveTest {
    private static final String PATH = "/v1/sinks/orders/events";
    private static final String READER = "{\"name\":\"reader\",\"scopes\":[\"sinks:read\"]}";

    private final ApiServer server = ApiServer.shared();
    private final SinkWithLog sink = new SinkWithLog();
    private final Client client = sink.client;

    /// As its owner says after each of its writes.
    private void changed(SinkWithLog sink) {
        server.bean(WatchedChanges.class).changed(sink.database);
    }

    private String attempt(SinkWithLog sink, boolean accepted) {
        String id = new AttemptId(sink.attempt(sink.now, accepted, 1L)).toString();
        changed(sink);
        return id;
    }

    @Test
    void whatChangesIsTold() throws IOException {
        SinkWithLog sink = new SinkWithLog();
        Client client = sink.client;
        try (WatchedStream stream = WatchedStream.open(client, PATH)) {
            assertThat(stream.response.statusCode()).isEqualTo(200);
            assertThat(stream.response.headers().firstValue("Content-Type"))
                    .contains("text/event-stream;charset=UTF-8");
            assertThat(stream.response.headers().firstValue("Cache-Control")).contains("no-store");
            JsonNode first = stream.next("state").json();
            assertThat(first.at("/status").asString()).isEqualTo("active");
            assertThat(first.at("/position/mark").asLong()).isZero();
            assertThat(stream.next("counts").json().at("/data").size()).isEqualTo(2);

            sink.mark(7);
            sink.minute(sink.now, "ok", 3, 5);
            String id = attempt(sink, true);
            List<Event> told = stream.each("state", "attempt", "counts");
            assertThat(told.get(0).json().at("/position/mark").asLong()).isEqualTo(7);
            assertThat(told.get(1).id()).isEqualTo(id);
            assertThat(told.get(1).json().at("/code").asString()).isEqualTo("ok");
            assertThat(told.get(1).data()).doesNotContain("out of order", "answer", "headers");
            assertThat(told.get(2).data()).contains("\"messages\":5");

            client.post("/v1/sinks/orders/pause");
            assertThat(stream.next("state").json().at("/status").asString()).isEqualTo("paused");
            client.delete("/v1/sinks/orders");
            assertThat(stream.end()).isEqualTo("sink_deleted");
        }
    }

    @Test
    void attemptsAreChosenAndGoOnAfterTheLastOneThatTheClientHas() throws IOException {
        String first = attempt(sink, false);
        String accepted = attempt(sink, true);
        String refused = attempt(sink, false);
        String path = PATH + "?events=attempt&accepted=false&code=http_status";
        try (WatchedStream stream = WatchedStream.open(client.with("Last-Event-ID", first), path)) {
            assertThat(stream.next().id()).isEqualTo(refused).isNotEqualTo(accepted);
            attempt(sink, true);
            String last = attempt(sink, false);
            assertThat(stream.next().id()).isEqualTo(last);
        }
    }

    @Test
    void moreThanAReaderIsShownAtOnceIsLeftOutAndCounted() throws IOException {
        SinkWithLog sink = new SinkWithLog();
        Client client = sink.client;
        UUID model = sink.attempt(sink.now, false, 1L);
        try (WatchedStream stream = WatchedStream.open(client, PATH)) {
            stream.next("state");
            stream.next("counts");
            sink.attempts(model, 300);
            changed(sink);
            Event dropped = stream.next();
            assertThat(dropped.name()).isEqualTo("dropped");
            assertThat(dropped.json().at("/attempts").asInt()).isEqualTo(100);
            for (int i = 0; i < 200; i++) {
                assertThat(stream.next().name()).isEqualTo("attempt");
            }
        }
    }

    @Test
    void aStreamEndsWithItsToken() throws IOException {
        Client.Answer token = client.post("/v1/tokens", READER);
        Client reader = new Client(server.uri(), token.string("/token"));
        try (WatchedStream stream = WatchedStream.open(reader, PATH + "?events=state")) {
            stream.next("state");
            client.delete("/v1/tokens/" + token.string("/id"));
            assertThat(stream.end()).isEqualTo("signed_out");
        }
        assertThat(reader.get(PATH).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(names = {"SESSION", "ACCESS_TOKEN"})
    void aStreamEndsWithTheMembership(Asker asker) throws IOException {
        Client member = asker.in(client, Role.VIEWER);
        String user = member.get("/v1/me").string("/id");
        try (WatchedStream stream = WatchedStream.open(member, PATH + "?events=state")) {
            stream.next("state");
            assertThat(client.post("/v1/members/" + user + "/remove", "{}").status())
                    .isLessThan(300);
            assertThat(stream.end()).isEqualTo("forbidden");
        }
    }

    @Test
    void aStreamEndsWithItsSession() throws IOException {
        Client member = Person.member(server, client, Role.VIEWER).session();
        String session = member.get("/v1/me/sessions").string("/data/0/id");
        try (WatchedStream stream = WatchedStream.open(member, PATH + "?events=state")) {
            stream.next("state");
            member.delete("/v1/me/sessions/" + session);
            assertThat(stream.end()).isEqualTo("signed_out");
        }
    }

    @Test
    void aSuspendedAccountWatchesNothing() throws IOException {
        SinkWithLog sink = new SinkWithLog();
        Client client = sink.client;
        try (WatchedStream stream = WatchedStream.open(client, PATH + "?events=state")) {
            stream.next("state");
            sink.suspend();
            assertThat(stream.end()).isEqualTo("account_suspended");
        }
        assertThat(client.get(PATH).string("/code")).isEqualTo("account_suspended");
    }

    @Test
    void anAccountHasSoManyStreams() throws IOException {
        SinkWithLog sink = new SinkWithLog();
        Client client = sink.client;
        List<WatchedStream> streams = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            streams.add(WatchedStream.open(client, PATH + "?events=state"));
        }
        Client.Answer refused = client.get(PATH);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.string("/code")).isEqualTo("too_many_streams");
        sink.mark(3);
        changed(sink);
        for (WatchedStream stream : streams) {
            while (stream.next("state").json().at("/position/mark").asLong() != 3) {
                // How it was before.
            }
            stream.close();
        }
    }

    @Test
    void aBackfillIsFollowedToItsEnd() throws IOException {
        Client.Answer made = client.post("/v1/sinks/orders/backfills", "{}");
        String path = "/v1/backfills/" + made.string("/id");
        try (WatchedStream stream = WatchedStream.open(client, path + "/events")) {
            assertThat(stream.next("progress").json()).isEqualTo(made.json());
            client.post(path + "/pause");
            assertThat(stream.next("progress").json().at("/status").asString()).isEqualTo("paused");
            client.post(path + "/cancel");
            assertThat(stream.next("progress").json().at("/status").asString())
                    .isEqualTo("cancelled");
            assertThat(stream.end()).isEqualTo("backfill_cancelled");
        }
        assertThat(client.with("Last-Event-ID", "end").get(path + "/events").status())
                .isEqualTo(204);
    }

    @Test
    void whatIsWrongIsRefused() {
        for (String query :
                List.of("events=state;counts", "events=", "access_token=x", "accepted=maybe")) {
            Client.Answer answer = client.get(PATH + "?" + query);
            assertThat(answer.status()).as(query).isEqualTo(422);
        }
    }

    @Test
    void aPlaceToGoOnFromIsAnAttempt() {
        assertThat(client.with("Last-Event-ID", "7").get(PATH).string("/code"))
                .isEqualTo("invalid_last_event_id");
    }
}
