package dev.rowhook.api.job;

import dev.rowhook.core.AccountId;

import org.jooq.DSLContext;
import org.jooq.Record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The jobs of an account: one list of what several tables have, the newest first. Of each table no
/// more than a page is looked at.
final class JobRows {
    private static final String OF_DATABASES =
            """
            select j.id, j.kind, j.status, j.database_id, j.database_name, null::uuid as sink_id, null::text as sink_name,
                   j.requested_by, j.requested_at, j.requested_at as started_at, j.ended_at, null::text as reason,
                   null::bigint as done, null::bigint as total
            from rowhook.job j where j.account_id = ?
            """;

    private static final String BACKFILLS =
            """
            select b.id, 'backfill',
                   case b.status when 'active' then 'running' when 'paused' then 'pending'
                       when 'completed' then 'done' else b.status end,
                   b.database_id, d.name, b.sink_id, s.name, null, b.created_at, t.started_at, b.ended_at, t.code,
                   t.rows_read, t.rows_estimated
            from rowhook.backfill b
            join rowhook.sink s on s.account_id = b.account_id and s.id = b.sink_id
            join rowhook.database d on d.account_id = b.account_id and d.id = b.database_id
            cross join lateral (
                select min(t.started_at) as started_at, min(t.code) as code,
                       sum(t.rows_read)::bigint as rows_read, sum(t.rows_estimated)::bigint as rows_estimated
                from rowhook.backfill_table t where t.account_id = b.account_id and t.backfill_id = b.id) t
            where b.account_id = ?
            """;

    private static final String REPLAYS =
            """
            select r.id, 'replay',
                   case when r.refused is not null then 'failed' when r.done_at is null then 'pending' else 'done' end,
                   d.id, d.name, s.id, s.name, r.requested_by, r.created_at, r.done_at, r.done_at, r.refused,
                   null::bigint, null::bigint
            from rowhook.sink_replay r
            join rowhook.sink s on s.account_id = r.account_id and s.id = r.sink_id
            join rowhook.database d on d.account_id = s.account_id and d.id = s.database_id
            where r.account_id = ?
            """;

    private static final String ORDERS =
            """
            select o.id, o.action, case when o.done_at is null then 'pending' else 'done' end,
                   d.id, d.name, s.id, s.name, o.requested_by, o.created_at, o.done_at, o.done_at, null,
                   o.affected, null::bigint
            from rowhook.sink_order o
            join rowhook.sink s on s.account_id = o.account_id and s.id = o.sink_id
            join rowhook.database d on d.account_id = s.account_id and d.id = s.database_id
            where o.account_id = ?
            """;

    private static final String ERASURES =
            """
            select e.id, 'erasure', e.status, d.id, d.name, null::uuid, null, e.requested_by, e.requested_at, e.started_at,
                   e.ended_at, e.reason, e.at_seq, e.until_seq
            from rowhook.erasure e
            join rowhook.database d on d.account_id = e.account_id and d.id = e.database_id
            where e.account_id = ?
            """;

    private static final Map<JobKind, String> TABLES =
            Map.of(
                    JobKind.DATABASE_DELETION, OF_DATABASES,
                    JobKind.MEND, OF_DATABASES,
                    JobKind.BACKFILL, BACKFILLS,
                    JobKind.REPLAY, REPLAYS,
                    JobKind.REDRIVE, ORDERS,
                    JobKind.DISCARD, ORDERS,
                    JobKind.ERASURE, ERASURES);

    private static final String COLUMNS =
            "id, kind, status, database_id, database_name, sink_id, sink_name, requested_by, requested_at, started_at, ended_at, reason, done, total";

    private final DSLContext db;
    private final AccountId account;

    JobRows(DSLContext db, AccountId account) {
        this.db = db;
        this.account = account;
    }

    /// The job that an id names.
    Optional<JobRow> find(String text) {
        for (Map.Entry<JobKind, String> table : TABLES.entrySet()) {
            Optional<UUID> id = table.getKey().parse(text);
            if (id.isPresent()) {
                return db.resultQuery(
                                "select * from (%s) j (%s) where id = ?"
                                        .formatted(table.getValue(), COLUMNS),
                                account.value(),
                                id.get())
                        .fetchOptional(JobRows::row);
            }
        }
        return Optional.empty();
    }

    /// The last ones.
    List<JobRow> newest(JobFilter filter, Optional<UUID> before, int limit) {
        List<String> parts = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (String table : filter.kinds().stream().map(TABLES::get).distinct().toList()) {
            parts.add(part(table, filter, before));
            values.add(account.value());
            filter.status().ifPresent(values::add);
            filter.kind().ifPresent(kind -> values.add(kind.word()));
            before.ifPresent(values::add);
            values.add(limit);
        }
        values.add(limit);
        return db.resultQuery(
                        "select * from (%s) j order by id desc limit ?"
                                .formatted(String.join(" union all ", parts)),
                        values.toArray())
                .fetch(JobRows::row);
    }

    private static String part(String table, JobFilter filter, Optional<UUID> before) {
        return "(select * from (%s) j (%s) where true%s%s%s order by id desc limit ?)"
                .formatted(
                        table,
                        COLUMNS,
                        filter.status().isPresent() ? " and status = ?" : "",
                        filter.kind().isPresent() ? " and kind = ?" : "",
                        before.isPresent() ? " and id < ?" : "");
    }

    private static JobRow row(Record row) {
        return new JobRow(
                row.get("id", UUID.class),
                JobKind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                row.get("status", String.class),
                row.get("database_id", UUID.class),
                row.get("database_name", String.class),
                row.get("sink_id", UUID.class),
                row.get("sink_name", String.class),
                row.get("requested_by", String.class),
                row.get("requested_at", Instant.class),
                row.get("started_at", Instant.class),
                row.get("ended_at", Instant.class),
                row.get("reason", String.class),
                row.get("done", Long.class),
                row.get("total", Long.class));
    }
}
