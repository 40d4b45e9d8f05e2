package dev.rowhook.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.SinkId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class EndpointGateTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final SinkId ONE = SinkId.create();
    private static final SinkId TWO = SinkId.create();

    private Instant now = START;

    private static EndpointGate gate(Duration interval) {
        return new EndpointGate(new EndpointStanding(false, START, Optional.of(interval)));
    }

    @Test
    void withoutALimitAllPass() {
        EndpointGate gate = new EndpointGate(EndpointStanding.open());
        for (int i = 0; i < 1_000; i++) {
            assertThat(gate.pass(ONE, now)).isTrue();
        }
    }

    @Test
    void atMostTheRatePassesAndASecondsWorthAtOnce() {
        EndpointGate gate = gate(Duration.ofMillis(10));
        assertThat(passedIn(gate, Duration.ZERO, ONE)).isEqualTo(100);
        assertThat(passedIn(gate, Duration.ofSeconds(10), ONE)).isBetween(990, 1_010);
    }

    @Test
    void aRateBelowOneASecondIsSpread() {
        EndpointGate gate = gate(Duration.ofSeconds(6));
        assertThat(passedIn(gate, Duration.ofSeconds(60), ONE)).isBetween(10, 11);
    }

    @Test
    void sinksTakeTurnsWhoeverAsksMoreOften() {
        EndpointGate gate = gate(Duration.ofMillis(10));
        passedIn(gate, Duration.ofSeconds(2), ONE);
        Map<SinkId, Integer> passed = new HashMap<>();
        for (int step = 0; step < 10_000; step++) {
            now = now.plusMillis(1);
            for (SinkId sink : List.of(ONE, ONE, ONE, ONE, TWO)) {
                if (gate.pass(sink, now)) {
                    passed.merge(sink, 1, Integer::sum);
                }
            }
        }
        assertThat(passed.get(ONE)).isBetween(450, 550);
        assertThat(passed.get(TWO)).isBetween(450, 550);
    }

    @Test
    void aSinkThatDoesNotComeLosesItsTurn() {
        EndpointGate gate = gate(Duration.ofMillis(10));
        passedIn(gate, Duration.ofSeconds(2), ONE);
        assertThat(gate.pass(TWO, now)).isFalse();
        assertThat(passedIn(gate, Duration.ofSeconds(5), ONE)).isGreaterThan(450);
    }

    @Test
    void aPauseHoldsAllBackForAnHourAtMost() {
        EndpointGate gate = new EndpointGate(EndpointStanding.open());
        gate.pause(now, Duration.ofDays(1));
        assertThat(gate.pass(ONE, now.plus(Duration.ofMinutes(59)))).isFalse();
        assertThat(gate.opensAt(now)).contains(now.plus(Duration.ofHours(1)));
        assertThat(gate.pass(ONE, now.plus(Duration.ofHours(1)))).isTrue();
    }

    @Test
    void aDisabledEndpointOpensByNewerSettingsOnly() {
        EndpointStanding saved = new EndpointStanding(false, START, Optional.empty());
        EndpointGate gate = new EndpointGate(saved);
        gate.disable();
        assertThat(gate.pass(ONE, now.plusSeconds(1))).isFalse();
        assertThat(gate.opensAt(now)).isEmpty();
        gate.update(saved);
        gate.update(new EndpointStanding(false, START.minusSeconds(1), Optional.empty()));
        assertThat(gate.pass(ONE, now.plusSeconds(1))).isFalse();
        gate.update(new EndpointStanding(false, START.plusSeconds(1), Optional.empty()));
        assertThat(gate.pass(ONE, now.plusSeconds(2))).isTrue();
    }

    /// Asks at every millisecond as often as it may.
    private int passedIn(EndpointGate gate, Duration time, SinkId sink) {
        int passed = 0;
        Instant end = now.plus(time);
        while (!now.isAfter(end)) {
            while (gate.pass(sink, now)) {
                passed++;
            }
            now = now.plusMillis(1);
        }
        return passed;
    }
}
