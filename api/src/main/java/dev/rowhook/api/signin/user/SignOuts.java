package dev.rowhook.api.signin.user;

import dev.rowhook.core.UserId;

import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

import java.util.Optional;

/// Signs people out wherever they are signed in: of sessions, of clients that hold refresh tokens,
/// and of access tokens that would be good for some minutes more.
///
/// Thread-safe.
@Component
public class SignOuts {
    private final DSLContext identity;

    SignOuts(@Qualifier("identityDsl") DSLContext identity) {
        this.identity = identity;
    }

    /// Ends everything.
    public void everywhere(UserId user) {
        identity.transaction(transaction -> end(transaction.dsl(), user, Optional.empty()));
    }

    /// Ends everything but one session, within a transaction that has more to do.
    ///
    /// @param kept the session's own id in the store
    public static void end(DSLContext transaction, UserId user, Optional<String> kept) {
        transaction.execute(
                "update rowhook_identity.app_user set generation = generation + 1 where id = ?",
                user.value());
        transaction.execute(
                "delete from rowhook_identity.oauth_grant where user_id = ?", user.value());
        transaction.execute(
                "delete from rowhook_identity.session where principal_name = ? and primary_id is distinct from ?",
                user.toString(),
                kept.orElse(null));
    }
}
