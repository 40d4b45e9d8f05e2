package dev.rowhook.api.signin.session;

import dev.rowhook.api.auth.SignedInUser;
import dev.rowhook.api.auth.StandingSessions;
import dev.rowhook.api.signin.user.AppUser;
import dev.rowhook.api.signin.user.Users;
import dev.rowhook.core.UserId;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Looks up the sessions of requests that take long. Thread-safe.
@Component
class LongSessions implements StandingSessions {
    private final DSLContext identity;
    private final Users users;

    LongSessions(@Qualifier("identityDsl") DSLContext identity, Users users) {
        this.identity = identity;
        this.users = users;
    }

    @Override
    public Supplier<Optional<SignedInUser>> of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return Optional::empty;
        }
        String id = session.getId();
        return () -> user(id).flatMap(users::find).map(AppUser::signedIn);
    }

    private Optional<UserId> user(String id) {
        Instant now = Instant.now();
        return identity.fetchOptional(
                        SessionSql.USER,
                        id,
                        now.toEpochMilli(),
                        now.minus(Sessions.LONGEST).toEpochMilli())
                .flatMap(row -> UserId.parse(row.get("principal_name", String.class)));
    }
}
