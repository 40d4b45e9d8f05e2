package dev.rowhook.reader.page;

import dev.rowhook.changelog.SinkTag;
import dev.rowhook.changelog.page.BackfillPage;
import dev.rowhook.changelog.page.Watch;
import dev.rowhook.changelog.page.WatchLostException;
import dev.rowhook.core.change.BackfillBody;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.OldRow;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.filter.match.Ruling;
import dev.rowhook.filter.match.Selection;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One watch as one stream serves it: it notes the changes of a table, and says what remains of a
/// page.
///
/// A row of the page that was changed by a transaction which the page's snapshot does not see is
/// left to its change if the sink gets it, wherever the transaction stands in the stream: a commit
/// is streamed before snapshots see it, for as long as it waits for a synchronous standby. If the
/// sink does not get the change, or the change does not say the whole row, the row is sent as it is
/// now, or not at all if it is gone. Not thread-safe.
public final class TableWatch {
    private static final long MAX_BYTES = 64 << 20;

    private final Watch watch;
    private final int sink;
    private final Selection selection;
    private final Function<TableName, Optional<Relation>> newest;
    private final NotedChanges noted = new NotedChanges(MAX_BYTES);
    private @Nullable Relation described;
    private @Nullable RowKeys keys;
    private @Nullable ReadWish wish;
    private long floor;

    /// @param sink the sink's number
    /// @param newest the newest versions of all tables
    public TableWatch(
            Watch watch,
            int sink,
            Selection selection,
            Function<TableName, Optional<Relation>> newest) {
        this.watch = watch;
        this.sink = sink;
        this.selection = selection;
        this.newest = newest;
    }

    public Watch watch() {
        return watch;
    }

    /// How what the sink wants for certain names it.
    public int tag() {
        return sink;
    }

    /// A row to be appended as a read.
    ///
    /// @param tag how it names the sink
    @SuppressWarnings("ArrayRecordComponent") // Handed on to the log at once.
    public record Read(byte[] body, int tag) {}

    /// What is to be done beside a change.
    ///
    /// @param read the row as it is now, if the change may have moved it out of the way of the
    ///   pages and the sink does not get the change
    /// @param again the key of the row, if it moved so and nobody has said all of it
    public record Noting(Optional<Read> read, Optional<Map<String, String>> again) {
        static final Noting NOTHING = new Noting(Optional.empty(), Optional.empty());
    }

    /// Notes a change of the table.
    ///
    /// @param tags of the sinks that get it
    public Noting note(RowChange change, Relation relation, int[] tags, int xid) {
        if (!isOfSameKeys(relation)) {
            watch.lose(new WatchLostException(false));
            return Noting.NOTHING;
        }
        RowKeys rowKeys = keys(relation);
        if (rowKeys.isEmpty()) {
            return Noting.NOTHING;
        }
        boolean taken = isTaken(tags);
        Noting noting =
                switch (change.action()) {
                    case INSERT -> {
                        put(rowKeys.of(change.newRow(), change.newRow()), xid, taken, change);
                        yield Noting.NOTHING;
                    }
                    case DELETE -> {
                        settle(rowKeys.of(change.oldRow(), change.oldRow()), xid);
                        yield Noting.NOTHING;
                    }
                    case UPDATE -> update(change, relation, rowKeys, taken, xid);
                    case TRUNCATE, MESSAGE, READ, BACKFILL_STARTED, BACKFILL_COMPLETED ->
                            Noting.NOTHING;
                };
        if (noted.isOverfull()) {
            watch.lose(new WatchLostException(true));
        }
        return noting;
    }

    /// Notes that the table was emptied.
    public void truncated(int xid) {
        noted.truncate(xid);
    }

    /// What remains of a page; empty if it must be read again.
    ///
    /// @param relation of the page, with its version in the log
    public Optional<List<Read>> resolve(BackfillPage page, Relation relation) {
        if (page.snapshot().xmin() < floor || noted.isBlindFor(page.snapshot())) {
            return Optional.empty();
        }
        if (!noted.isEmpty() && !isOfSameKeys(relation)) {
            return Optional.empty();
        }
        int tag = page.open() ? SinkTag.open(sink) : sink;
        List<Read> reads = new ArrayList<>(page.rows().size());
        if (noted.isEmpty()) {
            page.rows().forEach(body -> reads.add(new Read(body, tag)));
        } else {
            RowKeys rowKeys = new RowKeys(relation);
            for (byte[] body : page.rows()) {
                resolve(page, body, tag, relation, rowKeys).ifPresent(reads::add);
            }
        }
        floor = page.snapshot().xmin();
        noted.forget(page.snapshot());
        return Optional.of(reads);
    }

