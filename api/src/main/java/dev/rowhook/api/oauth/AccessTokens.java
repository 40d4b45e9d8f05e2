package dev.rowhook.api.oauth;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.api.auth.SignedInUser;
import dev.rowhook.api.signin.user.AppUser;
import dev.rowhook.api.signin.user.Users;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Access tokens: JWTs of ten minutes, signed by ES256, which say who it is and nothing of what
/// they may do. That of a person names the generation of tokens that it belongs to.
final class AccessTokens {
    static final Duration LIFE = Duration.ofMinutes(10);
    static final String TYPE = "at+jwt";
    static final String GENERATION = "generation";

    private final SigningKeys keys;
    private final Users users;
    private final PublicUrl url;

    AccessTokens(SigningKeys keys, Users users, PublicUrl url) {
        this.keys = keys;
        this.users = users;
        this.url = url;
    }

    /// Makes access tokens, and refresh tokens beside them.
    OAuth2TokenGenerator<OAuth2Token> generator(JWKSource<SecurityContext> source, Clock clock) {
        JwtGenerator jwts = new JwtGenerator(new NimbusJwtEncoder(source));
        jwts.setClock(clock);
        jwts.setJwtCustomizer(this::customize);
        return new DelegatingOAuth2TokenGenerator(jwts, new RefreshTokens(clock));
    }

    private void customize(JwtEncodingContext token) {
        token.getJwsHeader()
                .algorithm(SignatureAlgorithm.ES256)
                .keyId(keys.signing().getKeyID())
                .type(TYPE);
        token.getClaims()
                .audience(List.of(url.toString()))
                // Clocks of nodes differ: a token is good at once wherever it goes.
                .claims(claims -> claims.remove(JwtClaimNames.NBF))
                .claim("client_id", token.getRegisteredClient().getClientId());
        if (token.getPrincipal() instanceof SignedInUser user) {
            token.getClaims().claim(GENERATION, generation(user));
        }
    }

    private int generation(SignedInUser user) {
        return users.find(user.user())
                .map(AppUser::generation)
                .orElseThrow(
                        () -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
    }
}
