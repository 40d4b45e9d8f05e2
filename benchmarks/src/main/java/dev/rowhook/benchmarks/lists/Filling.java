package dev.rowhook.benchmarks.lists;

import dev.rowhook.dispatcher.attempt.CountRollup;
import dev.rowhook.server.client.RestClient;
import dev.rowhook.store.Sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

/// Fills Rowhook's own Postgres: one of each kind is made by the API, and copied. Every database is
/// said to be another node's, so that nobody streams from it.
final class Filling {
    private static final String LEASES =
            """
            insert into rowhook.log_position (account_id, database_id, owner, lease_until)
            select account_id, id, 'elsewhere', now() + interval '1 day' from rowhook.database
            on conflict (account_id, database_id) do update
            set owner = excluded.owner, lease_until = excluded.lease_until, epoch = log_position.epoch + 1
            """;

    private static final List<String> OF_SINKS =
            List.of(
                    """
                    insert into rowhook.sink_table (account_id, sink_id, schema_name, table_name)
                    select account_id, id, 'public', 'orders' from rowhook.sink on conflict do nothing
                    """,
                    """
                    insert into rowhook.sink_cursor (account_id, sink_id, database_id, epoch, start_seq, mark, delivered)
                    select account_id, id, database_id, 0, 1, 1000, 999 from rowhook.sink on conflict do nothing
                    """,
                    """
                    insert into rowhook.sink_delivery (account_id, sink_id, breaker, since, concurrency)
                    select account_id, id, 'closed', now(), 50 from rowhook.sink on conflict do nothing
                    """,
                    """
                    insert into rowhook.audit_event (account_id, id, actor_kind, actor_name, action, resource_kind, resource_id)
                    select account_id, gen_random_uuid(), 'system', 'filling', 'sink.update', 'sink', id::text
                    from rowhook.sink, generate_series(1, 10)
                    """);

    /// Sinks by number, the first one that was made by the API first.
    private static final String NUMBERED =
            """
            create table public.numbered as
            select row_number() over (order by (name = 'first') desc, id) - 1 as n, account_id, id as sink_id
            from rowhook.sink
            """;

    /// A tenth of them are of the first sink, the rest is shared by all; one in ten failed.
    private static final String ATTEMPTS =
            """
            insert into rowhook.delivery_attempt (account_id, sink_id, id, at, webhook_id, kind, attempt, messages,
                seqs, accepted, code, status, took_us, url, request_headers, next_step)
            select s.account_id, s.sink_id, gen_random_uuid(), now() - i * interval '50 ms', 'msg_' || i, 'first', 1, 1,
                array[i], i % 7 > 0, case when i % 7 > 0 then 'ok' else 'http_status' end,
                case when i % 7 > 0 then 200 else 500 end, 12000, 'https://api.acme.io/hooks', '{}', 'none'
            from generate_series(1::bigint, ?) i
            join public.numbered s on s.n = case when i % 10 = 0 then 0
                else i * 7919 % (select count(*) from public.numbered) end
            """;

    /// A week of minutes of each sink of the account that is asked.
    private static final String MINUTES =
            """
            insert into rowhook.sink_minute (account_id, sink_id, minute, code, requests, messages, mark, reached)
            select s.account_id, s.sink_id, date_trunc('minute', now()) - i * interval '1 minute', code, 60, 60, i, i
            from public.numbered s, generate_series(1, 10080) i, unnest(array['ok', 'http_status']) code
            where s.account_id = (select account_id from public.numbered where n = 0)
            """;

    private static final String SIZES =
            """
            select (select count(*) from rowhook.account) || ' accounts, '
                || (select count(*) from rowhook.sink) || ' sinks, '
                || (select count(*) from rowhook.delivery_attempt) || ' attempts, '
                || (select count(*) from rowhook.sink_minute) || ' minutes, '
                || (select count(*) from rowhook.sink_hour) || ' hours, '
                || pg_size_pretty(pg_database_size(current_database()))
            """;

    private final RestClient rest;
    private final DataSource store;

    Filling(RestClient rest, DataSource store) {
        this.rest = rest;
        this.store = store;
    }

