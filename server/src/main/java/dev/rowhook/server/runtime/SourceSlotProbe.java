package dev.rowhook.server.runtime;

import dev.rowhook.api.database.ConnectionSettings;
import dev.rowhook.api.database.SlotProbe;
import dev.rowhook.api.database.SlotReport;
import dev.rowhook.core.Lsn;
import dev.rowhook.source.SourceConnections;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Looks at the replication slots of sources. Thread-safe.
public final class SourceSlotProbe implements SlotProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// From 17 on a slot that follows the primary to its standby waits for the standbys that are
    /// named in a setting.
    private static final String SLOT =
            """
            select s.active, coalesce(s.wal_status, 'reserved'), pg_wal_lsn_diff(wal.last, s.restart_lsn)::bigint,
                   s.confirmed_flush_lsn::text, wal.last::text, (extract(epoch from r.flush_lag) * 1000)::bigint,
                   array(
                       select awaited.name
                       from regexp_split_to_table(replace(current_setting('synchronized_standby_slots', true), '"', ''), ' *, *') awaited (name)
                       where awaited.name <> '' and (to_jsonb(s) ->> 'failover')::boolean
                         and not exists (
                             select from pg_replication_slots p
                             where p.slot_name = awaited.name and p.slot_type = 'physical' and p.active)
                       order by 1)
            from pg_replication_slots s
            cross join (
                select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end as last) wal
            left join pg_stat_replication r on r.pid = s.active_pid
            where s.slot_name = ?
            """;

    private final String egress;
    private final SourceTurns turns;

    /// @param egress the policy under which sources are dialled, as text
    public SourceSlotProbe(String egress, SourceTurns turns) {
        this.egress = egress;
        this.turns = turns;
    }

    @Override
    public SlotReport look(ConnectionSettings settings) {
        try {
            return turns.take(settings, () -> read(settings));
        } catch (SQLException e) {
            return new SlotReport.Unreachable(SourceFailures.told(e));
        }
    }

    private SlotReport read(ConnectionSettings settings) throws SQLException {
        try (Connection source =
                        new SourceConnections(SourceDatabaseProbe.source(settings, egress))
                                .open(PATIENCE);
                PreparedStatement statement = source.prepareStatement(SLOT)) {
            statement.setString(1, settings.slot().name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? found(row) : new SlotReport.Missing();
            }
        }
    }

    private static SlotReport.Found found(ResultSet row) throws SQLException {
        return new SlotReport.Found(
                row.getBoolean(1),
                row.getString(2),
                number(row, 3),
                Optional.ofNullable(row.getString(4)).flatMap(Lsn::parse),
                Lsn.parse(row.getString(5)).orElseThrow(),
                number(row, 6).map(Duration::ofMillis),
                List.of((String[]) row.getArray(7).getArray()));
    }

    private static Optional<Long> number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
