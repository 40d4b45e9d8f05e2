package dev.rowhook.api.quota;

import dev.rowhook.api.hardening.HttpLimits;
import dev.rowhook.core.AccountId;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lets each account make as many requests in a minute as [HttpLimits#requestsPerMinute]: all of
/// them at once after a minute of silence, and from then on as many as become free.
///
/// It is kept in the memory of this node, for the last hundred thousand accounts. Thread-safe.
@Component
public class RequestQuota {
    private static final double WINDOW_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int ACCOUNTS = 100_000;

    private final Clock clock;
    private final int quota;
    private final Map<AccountId, Bucket> buckets =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<AccountId, Bucket> eldest) {
                    return size() > ACCOUNTS;
                }
            };

    private record Bucket(double left, long at) {}

    RequestQuota(Clock clock, ObjectProvider<HttpLimits> limits) {
        this.clock = clock;
        this.quota = limits.getIfAvailable(HttpLimits::defaults).requestsPerMinute();
    }

    /// What is left once a request was counted.
    ///
    /// @param granted whether the request may be done; one that may not was not counted
    /// @param left whole requests
    /// @param more until there is one more
    /// @param full until all of them are there again
    public record Share(boolean granted, int quota, int left, Duration more, Duration full) {}

    /// Counts a request of an account.
    public Share take(AccountId account) {
        long now = clock.millis();
        synchronized (buckets) {
            Bucket known = buckets.getOrDefault(account, new Bucket(quota, now));
            double free = (now - known.at()) * quota / WINDOW_MILLIS;
            double left = Math.clamp(known.left() + free, 0, quota);
            boolean granted = left >= 1;
            double after = granted ? left - 1 : left;
            buckets.put(account, new Bucket(after, now));
            return new Share(granted, quota, (int) after, until(1, after), until(quota, after));
        }
    }

    private Duration until(int wanted, double left) {
        double missing = Math.max(0, wanted - left);
        return Duration.ofMillis((long) Math.ceil(missing * WINDOW_MILLIS / quota));
    }
}
