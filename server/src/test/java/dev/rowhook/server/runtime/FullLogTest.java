package dev.rowhook.server.runtime;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;
import static dev.rowhook.store.jooq.Tables.SINK_SKIP;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.SinkSkips;
import dev.rowhook.server.client.RestClient;
import dev.rowhook.store.jooq.tables.records.SinkSkipRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A whole server whose only sink is refused everything until the log is full, in an account that
/// gives up the oldest.
class FullLogTest {
    private static final String SINK = "/v1/sinks/items";
    private static final long LIMIT = 3_000_000;

    private final WholeServer server = new WholeServer();
    private final RestClient rest = server.rest;
    private final Items items = new Items("items", rest, server.source);

    FullLogTest() throws IOException {}

    @BeforeEach
    void connect() throws Exception {
        server.store.superuser().update(ACCOUNT).set(ACCOUNT.MAX_LOG_BYTES, LIMIT).execute();
        rest.change("/v1/account", Map.of("on_log_full", "expire"));
        items.connect(Map.of("first_delay", "1s", "max_delay", "1s"), "sink");
        items.refuse(_ -> true);
    }

    @AfterEach
    void close() {
        items.close();
        server.close();
    }

    @Test
    void whatIsNotNamedAsGivenUpArrivesInOrder() throws Exception {
        insert(1, 1);
        // Behind it nothing is sent.
        await(() -> server.store.worker().fetchCount(SINK_PENDING) == 1);
        insert(2, 3_000);
        assertThat(items.isStreamed()).isTrue();
        await(() -> codes(rest.get("/v1/databases/items")).contains("log_expired"));
        assertThat(codes(items.sink(""))).containsExactly("log_expired");
        List<Integer> skipped = skipped();
        assertThat(skipped).hasSizeBetween(500, 2_999);
        insert(3_001, 3_100);

        items.refuse(_ -> false);
        await(() -> items.accepted.contains(3_100));
        // As long as it was refused more may have been given up.
        assertThat(skipped()).containsAll(skipped);
        assertThat(items.accepted).isSorted().doesNotHaveDuplicates();
        assertThat(server.store.worker().fetchCount(SINK_PENDING)).isZero();
        List<Integer> all = new ArrayList<>(items.accepted);
        all.addAll(skipped());
        assertThat(all.stream().sorted())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 3_100).boxed().toList());
        isShown();
    }

    /// The last range, and a message of it.
    private void isShown() throws InterruptedException {
        SinkSkipRecord last = skips().getLast();
        JsonNode sink = items.sink("");
        JsonNode shown = sink.path("skipped");
        assertThat(items.sink("/skips").path("data")).hasSameSizeAs(skips());
        assertThat(items.sink("/skips").at("/data/0")).isEqualTo(shown);
        assertThat(shown.path("cause").asString()).isEqualTo("log_full");
        assertThat(shown.at("/from/seq").asLong()).isEqualTo(last.getFromSeq());
        assertThat(shown.at("/until/seq").asLong()).isEqualTo(last.getUntilSeq());
        assertThat(shown.at("/from/lsn").asString()).contains("/");
        assertThat(shown.at("/until/committed_at").isNull()).isFalse();
        assertThat(shown.path("messages").asLong()).isEqualTo(SinkSkips.most(last).orElseThrow());
        String message =
                sink.path("id").asString().replace("snk_", "msg_") + "_1_" + last.getUntilSeq();
        assertThat(items.sink("/messages/" + message).path("state").asString())
                .isEqualTo("skipped");
    }

    @Test
    void aBackfillWhoseReadsAreGivenUpEndsAndTheyAreNamed() throws Exception {
        items.refuse(_ -> false);
        insert(1, 300);
        await(() -> items.accepted.size() == 300);
        items.refuse(_ -> true);
        // Behind it nothing is sent.
        insert(301, 301);
        await(() -> server.store.worker().fetchCount(SINK_PENDING) == 1);
        String backfill =
                "/v1/backfills/" + rest.create(SINK + "/backfills", Map.of()).path("id").asString();
        await(() -> logEnd() == 602);
        insert(302, 3_000);
        await(() -> rest.get(backfill).path("status").asString().equals("completed"));

        assertThat(skipped()).containsAll(IntStream.rangeClosed(302, 602).boxed().toList());
        assertThat(items.accepted).hasSize(300);
    }

    /// A tenth of the limit at a time, as the log is read.
    private void insert(int from, int to) throws Exception {
        for (int i = from; i <= to; i += 150) {
            int last = Math.min(to, i + 149);
            long end = logEnd() + last - i + 1;
            server.source.execute(
                    "insert into item select i, repeat('x', 2000) from generate_series(%d, %d) i"
                            .formatted(i, last));
            await(() -> logEnd() == end);
        }
    }

    private List<SinkSkipRecord> skips() {
        return server.store.worker().selectFrom(SINK_SKIP).orderBy(SINK_SKIP.FROM_SEQ).fetch();
    }

    /// The seqs that are on record as not sent; those of changes are the ids of their rows. Nothing
    /// within a range was sent: the sink is one group.
    private List<Integer> skipped() {
        return skips().stream().flatMap(skip -> seqs(skip).boxed()).toList();
    }

    private static IntStream seqs(SinkSkipRecord skip) {
        int from = skip.getFromSeq().intValue();
        int until = skip.getUntilSeq().intValue();
        assertThat(SinkSkips.most(skip)).hasValue(until - from + 1L);
        return IntStream.rangeClosed(from, until);
    }

    private static List<String> codes(JsonNode resource) {
        List<String> codes = new ArrayList<>();
        resource.path("conditions").forEach(one -> codes.add(one.path("code").asString()));
        return codes;
    }

    private long logEnd() {
        return server.store
                .superuser()
                .fetchSingle("select next_seq - 1 from rowhook.log_position")
                .get(0, Long.class);
    }
}
