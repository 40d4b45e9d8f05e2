package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;
import static dev.rowhook.store.jooq.Tables.SINK_REPLAY;

import dev.rowhook.changelog.AppendBatch;
import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.ChangeLogWriter;
import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.Leases;
import dev.rowhook.core.AttemptId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.Lsn;
import dev.rowhook.core.ReplayId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.testing.RowBytes;
import dev.rowhook.dispatcher.message.GroupKeys;
import dev.rowhook.dispatcher.message.MessageId;
import dev.rowhook.store.accounts.NewAccount;
import dev.rowhook.store.jooq.tables.records.DeliveryAttemptRecord;
import dev.rowhook.store.jooq.tables.records.SinkPendingRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// A sink of an account of its own, with a real log, as its owner would have left them.
final class SinkWithLog {
    final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    private static final int OID = 77;

    final ApiServer server = ApiServer.shared();
    final NewAccount account = server.createAccount();
    final Client client = server.client(account);
    final DSLContext worker = server.postgres().worker();
    final SinkId sink;
    private final int number;
    final DatabaseId database;
    private final ChangeLogWriter log;
    private final Relation orders;
    private long commits;

    SinkWithLog() {
        this("");
    }

    /// With names that end so.
    SinkWithLog(String suffix) {
        String prod = "prod" + suffix;
        client.post("/v1/databases", Bodies.database(prod));
        client.post("/v1/http-endpoints", Bodies.endpoint("crm" + suffix));
        client.post("/v1/sinks", Bodies.sink("orders" + suffix, prod, "crm" + suffix));
        sink = SinkId.parse(client.get("/v1/sinks/orders" + suffix).string("/id")).orElseThrow();
        database =
                DatabaseId.parse(client.get("/v1/databases/" + prod).string("/id")).orElseThrow();
        number =
                worker.select(SINK.NUMBER)
                        .from(SINK)
                        .where(SINK.ID.eq(sink.value()))
                        .fetchSingle()
                        .value1();
        Lease lease =
                new Leases(worker, "node", Duration.ofSeconds(30))
                        .take(account.account(), database)
                        .orElseThrow();
        log = ChangeLog.open(worker, lease, ChangeLog.Settings.defaults()).newWriter();
        orders = log.relations().describe(relation());
        worker.insertInto(SINK_CURSOR)
                .set(SINK_CURSOR.ACCOUNT_ID, account.account().value())
                .set(SINK_CURSOR.SINK_ID, sink.value())
                .set(SINK_CURSOR.DATABASE_ID, database.value())
                .set(SINK_CURSOR.EPOCH, 1L)
                .set(SINK_CURSOR.START_SEQ, 1L)
                .set(SINK_CURSOR.MARK, 0L)
                .execute();
    }

    private static Relation relation() {
        return new Relation(
                0,
                OID,
                "public",
                "orders",
                ReplicaIdentity.DEFAULT,
                List.of(
                        new Column("id", 20, true, Scalar.NUMBER),
                        new Column("name", 25, false, Scalar.TEXT)),
                List.of(0),
                false);
    }

    /// Appends an insert of a row, which the sink wants or not.
    void append(String id, Instant committedAt, boolean wanted) {
        AppendBatch batch = log.newBatch(1);
        long commit = ++commits;
        batch.add(
                commit,
                0,
                micros(committedAt),
                orders.version(),
                null,
                row(id),
                wanted ? new int[] {number} : new int[] {number + 1});
        Lsn lsn = new Lsn(commit);
        log.append(batch, log.position().at(lsn, 1, lsn, true, new Lsn(commit + 1)));
    }

    private static byte[] row(String id) {
        return RowBytes.message('I', OID).row('N', id, "planted-payload").toBytes();
    }

    void mark(long mark) {
        worker.update(SINK_CURSOR)
                .set(SINK_CURSOR.MARK, mark)
                .set(SINK_CURSOR.UPDATED_AT, now)
                .where(SINK_CURSOR.SINK_ID.eq(sink.value()))
                .execute();
    }

    /// The reader decides since then by what the sink wants now.
    void matchedFrom(long seq, Instant at) {
        worker.update(SINK_CURSOR)
                .set(
                        SINK_CURSOR.MATCHED_VERSION,
                        DSL.field(
                                DSL.select(SINK.MATCH_VERSION)
                                        .from(SINK)
                                        .where(SINK.ID.eq(sink.value()))))
                .set(SINK_CURSOR.MATCHED_SEQ, seq)
                .set(SINK_CURSOR.MATCHED_LSN, seq)
                .set(SINK_CURSOR.MATCHED_INCARNATION, 1)
                .set(SINK_CURSOR.MATCHED_TIME, at)
                .where(SINK_CURSOR.SINK_ID.eq(sink.value()))
                .execute();
    }

    /// What the sink wants now is not acknowledged.
    void unmatched() {
        worker.update(SINK_CURSOR)
                .set(SINK_CURSOR.MATCHED_VERSION, -1L)
                .where(SINK_CURSOR.SINK_ID.eq(sink.value()))
                .execute();
    }

