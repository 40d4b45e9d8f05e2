package dev.rowhook.api.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// When keys sign. Each does for thirty days; the next one is published ahead of that, and the old
/// one stays published for as long behind, so that whoever keeps a copy of the published keys for
/// [#CACHED] knows the key of every token that is good.
final class KeySchedule {
    static final Duration SIGNS_FOR = Duration.ofDays(30);

    /// How long others may keep a copy of what is published.
    static final Duration CACHED = Duration.ofMinutes(10);

    /// How long a key is published before it signs, and after the next one has begun to.
    static final Duration OVERLAP = AccessTokens.LIFE.plus(CACHED);

    private KeySchedule() {}

    /// When a key that is to be made now begins to sign; empty if there is enough of them. The
    /// first of all signs at once: nobody has a copy yet.
    static Optional<Instant> next(Collection<Instant> begins, Instant now) {
        if (begins.isEmpty()) {
            return Optional.of(now);
        }
        Instant due = begins.stream().max(Comparator.naturalOrder()).get().plus(SIGNS_FOR);
        Instant earliest = now.plus(OVERLAP);
        return earliest.isBefore(due) ? Optional.empty() : Optional.of(earliest);
    }

    /// When a key is published no more, after which none of its tokens is good.
    static Instant end(Instant nextBegins) {
        return nextBegins.plus(OVERLAP);
    }
}
