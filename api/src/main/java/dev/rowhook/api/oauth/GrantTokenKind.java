package dev.rowhook.api.oauth;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2DeviceCode;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.OAuth2UserCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// The kinds of codes and tokens that a grant has one of each. A state is what the page carries on
/// which the person is asked.
enum GrantTokenKind {
    STATE(null),
    CODE(OAuth2AuthorizationCode.class),
    DEVICE_CODE(OAuth2DeviceCode.class),
    USER_CODE(OAuth2UserCode.class),
    ACCESS_TOKEN(OAuth2AccessToken.class),
    REFRESH_TOKEN(OAuth2RefreshToken.class);

    private final @Nullable Class<? extends OAuth2Token> type;

    GrantTokenKind(@Nullable Class<? extends OAuth2Token> type) {
        this.type = type;
    }

    /// Those to look among for a token of this type; among all tokens if it is not known.
    static Set<GrantTokenKind> of(@Nullable OAuth2TokenType type) {
        return type == null
                ? EnumSet.complementOf(EnumSet.of(STATE))
                : EnumSet.copyOf(
                        Arrays.stream(values())
                                .filter(kind -> kind.code().equals(type.getValue()))
                                .toList());
    }

    static GrantTokenKind parse(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /// Its name in OAuth and in the table.
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Nullable Class<? extends OAuth2Token> type() {
        return type;
    }

    /// A token as Spring has it; a state is none.
    OAuth2Token token(String value, Instant issued, Instant expires, Set<String> scopes) {
        return switch (this) {
            case CODE -> new OAuth2AuthorizationCode(value, issued, expires);
            case DEVICE_CODE -> new OAuth2DeviceCode(value, issued, expires);
            case USER_CODE -> new OAuth2UserCode(value, issued, expires);
            case ACCESS_TOKEN ->
                    new OAuth2AccessToken(
                            OAuth2AccessToken.TokenType.BEARER, value, issued, expires, scopes);
            case REFRESH_TOKEN -> new OAuth2RefreshToken(value, issued, expires);
            case STATE -> throw new IllegalArgumentException("a state is no token");
        };
    }
}
