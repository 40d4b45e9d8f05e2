package dev.rowhook.dispatcher.attempt;

import static dev.rowhook.dispatcher.attempt.Sinks.WORKER;
import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.store.jooq.tables.records.DeliveryAttemptRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

class AttemptWriterTest {
    private static final AttemptLimits LIMITS =
            new AttemptLimits(
                    40, 1 << 20, 10, 5, 1_000, Duration.ofMillis(20), Duration.ofSeconds(5));

    private final AccountId account = Sinks.accountWithKeys();
    private final SinkId sink = Sinks.placed(account);
    private final Breakable store = new Breakable(WORKER);
    private final AttemptWriter writer =
            new AttemptWriter(store.dsl(), Sinks.KEYS, Sinks.lease(account), LIMITS, () -> {});

    @AfterEach
    void close() {
        store.setAway(false);
        writer.close();
    }

    @Test
    void anAttemptIsKeptWithItsAnswerSealed() throws InterruptedException {
        writer.add(sink, Attempts.failed(7, 8));
        writer.close();

        DeliveryAttemptRecord row = rows().getFirst();
        assertThat(row.getAt()).isEqualTo(Attempts.NOON.plusSeconds(7));
        assertThat(row.getSeqs()).containsExactly(7L, 8L);
        assertThat(row.getMessages()).isEqualTo(2);
        assertThat(row.getCode()).isEqualTo("http_status");
        assertThat(row.getStatus()).isEqualTo(500);
        assertThat(row.getTookUs()).isEqualTo(30_000);
        assertThat(row.getDnsUs()).isEqualTo(1_000);
        assertThat(row.getConnectUs()).isNull();
        assertThat(row.getKind()).isEqualTo("retry");
        assertThat(row.getNextTry()).isEqualTo(Attempts.NOON.plusSeconds(60));
        assertThat(row.getRequestHeaders().data()).contains("\"webhook-id\": \"msg_x_1_7\"");
        assertThat(row.getAnswerHeaders().data())
                .isEqualTo("{\"vary\": \"b, c\", \"server\": \"a\"}");
        assertThat(row.getAnswerComplete()).isTrue();
        assertThat(new String(row.getAnswer(), StandardCharsets.ISO_8859_1)).doesNotContain("no");
        SealedPlace place = SealedPlace.attemptAnswer(account, sink, row.getId());
        assertThat(Sinks.KEYS.open(WORKER, place, row.getAnswer()))
                .isEqualTo("no".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anAnswerIsCutAt16KibAndTheFailedOnesOfABatchAreNamed() throws InterruptedException {
        Outcome partly = new Outcome.Partly(200, Set.of("msg_x_1_9", "msg_x_1_8"));
        writer.add(
                sink, Attempts.of(partly, false, Attempt.Kind.FIRST, "x".repeat(20_000), 7, 8, 9));
        writer.close();

        DeliveryAttemptRecord row = rows().getFirst();
        assertThat(row.getFailedSeqs()).containsExactly(8L, 9L);
        assertThat(row.getAnswerComplete()).isFalse();
        SealedPlace place = SealedPlace.attemptAnswer(account, sink, row.getId());
        assertThat(Sinks.KEYS.open(WORKER, place, row.getAnswer())).hasSize(16 << 10);
    }

    @Test
    void allFailedOnesAreWrittenHoweverManyThereAre() throws InterruptedException {
        for (int seq = 1; seq <= 500; seq++) {
            writer.add(sink, Attempts.failed(seq));
        }
        writer.close();
        assertThat(rows()).hasSize(500);
    }

    @Test
    void ofAcceptedOnesAShareIsWrittenAndThoseThatWerePendingInShort() throws InterruptedException {
        Attempt retried =
                Attempts.of(new Outcome.Accepted(200), true, Attempt.Kind.RETRY, "yes", 1);
        for (int i = 0; i < 100; i++) {
            writer.add(sink, Attempts.accepted(2));
        }
        for (int i = 0; i < 100; i++) {
            writer.add(sink, retried);
        }
        writer.close();

        assertThat(rows()).filteredOn(row -> row.getKind().equals("first")).hasSizeLessThan(50);
        assertThat(rows())
                .filteredOn(row -> row.getKind().equals("retry"))
                .hasSize(100)
                .filteredOn(row -> row.getAnswer() == null)
                .hasSizeGreaterThan(50)
                .allMatch(row -> row.getRequestHeaders().data().equals("{}"));
    }

    @Test
    void whileTheStoreIsAwayFailedOnesWaitAndAcceptedOnesAreDropped() throws InterruptedException {
        store.setAway(true);
        Thread adding = Thread.ofVirtual().start(() -> addFailed(100));
        await(() -> store.refused() > 2 && adding.getState() == Thread.State.WAITING);
        assertThat(writer.waiting()).isLessThanOrEqualTo(LIMITS.attempts() + LIMITS.batch());
        writer.add(sink, Attempts.accepted(1));

        store.setAway(false);
        adding.join();
        writer.close();
        assertThat(rows()).hasSize(100).noneMatch(DeliveryAttemptRecord::getAccepted);
    }

    @Test
    void theEndWaitsForAStoreThatIsAwayButNotForEver() throws InterruptedException {
        AttemptLimits hurried =
                new AttemptLimits(
                        40, 1 << 20, 10, 5, 9, Duration.ofMillis(20), Duration.ofMillis(200));
        AttemptWriter second =
                new AttemptWriter(store.dsl(), Sinks.KEYS, Sinks.lease(account), hurried, () -> {});
        store.setAway(true);
        second.add(sink, Attempts.failed(1));
        Thread blocked = Thread.ofVirtual().start(() -> addFailed(second, 100));
        await(() -> blocked.getState() == Thread.State.WAITING);
        Instant before = Instant.now();
        second.close();

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(3));
        assertThat(blocked.join(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void theAttemptsOfADeletedSinkAreDroppedAndTheOthersOfTheBatchWritten()
            throws InterruptedException {
        SinkId other = Sinks.placed(account);
        store.setAway(true);
        for (int seq = 1; seq <= 5; seq++) {
            writer.add(sink, Attempts.failed(seq));
            writer.add(other, Attempts.failed(seq));
        }
        Sinks.remove(other);
        store.setAway(false);
        writer.close();

        assertThat(rows()).hasSize(5);
        assertThat(WORKER.fetchCount(DELIVERY_ATTEMPT, DELIVERY_ATTEMPT.SINK_ID.eq(other.value())))
                .isZero();
    }

    @Test
    void whatPostgresRefusesIsDroppedAloneAndNothingOfItIsLogged() throws InterruptedException {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.rowhook");
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        logger.addAppender(events);
        Level before = logger.getLevel();
        logger.setLevel(Level.TRACE);
        try {
            store.setAway(true);
            writer.add(sink, Attempts.failed(1));
            await(() -> store.refused() > 1);
            Attempt good = Attempts.failed(2);
            writer.add(sink, good);
            writer.add(sink, refused(good, "planted-payload\0"));
            writer.add(sink, Attempts.failed(3));
            store.setAway(false);
            writer.close();
        } finally {
            logger.detachAppender(events);
            logger.setLevel(before);
        }
        assertThat(rows())
                .extracting(row -> row.getSeqs()[0])
                .containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(events.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains("attempt cannot be written");
        assertThat(events.list)
                .extracting(event -> event.getFormattedMessage() + event.getKeyValuePairs())
                .noneMatch(line -> line.contains("planted") || line.contains("crm.example"))
                .noneMatch(line -> line.contains("away"));
        assertThat(events.list).allMatch(event -> event.getThrowableProxy() == null);
    }

    private static Attempt refused(Attempt like, String nextStep) {
        return new Attempt(
                like.exchange(),
                like.seqs(),
                like.kind(),
                like.number(),
                like.accepted(),
                nextStep,
                like.nextTry());
    }

    private void addFailed(int count) {
        addFailed(writer, count);
    }

    private void addFailed(AttemptWriter to, int count) {
        try {
            for (int seq = 1; seq <= count; seq++) {
                to.add(sink, Attempts.failed(seq));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<DeliveryAttemptRecord> rows() {
        return WORKER.selectFrom(DELIVERY_ATTEMPT)
                .where(DELIVERY_ATTEMPT.SINK_ID.eq(sink.value()))
                .fetch();
    }
}
