package dev.rowhook.store.keys;

import static dev.rowhook.store.jooq.Tables.ACCOUNT_KEY;
import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;
import static dev.rowhook.store.jooq.Tables.ERASURE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SECRET;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SIGNING_KEY;
import static dev.rowhook.store.jooq.Tables.IDEMPOTENT_REQUEST;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.ErasureId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.store.accounts.AccountCreation;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;
import org.jooq.JSONB;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// An account with a sealed value in every place there is.
final class SealedValues {
    static final Secret SECRET = Secret.of("hunter2");

    final AccountId account;
    final DatabaseId database = DatabaseId.create();
    final EndpointId endpoint = EndpointId.create();
    final SinkId sink = SinkId.create();
    private final OwnPostgres own;
    private final DSLContext worker;
    private final UUID signingKey = UUID.randomUUID();
    private final UUID attempt = UUID.randomUUID();
    private final UUID request = UUID.randomUUID();
    private final ErasureId erasure = ErasureId.create();

    private SealedValues(OwnPostgres own, MasterKeys masterKeys) {
        this.own = own;
        this.worker = own.worker();
        this.account = new AccountCreation(worker, masterKeys).create("acme", "first").account();
    }

    static SealedValues create(OwnPostgres own, MasterKeys masterKeys) {
        SealedValues values = new SealedValues(own, masterKeys);
        DataKeys keys = new DataKeys(masterKeys);
        values.insertDatabase(keys);
        values.insertEndpoint(keys);
        values.insertDelivery(keys);
        values.insertErasure(keys);
        return values;
    }

    private void insertDatabase(DataKeys keys) {
        own.superuser()
                .execute(
                        """
                        insert into rowhook.database (account_id, id, name, hostname, port, database_name, username,
                            password, tls_mode, client_certificate, client_key, slot_name, slot_create, publication_name,
                            publication_create)
                        values (?, ?, 'prod', 'h', 1, 'd', 'u', ?, 'require', 'pem', ?, 's', true, 'p', true)
                        """,
                        account.value(),
                        database.value(),
                        keys.seal(worker, place(0), SECRET),
                        keys.seal(worker, place(1), SECRET));
    }

    private void insertEndpoint(DataKeys keys) {
        DSLContext superuser = own.superuser();
        superuser
                .insertInto(HTTP_ENDPOINT)
                .set(HTTP_ENDPOINT.ACCOUNT_ID, account.value())
                .set(HTTP_ENDPOINT.ID, endpoint.value())
                .set(HTTP_ENDPOINT.NAME, "crm")
                .set(HTTP_ENDPOINT.URL, "https://crm.example")
                .set(HTTP_ENDPOINT.AUTH_TYPE, "bearer")
                .set(HTTP_ENDPOINT.CLIENT_CERTIFICATE, "pem")
                .set(HTTP_ENDPOINT.QUERY, keys.seal(worker, place(2), SECRET))
                .set(HTTP_ENDPOINT.AUTH_SECRET, keys.seal(worker, place(3), SECRET))
                .set(HTTP_ENDPOINT.CLIENT_KEY, keys.seal(worker, place(4), SECRET))
                .execute();
        superuser
                .insertInto(HTTP_ENDPOINT_SECRET)
                .set(HTTP_ENDPOINT_SECRET.ACCOUNT_ID, account.value())
                .set(HTTP_ENDPOINT_SECRET.ENDPOINT_ID, endpoint.value())
                .set(HTTP_ENDPOINT_SECRET.HEADER, "X-Key")
                .set(HTTP_ENDPOINT_SECRET.SEALED, keys.seal(worker, place(5), SECRET))
                .execute();
        superuser
                .insertInto(HTTP_ENDPOINT_SIGNING_KEY)
                .set(HTTP_ENDPOINT_SIGNING_KEY.ACCOUNT_ID, account.value())
                .set(HTTP_ENDPOINT_SIGNING_KEY.ENDPOINT_ID, endpoint.value())
                .set(HTTP_ENDPOINT_SIGNING_KEY.ID, signingKey)
                .set(HTTP_ENDPOINT_SIGNING_KEY.SCHEME, "v1")
                .set(HTTP_ENDPOINT_SIGNING_KEY.FINGERPRINT, "f")
                .set(HTTP_ENDPOINT_SIGNING_KEY.SEALED, keys.seal(worker, place(6), SECRET))
                .execute();
    }

    private void insertDelivery(DataKeys keys) {
        worker.insertInto(SINK_CURSOR)
                .set(SINK_CURSOR.ACCOUNT_ID, account.value())
                .set(SINK_CURSOR.SINK_ID, sink.value())
                .set(SINK_CURSOR.DATABASE_ID, database.value())
                .set(SINK_CURSOR.EPOCH, 1L)
                .set(SINK_CURSOR.START_SEQ, 1L)
                .set(SINK_CURSOR.MARK, 0L)
                .execute();
        insertPending(1, keys.seal(worker, place(7), SECRET));
        worker.insertInto(DELIVERY_ATTEMPT)
                .set(DELIVERY_ATTEMPT.ACCOUNT_ID, account.value())
                .set(DELIVERY_ATTEMPT.SINK_ID, sink.value())
                .set(DELIVERY_ATTEMPT.ID, attempt)
                .set(DELIVERY_ATTEMPT.AT, Instant.now())
                .set(DELIVERY_ATTEMPT.WEBHOOK_ID, "w")
                .set(DELIVERY_ATTEMPT.KIND, "first")
                .set(DELIVERY_ATTEMPT.ATTEMPT, 1)
                .set(DELIVERY_ATTEMPT.MESSAGES, 1)
                .set(DELIVERY_ATTEMPT.SEQS, new Long[] {1L})
                .set(DELIVERY_ATTEMPT.ACCEPTED, false)
                .set(DELIVERY_ATTEMPT.CODE, "http_500")
                .set(DELIVERY_ATTEMPT.TOOK_US, 1L)
                .set(DELIVERY_ATTEMPT.URL, "https://crm.example")
                .set(DELIVERY_ATTEMPT.REQUEST_HEADERS, JSONB.valueOf("{}"))
                .set(DELIVERY_ATTEMPT.NEXT_STEP, "retry")
                .set(DELIVERY_ATTEMPT.ANSWER, keys.seal(worker, place(8), SECRET))
                .execute();
        own.superuser()
                .insertInto(IDEMPOTENT_REQUEST)
                .set(IDEMPOTENT_REQUEST.ACCOUNT_ID, account.value())
                .set(IDEMPOTENT_REQUEST.HASH, new byte[32])
                .set(IDEMPOTENT_REQUEST.ID, request)
                .set(IDEMPOTENT_REQUEST.BEGUN_AT, Instant.now())
                .set(IDEMPOTENT_REQUEST.SEALED, keys.seal(worker, place(9), SECRET))
                .execute();
    }

