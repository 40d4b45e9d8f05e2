package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.SinkId;

import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

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
        fixture.worker
                .update(LOG_POSITION)
                .set(
                        LOG_POSITION.LEASE_UNTIL,
                        DSL.field(
                                "now() - interval '1 ms'", LOG_POSITION.LEASE_UNTIL.getDataType()))
                .execute();

        Lease taken =
                fixture.leases("node-b").take(fixture.account, fixture.database).orElseThrow();

        assertThat(taken.epoch()).isEqualTo(fixture.lease.epoch() + 1);
        assertThat(fixture.leases("node-a").renew(fixture.lease)).isFalse();
    }

    @Test
    void aReleasedLeaseIsTakenAtOnce() {
        fixture.leases("node-a").release(fixture.lease);

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
