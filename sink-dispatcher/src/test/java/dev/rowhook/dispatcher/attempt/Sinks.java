package dev.rowhook.dispatcher.attempt;

import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.store.Roles;
import dev.rowhook.store.Sql;
import dev.rowhook.store.accounts.AccountCreation;
import dev.rowhook.store.keys.DataKeys;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;
import org.postgresql.ds.PGPoolingDataSource;

import java.time.Duration;
import java.util.UUID;

import javax.sql.DataSource;

/// Sinks that have a place in a log, each of an account of its own.
final class Sinks {
    static final OwnPostgres POSTGRES = OwnPostgres.create();
    static final DSLContext WORKER = Sql.of(pool());

    private static final MasterKeys MASTER_KEYS =
            MasterKeys.parse(MasterKeys.createLine("test").reveal());
    static final DataKeys KEYS = new DataKeys(MASTER_KEYS);

    private Sinks() {}

    /// An account that can seal.
    static AccountId accountWithKeys() {
        return new AccountCreation(WORKER, MASTER_KEYS).create("acme", "first").account();
    }

    /// A sink that has settings, too.
    static SinkId saved(AccountId account, String name, Duration attemptRetention) {
        SinkId sink = placed(account);
        DSLContext superuser = POSTGRES.superuser();
        UUID database = UUID.randomUUID();
        UUID endpoint = UUID.randomUUID();
        superuser.execute(
                """
                insert into rowhook.database (account_id, id, name, hostname, port, database_name, username, password,
                    tls_mode, slot_name, slot_create, publication_name, publication_create)
                values (?, ?, ?, 'h', 1, 'd', 'u', '', 'disable', 's', true, 'p', true)
                """,
                account.value(),
                database,
                name);
        superuser.execute(
                "insert into rowhook.http_endpoint (account_id, id, name, url) values (?, ?, ?, 'https://a.io')",
                account.value(),
                endpoint,
                name);
        superuser.execute(
                """
                insert into rowhook.sink (account_id, id, name, database_id, number, endpoint_id, actions,
                    message_kind, group_by, batch, batch_size, request_timeout, max_in_flight, first_delay,
                    max_delay, settings_version, attempt_retention)
                values (?, ?, ?, ?, 1, ?, '{insert}', 'change', 'sink', false, 1, '1s', 1, '1s', '1s', 1,
                    ? * interval '1 second')
                """,
                account.value(),
                sink.value(),
                name,
                database,
                endpoint,
                attemptRetention.toSeconds());
        return sink;
    }

    static AccountId account() {
        return new AccountId(POSTGRES.createAccount());
    }

    static SinkId placed(AccountId account) {
        SinkId sink = SinkId.create();
        WORKER.insertInto(SINK_CURSOR)
                .set(SINK_CURSOR.ACCOUNT_ID, account.value())
                .set(SINK_CURSOR.SINK_ID, sink.value())
                .set(SINK_CURSOR.DATABASE_ID, UUID.randomUUID())
                .set(SINK_CURSOR.EPOCH, 1L)
                .set(SINK_CURSOR.START_SEQ, 1L)
                .set(SINK_CURSOR.MARK, 0L)
                .execute();
        return sink;
    }

    /// The lease under which its sinks were placed.
    static Lease lease(AccountId account) {
        return new Lease(account, DatabaseId.create(), 1);
    }

    static void remove(SinkId sink) {
        WORKER.deleteFrom(SINK_CURSOR).where(SINK_CURSOR.SINK_ID.eq(sink.value())).execute();
    }

    static SinkCursor cursor(SinkId sink, long mark, long... doneBeyond) {
        return new SinkCursor(sink, mark, doneBeyond, 0);
    }

    @SuppressWarnings("deprecation") // The driver's own pool does for tests.
    private static DataSource pool() {
        PGPoolingDataSource pool = new PGPoolingDataSource();
        pool.setUrl(POSTGRES.jdbcUrl());
        pool.setUser(Roles.WORKER);
        pool.setPassword(POSTGRES.password(Roles.WORKER));
        pool.setMaxConnections(20);
        return pool;
    }
}
