package dev.rowhook.api.signin.session;

import dev.rowhook.api.signin.user.AppUser;
import dev.rowhook.core.UserId;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Begins, lists and ends the sessions of people. A session ends after 12 hours without a request,
/// and after 7 days in any case.
///
/// Thread-safe.
@Component
public class Sessions {
    /// Without a request.
    public static final Duration IDLE = Duration.ofHours(12);

    /// From the sign-in on.
    public static final Duration LONGEST = Duration.ofDays(7);

    private static final String USER = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
    private static final String ADDRESS = "address";
    private static final String USER_AGENT = "user_agent";
    private static final int USER_AGENT_LENGTH = 300;

    private final DSLContext identity;

    Sessions(@Qualifier("identityDsl") DSLContext identity) {
        this.identity = identity;
    }

    /// Signs a browser in: whatever session it had ends, and a new one begins under a new id.
    public void begin(HttpServletRequest request, AppUser user) {
        end(request);
        HttpSession session = request.getSession(true);
        session.setAttribute(USER, user.id().toString());
        session.setAttribute(ADDRESS, request.getRemoteAddr());
        session.setAttribute(USER_AGENT, userAgent(request));
    }

    private static String userAgent(HttpServletRequest request) {
        String header = Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), "");
        return header.substring(0, Math.min(header.length(), USER_AGENT_LENGTH));
    }

    /// Signs a browser out.
    public void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /// Who is signed in by the cookie of a request. A request that names someone by a header is not
    /// looked at.
    static Optional<UserId> user(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            return Optional.empty();
        }
        HttpSession session = request.getSession(false);
        if (session == null) {
            return Optional.empty();
        }
        Instant begun = Instant.ofEpochMilli(session.getCreationTime());
        if (Duration.between(begun, Instant.now()).compareTo(LONGEST) > 0) {
            session.invalidate();
            return Optional.empty();
        }
        return session.getAttribute(USER) instanceof String id
                ? UserId.parse(id)
                : Optional.empty();
    }

    /// The id in the store of the session that a request is of.
    public Optional<String> idOf(HttpServletRequest request) {
        HttpSession session =
                request.getHeader(HttpHeaders.AUTHORIZATION) == null
                        ? request.getSession(false)
                        : null;
        return session == null
                ? Optional.empty()
                : identity.fetchOptional(SessionSql.PRIMARY_ID, session.getId())
                        .map(row -> row.get("primary_id", String.class));
    }

    /// Those of a user that have not ended, the one used last first.
    public List<SessionInfo> list(UserId user) {
        return identity.fetch(
                        """
                        select s.primary_id, s.creation_time, s.last_access_time,
                            (select convert_from(a.attribute_bytes, 'UTF8') from rowhook_identity.session_attributes a
                             where a.session_primary_id = s.primary_id and a.attribute_name = 'address') as address,
                            (select convert_from(a.attribute_bytes, 'UTF8') from rowhook_identity.session_attributes a
                             where a.session_primary_id = s.primary_id and a.attribute_name = 'user_agent') as user_agent
                        from rowhook_identity.session s
                        where s.principal_name = ? and s.expiry_time > ? and s.creation_time > ?
                        order by s.last_access_time desc, s.primary_id
                        """,
                        user.toString(),
                        Instant.now().toEpochMilli(),
                        Instant.now().minus(LONGEST).toEpochMilli())
                .map(Sessions::info);
    }

    /// Ends one of a user's sessions. Answers whether it was there.
    public boolean end(UserId user, String id) {
        return identity.execute(
                        "delete from rowhook_identity.session where principal_name = ? and primary_id = ?",
                        user.toString(),
                        id)
                > 0;
    }

    private static SessionInfo info(Record row) {
        return new SessionInfo(
                row.get("primary_id", String.class),
                Objects.requireNonNullElse(row.get("user_agent", String.class), ""),
                Objects.requireNonNullElse(row.get("address", String.class), ""),
                Instant.ofEpochMilli(row.get("creation_time", Long.class)),
                Instant.ofEpochMilli(row.get("last_access_time", Long.class)));
    }
}
