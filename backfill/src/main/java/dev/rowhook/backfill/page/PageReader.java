package dev.rowhook.backfill.page;

import dev.rowhook.core.BackfillId;
import dev.rowhook.core.change.BackfillBody;
import dev.rowhook.core.change.TableName;
import dev.rowhook.source.SourceSettings.PublicationSettings;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Reads pages of tables, each in a short transaction of its own. Not thread-safe.
public final class PageReader {
    private final PageSession session;
    private final PublicationSettings publication;
    private final BackfillId backfill;
    private final PageLimits limits;

    private PageReader(
            PageSession session,
            PublicationSettings publication,
            BackfillId backfill,
            PageLimits limits) {
        this.session = session;
        this.publication = publication;
        this.backfill = backfill;
        this.limits = limits;
    }

    /// @param connection of a source or of its standby; it belongs to the reader from now on, and
    ///   is closed by the one who opened it
    public static PageReader on(
            Connection connection,
            PublicationSettings publication,
            BackfillId backfill,
            PageLimits limits)
            throws SQLException {
        return new PageReader(PageSession.on(connection, limits), publication, backfill, limits);
    }

    /// Whether another reader is needed for the next page: one ends with its session where it ends
    /// before a page does.
    public boolean isSpent() throws SQLException {
        return session.connection().isClosed();
    }

    /// The table, for pages of this slice.
    public PagedTable table(TableName name, Slice slice)
            throws SQLException, TableRefusedException {
        return new TableCatalogue(session.connection(), publication).read(name, slice);
    }

    /// How many rows are to be read, as far as the source's statistics know.
    public OptionalLong estimate(PagedTable table, Conditions conditions) throws SQLException {
        PageQuery query = new PageQuery(table, conditions.all(false));
        boolean isPart = query.isConditional() || !table.slice().bounds().isEmpty();
        return isPart
                ? RowEstimate.ofQuery(session.connection(), query.all())
                : RowEstimate.ofTable(session.connection(), table.relation().oid());
    }

    /// Reads a page. Where the sink's filter ends with an error, its rows are left to the sink's
    /// worker.
    ///
    /// @throws TableRefusedException if the backfill's own filter ends with an error
    public Reading read(PageRequest request) throws SQLException, TableRefusedException {
        try {
            return read(request, false);
        } catch (SQLException e) {
            if (!isDataError(e)) {
                throw e;
            }
            if (request.conditions().sink().isEmpty()) {
                throw refused(request, e);
            }
        }
        try {
            return read(request, true);
        } catch (SQLException e) {
            if (isDataError(e)) {
                throw refused(request, e);
            }
            throw e;
        }
    }

    private static boolean isDataError(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("22");
    }

    private static TableRefusedException refused(PageRequest request, SQLException e) {
        String table = request.table().relation().name().toString();
        return new TableRefusedException(
                request.conditions().backfill().isPresent()
                        ? new Trouble(
                                "backfill_filter_failed",
                                "The filter of the backfill ends with the error %s for a row of %s."
                                        .formatted(e.getSQLState(), table),
                                "Start another backfill with a filter that holds or fails for every row.")
                        : new Trouble(
                                "table_unreadable",
                                "Reading %s ends with the error %s."
                                        .formatted(table, e.getSQLState()),
                                "Look that SQLSTATE up in the log of the source, and resume the backfill."));
    }

    private Reading read(PageRequest request, boolean open) throws SQLException {
        long start = System.nanoTime();
        PagedTable table = request.table();
        try {
            session.begin(table);
            PageSession.Facts facts = session.facts(table.relation().name());
            if (!facts.fingerprint().equals(table.fingerprint())) {
                return new Reading.TableChanged();
            }
            if (facts.snapshot().xmin() < request.floor()) {
                return new Reading.TooEarly();
            }
            PageQuery query = new PageQuery(table, request.conditions().all(open));
            Stretch stretch = stretch(request, query);
            return new Reading.Page(
                    stretch.rows(),
                    stretch.next(),
                    facts.snapshot(),
                    facts.now(),
                    open,
                    stretch.bytes(),
                    PageSession.since(start));
        } finally {
            session.end();
        }
    }

