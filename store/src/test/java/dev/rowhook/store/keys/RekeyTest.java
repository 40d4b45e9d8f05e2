package dev.rowhook.store.keys;

import static dev.rowhook.store.jooq.Tables.ACCOUNT_KEY;
import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.SealBrokenException;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

final class RekeyTest {
    private final OwnPostgres own = OwnPostgres.create();
    private final MasterKeys masterKeys = MasterKeys.parse(MasterKeys.createLine("m1").reveal());
    private final DSLContext worker = own.worker();

    @AfterEach
    void drop() {
        own.close();
    }

    @Test
    void everySecretIsSealedAnewAndTheOldKeyGoes() throws InterruptedException {
        SealedValues values = SealedValues.create(own, masterKeys);
        byte[] before = values.stored(0);

        Rekey.Result result = rekey(500).run();

        assertThat(result.accounts()).isEqualTo(1);
        assertThat(result.values()).isEqualTo(SealedColumns.ALL.size());
        assertThat(result.unfinished()).isEmpty();
        assertThat(values.versions()).containsExactly(2);
        values.assertAllOpen(new DataKeys(masterKeys));
        assertThatThrownBy(() -> new DataKeys(masterKeys).open(worker, values.place(0), before))
                .isInstanceOf(SealBrokenException.class);
    }

    @Test
    void aRunThatWasStoppedHalfWayIsGoneOnWith() throws InterruptedException {
        SealedValues values = SealedValues.create(own, masterKeys);
        SealedValues other = SealedValues.create(own, masterKeys);
        values.insertManyPending(new DataKeys(masterKeys), 2, 3_000);
        other.insertManyPending(new DataKeys(masterKeys), 2, 3_000);
        stopHalfWay(values, other);

        Rekey.Result result = rekey(500).run();

        assertThat(values.versions()).containsExactly(2);
        assertThat(other.versions()).containsExactly(2);
        assertThat(result.accounts()).isEqualTo(2);
        assertThat(result.values()).isBetween(1L, 6_017L);
        values.assertAllOpen(new DataKeys(masterKeys));
        other.assertAllOpen(new DataKeys(masterKeys));
    }

    private void stopHalfWay(SealedValues one, SealedValues other) throws InterruptedException {
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread killed =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                rekey(5).run();
                            } catch (InterruptedException e) {
                                interrupted.set(true);
                            }
                        });
        while (one.pendingUnder(2) + other.pendingUnder(2) == 0) {
            Thread.sleep(1);
        }
        killed.interrupt();
        killed.join();
        assertThat(interrupted).isTrue();
        assertThat(one.pendingUnder(1) + other.pendingUnder(1)).isPositive();
        assertThat(one.versions()).containsExactly(1, 2);
    }

    @Test
    void anAccountThatHasItsNewKeyGetsNoSecondOneFromTheRunThatGoesOn()
            throws InterruptedException {
        SealedValues done = SealedValues.create(own, masterKeys);
        rekey(500).run();
        SealedValues waiting = SealedValues.create(own, masterKeys);
        age(done, Duration.ofMinutes(4));
        age(waiting, Duration.ofHours(1));
        new AccountKeys(worker, waiting.account)
                .insert(masterKeys.createDataKey(waiting.account, 2));
        worker.update(ACCOUNT_KEY)
                .set(ACCOUNT_KEY.CREATED_AT, Instant.now().minus(Duration.ofMinutes(5)))
                .where(ACCOUNT_KEY.ACCOUNT_ID.eq(waiting.account.value()))
                .and(ACCOUNT_KEY.VERSION.eq(2))
                .execute();

        rekey(500).run();

        assertThat(done.versions()).containsExactly(2);
        assertThat(waiting.versions()).containsExactly(2);
        rekey(500).run();
        assertThat(done.versions()).as("of a run of its own").containsExactly(3);
    }

    private void age(SealedValues values, Duration age) {
        worker.update(ACCOUNT_KEY)
                .set(ACCOUNT_KEY.CREATED_AT, Instant.now().minus(age))
                .where(ACCOUNT_KEY.ACCOUNT_ID.eq(values.account.value()))
                .execute();
    }

    @Test
    void aServerThatStillSealsWithTheOldKeyLosesNothing() throws InterruptedException {
        SealedValues values = SealedValues.create(own, masterKeys);
        DataKeys ofTheServer = new DataKeys(masterKeys, Duration.ofMillis(300));
        byte[] early = ofTheServer.seal(worker, values.pending(2), SealedValues.SECRET);
        Thread server =
                Thread.ofPlatform()
                        .start(() ->
                                worker.transaction(tx -> {
                                    values.insertPending(tx.dsl(), 2, early);
                                    Thread.sleep(700);
                                }));
        rekey(500).run();
        server.join();

        assertThat(values.versions()).containsExactly(2);
        assertThat(values.pendingUnder(1)).isZero();
        assertThat(values.pendingUnder(2)).isEqualTo(2);
        byte[] late = new DataKeys(masterKeys).seal(worker, values.pending(3), SealedValues.SECRET);
        late[4] = 1;
        assertThatThrownBy(() -> values.insertPending(3, late))
                .as("sealed under a key that is gone")
                .isInstanceOf(IntegrityConstraintViolationException.class);
        assertThat(ofTheServer.seal(worker, values.pending(3), SealedValues.SECRET)[4])
                .as("the server reads keys again")
                .isEqualTo((byte) 2);
    }

    @Test
    void anEditDuringTheReKeyIsKept() throws InterruptedException {
        SealedValues values = SealedValues.create(own, masterKeys);
        DataKeys ofTheServer = new DataKeys(masterKeys);
        Secret edited = Secret.of("hunter3");
        Thread editor =
                Thread.ofPlatform()
                        .start(() ->
                                own.superuser()
                                        .transaction(tx -> {
                                            tx.dsl()
                                                    .update(DATABASE)
                                                    .set(
                                                            DATABASE.PASSWORD,
                                                            ofTheServer.seal(
                                                                    worker,
                                                                    values.place(0),
                                                                    edited))
                                                    .where(DATABASE.ID.eq(values.database.value()))
                                                    .execute();
                                            Thread.sleep(500);
                                        }));
        Rekey.Result result = rekey(500).run();
        editor.join();

        assertThat(result.unfinished()).isEmpty();
        assertThat(new DataKeys(masterKeys).openSecret(worker, values.place(0), values.stored(0)))
                .isEqualTo(edited);
        assertThat(values.versions()).containsExactly(2);
    }

    @Test
    void aValueThatDoesNotOpenKeepsItsKeyAndHoldsUpNoOtherAccount() throws InterruptedException {
        SealedValues broken = SealedValues.create(own, masterKeys);
        SealedValues sound = SealedValues.create(own, masterKeys);
        worker.update(SINK_PENDING)
                .set(SINK_PENDING.CHANGE, broken.stored(8))
                .where(SINK_PENDING.SINK_ID.eq(broken.sink.value()))
                .execute();

        Rekey.Result result = rekey(500).run();

        assertThat(result.unfinished()).containsExactly(broken.account);
        assertThat(broken.versions()).containsExactly(1, 2);
        assertThat(sound.versions()).containsExactly(2);
    }

    private Rekey rekey(int batchRows) {
        return new Rekey(worker, masterKeys, Duration.ofMillis(400), batchRows);
    }
}
