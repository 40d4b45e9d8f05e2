package dev.rowhook.store.accounts;

import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;

import org.jooq.DSLContext;
import org.jooq.Record;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The tokens by which whoever runs Rowhook makes, suspends and deletes accounts. Thread-safe.
public final class HostTokens {
    private static final String COLUMNS = "id, name, created_at, last_used_at";

    private final DSLContext db;

    /// @param db of the worker's role, or the owner's
    public HostTokens(DSLContext db) {
        this.db = db;
    }

    /// A token as it is stored.
    ///
    /// @param lastUsedAt exact to a minute
    public record HostToken(
            UUID id, String name, Instant createdAt, Optional<Instant> lastUsedAt) {}

    /// Makes a token. It is known here and never again.
    public OpaqueToken create(String name) {
        OpaqueToken token = OpaqueToken.create(TokenKind.HOST);
        db.execute(
                "insert into rowhook_host.host_token (id, name, hash) values (?, ?, ?)",
                UUID.randomUUID(),
                name,
                token.hash());
        return token;
    }

    /// Whose token this is, if it is one.
    public Optional<HostToken> find(OpaqueToken token) {
        Optional<HostToken> found =
                db.fetchOptional(
                                "select "
                                        + COLUMNS
                                        + " from rowhook_host.host_token where hash = ?",
                                token.hash())
                        .map(HostTokens::read);
        found.ifPresent(this::noteUse);
        return found;
    }

    private void noteUse(HostToken token) {
        db.execute(
                """
                update rowhook_host.host_token set last_used_at = now()
                where id = ? and (last_used_at is null or last_used_at < now() - interval '1 minute')
                """,
                token.id());
    }

    /// Oldest first.
    public List<HostToken> list() {
        return db.fetch(
                        "select "
                                + COLUMNS
                                + " from rowhook_host.host_token order by created_at, id")
                .map(HostTokens::read);
    }

    /// Takes a token back.
    ///
    /// @return whether there was one
    public boolean revoke(UUID id) {
        return db.execute("delete from rowhook_host.host_token where id = ?", id) == 1;
    }

    private static HostToken read(Record row) {
        return new HostToken(
                row.get("id", UUID.class),
                row.get("name", String.class),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.get("last_used_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