    private void insertErasure(DataKeys keys) {
        own.superuser()
                .insertInto(ERASURE)
                .set(ERASURE.ACCOUNT_ID, account.value())
                .set(ERASURE.ID, erasure.value())
                .set(ERASURE.DATABASE_ID, database.value())
                .set(ERASURE.SCHEMA_NAME, "public")
                .set(ERASURE.TABLE_NAME, "orders")
                .set(ERASURE.KEY_COLUMNS, new String[] {"id"})
                .set(ERASURE.SEALED, keys.seal(worker, place(10), SECRET))
                .set(ERASURE.REQUESTED_BY, "tok_a")
                .execute();
    }

    void insertPending(long seq, byte[] change) {
        insertPending(worker, seq, change);
    }

    void insertPending(DSLContext db, long seq, byte[] change) {
        db.insertInto(SINK_PENDING)
                .set(SINK_PENDING.ACCOUNT_ID, account.value())
                .set(SINK_PENDING.SINK_ID, sink.value())
                .set(SINK_PENDING.SEQ, seq)
                .set(SINK_PENDING.GROUP_A, seq)
                .set(SINK_PENDING.RELATION, 1)
                .set(SINK_PENDING.INCARNATION, 1)
                .set(SINK_PENDING.COMMIT_LSN, 1L)
                .set(SINK_PENDING.COMMIT_INDEX, 1L)
                .set(SINK_PENDING.COMMITTED_AT, 1L)
                .set(SINK_PENDING.CHANGE, change)
                .execute();
    }

    /// More pending changes, of `first` and the seqs that follow.
    void insertManyPending(DataKeys keys, int first, int count) {
        byte[][] sealed =
                IntStream.range(first, first + count)
                        .mapToObj(seq -> keys.seal(worker, pending(seq), SECRET))
                        .toArray(byte[][]::new);
        worker.execute(
                """
                insert into rowhook.sink_pending (account_id, sink_id, seq, group_a, relation, incarnation, commit_lsn,
                    commit_index, committed_at, change)
                select ?, ?, ? + number - 1, number, 1, 1, 1, 1, 1, sealed
                from unnest(?::bytea[]) with ordinality as given (sealed, number)
                """,
                account.value(),
                sink.value(),
                first,
                sealed);
    }

    SealedPlace pending(long seq) {
        return SealedPlace.pendingChange(account, sink, seq);
    }

    /// In the order of the list of columns.
    SealedPlace place(int index) {
        return List.of(
                        SealedPlace.databasePassword(account, database),
                        SealedPlace.databaseClientKey(account, database),
                        SealedPlace.endpointQuery(account, endpoint),
                        SealedPlace.endpointAuth(account, endpoint),
                        SealedPlace.endpointClientKey(account, endpoint),
                        SealedPlace.endpointHeader(account, endpoint, "X-Key"),
                        SealedPlace.signingKey(account, endpoint, signingKey),
                        SealedPlace.pendingChange(account, sink, 1),
                        SealedPlace.attemptAnswer(account, sink, attempt),
                        SealedPlace.idempotentRequest(account, request),
                        SealedPlace.erasureKey(account, erasure))
                .get(index);
    }

    /// Each place has one value at most, but for pending changes: of those, the first.
    byte[] stored(int index) {
        SealedColumn column = SealedColumns.ALL.get(index);
        return worker.select(column.value())
                .from(column.table())
                .where(column.account().eq(account.value()))
                .orderBy(column.key())
                .limit(1)
                .fetchSingle()
                .value1();
    }

    List<Integer> versions() {
        return worker.select(ACCOUNT_KEY.VERSION)
                .from(ACCOUNT_KEY)
                .where(ACCOUNT_KEY.ACCOUNT_ID.eq(account.value()))
                .orderBy(ACCOUNT_KEY.VERSION)
                .fetch(ACCOUNT_KEY.VERSION);
    }

    long pendingUnder(int version) {
        return worker.fetchSingle(
                        "select count(*) from rowhook.sink_pending where account_id = ? and change_key_version = ?",
                        account.value(),
                        version)
                .get(0, Long.class);
    }

    /// Asserts that every value opens with freshly read keys.
    void assertAllOpen(DataKeys keys) {
        for (int i = 0; i < SealedColumns.ALL.size(); i++) {
            assertThat(keys.openSecret(worker, place(i), stored(i)))
                    .as("%s", place(i))
                    .isEqualTo(SECRET);
        }
    }
}
