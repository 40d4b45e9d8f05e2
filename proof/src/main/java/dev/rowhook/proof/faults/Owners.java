package dev.rowhook.proof.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import javax.sql.DataSource;

/// Who owns which database, as the store has it. Not thread-safe.
final class Owners implements AutoCloseable {
    private static final String OWNERS =
            """
            select d.name, p.owner, p.epoch, p.next_seq, p.lease_until > clock_timestamp()
            from rowhook.log_position p join rowhook.database d on d.id = p.database_id
            """;

    private final Connection connection;

    Owners(DataSource store) throws SQLException {
        this.connection = store.getConnection();
    }

    /// @param node whose lease holds, if anybody's does
    /// @param nextSeq where the log stands
    record Owner(Optional<String> node, long epoch, long nextSeq) {}

    /// By the names of the databases.
    Map<String, Owner> read() throws SQLException {
        Map<String, Owner> owners = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(OWNERS)) {
            while (rows.next()) {
                Optional<String> node =
                        rows.getBoolean(5) ? Optional.of(rows.getString(2)) : Optional.empty();
                owners.put(rows.getString(1), new Owner(node, rows.getLong(3), rows.getLong(4)));
            }
        }
        return owners;
    }

    /// Whether all databases are owned, and each of the nodes has as many as the others, give or
    /// take one.
    boolean areShared(Collection<String> nodes) throws SQLException {
        Map<String, Integer> counts = new HashMap<>();
        nodes.forEach(node -> counts.put(node, 0));
        for (Owner owner : read().values()) {
            if (owner.node().filter(counts::containsKey).isEmpty()) {
                return false;
            }
            counts.merge(owner.node().get(), 1, Integer::sum);
        }
        return Collections.max(counts.values()) - Collections.min(counts.values()) <= 1;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
