package dev.rowhook.api.oauth;

import dev.rowhook.api.auth.SignedInUser;
import dev.rowhook.api.signin.user.AppUser;
import dev.rowhook.api.signin.user.Users;
import dev.rowhook.core.UserId;

import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.stereotype.Component;

import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Reads grants as Spring has them. One of a user who is gone or disabled is not found.
///
/// Thread-safe.
@Component
class GrantReader {
    /// The attribute that holds which change of a grant was read.
    static final String VERSION = "rowhook.version";

    private final DSLContext identity;
    private final Users users;
    private final Clients clients;

    GrantReader(@Qualifier("identityDsl") DSLContext identity, Users users, Clients clients) {
        this.identity = identity;
        this.users = users;
        this.clients = clients;
    }

    Optional<OAuth2Authorization> read(UUID id) {
        return row(id).flatMap(grant ->
                builder(grant)
                        .map(builder -> {
                            addTokens(builder, grant, new byte[0], "");
                            return builder.build();
                        }));
    }

    /// A grant in which the token of `hash` has its value back. Empty if another one took the
    /// token's place since it was found: the version that is read may be newer than the token.
    Optional<OAuth2Authorization> read(UUID id, byte[] hash, String value) {
        return row(id).flatMap(grant ->
                builder(grant)
                        .filter(builder -> addTokens(builder, grant, hash, value))
                        .map(OAuth2Authorization.Builder::build));
    }

    private Optional<Record> row(UUID id) {
        return identity.fetchOptional(
                "select * from rowhook_identity.oauth_grant where id = ?", id);
    }

    private Optional<OAuth2Authorization.Builder> builder(Record grant) {
        String client = grant.get("client_id", String.class);
        UUID user = grant.get("user_id", UUID.class);
        Optional<SignedInUser> person =
                user == null
                        ? Optional.empty()
                        : users.find(new UserId(user)).map(AppUser::signedIn);
        if (user != null && person.isEmpty()) {
            return Optional.empty();
        }
        OAuth2Authorization.Builder builder =
                OAuth2Authorization.withRegisteredClient(clients.required(client))
                        .id(grant.get("id", UUID.class).toString())
                        .principalName(person.map(SignedInUser::getName).orElse(client))
                        .authorizationGrantType(
                                new AuthorizationGrantType(grant.get("kind", String.class)))
                        .authorizedScopes(scopes(grant, "scopes"))
                        .attribute(VERSION, grant.get("version", Integer.class))
                        .attribute(OAuth2ParameterNames.SCOPE, scopes(grant, "requested_scopes"));
        person.ifPresent(known -> builder.attribute(Principal.class.getName(), known));
        if (grant.get("redirect_uri") != null) {
            builder.attribute(OAuth2AuthorizationRequest.class.getName(), request(grant, client));
        }
        return Optional.of(builder);
    }

    private static OAuth2AuthorizationRequest request(Record grant, String client) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri("/oauth2/authorize")
                .clientId(client)
                .redirectUri(grant.get("redirect_uri", String.class))
                .scopes(scopes(grant, "requested_scopes"))
                .state(grant.get("client_state", String.class))
                .additionalParameters(
                        Map.of(
                                PkceParameterNames.CODE_CHALLENGE,
                                grant.get("code_challenge", String.class),
                                PkceParameterNames.CODE_CHALLENGE_METHOD,
                                "S256"))
                .build();
    }

    /// @return whether the one of `hash` is among them
    private boolean addTokens(
            OAuth2Authorization.Builder builder, Record grant, byte[] hash, String value) {
        boolean found = false;
        for (Record row :
                identity.fetch(
                        "select * from rowhook_identity.oauth_grant_token where grant_id = ? and status <> 'replaced'",
                        grant.get("id", UUID.class))) {
            byte[] stored = row.get("hash", byte[].class);
            boolean isMeant = Arrays.equals(stored, hash);
            found |= isMeant;
            String known = isMeant ? value : TokenHash.inPlaceOf(stored);
            GrantTokenKind kind = GrantTokenKind.parse(row.get("kind", String.class));
            if (kind == GrantTokenKind.STATE) {
                builder.attribute(OAuth2ParameterNames.STATE, known);
            } else {
                boolean ended = row.get("status", String.class).equals("ended");
                builder.token(
                        kind.token(
                                known,
                                instant(row, "issued_at"),
                                instant(row, "expires_at"),
                                scopes(grant, "scopes")),
                        metadata ->
                                metadata.put(
                                        OAuth2Authorization.Token.INVALIDATED_METADATA_NAME,
                                        ended));
            }
        }
        return found;
    }

    private static Instant instant(Record row, String column) {
        return row.get(column, Instant.class);
    }

    private static Set<String> scopes(Record grant, String column) {
        return new HashSet<>(Arrays.asList(grant.get(column, String[].class)));
    }
}
