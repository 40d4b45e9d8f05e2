package dev.rowhook.api.signin.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

class AddressThrottleTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private static AddressThrottle at(Instant now) {
        return new AddressThrottle(Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void theThirtyFirstGuessWaits() {
        AddressThrottle throttle = at(START);
        for (int i = 0; i < AddressThrottle.FAILURES; i++) {
            assertThat(throttle.guess("192.0.2.1")).isEmpty();
        }
        assertThat(throttle.guess("192.0.2.1")).contains(Duration.ofMinutes(15));
        assertThat(throttle.guess("192.0.2.2")).isEmpty();
        throttle.wasRight("192.0.2.1");
        assertThat(throttle.guess("192.0.2.1")).isEmpty();
    }

    @Test
    void addressesOfOneNetworkOfIpv6AreOne() {
        AddressThrottle throttle = at(START);
        for (int i = 0; i < AddressThrottle.FAILURES; i++) {
            assertThat(throttle.guess("2001:db8:1:2::" + Integer.toHexString(i))).isEmpty();
        }
        assertThat(throttle.guess("2001:db8:1:2:ffff::1")).isPresent();
        assertThat(throttle.guess("2001:db8:1:3::1")).isEmpty();
    }

    @Test
    void manyAddressesDoNotFillTheMemory() {
        AddressThrottle throttle = at(START);
        for (int i = 0; i < AddressThrottle.FAILURES; i++) {
            throttle.guess("192.0.2.1");
        }
        for (int i = 0; i < 10_000; i++) {
            throttle.guess("10.0.%d.%d".formatted(i / 250, i % 250));
        }
        assertThat(throttle.guess("192.0.2.1")).as("forgotten by then").isEmpty();
    }
}
