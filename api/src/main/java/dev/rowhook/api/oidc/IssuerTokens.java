package dev.rowhook.api.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Takes tokens of an issuer apart, and throws unless they are right: signed by one of its keys
/// with an algorithm of public keys, of this issuer, for this audience, now, with a subject, an
/// issue time and an end.
final class IssuerTokens {
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);

    /// By how much clocks may differ.
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final int SUBJECT_LENGTH = 255;

    private IssuerTokens() {}

    static JwtDecoder decoder(
            OidcIssuer issuer, String audience, JWKSource<SecurityContext> keys, Clock clock) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        // Spring's validators look at the claims.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setClock(clock);
        decoder.setJwtValidator(token ->
                first(
                        token,
                        List.of(
                                times,
                                new JwtIssuerValidator(issuer.issuer()),
                                jwt -> isComplete(jwt, clock),
                                jwt -> isFor(jwt, audience))));
        return decoder;
    }

    private static OAuth2TokenValidatorResult first(
            Jwt token, List<OAuth2TokenValidator<Jwt>> validators) {
        return validators.stream()
                .map(validator -> validator.validate(token))
                .filter(OAuth2TokenValidatorResult::hasErrors)
                .findFirst()
                .orElseGet(OAuth2TokenValidatorResult::success);
    }

    /// A token of the future would keep later ones from changing memberships.
    private static OAuth2TokenValidatorResult isComplete(Jwt token, Clock clock) {
        String subject = token.getSubject();
        boolean complete =
                subject != null
                        && !subject.isBlank()
                        && subject.length() <= SUBJECT_LENGTH
                        && token.getExpiresAt() != null
                        && token.getIssuedAt() != null
                        && !token.getIssuedAt().isAfter(clock.instant().plus(SKEW));
        return result(complete, "sub, exp or iat is missing or wrong");
    }

    private static OAuth2TokenValidatorResult isFor(Jwt token, String audience) {
        return result(
                token.getAudience() != null && token.getAudience().contains(audience),
                "the token is for another audience");
    }

    private static OAuth2TokenValidatorResult result(boolean right, String reason) {
        return right
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(
                        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, reason, null));
    }
}
