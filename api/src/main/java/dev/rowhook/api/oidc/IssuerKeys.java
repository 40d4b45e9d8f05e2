package dev.rowhook.api.oidc;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.jspecify.annotations.Nullable;

import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// The keys by which an issuer signs. A token of a key that is not known has them fetched again,
/// for the issuer may have a new one; a key that the issuer took back is good for a quarter of an
/// hour at most, as long as the issuer answers.
///
/// Thread-safe.
final class IssuerKeys implements JWKSource<SecurityContext> {
    private static final Duration FRESH = Duration.ofMinutes(15);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Refetched<JWKSet> keys;

    IssuerKeys(
            String issuer,
            Supplier<IssuerMetadata> metadata,
            IssuerHttp http,
            InstantSource clock) {
        this.keys =
                new Refetched<>(
                        "keys of " + issuer,
                        () -> parse(issuer, http.get(metadata.get().keys())),
                        FRESH,
                        PAUSE,
                        clock);
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        List<JWK> known = selector.select(keys.get());
        return known.isEmpty() ? selector.select(keys.again()) : known;
    }

    private static JWKSet parse(String issuer, String text) {
        try {
            return JWKSet.parse(text);
        } catch (ParseException e) {
            throw new IssuerUnavailableException(issuer + " has keys that cannot be read");
        }
    }
}
