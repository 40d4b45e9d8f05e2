package dev.rowhook.store.accounts;

import dev.rowhook.core.AccountId;

import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What the host remembers of accounts that it had deleted. Thread-safe if `db` is.
public final class AccountDeletions {
    private final DSLContext db;

    /// @param db of the worker's role
    public AccountDeletions(DSLContext db) {
        this.db = db;
    }

    /// The deletion of an account.
    ///
    /// @param forced whether sources that cannot be reached are not waited for
    /// @param leftovers what stayed at such sources, a JSON array
    /// @param doneAt empty while rows of the account are there
    public record Deletion(
            AccountId account,
            String name,
            Instant requestedAt,
            String requestedBy,
            boolean forced,
            JSONB leftovers,
            Optional<Instant> doneAt) {}

    /// Notes that somebody wants an account deleted. What was forced once stays so.
    public void request(AccountId account, String name, String requestedBy, boolean forced) {
        db.execute(
                """
                insert into rowhook_host.account_deletion as d (account_id, name, requested_by, forced) values (?, ?, ?, ?)
                on conflict (account_id) do update set forced = d.forced or excluded.forced
                """,
                account.value(),
                name,
                requestedBy,
                forced);
    }

    /// The deletion of one account, if it was ever asked for.
    public Optional<Deletion> find(AccountId account) {
        return db.fetchOptional(
                        "select * from rowhook_host.account_deletion where account_id = ?",
                        account.value())
                .map(AccountDeletions::read);
    }

    /// All of them, the newest first.
    public List<Deletion> list(int limit) {
        return db.fetch(
                        "select * from rowhook_host.account_deletion order by requested_at desc, account_id limit ?",
                        limit)
                .map(AccountDeletions::read);
    }

    /// Notes what stays at a source.
    public void leave(AccountId account, String message, String remedy) {
        db.execute(
                """
                update rowhook_host.account_deletion
                set leftovers = leftovers || jsonb_build_object('message', ?::text, 'remedy', ?::text)
                where account_id = ?
                """,
                message,
                remedy,
                account.value());
    }

    /// Notes that nothing of the account is left.
    void done(AccountId account) {
        db.execute(
                "update rowhook_host.account_deletion set done_at = now() where account_id = ?",
                account.value());
    }

    private static Deletion read(Record row) {
        return new Deletion(
                new AccountId(row.get("account_id", UUID.class)),
                row.get("name", String.class),
                row.get("requested_at", OffsetDateTime.class).toInstant(),
                row.get("requested_by", String.class),
                row.get("forced", Boolean.class),
                row.get("leftovers", JSONB.class),
                Optional.ofNullable(row.get("done_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
