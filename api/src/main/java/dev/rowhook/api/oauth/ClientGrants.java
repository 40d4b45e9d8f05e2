package dev.rowhook.api.oauth;

import dev.rowhook.api.signin.chore.Chore;
import dev.rowhook.store.Sql;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What people granted to the command line, by the hashes of its codes and tokens.
///
/// A code or refresh token is good once, also when two present it at the same moment: who saves a
/// grant that another one has saved since is refused. Presenting a refresh token again in whose
/// place another was given ends the grant: one of the two who had it stole it.
///
/// Of tokens of machines nothing is kept; they are over in ten minutes. Thread-safe.
@Component
class ClientGrants implements OAuth2AuthorizationService, Chore {
    private static final Logger log = LoggerFactory.getLogger(ClientGrants.class);

    private final DSLContext identity;
    private final GrantReader reader;
    private final Clock clock;

    ClientGrants(@Qualifier("identityDsl") DSLContext identity, GrantReader reader, Clock clock) {
        this.identity = identity;
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public void save(OAuth2Authorization grant) {
        AuthorizationGrantType kind = grant.getAuthorizationGrantType();
        if (!kind.equals(AuthorizationGrantType.CLIENT_CREDENTIALS)) {
            identity.transaction(
                    transaction -> new GrantWriter(transaction.dsl(), clock.instant()).save(grant));
        }
    }

    @Override
    public void remove(OAuth2Authorization grant) {
        delete(UUID.fromString(grant.getId()));
    }

    private void delete(UUID grant) {
        identity.execute("delete from rowhook_identity.oauth_grant where id = ?", grant);
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return reader.read(UUID.fromString(id)).orElse(null);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String value, @Nullable OAuth2TokenType type) {
        byte[] hash = TokenHash.ofPresented(value);
        Optional<Record> found =
                identity.fetchOptional(
                        """
                        select grant_id, status, expires_at, kind from rowhook_identity.oauth_grant_token
                        where hash = ? and kind = any (?)
                        """,
                        hash,
                        GrantTokenKind.of(type).stream()
                                .map(GrantTokenKind::code)
                                .toArray(String[]::new));
        return found.flatMap(token -> grant(token, hash, value)).orElse(null);
    }

    private Optional<OAuth2Authorization> grant(Record token, byte[] hash, String value) {
        UUID grant = token.get("grant_id", UUID.class);
        if (token.get("status", String.class).equals("replaced")) {
            delete(grant);
            log.atWarn()
                    .addKeyValue("grant", grant)
                    .log("refresh token used twice, its grant is ended");
            return Optional.empty();
        }
        boolean isState = token.get("kind", String.class).equals(GrantTokenKind.STATE.code());
        boolean isOver = !clock.instant().isBefore(token.get("expires_at", Instant.class));
        return isState && isOver ? Optional.empty() : reader.read(grant, hash, value);
    }

    /// Forgets grants of which nothing is good any more, and replaced tokens that would be over by
    /// now.
    @Override
    public void run() {
        Field<Instant> now = Sql.moment(clock.instant());
        identity.execute(
                "delete from rowhook_identity.oauth_grant_token where status = 'replaced' and expires_at <= ?",
                now);
        identity.execute(
                """
                delete from rowhook_identity.oauth_grant g where not exists (
                    select from rowhook_identity.oauth_grant_token t
                    where t.grant_id = g.id and t.status = 'current' and t.expires_at > ?)
                """,
                now);
    }
}
