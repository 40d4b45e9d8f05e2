package dev.rowhook.api.signin.password;

import dev.rowhook.api.signin.user.AppUser;
import dev.rowhook.api.signin.user.SignOuts;
import dev.rowhook.api.signin.user.Users;
import dev.rowhook.core.UserId;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.store.Sql;
import dev.rowhook.store.identity.PasswordResets;

import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Signs people in by their passwords, and changes them. Methods that hash throw [TooBusyException]
/// when too many people do so at once.
///
/// Thread-safe.
@Component
public class Passwords {
    private static final Logger log = LoggerFactory.getLogger(Passwords.class);

    private final DSLContext identity;
    private final Users users;
    private final PasswordHashes hashes;
    private final FailureCounts failures;
    private final AddressThrottle throttle;
    private final PasswordResets resets;
    private final Clock clock;

    Passwords(
            @Qualifier("identityDsl") DSLContext identity,
            Users users,
            PasswordHashes hashes,
            FailureCounts failures,
            AddressThrottle throttle,
            PasswordResets resets,
            Clock clock) {
        this.identity = identity;
        this.users = users;
        this.hashes = hashes;
        this.failures = failures;
        this.throttle = throttle;
        this.resets = resets;
        this.clock = clock;
    }

    /// Tries a password, of someone at an address of the network.
    public SignInOutcome signIn(String email, Secret password, String address) {
        Optional<Duration> wait = throttle.guess(address);
        if (wait.isPresent()) {
            log.atInfo().addKeyValue("address", address).log("sign-in throttled");
            return new SignInOutcome.Throttled(wait.get());
        }
        Optional<AppUser> user = users.findBuiltIn(email);
        boolean right = hashes.matches(password, storedHash(email));
        boolean admitted = failures.admit(email, right);
        if (user.isEmpty() || !admitted) {
            log.atInfo().addKeyValue("address", address).log("sign-in refused");
            return new SignInOutcome.Refused();
        }
        throttle.wasRight(address);
        noteSignIn(user.get());
        log.atInfo()
                .addKeyValue("user", user.get().id())
                .addKeyValue("address", address)
                .log("signed in");
        return new SignInOutcome.SignedIn(user.get());
    }

    /// Asked for nobody, too, so that it takes as long.
    private Optional<String> storedHash(String email) {
        return identity.fetchOptional(
                        "select password_hash from rowhook_identity.app_user where issuer = ? and lower(email) = lower(?)",
                        Users.BUILT_IN,
                        email.strip())
                .map(row -> row.get("password_hash", String.class));
    }

    private void noteSignIn(AppUser user) {
        identity.execute(
                "update rowhook_identity.app_user set last_sign_in_at = ? where id = ?",
                Sql.moment(clock.instant()),
                user.id().value());
    }

    /// What is stored of a new password.
    public String hash(Secret password) {
        return hashes.hash(password);
    }

    /// Gives a user another password, and signs them out everywhere but in one session.
    ///
    /// @param kept the session's own id in the store
    public void change(UserId user, Secret password, Optional<String> kept) {
        String hash = hashes.hash(password);
        identity.transaction(transaction -> set(transaction.dsl(), user, hash, kept));
    }

    /// Gives the user of a reset token another password, once; it unlocks the user and signs them
    /// out everywhere. Empty if the token is good no more.
    public Optional<AppUser> reset(OpaqueToken token, Secret password) {
        String hash = hashes.hash(password);
        return identity.transactionResult(transaction -> {
            DSLContext db = transaction.dsl();
            Optional<AppUser> user = resets.use(db, token).flatMap(users::find);
            user.ifPresent(found -> {
                set(db, found.id(), hash, Optional.empty());
                FailureCounts.forget(db, found.email());
                log.atInfo().addKeyValue("user", found.id()).log("password reset");
            });
            return user;
        });
    }

    private static void set(DSLContext db, UserId user, String hash, Optional<String> kept) {
        db.execute(
                "update rowhook_identity.app_user set password_hash = ? where id = ?",
                hash,
                user.value());
        SignOuts.end(db, user, kept);
    }
}
