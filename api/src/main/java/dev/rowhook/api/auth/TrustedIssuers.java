package dev.rowhook.api.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everybody whose tokens are accepted. Thread-safe.
@Component
class TrustedIssuers {
    private final Map<String, TrustedIssuer> issuers;

    TrustedIssuers(List<TrustedIssuer> issuers, List<IssuerSource> sources) {
        this.issuers =
                Stream.concat(
                                issuers.stream(),
                                sources.stream().flatMap(source -> source.issuers().stream()))
                        .collect(Collectors.toMap(TrustedIssuer::issuer, Function.identity()));
    }

    /// Who a token is about, if one of the issuers made it and it holds.
    Optional<Authentication> authenticate(String token) {
        return claimedIssuer(token)
                .map(issuers::get)
                .flatMap(issuer -> {
                    try {
                        return issuer.subject().apply(issuer.decoder().decode(token));
                    } catch (JwtException _) {
                        return Optional.empty();
                    }
                });
    }

    /// Whom the token itself names; nothing is verified by then.
    private static Optional<String> claimedIssuer(String token) {
        try {
            JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
            return claims == null ? Optional.empty() : Optional.ofNullable(claims.getIssuer());
        } catch (ParseException _) {
            return Optional.empty();
        }
    }
}
