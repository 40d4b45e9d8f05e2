package dev.rowhook.api.signin.user;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.AuditEventId;
import dev.rowhook.core.UserId;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.store.Sql;

import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Repository;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// Invitations to accounts, as whoever holds the link sees and accepts them.
///
/// Thread-safe.
@Repository
public class Invitations {
    private final DSLContext identity;
    private final Clock clock;

    Invitations(@Qualifier("identityDsl") DSLContext identity, Clock clock) {
        this.identity = identity;
        this.clock = clock;
    }

    /// The invitation of a link, if it is open.
    public Optional<Invitation> find(OpaqueToken token) {
        return identity.fetchOptional("select * from rowhook.open_invitation(?)", token.hash())
                .map(Invitations::invitation);
    }

    /// Makes a member of someone who has signed in before. Answers whether it was still open.
    public boolean accept(OpaqueToken token, AppUser user) {
        return identity.transactionResult(
                transaction -> accept(transaction.dsl(), token, user).isPresent());
    }

    /// Makes a user of whoever was invited, and a member of the user. Empty if it is not open any
    /// more, or someone has the e-mail address by now.
    public Optional<AppUser> join(OpaqueToken token, String name, String passwordHash) {
        try {
            return identity.transactionResult(transaction -> {
                DSLContext db = transaction.dsl();
                Optional<AppUser> user =
                        find(token).map(invitation -> insert(db, invitation, name, passwordHash));
                if (user.isPresent() && accept(db, token, user.get()).isEmpty()) {
                    throw new NotOpenException();
                }
                return user;
            });
        } catch (NotOpenException | IntegrityConstraintViolationException _) {
            return Optional.empty();
        }
    }

    private AppUser insert(DSLContext db, Invitation invitation, String name, String hash) {
        UserId id = UserId.create();
        db.execute(
                """
                insert into rowhook_identity.app_user (id, issuer, subject, email, name, password_hash, last_sign_in_at)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                id.value(),
                Users.BUILT_IN,
                id.toString(),
                invitation.email(),
                name,
                hash,
                Sql.moment(clock.instant()));
        return new AppUser(id, invitation.email(), name, 0);
    }

    private static Optional<UUID> accept(DSLContext db, OpaqueToken token, AppUser user) {
        return Optional.ofNullable(
                db.fetchSingle(
                                "select rowhook.accept_invitation(?, ?, ?, ?, ?) as account_id",
                                token.hash(),
                                AuditEventId.create().value(),
                                user.id().value(),
                                user.email(),
                                user.name())
                        .get("account_id", UUID.class));
    }

    private static Invitation invitation(Record row) {
        return new Invitation(
                new AccountId(row.get("account_id", UUID.class)),
                row.get("account_name", String.class),
                row.get("email", String.class),
                row.get("role", String.class),
                row.get("invited_by", String.class));
    }

    /// Undoes a transaction in which the invitation was taken by another one.
    private static final class NotOpenException extends RuntimeException {}
}
