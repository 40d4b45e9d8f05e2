package dev.rowhook.reader.source;

import dev.rowhook.core.Lsn;

import org.postgresql.replication.LogSequenceNumber;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a timeline left each of those that it came from, as its history file has it.
record TimelineHistory(Map<Integer, Lsn> switches) {
    private static final Pattern SWITCH =
            Pattern.compile("\\s*([0-9]{1,9})\\s+([0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8})(\\s.*)?");

    TimelineHistory {
        switches = Map.copyOf(switches);
    }

    /// Asks the source. One that no longer has the file knows nothing.
    static TimelineHistory of(Connection replication, int timeline) throws SQLException {
        try (Statement statement = replication.createStatement();
                ResultSet row = statement.executeQuery("TIMELINE_HISTORY " + timeline)) {
            row.next();
            // Text in some versions of Postgres, bytes in others.
            return parse(new String(row.getBytes("content"), StandardCharsets.UTF_8));
        } catch (SQLException e) {
            if ("58P01".equals(e.getSQLState())) {
                return new TimelineHistory(Map.of());
            }
            throw e;
        }
    }

    /// Lines of a timeline, the place where it was left, and why; others are ignored.
    static TimelineHistory parse(String file) {
        Map<Integer, Lsn> switches = new HashMap<>();
        file.lines()
                .map(SWITCH::matcher)
                .filter(Matcher::matches)
                .forEach(line ->
                        switches.put(
                                Integer.valueOf(line.group(1)),
                                new Lsn(LogSequenceNumber.valueOf(line.group(2)).asLong())));
        return new TimelineHistory(switches);
    }

    /// Up to where both are the same; empty if it did not come from that timeline.
    Optional<Lsn> leftAt(int timeline) {
        return Optional.ofNullable(switches.get(timeline));
    }
}
