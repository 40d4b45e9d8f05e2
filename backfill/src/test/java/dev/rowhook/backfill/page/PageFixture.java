package dev.rowhook.backfill.page;

import dev.rowhook.core.BackfillId;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressPolicyText;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.SourceSettings;
import dev.rowhook.source.SourceSettings.PublicationSettings;
import dev.rowhook.source.SourceSettings.SlotSettings;
import dev.rowhook.source.SourceSettings.Tls;
import dev.rowhook.store.testing.SourcePostgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A source, and pages of its tables.
final class PageFixture implements AutoCloseable {
    static final PublicationSettings PUBLICATION = new PublicationSettings("rowhook", false);
    static final TableName TABLE = new TableName("public", "t");
    static final PageLimits LIMITS =
            new PageLimits(Duration.ofSeconds(10), Duration.ofSeconds(5), 1 << 20);

    final SourcePostgres source = SourcePostgres.create();
    Connection session = connections(source).open();
    PageLimits limits = LIMITS;

    PageFixture() throws SQLException {}

    static SourceConnections connections(SourcePostgres source) {
        return new SourceConnections(
                new SourceSettings(
                        source.host(),
                        source.port(),
                        source.database(),
                        source.user(),
                        Optional.of(Secret.of(source.password())),
                        Tls.DISABLED,
                        new SlotSettings("rowhook", false),
                        PUBLICATION,
                        "test",
                        EgressPolicyText.write(EgressPolicy.of(EgressMode.DEV))));
    }

    PageReader reader() throws SQLException {
        if (session.isClosed()) {
            session = connections(source).open();
        }
        return PageReader.on(session, PUBLICATION, BackfillId.create(), limits);
    }

    /// All rows of table `public.t` as pages bring them: their values with `|` between them.
    List<String> rows(int units) throws Exception {
        return rows(units, Slice.ALL, Optional.empty());
    }

    List<String> rows(int units, Slice slice, Optional<String> sinkFilter) throws Exception {
        List<String> rows = new ArrayList<>();
        pages(units, slice, sinkFilter).forEach(page -> rows.addAll(page));
        return rows;
    }

    /// The rows of each page.
    List<List<String>> pages(int units, Slice slice, Optional<String> sinkFilter) throws Exception {
        PageReader reader = reader();
        PagedTable table = reader.table(TABLE, slice);
        Conditions conditions = Conditions.of(table.relation(), sinkFilter, slice.filter());
        List<List<String>> pages = new ArrayList<>();
        Optional<Place> place = Optional.empty();
        do {
            // As it is stored between pages.
            Optional<Place> from =
                    place.map(at -> SavedPlace.of(SavedPlace.in(slice, at).json()).place());
            Reading.Page page =
                    (Reading.Page) reader.read(new PageRequest(table, conditions, from, units, 0));
            pages.add(page.rows().stream().map(row -> text(table, row)).toList());
            place = Optional.of(page.next());
            if (reader.isSpent()) {
                reader = reader();
            }
        } while (!place.equals(Optional.of(new Place.Behind())));
        return pages;
    }

    static String text(PagedTable table, byte[] body) {
        RowChange change = RowChange.decode(body, table.relation());
        Tuple row = change.newRow();
        List<String> values = new ArrayList<>();
        for (int column = 0; column < row.columns(); column++) {
            values.add(
                    row.isNull(column)
                            ? "∅"
                            : new String(
                                    row.bytes(),
                                    row.offset(column),
                                    row.length(column),
                                    StandardCharsets.UTF_8));
        }
        return String.join("|", values);
    }

    /// What a query gives, with `|` between the values, as the server writes them.
    List<String> select(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = session.createStatement()) {
            try (ResultSet row = statement.executeQuery(query)) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    List<String> values = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        String text = row.getString(column);
                        values.add(text == null ? "∅" : text);
                    }
                    rows.add(String.join("|", values));
                }
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        session.close();
        source.close();
    }
}
