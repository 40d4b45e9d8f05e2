package dev.rowhook.api.oauth;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

import java.time.Duration;

/// The `rowhook` command line as a client: it has no secret, for everybody has the program.
final class CommandLineClient {
    static final String ID = "rowhook-cli";

    /// All that the person may do.
    static final String SCOPE = "rowhook";

    static final Duration CODE_LIFE = Duration.ofMinutes(1);
    static final Duration DEVICE_CODE_LIFE = Duration.ofMinutes(10);

    /// Without being used; each use gives another one.
    static final Duration REFRESH_LIFE = Duration.ofDays(30);

    static final RegisteredClient CLIENT =
            RegisteredClient.withId(ID)
                    .clientId(ID)
                    .clientName("Rowhook command line")
                    .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .authorizationGrantType(AuthorizationGrantType.DEVICE_CODE)
                    .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                    // Any port does: a program takes a free one.
                    .redirectUri("http://127.0.0.1/callback")
                    .scope(SCOPE)
                    .clientSettings(
                            ClientSettings.builder()
                                    .requireProofKey(true)
                                    .requireAuthorizationConsent(true)
                                    .build())
                    .tokenSettings(
                            TokenSettings.builder()
                                    .accessTokenTimeToLive(AccessTokens.LIFE)
                                    .authorizationCodeTimeToLive(CODE_LIFE)
                                    .deviceCodeTimeToLive(DEVICE_CODE_LIFE)
                                    .refreshTokenTimeToLive(REFRESH_LIFE)
                                    .reuseRefreshTokens(false)
                                    .build())
                    .build();

    private CommandLineClient() {}
}
