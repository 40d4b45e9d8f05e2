package dev.rowhook.api.oidc;

import dev.rowhook.core.egress.EgressPolicy;

import org.springframework.security.oauth2.jwt.JwtDecoder;

import java.time.Clock;
import java.time.Duration;

/// An external issuer as it is at work: what it says of itself and its keys are fetched when they
/// are first needed. Thread-safe.
final class Issuer {
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final OidcIssuer settings;
    private final IssuerHttp http;
    private final Refetched<IssuerMetadata> metadata;
    private final IssuerKeys keys;
    private final Clock clock;

    Issuer(OidcIssuer settings, EgressPolicy policy, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.http = new IssuerHttp(settings.url(), policy);
        this.metadata =
                new Refetched<>(
                        "endpoints of " + settings.issuer(),
                        () -> IssuerMetadata.fetch(settings, http),
                        FRESH,
                        PAUSE,
                        clock);
        this.keys = new IssuerKeys(settings.issuer(), metadata::get, http, clock);
    }

    OidcIssuer settings() {
        return settings;
    }

    IssuerHttp http() {
        return http;
    }

    /// @throws IssuerUnavailableException if it never said it
    IssuerMetadata metadata() {
        return metadata.get();
    }

    /// Of tokens for this audience.
    JwtDecoder decoder(String audience) {
        return IssuerTokens.decoder(settings, audience, keys, clock);
    }
}
