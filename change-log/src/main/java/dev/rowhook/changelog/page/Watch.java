package dev.rowhook.changelog.page;

import dev.rowhook.changelog.page.BackfillPage.Outcome;
import dev.rowhook.core.BackfillId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;

import org.jooq.DSLContext;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The reader's attention to one table for one backfill: it notes what changes there, so that pages
/// of it can be appended without what they miss.
///
/// Thread-safe.
public final class Watch implements AutoCloseable {
    /// Of the messages that are watermarks of pages.
    public static final String PREFIX = "rowhook:backfill";

    private final PageDesk desk;
    private final Request request;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final Map<String, Offer> offers = new ConcurrentHashMap<>();
    private volatile Optional<WatchLostException> lost = Optional.empty();

    /// What is to be watched, and what for.
    ///
    /// @param matchVersion the version of the sink's settings by which pages are read
    /// @param filter a condition beside the sink's own, for rows that are sent as they are now
    /// @param pageKey the columns in whose order pages are read; empty if it is that of storage
    /// @param again notes rows that are to be read once more
    public record Request(
            BackfillId backfill,
            SinkId sink,
            long matchVersion,
            TableName table,
            int oid,
            Optional<String> filter,
            List<String> pageKey,
            Again again) {
        public Request {
            pageKey = List.copyOf(pageKey);
        }
    }

    /// Told of rows that moved past the pages without all of their values. Called in the
    /// transaction that appends what moved them.
    public interface Again {

        /// @param key the texts of the columns that name the row, by their names
        void in(DSLContext tx, Map<String, String> key);
    }

    /// A page that waits for its watermark.
    public record Offer(BackfillPage page, CompletableFuture<Outcome> outcome) {}

    Watch(PageDesk desk, Request request) {
        this.desk = desk;
        this.request = request;
    }

    public Request request() {
        return request;
    }

    /// Completes once the reader watches: from then on it knows of every transaction that it is
    /// streamed. Those that were streamed before had begun before; a page that sees all that had
    /// begun when this completed misses nothing. Fails with [WatchLostException].
    public CompletableFuture<Void> begun() {
        return begun;
    }

    /// Offers a page. Only afterwards may its watermark be emitted. Fails with
    /// [WatchLostException].
    public CompletableFuture<Outcome> offer(BackfillPage page) {
        Offer offer = new Offer(page, new CompletableFuture<>());
        offers.put(page.mark(), offer);
        lost.ifPresent(offer.outcome()::completeExceptionally);
        return offer.outcome();
    }

    /// The offer whose watermark came, once; empty if it is none of this watch.
    public Optional<Offer> take(String mark) {
        return Optional.ofNullable(offers.remove(mark));
    }

    /// The reader watches.
    public void begin() {
        begun.complete(null);
    }

    /// The reader watches no more. Pages that it has taken it fails itself.
    public void lose(WatchLostException why) {
        lost = Optional.of(why);
        begun.completeExceptionally(why);
        offers.values().forEach(offer -> offer.outcome().completeExceptionally(why));
        offers.clear();
        desk.remove(this);
    }

    /// Ends the watch. Pages that wait are given up.
    @Override
    public void close() {
        lose(new WatchLostException(false));
    }
}
