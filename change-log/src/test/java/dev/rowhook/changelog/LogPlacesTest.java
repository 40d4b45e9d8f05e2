package dev.rowhook.changelog;

import static dev.rowhook.changelog.LogFixture.SINK;
import static dev.rowhook.store.jooq.Tables.LOG_POSITION;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.LogPlaces.Answer;
import dev.rowhook.core.Lsn;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Transaction n of the fixture commits at LSN n and n milliseconds after 1970.
class LogPlacesTest {
    private static final Instant LONG_AGO = Instant.EPOCH.plusNanos(1_000);
    private static final Coverage ALWAYS = new Coverage(1, 1, Lsn.ZERO, LONG_AGO);

    private final LogFixture fixture = new LogFixture();
    private final ChangeLog log =
            fixture.open(new ChangeLog.Settings(10, 1 << 20, Duration.ofHours(1), 0));
    private final ChangeLogWriter writer = log.newWriter();

    @AfterEach
    void drop() {
        fixture.close();
    }

    @Test
    void anLsnIsFoundWhereItsTransactionBegins() {
        appendTransactions(9, 5);

        assertThat(seq(new LogPlace.Commit(new Lsn(1)))).isEqualTo(1);
        assertThat(seq(new LogPlace.Commit(new Lsn(4)))).isEqualTo(16);
        assertThat(seq(new LogPlace.Commit(new Lsn(9)))).isEqualTo(41);
        assertThat(seq(new LogPlace.Commit(new Lsn(10)))).isEqualTo(46);
    }

    @Test
    void aTimeIsFoundAtTheFirstChangeThatIsNotOlder() {
        appendTransactions(9, 5);

        assertThat(seq(new LogPlace.Time(LONG_AGO))).isEqualTo(1);
        assertThat(seq(time(4))).isEqualTo(16);
        assertThat(seq(new LogPlace.Time(Instant.EPOCH.plusNanos(3_000_001)))).isEqualTo(16);
        assertThat(seq(time(10))).isEqualTo(46);
        fixture.retain(Duration.ofHours(1));
        log.reclaim();
        assertThat(seq(time(4))).as("with the segments measured").isEqualTo(16);
    }

    @Test
    void aTimeThatComesAgainIsFoundWhereItCameFirst() {
        fixture.appendAt(writer, 1_000);
        fixture.appendAt(writer, 3_000);
        fixture.appendAt(writer, 2_000);
        fixture.appendAt(writer, 3_000);

        assertThat(seq(time(2))).isEqualTo(2);
        assertThat(seq(time(3))).isEqualTo(2);
    }

    @Test
    void aPlaceHasAllItsNames() {
        appendTransactions(3, 5);

        assertThat(find(new LogPlace.Seq(7), ALWAYS))
                .isEqualTo(
                        new Answer.Found(
                                new LogPoint(
                                        7,
                                        Optional.of(new Lsn(2)),
                                        Optional.of(Instant.ofEpochMilli(2)))));
        assertThat(find(new LogPlace.End(), ALWAYS))
                .isEqualTo(
                        new Answer.Found(
                                new LogPoint(16, Optional.of(new Lsn(4)), Optional.empty())));
        assertThat(find(new LogPlace.Seq(17), ALWAYS)).isEqualTo(new Answer.Beyond(15));
    }

    @Test
    void whereASegmentWasDroppedNothingBegins() {
        appendTransactions(9, 5);
        assertThat(log.reclaim()).isEqualTo(4);

        LogPoint first =
                new LogPoint(41, Optional.of(new Lsn(9)), Optional.of(Instant.ofEpochMilli(9)));
        Answer tooEarly = new Answer.TooEarly(Optional.of(first));
        assertThat(find(new LogPlace.Seq(40), ALWAYS)).isEqualTo(tooEarly);
        assertThat(find(new LogPlace.Commit(new Lsn(8)), ALWAYS)).isEqualTo(tooEarly);
        assertThat(find(time(8), ALWAYS)).isEqualTo(tooEarly);
        assertThat(seq(new LogPlace.Seq(41))).isEqualTo(41);
        assertThat(seq(new LogPlace.Commit(new Lsn(9)))).isEqualTo(41);
        assertThat(seq(time(9))).isEqualTo(41);
        assertThat(seq(new LogPlace.Time(Instant.ofEpochMilli(8).plusNanos(1_000))))
                .as("all that was dropped is older")
                .isEqualTo(41);
    }

    @Test
    void whatIsNotCoveredIsRefusedWithTheEarliestPlace() {
        appendTransactions(3, 5);
        Instant since = Instant.ofEpochMilli(1).plus(500, ChronoUnit.MICROS);
        Coverage covered = new Coverage(6, 1, new Lsn(2), since);

        Answer tooEarly =
                new Answer.TooEarly(
                        Optional.of(new LogPoint(6, Optional.of(new Lsn(2)), Optional.of(since))));
        assertThat(find(new LogPlace.Seq(5), covered)).isEqualTo(tooEarly);
        assertThat(find(new LogPlace.Commit(new Lsn(1)), covered)).isEqualTo(tooEarly);
        assertThat(find(time(1), covered)).isEqualTo(tooEarly);
        assertThat(find(new LogPlace.Commit(new Lsn(2)), covered)).isInstanceOf(Answer.Found.class);
        assertThat(find(new LogPlace.Time(since), covered)).isInstanceOf(Answer.Found.class);
        LogPlaces places = places();
        assertThat(places.find(new LogPlace.Seq(5), Optional.empty()))
                .isEqualTo(new Answer.TooEarly(Optional.empty()));
    }

    @Test
    void anLsnIsOfTheNewestIncarnation() {
        appendTransactions(4, 5);
        fixture.worker
                .update(LOG_POSITION)
                .set(LOG_POSITION.INCARNATION, 2)
                .set(LOG_POSITION.COMMIT_LSN, 1L)
                .execute();
        fixture.setBackTo(2);
        appendTransactions(log.newWriter(), 2, 5);

        Answer tooEarly =
                new Answer.TooEarly(
                        Optional.of(
                                new LogPoint(
                                        21,
                                        Optional.of(new Lsn(3)),
                                        Optional.of(Instant.ofEpochMilli(3)))));
        assertThat(find(new LogPlace.Commit(new Lsn(2)), ALWAYS)).isEqualTo(tooEarly);
        assertThat(seq(new LogPlace.Commit(new Lsn(3)))).isEqualTo(21);
        assertThat(seq(new LogPlace.Commit(new Lsn(4)))).isEqualTo(26);
        assertThat(find(new LogPlace.Seq(1), ALWAYS))
                .as("its LSN compares no more")
                .isEqualTo(
                        new Answer.Found(
                                new LogPoint(
                                        1,
                                        Optional.empty(),
                                        Optional.of(Instant.ofEpochMilli(1)))));
    }

    private void appendTransactions(int transactions, int changes) {
        appendTransactions(writer, transactions, changes);
    }

    private void appendTransactions(ChangeLogWriter to, int transactions, int changes) {
        for (int i = 0; i < transactions; i++) {
            fixture.append(to, changes, SINK);
        }
    }

    private static LogPlace.Time time(int millis) {
        return new LogPlace.Time(Instant.ofEpochMilli(millis));
    }

    private long seq(LogPlace place) {
        Answer answer = find(place, ALWAYS);
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return ((Answer.Found) answer).point().seq();
    }

    private Answer find(LogPlace place, Coverage covered) {
        return places().find(place, Optional.of(covered));
    }

    private LogPlaces places() {
        return new LogPlaces(fixture.worker, fixture.account, fixture.database);
    }
}
