package dev.rowhook.dispatcher.lookup;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import dev.rowhook.changelog.LogLookup;
import dev.rowhook.changelog.LogStretch;
import dev.rowhook.changelog.LoggedPlace;
import dev.rowhook.changelog.StoredRelations;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.TableName;
import dev.rowhook.dispatcher.MessagePreview;
import dev.rowhook.dispatcher.SinkSelections;
import dev.rowhook.filter.match.Selection;
import dev.rowhook.store.jooq.tables.records.SinkRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// What only the worker's role may read of an account's messages: the log, and what pending ones
/// hold. Of another account's sink there is nothing. Thread-safe.
public final class MessageRecords {
    private static final int STRETCH = 2_000;

    private final DSLContext worker;
    private final MessagePreview preview;

    public MessageRecords(DSLContext worker, DataKeys keys) {
        this.worker = worker;
        this.preview = new MessagePreview(worker, keys);
    }

    /// A pending message as its sink would send it now; empty if there is none, or if it cannot be
    /// sent.
    public Optional<String> message(AccountId account, SinkId sink, long seq) {
        return preview.of(account, sink, seq);
    }

    /// Of these seqs those that the sink's log still has.
    public List<LoggedPlace> find(AccountId account, SinkId sink, Collection<Long> seqs) {
        return sink(account, sink).map(row -> lookup(account, row).find(seqs)).orElse(List.of());
    }

    /// Looks for the changes of a row that the sink wants, from the end of the log or from where an
    /// earlier search stopped.
    public FoundChanges search(AccountId account, SinkId sink, RowSearch search) {
        Optional<SinkRecord> row = sink(account, sink);
        if (row.isEmpty()) {
            return new FoundChanges(List.of(), OptionalLong.empty());
        }
        DatabaseId database = new DatabaseId(row.get().getDatabaseId());
        RowMatch match =
                new RowMatch(search, StoredRelations.load(worker, account, database).all());
        long end = end(account, database);
        return search(
                lookup(account, row.get()),
                search,
                match,
                Math.min(end, search.before().orElse(end)));
    }

    /// The last changes of a table that the log of a database has, the newest first.
    public List<RecentChange> recent(
            AccountId account, DatabaseId database, TableName table, int limit) {
        return new RecentChanges(
                        LogLookup.ofAnySink(worker, account, database),
                        StoredRelations.load(worker, account, database),
                        table)
                .last(end(account, database), limit);
    }

    private static FoundChanges search(
            LogLookup log, RowSearch search, RowMatch match, long before) {
        long began = System.nanoTime();
        List<LoggedPlace> found = new ArrayList<>();
        long at = before;
        long rows = 0;
        while (!match.relations().isEmpty()) {
            LogStretch stretch = log.scan(at, STRETCH, match.relations(), match);
            found.addAll(stretch.found());
            at = stretch.from();
            rows += stretch.rows();
            if (stretch.end()) {
                break;
            }
            if (found.size() >= search.limit()) {
                List<LoggedPlace> first = found.subList(0, search.limit());
                return new FoundChanges(first, OptionalLong.of(first.getLast().seq()));
            }
            if (rows >= search.maxRows()
                    || System.nanoTime() - began >= search.atMost().toNanos()) {
                return new FoundChanges(found, OptionalLong.of(at));
            }
        }
        return new FoundChanges(found, OptionalLong.empty());
    }

    private Optional<SinkRecord> sink(AccountId account, SinkId sink) {
        return worker.selectFrom(SINK)
                .where(SINK.ACCOUNT_ID.eq(account.value()))
                .and(SINK.ID.eq(sink.value()))
                .fetchOptional();
    }

    private LogLookup lookup(AccountId account, SinkRecord sink) {
        DatabaseId database = new DatabaseId(sink.getDatabaseId());
        long tagsFrom = tagsFrom(sink);
        return new LogLookup(
                worker,
                account,
                database,
                sink.getNumber(),
                tagsFrom,
                tagsFrom == 0 ? Set.of() : versions(sink, account, database));
    }

    private long tagsFrom(SinkRecord sink) {
        return worker.select(SINK_CURSOR.TAGS_FROM)
                .from(SINK_CURSOR)
                .where(SINK_CURSOR.ACCOUNT_ID.eq(sink.getAccountId()))
                .and(SINK_CURSOR.SINK_ID.eq(sink.getId()))
                .fetchOptional(SINK_CURSOR.TAGS_FROM)
                .orElse(0L);
    }

    /// The relation versions of the sink's tables.
    private Set<Integer> versions(SinkRecord sink, AccountId account, DatabaseId database) {
        Selection selection = SinkSelections.read(worker, sink);
        return StoredRelations.load(worker, account, database).all().values().stream()
                .filter(relation -> selection.includes(relation.name()))
                .map(Relation::version)
                .collect(Collectors.toSet());
    }

    /// The seq of the next change.
    private long end(AccountId account, DatabaseId database) {
        return worker.select(LOG_POSITION.NEXT_SEQ)
                .from(LOG_POSITION)
                .where(LOG_POSITION.ACCOUNT_ID.eq(account.value()))
                .and(LOG_POSITION.DATABASE_ID.eq(database.value()))
                .fetchOptional(LOG_POSITION.NEXT_SEQ)
                .orElse(1L);
    }
}