    void fill(int accounts, long attempts) throws SQLException, InterruptedException {
        first();
        try (Connection connection = store.getConnection();
                Statement sql = connection.createStatement()) {
            // References are right by the way they are made; looking each up would take hours.
            sql.execute("set session_replication_role = replica");
            copy(
                    sql,
                    "account",
                    "'account_id', gen_random_uuid()",
                    "generate_series(2, %d)".formatted(accounts));
            connection.setAutoCommit(false);
            copy(
                    sql,
                    "database",
                    """
                    'account_id', a.account_id, 'id', gen_random_uuid(), 'name', 'db-' || n,
                    'slot_name', 'slot_' || n
                    """,
                    "rowhook.account a, generate_series(1, 10) n");
            sql.execute(LEASES);
            connection.commit();
            connection.setAutoCommit(true);
            copy(
                    sql,
                    "http_endpoint",
                    "'account_id', a.account_id, 'id', gen_random_uuid(), 'name', 'endpoint-' || n",
                    "rowhook.account a, generate_series(1, 20) n");
            copy(
                    sql,
                    "sink",
                    """
                    'account_id', d.account_id, 'id', gen_random_uuid(), 'name', 'sink-' || n, 'number', n,
                    'database_id', d.id, 'endpoint_id', e.id
                    """,
                    """
                    generate_series(1, 100) n
                    join rowhook.database d on d.name = 'db-' || (n % 10 + 1)
                    join rowhook.http_endpoint e
                        on e.account_id = d.account_id and e.name = 'endpoint-' || (n % 20 + 1)
                    """);
            for (String statement : OF_SINKS) {
                sql.execute(statement);
            }
            sql.execute(NUMBERED);
            sql.execute("create unique index on public.numbered (n)");
            sql.execute("analyze public.numbered");
            withoutIndexes(sql, attempts);
            sql.execute(MINUTES);
            // As if these minutes had come before their hours were added up.
            sql.execute("delete from rowhook.count_rollup");
            new CountRollup(Sql.of(store), Clock.systemUTC()).run();
            sql.execute("vacuum analyze");
        }
    }

    /// Copies the one row of a table once for each row of `source`.
    ///
    /// @param changed columns that differ, for `jsonb_build_object`
    private static void copy(Statement sql, String table, String changed, String source)
            throws SQLException {
        String columns;
        try (ResultSet found =
                sql.executeQuery(
                        """
                        select string_agg(attname, ', ') from pg_attribute
                        where attrelid = 'rowhook.%s'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                        """
                                .formatted(table))) {
            found.next();
            columns = found.getString(1);
        }
        sql.execute(
                """
                with made as materialized (select t from rowhook.%1$s t limit 1)
                insert into rowhook.%1$s (%2$s)
                select %2$s from (
                    select (jsonb_populate_record(made.t, jsonb_build_object(%3$s))).* from made, %4$s) copies
                """
                        .formatted(table, columns, changed, source));
    }

    private void first() throws InterruptedException {
        rest.create(
                "/v1/databases",
                Map.of(
                        "name", "first",
                        "hostname", "127.0.0.1",
                        "port", 1,
                        "database", "app",
                        "username", "rowhook",
                        "password", "unused"));
        rest.create(
                "/v1/http-endpoints", Map.of("name", "first", "url", "http://127.0.0.1:1/hooks"));
        rest.create(
                "/v1/sinks",
                Map.of(
                        "name", "first",
                        "database", "first",
                        "tables", List.of("public.orders"),
                        "destination", Map.of("type", "webhook", "http_endpoint", "first"),
                        "status", "paused"));
    }

    /// They are made again over all of the rows, which is faster than row by row.
    private static void withoutIndexes(Statement sql, long attempts) throws SQLException {
        List<String> indexes = new ArrayList<>();
        try (ResultSet found =
                sql.executeQuery(
                        """
                        select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) from pg_index i
                        where i.indrelid = 'rowhook.delivery_attempt'::regclass and not i.indisprimary
                        """)) {
            while (found.next()) {
                indexes.add("drop index " + found.getString(1));
                indexes.add(found.getString(2));
            }
        }
        for (int i = 0; i < indexes.size(); i += 2) {
            sql.execute(indexes.get(i));
        }
        try (PreparedStatement insert = sql.getConnection().prepareStatement(ATTEMPTS)) {
            insert.setLong(1, attempts);
            insert.execute();
        }
        for (int i = 1; i < indexes.size(); i += 2) {
            sql.execute(indexes.get(i));
        }
    }

    /// How much there is, for people.
    String sizes() throws SQLException {
        try (Connection connection = store.getConnection();
                Statement sql = connection.createStatement();
                ResultSet sizes = sql.executeQuery(SIZES)) {
            sizes.next();
            return sizes.getString(1);
        }
    }
}
