package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.SINK_REPLAY;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

/// What the API makes of replays; the owner of the sink is played.
class ReplaysTest {
    private static final String PATH = "/v1/sinks/orders/replay";

    private final SinkWithLog sink = new SinkWithLog();
    private final PlayedReplays owner = sink.server.bean(PlayedReplays.class);
    private final Instant noon = sink.now.minus(Duration.ofHours(2));

    @BeforeEach
    void theSinkHadFiveMessages() {
        for (int seq = 1; seq <= 6; seq++) {
            sink.append("42", noon.plusSeconds(seq), seq != 3);
        }
        sink.mark(6);
        sink.matchedFrom(2, noon.plusMillis(1_500));
    }

    @AfterEach
    void ownerIsAway() {
        owner.carriesOut = false;
    }

    @Test
    void aPlanSaysHowMuchAndChangesNothing() {
        Answer plan = sink.client.post(PATH, "{\"from\":{\"seq\":2},\"plan\":true}");
        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.json().at("/messages").asLong()).isEqualTo(4);
        assertThat(plan.json().at("/messages_exact").asBoolean()).isTrue();
        assertThat(plan.json().at("/from/seq").asLong()).isEqualTo(2);
        assertThat(plan.string("/from/lsn")).isEqualTo("0/2");
        assertThat(Instant.parse(plan.string("/from/time"))).isEqualTo(noon.plusSeconds(2));
        assertThat(plan.json().at("/until/seq").asLong()).isEqualTo(6);
        assertThat(plan.json().at("/earliest/seq").asLong()).isEqualTo(2);
        assertThat(replays()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"seq":4}      | 4 | 3
                    {"lsn":"0/5"}  | 5 | 2
                    {"lsn":"0/FF"} | 7 | 0
                    """)
    void aPlaceHasSeveralNames(String from, long seq, long messages) {
        Answer plan = sink.client.post(PATH, "{\"from\":%s,\"plan\":true}".formatted(from));
        assertThat(plan.json().at("/from/seq").asLong()).isEqualTo(seq);
        assertThat(plan.json().at("/messages").asLong()).isEqualTo(messages);
    }

    @Test
    void aTimeIsTheFirstCommitThatIsNotOlder() {
        String time = noon.plusSeconds(4).minusNanos(1_000).toString();
        Answer plan =
                sink.client.post(
                        PATH, "{\"from\":{\"time\":\"%s\"},\"plan\":true}".formatted(time));
        assertThat(plan.json().at("/from/seq").asLong()).isEqualTo(4);
    }

    @Test
    void aReplayIsOrderedAndTold() {
        Answer waiting = sink.client.post(PATH, "{\"from\":{\"seq\":4},\"ids\":\"new\"}");
        assertThat(waiting.status()).isEqualTo(202);
        assertThat(waiting.string("/state")).isEqualTo("waiting");
        assertThat(waiting.json().at("/run").isNull()).isTrue();
        assertThat(waiting.string("/ids")).isEqualTo("new");
        assertThat(waiting.string("/requested_by")).startsWith("tok_");

        owner.carriesOut = true;
        Answer running = sink.client.post(PATH, "{\"from\":{\"seq\":4}}");
        assertThat(running.status()).isEqualTo(202);
        assertThat(running.string("/state")).isEqualTo("running");
        assertThat(running.json().at("/run").asInt()).isEqualTo(1);
        assertThat(running.json().at("/from").asLong()).isEqualTo(4);
        assertThat(running.json().at("/until").asLong()).isEqualTo(5);
        sink.mark(5);
        String one = "/v1/sinks/orders/replays/" + running.string("/id");
        assertThat(sink.client.get(one).string("/state")).isEqualTo("completed");
        assertThat(sink.client.get("/v1/sinks/orders/replays").json().at("/data").size())
                .isEqualTo(2);
        assertThat(sink.client.get("/v1/sinks/orders/replays?limit=1").string("/data/0/id"))
                .isEqualTo(running.string("/id"));
    }

    @Test
    void aPlaceBeforeWhatTheLogHasIsRefusedWithTheEarliest() {
        for (String from : new String[] {"{\"seq\":1}", "{\"lsn\":\"0/1\"}"}) {
            Answer refused = sink.client.post(PATH, "{\"from\":%s}".formatted(from));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.string("/code")).isEqualTo("replay_too_early");
            assertThat(refused.json().at("/earliest/seq").asLong()).isEqualTo(2);
            assertThat(refused.string("/earliest/lsn")).isEqualTo("0/2");
            assertThat(Instant.parse(refused.string("/earliest/time")))
                    .isEqualTo(noon.plusMillis(1_500));
        }
        assertThat(replays()).isZero();
    }

    @Test
    void whileAnEditIsNotAcknowledgedNothingIsPossible() {
        sink.client.patch("/v1/sinks/orders", "{\"columns\":[]}");
        sink.unmatched();
        Answer refused = sink.client.post(PATH, "{\"from\":{\"seq\":4}}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().has("earliest")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                           | /from      | required
                    {"from":{}}                                  | /from      | required
                    {"from":{"seq":1,"lsn":"0/1"}}               | /from      | required
                    {"from":{"seq":0}}                           | /from/seq  | out_of_range
                    {"from":{"seq":99}}                          | /from/seq  | out_of_range
                    {"from":{"lsn":"16/B374D848x"}}              | /from/lsn  | invalid_lsn
                    {"from":{"time":"2199-01-01T00:00:00Z"}}     | /from/time | in_the_future
                    {"from":{"seq":2},"ids":"other"}             | /ids       | unknown_value
                    {"from":{"seq":2},"until":3}                 | /until     | unknown_field
                    """)
    void aWrongRequestIsNamed(String body, String pointer, String code) {
        Answer refused = sink.client.post(PATH, body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).isEqualTo(code);
    }

    @Test
    void ofAMessageThatIsSentAgainTheLastDeliveryIsTold() {
        sink.attempt(noon.plusSeconds(10), true, 4L);
        sink.mark(3);
        sink.replayed(1, 4, 6, true);
        Answer message = sink.client.get("/v1/sinks/orders/messages/" + sink.webhookId(4) + "_r1");
        assertThat(message.string("/state")).isEqualTo("pending");
        assertThat(message.json().at("/attempts").asInt()).isZero();
        sink.mark(6);
        message = sink.client.get("/v1/sinks/orders/messages/" + sink.webhookId(4) + "_r1");
        assertThat(message.string("/state")).isEqualTo("delivered");
        assertThat(message.json().at("/delivered_at").isNull()).isTrue();

        sink.dead(5, "42", "retries_exhausted", sink.now);
        assertThat(sink.client.get("/v1/sinks/orders/dead-letters").string("/data/0/webhook_id"))
                .isEqualTo(sink.webhookId(5) + "_r1");
    }

    @Test
    void anotherAccountHasNoSuchReplay() {
        owner.carriesOut = true;
        Answer running = sink.client.post(PATH, "{\"from\":{\"seq\":4}}");
        Client other = sink.server.client(sink.server.createAccount());
        assertThat(other.post(PATH, "{\"from\":{\"seq\":4}}").status()).isEqualTo(404);
        String path = "/v1/sinks/%s/replays/%s".formatted(sink.sink, running.string("/id"));
        assertThat(other.get(path).status()).isEqualTo(404);
    }

    private int replays() {
        return sink.worker.fetchCount(SINK_REPLAY, SINK_REPLAY.SINK_ID.eq(sink.sink.value()));
    }
}
