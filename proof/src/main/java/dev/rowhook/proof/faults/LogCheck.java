package dev.rowhook.proof.faults;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

/// Whether change logs, as far as they have not been dropped, hold each change once and their seqs
/// without a gap.
///
/// @param rows how many they hold
/// @param changes how many different ones, by log and (commit LSN, index)
/// @param seqs from the first to the last of each
record LogCheck(long rows, long changes, long seqs) {
    private static final String UNION =
            """
            select string_agg(format('select %L as log, seq, commit_lsn, commit_index from rowhook_log.%I',
                                     substring(tablename from '^segment_[0-9a-f]+'), tablename),
                              ' union all ')
            from pg_tables where schemaname = 'rowhook_log'
            """;

    static LogCheck of(DataSource store) throws SQLException {
        try (Connection connection = store.getConnection();
                Statement statement = connection.createStatement()) {
            @Nullable String log;
            try (ResultSet row = statement.executeQuery(UNION)) {
                row.next();
                log = row.getString(1);
            }
            if (log == null) {
                // No change was ever appended, or all that was has been dropped.
                return new LogCheck(0, 0, 0);
            }
            try (ResultSet row =
                    statement.executeQuery(
                            """
                            select coalesce(sum(rows), 0), coalesce(sum(changes), 0), coalesce(sum(seqs), 0)
                            from (select count(*) as rows, count(distinct (commit_lsn, commit_index)) as changes,
                                         max(seq) - min(seq) + 1 as seqs
                                  from (%s) changes group by log) logs
                            """
                                    .formatted(log))) {
                row.next();
                return new LogCheck(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        }
    }

    boolean isExact() {
        return rows == changes && rows == seqs;
    }

    @Override
    public String toString() {
        return "change log: %d rows, %d changes, seqs %s"
                .formatted(rows, changes, rows == seqs ? "dense" : "over a range of " + seqs);
    }
}
