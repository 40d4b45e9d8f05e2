package dev.rowhook.changelog;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.Lsn;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A log of a database of its own, and short ways to fill it and to read it.
final class LogFixture implements AutoCloseable {
    static final int SINK = 7;
    static final int OTHER_SINK = 8;

    final OwnPostgres postgres = OwnPostgres.create();
    final DSLContext worker = postgres.worker();
    final AccountId account = new AccountId(postgres.createAccount());
    final DatabaseId database = DatabaseId.create();
    final Lease lease = leases("node-a").take(account, database).orElseThrow();
    private long commits;

    Leases leases(String owner) {
        return new Leases(worker, owner, Duration.ofSeconds(30));
    }

    ChangeLog open(ChangeLog.Settings settings) {
        return ChangeLog.open(worker, lease, settings);
    }

    /// Appends a transaction of so many changes, each of which both sinks want, unless only one
    /// does.
    void append(ChangeLogWriter writer, int changes, int... sinks) {
        AppendBatch batch = writer.newBatch(1);
        long commit = ++commits;
        for (int i = 0; i < changes; i++) {
            batch.add(commit, i, 1_000 * commit, 1, null, body(commit, i), sinks);
        }
        Lsn lsn = new Lsn(commit);
        writer.append(batch, writer.position().at(lsn, changes, lsn, true, new Lsn(commit + 1)));
    }

    static byte[] body(long commit, int index) {
        return "I change %d of %d".formatted(index, commit).getBytes(StandardCharsets.UTF_8);
    }

    /// All that the sink wants beyond `after`, up to the end of the log.
    static List<LoggedChange> readAll(ChangeLog log, int sink, long after)
            throws InterruptedException {
        List<LoggedChange> changes = new ArrayList<>();
        long at = after;
        while (at < log.end()) {
            LogPage page = log.sinkLog(sink).next(at, 3);
            changes.addAll(page.changes());
            at = page.lastSeq();
        }
        return changes;
    }

    @Override
    public void close() {
        postgres.close();
    }
}
