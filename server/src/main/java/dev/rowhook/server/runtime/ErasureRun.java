package dev.rowhook.server.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LogEraser;
import dev.rowhook.changelog.StoredRelations;
import dev.rowhook.core.ErasureId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.SoughtRow;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.dispatcher.DatabaseDispatch;
import dev.rowhook.dispatcher.attempt.AttemptErasure;
import dev.rowhook.server.runtime.ErasureRows.Found;
import dev.rowhook.server.runtime.ErasureRows.Wanted;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Blanks a row wherever one database's part of the store keeps it, in an order in which nothing
/// comes back: the log; the log's end in memory; what each sink has in memory and pending; then the
/// attempts, when those that were under way are written.
///
/// Whoever goes on after a crash looks through the log from where it was, and does the rest anew.
/// For one thread.
final class ErasureRun {
    private static final int SEQS_AT_ONCE = 1_000;

    private final DSLContext worker;
    private final ChangeLog changeLog;
    private final DatabaseDispatch dispatch;
    private final DataKeys keys;
    private final ErasureRows rows;
    private long unknownMessages;

    ErasureRun(
            DSLContext worker,
            ChangeLog changeLog,
            DatabaseDispatch dispatch,
            DataKeys keys,
            ErasureRows rows) {
        this.worker = worker;
        this.changeLog = changeLog;
        this.dispatch = dispatch;
        this.keys = keys;
        this.rows = rows;
    }

    /// @throws dev.rowhook.core.secret.SealBrokenException if the key does not open
    /// @throws dev.rowhook.changelog.LeaseLostException if another owner took the database
    void run(Wanted wanted) throws InterruptedException {
        SoughtRow row = sought(wanted);
        long until = wanted.until().orElseGet(changeLog::end);
        if (wanted.until().isEmpty()) {
            rows.begin(wanted.id(), until);
        }
        LogEraser eraser = changeLog.eraser();
        eraseLog(wanted, row, eraser, until);
        changeLog.forgetMemory();
        List<SinkId> sinks = rows.sinks(wanted.table());
        for (SinkId sink : sinks) {
            eraseMessages(wanted.id(), row, sink, until);
        }
        eraseAttempts(wanted.id(), row, sinks, eraser, until);
        rows.done(wanted.id(), unknownMessages);
    }

    private SoughtRow sought(Wanted wanted) {
        Lease lease = changeLog.lease();
        SealedPlace place = SealedPlace.erasureKey(lease.account(), wanted.id());
        String json = new String(keys.open(worker, place, wanted.sealed()), UTF_8);
        Map<String, String> key =
                JsonMapper.shared()
                        .readTree(json)
                        .propertyStream()
                        .collect(Collectors.toMap(Map.Entry::getKey, ErasureRun::text));
        return new SoughtRow(
                wanted.table(),
                StoredRelations.load(worker, lease.account(), lease.database()).all().values(),
                key);
    }

    private static String text(Map.Entry<String, JsonNode> column) {
        return column.getValue().asString();
    }

    private void eraseLog(Wanted wanted, SoughtRow row, LogEraser eraser, long until)
            throws InterruptedException {
        long at = wanted.at();
        while (at < until) {
            requireRunning();
            at =
                    eraser.next(
                                    row,
                                    at,
                                    until,
                                    (tx, stretch) -> {
                                        rows.at(tx, wanted.id(), stretch.lastSeq());
                                        rows.add(
                                                tx,
                                                wanted.id(),
                                                Found.changes(stretch.erased(), stretch.unknown()));
                                    })
                            .lastSeq();
        }
    }

    private void eraseMessages(ErasureId id, SoughtRow row, SinkId sink, long until)
            throws InterruptedException {
        dispatch.erase(
                sink,
                row,
                until,
                (tx, part) -> {
                    unknownMessages += part.unknown();
                    rows.add(tx, id, Found.messages(part.pending(), part.deadLetters()));
                });
    }

    private void eraseAttempts(
            ErasureId id, SoughtRow row, List<SinkId> sinks, LogEraser eraser, long until)
            throws InterruptedException {
        AttemptErasure attempts = dispatch.attempts();
        attempts.awaitWritten();
        long at = 0;
        while (at < until) {
            requireRunning();
            LogEraser.Marked marked = eraser.marked(row, at, until);
            for (int from = 0; from < marked.seqs().size(); from += SEQS_AT_ONCE) {
                int to = Math.min(marked.seqs().size(), from + SEQS_AT_ONCE);
                List<Long> seqs = marked.seqs().subList(from, to);
                int _ = rows.blank(id, tx -> attempts.blank(tx, sinks, seqs), count -> count);
            }
            at = marked.lastSeq();
        }
        // What was dropped from the log meanwhile comes before this.
        long first = eraser.first();
        for (SinkId sink : sinks) {
            Optional<UUID> after = Optional.empty();
            do {
                requireRunning();
                Optional<UUID> last = after;
                after =
                        rows.blank(
                                        id,
                                        tx -> attempts.blankUnknown(tx, sink, last, first),
                                        AttemptErasure.Part::blanked)
                                .last();
            } while (after.isPresent());
        }
    }

    private static void requireRunning() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
