package dev.rowhook.api.oauth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;

import dev.rowhook.api.auth.Callers;
import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.api.auth.TrustedIssuer;
import dev.rowhook.api.signin.user.AppUser;
import dev.rowhook.api.signin.user.Users;
import dev.rowhook.core.ClientId;
import dev.rowhook.core.UserId;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/// Accepts the access tokens of our own authorization server: by ES256 and a key that is published,
/// for our own public URL, and not over by a second. Users and clients are looked up, so that one
/// who is gone, disabled or signed out everywhere is refused.
final class OwnTokens {
    private final Users users;
    private final Callers callers;

    OwnTokens(Users users, Callers callers) {
        this.users = users;
        this.callers = callers;
    }

    TrustedIssuer issuer(PublicUrl url, SigningKeys keys, Clock clock) {
        return new TrustedIssuer(url.toString(), decoder(url, keys, clock), this::subject);
    }

    private static JwtDecoder decoder(PublicUrl url, SigningKeys keys, Clock clock) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(AccessTokens.TYPE)));
        // Claims are judged below, by our own clock.
        processor.setJWTClaimsSetVerifier((_, _) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        JwtTimestampValidator times = new JwtTimestampValidator(Duration.ZERO);
        times.setClock(clock);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        times,
                        new JwtClaimValidator<>(JwtClaimNames.EXP, value -> value != null),
                        new JwtIssuerValidator(url.toString()),
                        new JwtClaimValidator<Collection<String>>(
                                JwtClaimNames.AUD,
                                audience ->
                                        audience != null && audience.contains(url.toString()))));
        return decoder;
    }

    private Optional<Authentication> subject(Jwt token) {
        String subject = Objects.requireNonNullElse(token.getSubject(), "");
        Optional<Authentication> user =
                UserId.parse(subject)
                        .flatMap(users::find)
                        .filter(found -> isOf(token, found))
                        .map(AppUser::signedIn);
        return user.isPresent() ? user : ClientId.parse(subject).flatMap(callers::ofClient);
    }

    private static boolean isOf(Jwt token, AppUser user) {
        return token.getClaim(AccessTokens.GENERATION) instanceof Number generation
                && generation.intValue() == user.generation();
    }
}
