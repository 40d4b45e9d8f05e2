package dev.rowhook.api.oauth;

import dev.rowhook.api.auth.SignedInUser;
import dev.rowhook.store.Sql;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/// Writes a grant within one transaction. Not thread-safe.
final class GrantWriter {
    /// How long a person may think about it.
    private static final Duration STATE_LIFE = Duration.ofMinutes(10);

    private final DSLContext db;
    private final Instant now;

    GrantWriter(DSLContext db, Instant now) {
        this.db = db;
        this.now = now;
    }

    /// @throws OAuth2AuthenticationException if another one has changed the grant since it was read
    void save(OAuth2Authorization grant) {
        UUID id = UUID.fromString(grant.getId());
        Integer version = grant.getAttribute(GrantReader.VERSION);
        if (version == null) {
            insert(id, grant);
        } else if (update(id, grant, version) == 0) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
        if (hasEnded(grant.getToken(OAuth2RefreshToken.class))
                || hasEnded(grant.getToken(OAuth2AccessToken.class))) {
            db.execute("delete from rowhook_identity.oauth_grant where id = ?", id);
            return;
        }
        for (GrantTokenKind kind : GrantTokenKind.values()) {
            Class<? extends OAuth2Token> type = kind.type();
            if (type != null) {
                save(id, kind, grant.getToken(type));
            }
        }
        saveState(id, grant.getAttribute(OAuth2ParameterNames.STATE));
    }

    private static boolean hasEnded(OAuth2Authorization.@Nullable Token<?> token) {
        return token != null && token.isInvalidated();
    }

    private void insert(UUID id, OAuth2Authorization grant) {
        OAuth2AuthorizationRequest request =
                grant.getAttribute(OAuth2AuthorizationRequest.class.getName());
        Set<String> requested =
                request == null
                        ? grant.getAttribute(OAuth2ParameterNames.SCOPE)
                        : request.getScopes();
        db.execute(
                """
                insert into rowhook_identity.oauth_grant (id, version, client_id, kind, user_id, requested_scopes,
                    scopes, redirect_uri, client_state, code_challenge, created_at)
                values (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                grant.getRegisteredClientId(),
                grant.getAuthorizationGrantType().getValue(),
                user(grant),
                array(Objects.requireNonNullElse(requested, Set.of())),
                array(grant.getAuthorizedScopes()),
                request == null ? null : redirect(request),
                request == null ? null : request.getState(),
                request == null
                        ? null
                        : request.getAdditionalParameters().get(PkceParameterNames.CODE_CHALLENGE),
                Sql.moment(now));
    }

    private static String redirect(OAuth2AuthorizationRequest request) {
        return Objects.requireNonNullElse(request.getRedirectUri(), "");
    }

    private int update(UUID id, OAuth2Authorization grant, int version) {
        return db.execute(
                """
                update rowhook_identity.oauth_grant
                set version = version + 1, user_id = ?, scopes = ?
                where id = ? and version = ?
                """,
                user(grant),
                array(grant.getAuthorizedScopes()),
                id,
                version);
    }

    private static Field<UUID> user(OAuth2Authorization grant) {
        UUID user =
                grant.getAttribute(Principal.class.getName()) instanceof SignedInUser person
                        ? person.user().value()
                        : null;
        return Sql.id(user);
    }

    /// Only of refresh tokens the former ones are kept.
    private void save(UUID id, GrantTokenKind kind, OAuth2Authorization.@Nullable Token<?> token) {
        if (token == null) {
            return;
        }
        byte[] hash = TokenHash.toStore(token.getToken().getTokenValue());
        if (kind == GrantTokenKind.REFRESH_TOKEN) {
            db.execute(
                    """
                    update rowhook_identity.oauth_grant_token set status = 'replaced'
                    where grant_id = ? and kind = ? and hash <> ?
                    """,
                    id,
                    kind.code(),
                    hash);
        } else {
            deleteOthers(id, kind, hash);
        }
        Instant issued = Objects.requireNonNullElse(token.getToken().getIssuedAt(), now);
        Instant expires = Objects.requireNonNullElse(token.getToken().getExpiresAt(), now);
        upsert(hash, id, kind, token.isInvalidated() ? "ended" : "current", issued, expires);
    }

    private void saveState(UUID id, @Nullable String state) {
        byte[] hash = state == null ? new byte[0] : TokenHash.toStore(state);
        deleteOthers(id, GrantTokenKind.STATE, hash);
        if (state != null) {
            upsert(hash, id, GrantTokenKind.STATE, "current", now, now.plus(STATE_LIFE));
        }
    }

    private void deleteOthers(UUID id, GrantTokenKind kind, byte[] hash) {
        db.execute(
                "delete from rowhook_identity.oauth_grant_token where grant_id = ? and kind = ? and hash <> ?",
                id,
                kind.code(),
                hash);
    }

    private void upsert(
            byte[] hash,
            UUID id,
            GrantTokenKind kind,
            String status,
            Instant issued,
            Instant expires) {
        db.execute(
                """
                insert into rowhook_identity.oauth_grant_token (hash, grant_id, kind, status, issued_at, expires_at)
                values (?, ?, ?, ?, ?, ?)
                on conflict (hash) do update set status = excluded.status
                """,
                hash,
                id,
                kind.code(),
                status,
                Sql.moment(issued),
                Sql.moment(expires));
    }

    private static String[] array(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }
}
