package dev.rowhook.store.identity;

import dev.rowhook.core.UserId;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;
import dev.rowhook.store.Sql;

import org.jooq.DSLContext;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Tokens by which someone who forgot the password sets another one, each once and within an hour.
///
/// `identity` connects as the role of that name. Thread-safe.
public final class PasswordResets {
    /// For how long a token is good.
    public static final Duration GOOD_FOR = Duration.ofHours(1);

    /// How many tokens a user may have, for anybody may ask for another one.
    public static final int AT_A_TIME = 5;

    private final DSLContext identity;
    private final Clock clock;

    public PasswordResets(DSLContext identity, Clock clock) {
        this.identity = identity;
        this.clock = clock;
    }

    /// A new token for the user of this e-mail address, if there is one who has a password; it is
    /// known here and never again.
    public Optional<OpaqueToken> create(String email) {
        OpaqueToken token = OpaqueToken.create(TokenKind.RESET);
        Instant now = clock.instant();
        int made =
                identity.execute(
                        """
                        insert into rowhook_identity.reset_token (hash, user_id, created_at, expires_at)
                        select ?, id, ?, ? from rowhook_identity.app_user
                        where issuer = 'built-in' and lower(email) = lower(?) and not disabled
                        and (select count(*) from rowhook_identity.reset_token where user_id = id) < ?
                        """,
                        token.hash(),
                        Sql.moment(now),
                        Sql.moment(now.plus(GOOD_FOR)),
                        email.strip(),
                        AT_A_TIME);
        return made == 0 ? Optional.empty() : Optional.of(token);
    }

    /// The path of the page on which a token is used. It is a secret.
    public static String path(OpaqueToken token) {
        return "/reset/" + token.reveal();
    }

    /// Whose password the token sets, if it still does.
    public Optional<UserId> find(OpaqueToken token) {
        return identity.fetchOptional(
                        "select user_id from rowhook_identity.reset_token where hash = ? and expires_at > ?",
                        token.hash(),
                        Sql.moment(clock.instant()))
                .map(row -> new UserId(row.get("user_id", UUID.class)));
    }

    /// Uses a token up, and with it all others of its user.
    ///
    /// @param transaction of the same role, in which the password is set
    public Optional<UserId> use(DSLContext transaction, OpaqueToken token) {
        Optional<UserId> user =
                transaction
                        .fetchOptional(
                                "delete from rowhook_identity.reset_token where hash = ? and expires_at > ? returning user_id",
                                token.hash(),
                                Sql.moment(clock.instant()))
                        .map(row -> new UserId(row.get("user_id", UUID.class)));
        user.ifPresent(id ->
                transaction.execute(
                        "delete from rowhook_identity.reset_token where user_id = ?", id.value()));
        return user;
    }

    /// Forgets those that are good no more.
    public void sweep() {
        identity.execute(
                "delete from rowhook_identity.reset_token where expires_at <= ?",
                Sql.moment(clock.instant()));
    }
}
