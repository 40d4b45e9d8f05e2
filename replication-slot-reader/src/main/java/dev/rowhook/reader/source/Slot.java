package dev.rowhook.reader.source;

import dev.rowhook.core.Lsn;
import dev.rowhook.source.SourceSettings.SlotSettings;

import org.postgresql.replication.LogSequenceNumber;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// A logical replication slot as the source has it.
///
/// `walStatus` is `lost` once the source has thrown away WAL that the slot still needs.
public record Slot(
        String plugin, String database, Lsn confirmed, String walStatus, Optional<Holder> holder) {

    /// Who streams from the slot now.
    public record Holder(int pid, String applicationName) {}

    /// The slot of that name, if there is one.
    public static Optional<Slot> find(Connection source, String name) throws SQLException {
        String sql =
                """
                select s.plugin, s.database, s.confirmed_flush_lsn, s.wal_status, s.active_pid, a.application_name
                from pg_replication_slots s left join pg_stat_activity a on a.pid = s.active_pid
                where s.slot_name = ?
                """;
        try (PreparedStatement statement = source.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(slot(row)) : Optional.empty();
            }
        }
    }

    /// Makes the slot. What commits afterwards is streamed.
    public static void create(Connection source, SlotSettings slot) throws SQLException {
        // From 17 on a slot can follow the primary to its standby.
        boolean failover = source.getMetaData().getDatabaseMajorVersion() >= 17;
        String sql =
                failover
                        ? "select pg_create_logical_replication_slot(?, 'pgoutput', false, false, true)"
                        : "select pg_create_logical_replication_slot(?, 'pgoutput')";
        try (PreparedStatement statement = source.prepareStatement(sql)) {
            statement.setString(1, slot.name());
            statement.execute();
        }
    }

    /// Drops the slot if it is there and nobody streams from it.
    public static void drop(Connection source, String name) throws SQLException {
        String sql =
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots"
                        + " where slot_name = ? and not active";
        try (PreparedStatement statement = source.prepareStatement(sql)) {
            statement.setString(1, name);
            statement.execute();
        }
    }

    private static Slot slot(ResultSet row) throws SQLException {
        String lsn = Optional.ofNullable(row.getString(3)).orElse("0/0");
        int pid = row.getInt(5);
        Optional<Holder> holder =
                row.wasNull()
                        ? Optional.empty()
                        : Optional.of(
                                new Holder(pid, Optional.ofNullable(row.getString(6)).orElse("")));
        return new Slot(
                Optional.ofNullable(row.getString(1)).orElse(""),
                Optional.ofNullable(row.getString(2)).orElse(""),
                new Lsn(LogSequenceNumber.valueOf(lsn).asLong()),
                Optional.ofNullable(row.getString(4)).orElse(""),
                holder);
    }
}
