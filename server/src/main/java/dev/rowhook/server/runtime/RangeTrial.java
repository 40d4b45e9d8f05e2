package dev.rowhook.server.runtime;

import dev.rowhook.api.database.RangeVerdict;
import dev.rowhook.api.database.RangeVerdict.Misfit;
import dev.rowhook.api.database.RangeVerdict.Part;
import dev.rowhook.api.database.SortRange;
import dev.rowhook.core.change.TableName;
import dev.rowhook.source.Identifiers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;

/// Has a source compare the ends of a range as values of a column. No row is read.
///
/// Not thread-safe.
final class RangeTrial {
    private static final int ANSWER_WITHIN_SECONDS = 10;

    private final Connection source;
    private final SortRange range;

    RangeTrial(Connection source, SortRange range) {
        this.source = source;
        this.range = range;
    }

    /// @throws SQLException if the source did not judge
    RangeVerdict of(List<TableName> tables) throws SQLException {
        for (TableName table : tables) {
            Optional<Misfit> misfit = of(table);
            if (misfit.isPresent()) {
                return misfit.get();
            }
        }
        return new RangeVerdict.Fits();
    }

    private Optional<Misfit> of(TableName table) throws SQLException {
        Optional<Misfit> start = of(table, range.start(), Part.START);
        if (start.isPresent()) {
            return start;
        }
        Optional<Misfit> end = of(table, range.end(), Part.END);
        if (end.isPresent() || range.start().isEmpty() || range.end().isEmpty()) {
            return end;
        }
        return compare(table, range.start().get(), range.end().get())
                ? Optional.empty()
                : misfit(Part.END, "It lies before start_position, in %s.".formatted(table));
    }

    private Optional<Misfit> of(TableName table, Optional<String> text, Part part)
            throws SQLException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            compare(table, text.get(), text.get());
            return Optional.empty();
        } catch (SQLException e) {
            return misfit(table, part, e);
        }
    }

    private boolean compare(TableName table, String first, String second) throws SQLException {
        // Without a type of their own the texts take the column's, as they do where rows are read.
        String sql =
                """
                select coalesce((select %1$s from %2$s order by 1 limit 0), ?)
                    <= coalesce((select %1$s from %2$s limit 0), ?)
                """
                        .formatted(Identifiers.quote(range.column()), Identifiers.quote(table));
        try (PreparedStatement statement = source.prepareStatement(sql)) {
            statement.setQueryTimeout(ANSWER_WITHIN_SECONDS);
            statement.setObject(1, first, Types.OTHER);
            statement.setObject(2, second, Types.OTHER);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /// @throws SQLException the same, if it is not about the range
    private Optional<Misfit> misfit(TableName table, Part part, SQLException failure)
            throws SQLException {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        if (state.equals("42501")) {
            return misfit(
                    Part.COLUMN, "The user of the database may not read %s.".formatted(table));
        }
        if (state.startsWith("42")) {
            return misfit(
                    Part.COLUMN,
                    "Postgres cannot sort %s by it (error %s).".formatted(table, state));
        }
        if (state.startsWith("22")) {
            return misfit(
                    part,
                    "Postgres does not take it for a value of that column of %s (error %s)."
                            .formatted(table, state));
        }
        throw failure;
    }

    private static Optional<Misfit> misfit(Part part, String message) {
        return Optional.of(new Misfit(part, message));
    }
}