    private Optional<Read> resolve(
            BackfillPage page, byte[] body, int tag, Relation relation, RowKeys rowKeys) {
        Tuple row = RowChange.decode(body, relation).newRow();
        Optional<Noted> change =
                rowKeys.isEmpty() ? Optional.empty() : rowKeys.of(row, row).flatMap(noted::get);
        if (change.isEmpty()) {
            return noted.isTruncatedSince(page.snapshot())
                    ? Optional.empty()
                    : Optional.of(new Read(body, tag));
        }
        if (page.snapshot().sees(change.get().xid())) {
            return Optional.of(new Read(body, tag));
        }
        Tuple known = change.get().isFillable() ? row : Tuple.ABSENT;
        return change.get().newest().flatMap(now -> asItIsNow(now, known, relation));
    }

    private Noting update(
            RowChange change, Relation relation, RowKeys rowKeys, boolean taken, int xid) {
        boolean saysOld = change.oldKind() != OldRow.NONE;
        Optional<ByteBuffer> key =
                rowKeys.of(change.newRow(), saysOld ? change.oldRow() : change.newRow());
        Optional<ByteBuffer> oldKey = saysOld ? rowKeys.of(change.oldRow(), change.oldRow()) : key;
        boolean isMoved = !key.equals(oldKey);
        if (isMoved) {
            settle(oldKey, xid);
        }
        if (isMoved || PageOrder.mayMove(change, relation, watch.request().pageKey())) {
            // Pages may have passed where it stands now, and not yet come to where it stood.
            settle(key, xid);
            return moved(change, relation, taken);
        }
        put(key, xid, taken, change);
        return Noting.NOTHING;
    }

    private Noting moved(RowChange change, Relation relation, boolean taken) {
        Tuple row = said(change);
        Optional<Map<String, String>> again =
                row.hasUnchanged() ? Optional.of(RowKeys.texts(row, relation)) : Optional.empty();
        Optional<Read> read = taken ? Optional.empty() : asItIsNow(row, Tuple.ABSENT, relation);
        return new Noting(read, again);
    }

    private void put(Optional<ByteBuffer> key, int xid, boolean taken, RowChange change) {
        Tuple row = said(change);
        Optional<Noted> before = key.flatMap(noted::get);
        // What the change does not say the receiver may not have yet.
        boolean isSaid = !row.hasUnchanged() || before.map(Noted::isSettled).orElse(false);
        if (key.isEmpty() || (taken && isSaid)) {
            settle(key, xid);
        } else {
            noted.put(key.get(), Noted.kept(xid, row, before));
        }
    }

    private void settle(Optional<ByteBuffer> key, int xid) {
        key.ifPresentOrElse(known -> noted.put(known, Noted.settled(xid)), () -> noted.blind(xid));
    }

    private Optional<Read> asItIsNow(Tuple row, Tuple known, Relation relation) {
        byte[] body = new BackfillBody(watch.request().backfill(), relation.oid()).read(row, known);
        Ruling ruling = wish(relation).of(body);
        return ruling == Ruling.UNWANTED
                ? Optional.empty()
                : Optional.of(new Read(body, ruling.isOpen() ? SinkTag.open(sink) : sink));
    }

    /// All that a change says of the row as it is after it. Of a key alone the rest is not said.
    private static Tuple said(RowChange change) {
        return change.oldKind() == OldRow.FULL
                ? change.newRow().completedFrom(change.oldRow())
                : change.newRow();
    }

    /// Whether the sink gets the change for certain.
    private boolean isTaken(int[] tags) {
        for (int tag : tags) {
            if (tag == sink) {
                return true;
            }
        }
        return false;
    }

    private boolean isOfSameKeys(Relation relation) {
        return described == null
                || described.equals(relation)
                || RowKeys.names(described).equals(RowKeys.names(relation));
    }

    private RowKeys keys(Relation relation) {
        if (keys == null || !relation.equals(described)) {
            described = relation;
            keys = new RowKeys(relation);
        }
        return keys;
    }

    private ReadWish wish(Relation relation) {
        if (wish == null || !wish.isFor(relation)) {
            wish = new ReadWish(relation, selection, watch.request().filter(), newest);
        }
        return wish;
    }
}