    /// Rows, and where those after them begin.
    private record Stretch(List<byte[]> rows, long bytes, Place next) {

        static Stretch of(CopiedRows rows, Place next) {
            return new Stretch(rows.bodies(), rows.bytes(), next);
        }
    }

    private Stretch stretch(PageRequest request, PageQuery query) throws SQLException {
        if (request.from().filter(Place.Behind.class::isInstance).isPresent()) {
            return request.rows().isEmpty()
                    ? new Stretch(List.of(), 0, new Place.Behind())
                    : Stretch.of(
                            copy(request.table(), query.named(request.rows())), new Place.Behind());
        }
        return request.table().key().isStorage() ? stored(request, query) : keyset(request, query);
    }

    private Stretch keyset(PageRequest request, PageQuery query) throws SQLException {
        PagedTable table = request.table();
        List<String> names = table.orderNames();
        Optional<Place.Keyset> from =
                request.from()
                        .filter(Place.Keyset.class::isInstance)
                        .map(Place.Keyset.class::cast)
                        // Of another order a place says nothing.
                        .filter(place -> place.columns().equals(names));
        boolean nulls = from.filter(Place.Keyset::nulls).isPresent();
        Optional<Place.Keyset> upTo = Optional.empty();
        if (query.isConditional()) {
            upTo =
                    CopiedRows.one(session.connection(), query.boundary(from, request.units()))
                            .map(texts -> new Place.Keyset(names, texts, nulls));
        }
        OptionalInt limit =
                query.isConditional() ? OptionalInt.empty() : OptionalInt.of(request.units());
        CopiedRows rows = copy(table, query.rows(from, limit, upTo));
        boolean full = !query.isConditional() && rows.bodies().size() == request.units();
        if (rows.isCut() || full) {
            List<String> after = rows.lastTexts(query.placeFields(from));
            return Stretch.of(rows, new Place.Keyset(names, after, nulls));
        }
        if (upTo.isPresent()) {
            return Stretch.of(rows, upTo.get());
        }
        return Stretch.of(
                rows,
                table.hasNulls() && !nulls
                        ? new Place.Keyset(names, List.of(), true)
                        : new Place.Behind());
    }

    private Stretch stored(PageRequest request, PageQuery query) throws SQLException {
        Optional<Place.Storage> place =
                request.from()
                        .filter(Place.Storage.class::isInstance)
                        .map(Place.Storage.class::cast);
        PagedTable table = request.table();
        Optional<Leaf> found =
                Leaf.from(
                        session.connection(),
                        table.relation().oid(),
                        place.map(Place.Storage::leaf).orElse(0L));
        if (found.isEmpty()) {
            return new Stretch(List.of(), 0, new Place.Behind());
        }
        Leaf leaf = found.get();
        Place.Storage from = leaf.begin(place);
        long end = from.block() + request.units();
        CopiedRows rows = copy(table, query.blocks(leaf.name(), from, end));
        if (rows.isCut()) {
            String after = rows.lastTexts(table.relation().columns().size()).getFirst();
            return Stretch.of(rows, new Place.Storage(leaf.oid(), leaf.file(), after));
        }
        if (end < leaf.blocks()) {
            return Stretch.of(rows, from.at(end));
        }
        return Stretch.of(rows, leaf.isLast() ? new Place.Behind() : leaf.next());
    }

    private CopiedRows copy(PagedTable table, String query) throws SQLException {
        return CopiedRows.of(
                session.connection(),
                query,
                new BackfillBody(backfill, table.relation().oid()),
                table.relation().columns().size(),
                limits.bytes());
    }
}
