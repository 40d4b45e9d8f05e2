package dev.rowhook.api.oauth;

import dev.rowhook.core.ClientId;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Repository;

import java.util.HexFormat;
import java.util.Objects;

/// The clients of the authorization server: the command line, and the machines of accounts, which
/// get tokens for themselves by their secrets and nothing else.
///
/// Thread-safe.
@Repository
class Clients implements RegisteredClientRepository {
    private static final TokenSettings TOKENS =
            TokenSettings.builder().accessTokenTimeToLive(AccessTokens.LIFE).build();

    private final DSLContext identity;

    Clients(@Qualifier("identityDsl") DSLContext identity) {
        this.identity = identity;
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("accounts keep their clients themselves");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return clientId.equals(CommandLineClient.ID)
                ? CommandLineClient.CLIENT
                : ClientId.parse(clientId).map(this::machine).orElse(null);
    }

    /// The client of a grant.
    RegisteredClient required(String clientId) {
        return Objects.requireNonNull(findByClientId(clientId), "a grant is of a known client");
    }

    private @Nullable RegisteredClient machine(ClientId id) {
        return identity.fetchOptional(
                        "select name, secret_hash from rowhook.client_account(?)", id.value())
                .map(row ->
                        RegisteredClient.withId(id.toString())
                                .clientId(id.toString())
                                .clientName(row.get("name", String.class))
                                .clientSecret(
                                        HexFormat.of()
                                                .formatHex(row.get("secret_hash", byte[].class)))
                                .clientAuthenticationMethod(
                                        ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                                .clientAuthenticationMethod(
                                        ClientAuthenticationMethod.CLIENT_SECRET_POST)
                                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                                .tokenSettings(TOKENS)
                                .build())
                .orElse(null);
    }
}
