package dev.rowhook.api.oauth;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import dev.rowhook.api.signin.chore.Chore;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// The keys of access tokens, as this node knows them: read each minute, and when a token names one
/// that it does not know.
///
/// Thread-safe.
@Component
class SigningKeys implements JWKSource<SecurityContext>, Chore {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final SigningKeyRows rows;
    private final Clock clock;
    private volatile List<SigningKey> known = List.of();
    private volatile Instant readAt = Instant.MIN;

    SigningKeys(SigningKeyRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /// The key that signs now.
    ECKey signing() {
        Instant now = clock.instant();
        List<SigningKey> keys = keys();
        return keys.stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .max(Comparator.comparing(SigningKey::signsFrom))
                .or(() -> keys.stream().min(Comparator.comparing(SigningKey::signsFrom)))
                .orElseThrow()
                .key();
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        List<JWK> found = selector.select(set(keys()));
        if (found.isEmpty() && readAt.isBefore(clock.instant().minus(FRESH))) {
            read();
            return selector.select(set(known));
        }
        return found;
    }

    private static JWKSet set(List<SigningKey> keys) {
        return new JWKSet(keys.stream().<JWK>map(SigningKey::key).toList());
    }

    private List<SigningKey> keys() {
        if (known.isEmpty()) {
            run();
        }
        return known;
    }

    /// Makes the next key when it is time, and takes those away that are over.
    @Override
    public void run() {
        rows.rotate(clock.instant());
        read();
    }

    private void read() {
        known = rows.published(clock.instant());
        readAt = clock.instant();
    }
}
