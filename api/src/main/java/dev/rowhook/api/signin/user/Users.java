package dev.rowhook.api.signin.user;

import dev.rowhook.core.UserId;
import dev.rowhook.store.Sql;

import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Repository;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// The people of all accounts, by the issuer that vouches for them and its name for them. Whoever
/// is disabled is not found.
///
/// Thread-safe.
@Repository
public class Users {
    /// The issuer of those who sign in with a password.
    public static final String BUILT_IN = "built-in";

    private static final String SELECT =
            "select id, email, name, generation from rowhook_identity.app_user where not disabled and ";

    private final DSLContext identity;
    private final Clock clock;

    Users(@Qualifier("identityDsl") DSLContext identity, Clock clock) {
        this.identity = identity;
        this.clock = clock;
    }

    /// The user of this id.
    public Optional<AppUser> find(UserId id) {
        return identity.fetchOptional(SELECT + "id = ?", id.value()).map(Users::user);
    }

    /// The user who signs in with this e-mail address and a password.
    public Optional<AppUser> findBuiltIn(String email) {
        return identity.fetchOptional(
                        SELECT + "issuer = ? and lower(email) = lower(?)", BUILT_IN, email.strip())
                .map(Users::user);
    }

    /// A user for whom an external issuer vouches, made when they come for the first time, and
    /// called what the issuer calls them now. Empty if the user is disabled.
    public Optional<AppUser> ofIssuer(String issuer, String subject, String email, String name) {
        return identity.fetchOptional(
                        """
                        insert into rowhook_identity.app_user as u (id, issuer, subject, email, name, last_sign_in_at)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (issuer, subject) do update
                        set email = excluded.email, name = excluded.name, last_sign_in_at = excluded.last_sign_in_at
                        where not u.disabled
                        returning id, email, name, generation
                        """,
                        UserId.create().value(),
                        issuer,
                        subject,
                        email,
                        name,
                        Sql.moment(clock.instant()))
                .map(Users::user);
    }

    /// Calls a user by another name, in their accounts too.
    public void rename(UserId id, String name) {
        identity.transaction(transaction -> {
            DSLContext db = transaction.dsl();
            db.execute(
                    "update rowhook_identity.app_user set name = ? where id = ?", name, id.value());
            db.fetch("select rowhook.rename_member(?, ?)", id.value(), name);
        });
    }

    private static AppUser user(Record row) {
        return new AppUser(
                new UserId(row.get("id", UUID.class)),
                row.get("email", String.class),
                row.get("name", String.class),
                row.get("generation", Integer.class));
    }
}
