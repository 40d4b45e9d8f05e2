package dev.rowhook.backfill;

import dev.rowhook.backfill.TableProgress.PageRead;
import dev.rowhook.backfill.page.Conditions;
import dev.rowhook.backfill.page.PageRequest;
import dev.rowhook.backfill.page.PagedTable;
import dev.rowhook.backfill.page.Place;
import dev.rowhook.backfill.page.Reading;
import dev.rowhook.backfill.page.SavedPlace;
import dev.rowhook.backfill.page.TableRefusedException;
import dev.rowhook.changelog.page.BackfillPage;
import dev.rowhook.changelog.page.BackfillPage.Outcome;
import dev.rowhook.changelog.page.SourceSnapshot;
import dev.rowhook.changelog.page.Watch;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// One table while it is watched and read, from the place that is saved on, until it is read, or
/// something turned out to be different: then somebody begins anew.
///
/// A page is only offered once the one before it is, and all are given up as soon as one of them is
/// not appended: what is saved never passes what is not in the log. Not thread-safe.
final class TableReading implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration WATCHED_WITHIN = Duration.ofSeconds(10);
    private static final int OFFERED_AT_ONCE = 2;
    private static final double ROWS_PER_BLOCK = 100;
    private static final double MIN_ROWS_PER_UNIT = 0.001;
    private static final int MOVED_AT_ONCE = 100;

    private final RunContext context;
    private final TableTask task;
    private final Told told;
    private final SourceSessions sessions;
    private final PagedTable table;
    private final Conditions conditions;
    private final Watch watch;
    private final Offers offers;
    private final Optional<RatePace> pace;
    private final AtomicReference<TableProgress> progress;
    private PageSize size;
    private int units;
    private double rowsPerUnit;
    private long floor;

    /// Why it ended.
    enum End {
        /// All rows are in the log.
        READ,
        /// What was known is not so any more.
        CHANGED,
        /// The sink has enough to deliver for some time.
        ENOUGH
    }

    private TableReading(
            RunContext context,
            TableTask task,
            Told told,
            SourceSessions sessions,
            PagedTable table,
            Conditions conditions,
            PageSize size) {
        this.context = context;
        this.task = task;
        this.told = told;
        this.sessions = sessions;
        this.table = table;
        this.conditions = conditions;
        this.size = size;
        this.rowsPerUnit = table.isStored() ? ROWS_PER_BLOCK : 1;
        this.progress = new AtomicReference<>(task.progress());
        this.pace =
                task.rowsPerSecond().isPresent()
                        ? Optional.of(
                                new RatePace(task.rowsPerSecond().getAsInt(), System.nanoTime()))
                        : Optional.empty();
        this.watch =
                context.desk()
                        .open(
                                new Watch.Request(
                                        task.key().backfill(),
                                        task.key().sink(),
                                        task.sink().matchVersion(),
                                        task.key().table(),
                                        table.relation().oid(),
                                        task.slice().filter(),
                                        table.orderNames(),
                                        (tx, row) -> context.moved().note(tx, task.key(), row)));
        this.offers = new Offers(watch);
    }

    /// @param sessions stay open when it is closed
    /// @param halvings how often pages were too much until now
    static TableReading open(
            RunContext context, TableTask task, Told told, SourceSessions sessions, int halvings)
            throws SQLException, TableRefusedException {
        PagedTable table = sessions.pages().table(task.key().table(), task.slice());
        Conditions conditions =
                Conditions.of(table.relation(), task.sink().filter(), task.slice().filter());
        if (task.isWaiting()) {
            context.store().begin(task.key(), sessions.pages().estimate(table, conditions));
        }
        int known = task.progress().pageUnits();
        PageSize size = table.isStored() ? PageSize.blocks(known) : PageSize.rows(known);
        for (int i = 0; i < halvings; i++) {
            size = size.halved();
        }
        return new TableReading(context, task, told, sessions, table, conditions, size);
    }

    /// @throws dev.rowhook.changelog.page.WatchLostException if the reader lost sight of the table
    End run() throws SQLException, TableRefusedException, InterruptedException {
        if (!isWatched()) {
            return End.CHANGED;
        }
        if (task.hasMarks() && task.progress().firstSeq() == 0) {
            offerMark();
            if (!settles(0)) {
                return End.CHANGED;
            }
        }
        floor = sessions.horizon();
        Optional<Place> from = task.progress().place().map(SavedPlace::place);
        while (true) {
            boolean isBehind = from.filter(Place.Behind.class::isInstance).isPresent();
            // Which rows moved past a page is known once it is in the log.
            if (!settles(isBehind ? 0 : OFFERED_AT_ONCE - 1)) {
                return End.CHANGED;
            }
            if (!hasRoom()) {
                return End.ENOUGH;
            }
            List<MovedRow> moved =
                    isBehind ? context.moved().first(task.key(), MOVED_AT_ONCE) : List.of();
            Optional<Reading.Page> page = read(from, moved);
            if (page.isEmpty()) {
                return End.CHANGED;
            }
            boolean last = isBehind && moved.isEmpty();
            offer(page.get(), last, moved);
            if (last) {
                return settles(0) ? End.READ : End.CHANGED;
            }
            from = Optional.of(page.get().next());
        }
    }

    /// Waits until at most so many pages are not settled. False: one was not appended.
    private boolean settles(int open) throws InterruptedException {
        while (offers.size() > open) {
            if (!(offers.awaitOldest() instanceof Outcome.Appended)) {
                return false;
            }
            told.cleared();
        }
        return true;
    }

    /// Waits until the reader watches. It may take long until the sink is streamed: others have
    /// their turn then.
    private boolean isWatched() throws InterruptedException {
        try {
            watch.begun().get(WATCHED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw Offers.lost(e);
        }
    }

    /// How far it has come in the log.
    TableProgress progress() {
        return progress.get();
    }

    /// Waits until the sink has little enough to deliver.
    private boolean hasRoom() throws InterruptedException {
        long awaited = progress.get().pages().awaited(context.settings().undelivered(), mark());
        return awaited == 0 || context.marks().await(task.key().sink(), awaited, PATIENCE);
    }

    private long mark() {
        return Math.max(task.mark(), context.marks().mark(task.key().sink()));
    }

    /// Reads a page as soon as a snapshot sees all it has to; empty if the table is not what it
    /// was.
    private Optional<Reading.Page> read(Optional<Place> from, List<MovedRow> moved)
            throws SQLException, TableRefusedException, InterruptedException {
        if (pace.isPresent()) {
            Thread.sleep(pace.get().pause(System.nanoTime()));
        }
        awaitReplica();
        units = units();
        PageRequest request =
                new PageRequest(
                        table,
                        conditions,
                        from,
                        units,
                        moved.stream().map(MovedRow::key).toList(),
                        floor);
        Waits waits = new Waits(Duration.ofMillis(10), Duration.ofSeconds(1));
        long start = System.nanoTime();
        while (true) {
            switch (sessions.pages().read(request)) {
                case Reading.Page page -> {
                    floor = page.snapshot().xmin();
                    rowsPerUnit = Math.max(MIN_ROWS_PER_UNIT, (double) page.rows().size() / units);
                    size =
                            size.after(
                                    page.took(),
                                    context.settings().pageTime(),
                                    page.bytes(),
                                    context.settings().pageBytes());
                    pace.ifPresent(limit -> limit.read(page.rows().size(), System.nanoTime()));
                    return Optional.of(page);
                }
                case Reading.TableChanged _ -> {
                    return Optional.empty();
                }
                case Reading.TooEarly _ -> {
                    if (System.nanoTime() - start > PATIENCE.toNanos()) {
                        told.tell(SourceTroubles.WAITS_FOR_TRANSACTIONS);
                    }
                    waits.sleep();
                }
            }
        }
    }

    /// As far as the page before tells, none has more rows than a sink should have before it, nor
    /// than go in a second.
    private int units() {
        int rate = task.rowsPerSecond().orElse(Integer.MAX_VALUE);
        double rows = Math.min(rate, context.settings().undelivered());
        return size.atMost((int) Math.min(Integer.MAX_VALUE, rows / rowsPerUnit)).units();
    }

    private void awaitReplica() throws SQLException, InterruptedException {
        Optional<String> written = sessions.written();
        if (written.isEmpty()) {
            return;
        }
        Waits waits = new Waits(Duration.ofMillis(5), Duration.ofMillis(200));
        long start = System.nanoTime();
        while (!sessions.isReplayed(written.get())) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                told.tell(SourceTroubles.REPLICA_BEHIND);
            }
            waits.sleep();
        }
    }

    /// The mark where the reads begin goes before all of them, in a page without rows: what is
    /// committed behind it is sent behind it, or seen by every page.
    private void offerMark() throws SQLException, TableRefusedException {
        String mark = UUID.randomUUID().toString();
        offers.add(
                new BackfillPage(
                        mark,
                        table.relation(),
                        SourceSnapshot.blind(),
                        List.of(),
                        ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
                        false,
                        true,
                        false,
                        (tx, lastSeq, _) -> {
                            TableProgress reached = progress.get().marked(lastSeq);
                            context.store().save(tx, task.key(), reached);
                            progress.set(reached);
                        }));
        sessions.renew();
        sessions.emit(mark);
    }

    private void offer(Reading.Page page, boolean last, List<MovedRow> moved)
            throws SQLException, TableRefusedException {
        String mark = UUID.randomUUID().toString();
        boolean ends = last && task.hasMarks();
        int marks = ends ? 1 : 0;
        PageRead read = new PageRead(page.rows().size(), units, last);
        offers.add(
                new BackfillPage(
                        mark,
                        table.relation(),
                        page.snapshot(),
                        page.rows(),
                        page.readAt(),
                        page.open(),
                        false,
                        ends,
                        (tx, lastSeq, appended) -> {
                            TableProgress reached =
                                    progress.get()
                                            .with(
                                                    read,
                                                    SavedPlace.in(table.slice(), page.next()),
                                                    lastSeq,
                                                    appended,
                                                    appended + marks,
                                                    mark());
                            context.store().save(tx, task.key(), reached);
                            if (!moved.isEmpty()) {
                                long upTo = moved.getLast().number();
                                context.moved().remove(tx, task.key(), upTo);
                            }
                            progress.set(reached);
                        }));
        sessions.renew();
        sessions.emit(mark);
    }

    /// Ends the watch. Pages that the reader has already taken are waited for: what is saved is
    /// read only afterwards.
    @Override
    public void close() {
        watch.close();
        offers.settle();
    }
}
