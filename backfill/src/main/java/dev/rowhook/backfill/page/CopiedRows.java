package dev.rowhook.backfill.page;

import dev.rowhook.core.change.BackfillBody;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Rows that a query has given, as texts of their output functions. Not thread-safe.
final class CopiedRows {
    private final List<byte[]> bodies = new ArrayList<>();
    private final CopyRow last = new CopyRow();
    private long bytes;
    private boolean cut;

    private CopiedRows() {}

    /// Runs a query.
    ///
    /// @param columns how many of its columns, from the first on, belong to the bodies
    /// @param most once the bodies have so many bytes nothing more is read, and the session is
    ///   aborted: a cancel might come too late and end what is asked next
    static CopiedRows of(
            Connection session, String query, BackfillBody body, int columns, long most)
            throws SQLException {
        CopiedRows rows = new CopiedRows();
        CopyOut copy = out(session, query);
        byte[] row = copy.readFromCopy();
        while (row != null && !rows.cut) {
            rows.add(row, body, columns);
            if (rows.bytes >= most) {
                rows.cut = true;
                session.abort(Runnable::run);
            } else {
                row = copy.readFromCopy();
            }
        }
        return rows;
    }

    /// The texts of the row of a query that gives one row at most; none of them is NULL.
    static Optional<List<String>> one(Connection session, String query) throws SQLException {
        CopyOut copy = out(session, query);
        byte[] bytes = copy.readFromCopy();
        if (bytes == null) {
            return Optional.empty();
        }
        CopyRow row = new CopyRow();
        row.read(bytes);
        List<String> texts = new ArrayList<>();
        for (int field = 0; field < row.fields(); field++) {
            texts.add(row.text(field));
        }
        if (copy.readFromCopy() != null) {
            throw new IllegalArgumentException("more than one row");
        }
        return Optional.of(texts);
    }

    private static CopyOut out(Connection session, String query) throws SQLException {
        return session.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (%s) to stdout".formatted(query));
    }

    private void add(byte[] row, BackfillBody body, int columns) {
        last.read(row);
        body.begin();
        last.addTo(body, columns);
        byte[] made = body.end();
        bytes += made.length;
        bodies.add(made);
    }

    List<byte[]> bodies() {
        return bodies;
    }

    long bytes() {
        return bytes;
    }

    /// Whether there may be more rows.
    boolean isCut() {
        return cut;
    }

    /// Texts of the last row, if there is a row.
    List<String> lastTexts(int... fields) {
        return Arrays.stream(fields).mapToObj(last::text).toList();
    }
}
