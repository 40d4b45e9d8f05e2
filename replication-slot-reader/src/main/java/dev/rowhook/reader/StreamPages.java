package dev.rowhook.reader;

import dev.rowhook.changelog.AppendBatch;
import dev.rowhook.changelog.RelationCatalog;
import dev.rowhook.changelog.page.BackfillPage;
import dev.rowhook.changelog.page.BackfillPage.Outcome;
import dev.rowhook.changelog.page.PageDesk;
import dev.rowhook.changelog.page.Watch;
import dev.rowhook.changelog.page.WatchLostException;
import dev.rowhook.core.Lsn;
import dev.rowhook.core.change.BackfillBody;
import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.filter.match.SqlFacts;
import dev.rowhook.reader.Wants.SinkWants;
import dev.rowhook.reader.page.TableWatch;
import dev.rowhook.reader.page.TableWatch.Read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The backfills of one database as one stream serves them: it notes what changes in the tables
/// that are read, and turns pages into appends when their watermarks come by.
///
/// One thread.
final class StreamPages {
    private final PageDesk desk;
    private final RelationCatalog relations;
    private final Map<Integer, List<TableWatch>> watches = new HashMap<>();
    private final Set<Watch> begun = new HashSet<>();
    private final List<Settled> unsettled = new ArrayList<>();
    private int deskVersion = -1;

    /// A page of the batch that is appended next.
    private record Settled(CompletableFuture<Outcome> outcome, Outcome.Appended appended) {}

    StreamPages(PageDesk desk, RelationCatalog relations) {
        this.desk = desk;
        this.relations = relations;
    }

    /// Begins the watches that were opened, as far as their sinks are streamed, and forgets those
    /// that were closed. Only between transactions.
    void look(Wants wants) {
        int version = desk.version();
        if (version == deskVersion) {
            return;
        }
        deskVersion = version;
        List<Watch> open = desk.watches();
        watches.values().forEach(table -> table.removeIf(one -> !open.contains(one.watch())));
        watches.values().removeIf(List::isEmpty);
        begun.retainAll(open);
        for (Watch watch : open) {
            if (!begun.contains(watch)) {
                wants.sinks().stream()
                        .filter(sink -> sink.sink().equals(watch.request().sink()))
                        .findFirst()
                        .ifPresent(sink -> begin(watch, sink, wants));
            }
        }
    }

    /// Other settings hold: what was read for others is read again.
    void settingsChanged(Wants wants) {
        deskVersion = -1;
        for (Watch watch : List.copyOf(begun)) {
            boolean same =
                    wants.sinks().stream()
                            .anyMatch(sink ->
                                    sink.sink().equals(watch.request().sink())
                                            && sink.matchVersion()
                                                    == watch.request().matchVersion());
            if (!same) {
                watch.lose(new WatchLostException(false));
            }
        }
        look(wants);
    }

    private void begin(Watch watch, SinkWants sink, Wants wants) {
        Watch.Request request = watch.request();
        if (wants.isAhead(sink) || sink.matchVersion() < request.matchVersion()) {
            return;
        }
        boolean fits =
                sink.matchVersion() == request.matchVersion()
                        && sink.tables().contains(request.table());
        if (!fits) {
            watch.lose(new WatchLostException(false));
            return;
        }
        watches.computeIfAbsent(request.oid(), _ -> new ArrayList<>())
                .add(new TableWatch(watch, sink.number(), sink.selection(), relations::newest));
        begun.add(watch);
        watch.begin();
    }

    /// Whether changes of a table are to be [noted][#note].
    boolean isWatching(int oid) {
        return !watches.isEmpty() && watches.containsKey(oid);
    }

    /// Notes a change.
    ///
    /// @param tags of the sinks that get it
    /// @return what is to be appended beside it
    List<Read> note(Relation relation, byte[] body, int[] tags, int xid) {
        List<Read> reads = new ArrayList<>();
        for (TableWatch watch : watches.getOrDefault(relation.oid(), List.of())) {
            try {
                RowChange change = RowChange.decode(body, relation);
                watch.note(change, relation, tags, xid).ifPresent(reads::add);
            } catch (MalformedChangeException e) {
                watch.watch().lose(new WatchLostException(false));
            }
        }
        return reads;
    }

    /// Notes that a table was emptied.
    void truncated(int oid, int xid) {
        watches.getOrDefault(oid, List.of()).forEach(watch -> watch.truncated(xid));
    }

    /// Adds to the batch what remains of the page whose watermark this is; nothing if it is of a
    /// page that nobody offers any more.
    void watermark(String mark, Lsn lsn, AppendBatch batch) {
        for (List<TableWatch> table : watches.values()) {
            for (TableWatch watch : table) {
                Optional<Watch.Offer> offer = watch.watch().take(mark);
                if (offer.isPresent()) {
                    add(watch, offer.get(), lsn, batch);
                    return;
                }
            }
        }
    }

    private void add(TableWatch watch, Watch.Offer offer, Lsn lsn, AppendBatch batch) {
        BackfillPage page = offer.page();
        Relation relation = version(page.relation());
        Optional<List<Read>> reads = watch.resolve(page, relation);
        if (reads.isEmpty()) {
            offer.outcome().complete(new Outcome.ReadAgain());
            return;
        }
        BackfillBody bodies = new BackfillBody(watch.watch().request().backfill(), relation.oid());
        PageRows rows = new PageRows(batch, lsn, page.readAt(), relation.version());
        if (page.first()) {
            rows.add(new Read(bodies.started(), watch.tag()));
        }
        reads.get().forEach(rows::add);
        if (page.last()) {
            rows.add(new Read(bodies.completed(), watch.tag()));
        }
        long lastSeq = batch.lastSeq();
        int appended = reads.get().size();
        batch.with(tx -> page.save().in(tx, lastSeq, appended));
        unsettled.add(new Settled(offer.outcome(), new Outcome.Appended(lastSeq, appended)));
    }

    /// The rows of a page in a batch, as one transaction at the place of the watermark.
    private static final class PageRows {
        private final AppendBatch batch;
        private final Lsn lsn;
        private final long readAt;
        private final int relation;
        private final Map<Integer, int[]> tags = new HashMap<>();
        private long index;

        PageRows(AppendBatch batch, Lsn lsn, long readAt, int relation) {
            this.batch = batch;
            this.lsn = lsn;
            this.readAt = readAt;
            this.relation = relation;
        }

        void add(Read read) {
            int[] sinks = tags.computeIfAbsent(read.tag(), tag -> new int[] {tag});
            batch.add(lsn.value(), index++, readAt, relation, null, read.body(), sinks);
        }
    }

    /// The batch is in the log.
    void appended() {
        if (!unsettled.isEmpty()) {
            List<Settled> settled = List.copyOf(unsettled);
            unsettled.clear();
            settled.forEach(one -> one.outcome().complete(one.appended()));
        }
    }

    /// The stream is given up. Whether the last pages are in the log is not known.
    void ended() {
        WatchLostException why = new WatchLostException(false);
        unsettled.forEach(one -> one.outcome().completeExceptionally(why));
        unsettled.clear();
        desk.streamEnded();
    }

    /// The version of the rows of a page: that of the stream, if it has the same columns.
    private Relation version(Relation read) {
        return relations
                .newest(read.name())
                .filter(newest -> newest.oid() == read.oid())
                .filter(newest -> SqlFacts.isOfSameRows(newest, read))
                .orElseGet(() -> relations.describe(read));
    }
}
