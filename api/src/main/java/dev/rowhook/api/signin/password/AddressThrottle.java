package dev.rowhook.api.signin.password;

import org.springframework.stereotype.Component;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Lets one address guess thirty times in a quarter of an hour: passwords and codes together. Of
/// IPv6 the first 64 bits are the address.
///
/// It is kept in the memory of this node, for the last ten thousand addresses. Thread-safe.
@Component
public class AddressThrottle {
    static final int FAILURES = 30;
    static final Duration WITHIN = Duration.ofMinutes(15);
    private static final int ADDRESSES = 10_000;
    private static final int PREFIX_BYTES = 8;

    private final Clock clock;
    private final Map<String, Count> counts =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
                    return size() > ADDRESSES;
                }
            };

    private record Count(int guesses, Instant since) {}

    AddressThrottle(Clock clock) {
        this.clock = clock;
    }

    /// Counts one guess, before it is tried. Present is how long to wait before the next one: this
    /// one is not to be tried.
    public Optional<Duration> guess(String address) {
        Instant now = clock.instant();
        synchronized (counts) {
            Count count = counts.get(key(address));
            if (count == null || !now.isBefore(count.since().plus(WITHIN))) {
                count = new Count(0, now);
            }
            if (count.guesses() >= FAILURES) {
                return Optional.of(Duration.between(now, count.since().plus(WITHIN)));
            }
            counts.put(key(address), new Count(count.guesses() + 1, count.since()));
            return Optional.empty();
        }
    }

    /// Takes a guess back that was right.
    public void wasRight(String address) {
        synchronized (counts) {
            counts.computeIfPresent(
                    key(address),
                    (_, count) -> new Count(Math.max(0, count.guesses() - 1), count.since()));
        }
    }

    private static String key(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), PREFIX_BYTES))
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException _) {
            return address;
        }
    }
}
