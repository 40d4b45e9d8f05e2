package dev.rowhook.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.page.BackfillPage;
import dev.rowhook.changelog.page.BackfillPage.Outcome;
import dev.rowhook.changelog.page.SourceSnapshot;
import dev.rowhook.changelog.page.Watch;
import dev.rowhook.core.BackfillId;
import dev.rowhook.core.change.BackfillBody;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.TableName;
import dev.rowhook.source.TableFacts;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A page of a whole table, read by hand.
final class HandPage {
    private final ReaderFixture fixture;
    private final Watch watch;
    final List<Long> saved = new ArrayList<>();
    private final String mark = UUID.randomUUID().toString();
    private final BackfillPage page;

    private HandPage(ReaderFixture fixture, Watch watch, boolean marks) throws SQLException {
        this.fixture = fixture;
        this.watch = watch;
        this.page = read(marks);
    }

    static Watch.Request request(
            ReaderFixture fixture,
            String table,
            int sink,
            Optional<String> filter,
            List<Map<String, String>> again)
            throws SQLException {
        try (Connection connection = fixture.source.connect()) {
            Relation relation =
                    TableFacts.read(connection, new TableName("public", table)).orElseThrow();
            List<String> key =
                    relation.keyColumns().stream()
                            .map(i -> relation.columns().get(i).name())
                            .toList();
            return new Watch.Request(
                    BackfillId.create(),
                    fixture.sink(sink),
                    fixture.matchVersion(sink),
                    relation.name(),
                    relation.oid(),
                    filter,
                    key,
                    (_, row) -> again.add(row));
        }
    }

    /// Reads the page now.
    static HandPage read(ReaderFixture fixture, Watch watch) throws SQLException {
        return new HandPage(fixture, watch, false);
    }

    /// The same with marks around it.
    static HandPage readMarked(ReaderFixture fixture, Watch watch) throws SQLException {
        return new HandPage(fixture, watch, true);
    }

    private BackfillPage read(boolean marks) throws SQLException {
        Watch.Request request = watch.request();
        try (Connection connection = fixture.source.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set transaction isolation level repeatable read, read only");
            String snapshot;
            try (ResultSet row = statement.executeQuery("select pg_current_snapshot()::text")) {
                row.next();
                snapshot = row.getString(1);
            }
            Relation relation = TableFacts.read(connection, request.table()).orElseThrow();
            List<byte[]> rows = new ArrayList<>();
            BackfillBody body = new BackfillBody(request.backfill(), relation.oid());
            String sql = "select * from %s order by 1".formatted(request.table());
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    body.begin();
                    for (int i = 1; i <= relation.columns().size(); i++) {
                        String text = row.getString(i);
                        if (text == null) {
                            body.nothing();
                        } else {
                            byte[] bytes = text.getBytes(UTF_8);
                            body.text(bytes, 0, bytes.length);
                        }
                    }
                    rows.add(body.end());
                }
            }
            return new BackfillPage(
                    mark,
                    relation,
                    SourceSnapshot.parse(snapshot, false),
                    rows,
                    1_000_000,
                    false,
                    marks,
                    marks,
                    (_, lastSeq, _) -> saved.add(lastSeq));
        }
    }

    CompletableFuture<Outcome> offer() {
        return watch.offer(page);
    }

    /// Offers the page and emits its watermark.
    Outcome append() throws Exception {
        CompletableFuture<Outcome> outcome = offer();
        emitWatermark();
        return outcome.get();
    }

    void emitWatermark() throws SQLException {
        fixture.source.execute(
                "select pg_logical_emit_message(false, '%s', '%s')".formatted(Watch.PREFIX, mark));
    }
}
