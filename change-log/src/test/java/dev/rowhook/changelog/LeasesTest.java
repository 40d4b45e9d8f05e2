package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;

import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class LeasesTest {
    private final LogFixture fixture = new LogFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aLeaseThatHoldsIsNotTaken() {
        assertThat(fixture.leases("node-b").take(fixture.account, fixture.database)).isEmpty();
        assertThat(fixture.leases("node-a").renew(fixture.lease)).isTrue();
    }

    @Test
    void aLeaseThatEndedIsTakenAndItsFormerOwnerNoticesIt() {
        endAll();

        Lease taken =
                fixture.leases("node-b").take(fixture.account, fixture.database).orElseThrow();

        assertThat(taken.epoch()).isEqualTo(fixture.lease.epoch() + 1);
        assertThat(fixture.leases("node-a").renew(fixture.lease)).isFalse();
    }

    @Test
    void leasesAreRenewedTogetherAndLostOnesAreToldApart() {
        Lease other =
                fixture.leases("node-a").take(fixture.account, DatabaseId.create()).orElseThrow();
        Lease lost = new Lease(fixture.account, DatabaseId.create(), 1);
        endAll();

        assertThat(fixture.leases("node-a").renew(List.of(fixture.lease, other, lost)))
                .containsExactlyInAnyOrder(fixture.lease, other);
        assertThat(fixture.leases("node-b").take(fixture.account, fixture.database)).isEmpty();
        assertThat(fixture.leases("node-b").take(fixture.account, other.database())).isEmpty();
        assertThat(fixture.leases("node-a").renew(List.of())).isEmpty();
    }

    @Test
    void aRowThatIsWrittenToHoldsUpNoOtherLease() throws Exception {
        Lease other =
                fixture.leases("node-a").take(fixture.account, DatabaseId.create()).orElseThrow();
        endAll();
        CompletableFuture<Set<Lease>> renewed =
                fixture.worker.transactionResult(tx -> {
                    LogPositions.requireHeld(tx.dsl(), fixture.lease);
                    CompletableFuture<Set<Lease>> renewing =
                            CompletableFuture.supplyAsync(() ->
                                    fixture.leases("node-a").renew(List.of(fixture.lease, other)));
                    long giveUp = System.nanoTime() + Duration.ofSeconds(10).toNanos();
                    while (leasesThatHold() == 0) {
                        assertThat(System.nanoTime() - giveUp).isNegative();
                        Thread.sleep(5);
                    }
                    assertThat(renewing).isNotDone();
                    return renewing;
                });
        assertThat(renewed.get(10, TimeUnit.SECONDS))
                .containsExactlyInAnyOrder(fixture.lease, other);
    }

    private void endAll() {
        fixture.worker
                .update(LOG_POSITION)
                .set(
                        LOG_POSITION.LEASE_UNTIL,
                        DSL.field(
                                "now() - interval '1 ms'", LOG_POSITION.LEASE_UNTIL.getDataType()))
                .execute();
    }

    private int leasesThatHold() {
        return fixture.worker.fetchCount(
                LOG_POSITION, DSL.condition("lease_until > clock_timestamp()"));
    }

    @Test
    void aReleasedLeaseIsTakenAtOnce() {
        fixture.leases("node-a").release(fixture.lease);

        assertThat(fixture.leases("node-a").renew(List.of(fixture.lease))).isEmpty();
        assertThat(leasesThatHold()).isZero();
        assertThat(fixture.leases("node-b").take(fixture.account, fixture.database)).isPresent();
    }

    @Test
    void aNodeTakesItsOwnLeaseBackAfterARestart() {
        assertThat(fixture.leases("node-a").take(fixture.account, fixture.database)).isPresent();
    }

    @Test
    void takingALeaseFencesTheCursorsOfTheFormerOwner() {
        SinkId sink = SinkId.create();
        fixture.acknowledge(3, 41, sink);
        SinkCursors cursors = new SinkCursors(fixture.worker);
        Lease next = fixture.leases("node-a").take(fixture.account, fixture.database).orElseThrow();

        assertThatThrownBy(() ->
                        cursors.save(
                                fixture.lease, List.of(new SinkCursor(sink, 50, new long[0], 9))))
                .isInstanceOf(LeaseLostException.class);
        assertThat(cursors.find(fixture.account, sink).orElseThrow().mark()).isEqualTo(41);

        cursors.save(next, List.of(new SinkCursor(sink, 50, new long[] {52, 60}, 9)));
        SinkCursor saved = cursors.find(fixture.account, sink).orElseThrow();
        assertThat(saved.mark()).isEqualTo(50);
        assertThat(saved.doneBeyond()).containsExactly(52, 60);
        assertThat(saved.delivered()).isEqualTo(9);
    }

    @Test
    void acknowledgingTwiceKeepsTheCursorOfASink() {
        SinkId sink = SinkId.create();
        LogPositions positions = new LogPositions(fixture.worker);
        fixture.acknowledge(3, 41, sink);
        fixture.acknowledge(4, 99, sink);

        assertThat(new SinkCursors(fixture.worker).find(fixture.account, sink).orElseThrow().mark())
                .isEqualTo(41);
        assertThat(positions.read(fixture.lease).settingsVersion()).isEqualTo(4);
    }
}