    /// The owner has set the sink back.
    void replayed(int run, long from, long until, boolean newIds) {
        server.postgres()
                .superuser()
                .insertInto(SINK_REPLAY)
                .set(SINK_REPLAY.ACCOUNT_ID, account.account().value())
                .set(SINK_REPLAY.ID, ReplayId.create().value())
                .set(SINK_REPLAY.SINK_ID, sink.value())
                .set(SINK_REPLAY.WANTED_SEQ, from)
                .set(SINK_REPLAY.NEW_IDS, newIds)
                .set(SINK_REPLAY.DONE_AT, now)
                .set(SINK_REPLAY.RUN, run)
                .set(SINK_REPLAY.FROM_SEQ, from)
                .set(SINK_REPLAY.UNTIL_SEQ, until)
                .execute();
    }

    void minute(Instant minute, long mark, long reached) {
        minute(minute, "ok", 3, 5, mark, reached);
    }

    /// A minute in which nothing is known of marks.
    void minute(Instant minute, String code, long requests, long messages) {
        minute(minute, code, requests, messages, 0, Long.MAX_VALUE);
    }

    private void minute(
            Instant minute, String code, long requests, long messages, long mark, long reached) {
        worker.insertInto(SINK_MINUTE)
                .columns(SINK_MINUTE.fields())
                .values(
                        account.account().value(),
                        sink.value(),
                        minute,
                        code,
                        requests,
                        messages,
                        mark,
                        reached)
                .execute();
    }

    /// A row of the table of pending messages, of the order with that id.
    SinkPendingRecord pending(long seq, String id) {
        byte[] body = row(id);
        byte[] packed = ByteBuffer.allocate(4 + body.length).putInt(-1).put(body).array();
        SinkPendingRecord row = worker.newRecord(SINK_PENDING);
        row.setAccountId(account.account().value());
        row.setSinkId(sink.value());
        row.setSeq(seq);
        row.setGroupA(hash(id));
        row.setRowHash(hash(id));
        row.setRelation(orders.version());
        row.setIncarnation(1);
        row.setCommitLsn(seq * 10);
        row.setCommitIndex(0L);
        row.setCommittedAt(micros(now));
        row.setChange(
                server.bean(DataKeys.class)
                        .seal(
                                worker,
                                SealedPlace.pendingChange(account.account(), sink, seq),
                                packed));
        return row;
    }

    void dead(long seq, String id, String reason, Instant at) {
        SinkPendingRecord row = pending(seq, id);
        row.setAttempts(4);
        row.setFirstAttemptAt(at.minusSeconds(60));
        row.setLastCode("http_status");
        row.setLastStatus(500);
        row.setDeadAt(at);
        row.setDeadReason(reason);
        row.insert();
    }

    static long hash(String id) {
        return GroupKeys.rowHash("public", "orders", List.of(id));
    }

    String webhookId(long seq) {
        return new MessageId(sink, 1, seq, 0).toString();
    }

    /// An attempt that took 250 ms.
    UUID attempt(Instant at, boolean accepted, Long... seqs) {
        AttemptId id = AttemptId.create();
        DeliveryAttemptRecord row = worker.newRecord(DELIVERY_ATTEMPT);
        row.setAccountId(account.account().value());
        row.setSinkId(sink.value());
        row.setId(id.value());
        row.setAt(at);
        row.setWebhookId(webhookId(seqs[0]));
        row.setKind("first");
        row.setAttempt(1);
        row.setMessages(seqs.length);
        row.setSeqs(seqs);
        row.setAccepted(accepted);
        row.setCode(accepted ? "ok" : "http_status");
        row.setStatus(accepted ? 204 : 500);
        row.setTookUs(250_000L);
        row.setFirstByteUs(1_500L);
        row.setUrl("https://api.acme.io/hooks/orders");
        row.setRequestHeaders(JSONB.valueOf("{\"webhook-id\": \"x\"}"));
        row.setAnswerHeaders(JSONB.valueOf("{\"server\": \"nginx\"}"));
        row.setAnswerComplete(true);
        row.setAnswer(
                server.bean(DataKeys.class)
                        .seal(
                                worker,
                                SealedPlace.attemptAnswer(account.account(), sink, id.value()),
                                "out of order".getBytes(StandardCharsets.UTF_8)));
        row.setNextStep(accepted ? "done" : "retry");
        row.insert();
        return id.value();
    }

    /// An attempt whose endpoint named these messages as failed.
    void partly(Instant at, Collection<Long> failed, Long... seqs) {
        worker.update(DELIVERY_ATTEMPT)
                .set(DELIVERY_ATTEMPT.FAILED_SEQS, failed.toArray(Long[]::new))
                .where(DELIVERY_ATTEMPT.ID.eq(attempt(at, true, seqs)))
                .execute();
    }

    /// So many attempts as this one, written all at once.
    void attempts(UUID model, int count) {
        worker.execute(
                """
                insert into rowhook.delivery_attempt (account_id, sink_id, id, at, webhook_id, kind, attempt, messages,
                    seqs, accepted, code, took_us, url, request_headers, next_step)
                select account_id, sink_id, ('fffffff0-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, at, webhook_id,
                    kind, attempt, messages, seqs, accepted, code, took_us, url, request_headers, next_step
                from rowhook.delivery_attempt, generate_series(1, ?) n where id = ?
                """,
                count,
                model);
    }

    /// As the host does.
    void suspend() {
        worker.update(ACCOUNT)
                .set(ACCOUNT.STATUS, "suspended")
                .where(ACCOUNT.ACCOUNT_ID.eq(account.account().value()))
                .execute();
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
