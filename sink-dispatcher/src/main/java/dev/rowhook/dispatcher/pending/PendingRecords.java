package dev.rowhook.dispatcher.pending;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.window.Message;
import dev.rowhook.store.jooq.tables.records.SinkPendingRecord;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Pending messages as rows: what a change holds is sealed on its way there. The column of
/// annotations stays empty, for they are sealed with the change.
final class PendingRecords {
    private final AccountId account;
    private final SinkId sink;
    private final Sealer sealer;

    PendingRecords(AccountId account, SinkId sink, Sealer sealer) {
        this.account = account;
        this.sink = sink;
        this.sealer = sealer;
    }

    SinkPendingRecord write(PendingRow row) {
        Message message = row.message();
        LoggedChange change = message.change();
        Optional<Failure> failure = row.failure();
        byte[] plain = new PendingBody(change.annotations(), change.body()).pack();
        SinkPendingRecord to = new SinkPendingRecord();
        to.setAccountId(account.value());
        to.setSinkId(sink.value());
        to.setSeq(message.seq());
        to.setGroupA(message.groupA());
        if (message.hasTwoGroups()) {
            to.setGroupB(message.groupB());
        }
        to.setRelation(change.relation());
        to.setIncarnation(change.incarnation());
        to.setCommitLsn(change.commitLsn());
        to.setCommitIndex(change.commitIndex());
        to.setCommittedAt(change.committedAt());
        to.setChange(sealer.seal(sink, message.seq(), plain));
        to.setAttempts(0);
        to.setHolds(true);
        to.setRedriven(false);
        to.setUnjudged(message.unjudged());
        row.rowHash().ifPresent(to::setRowHash);
        failure.ifPresent(failed -> fail(to, failed));
        to.setCreatedAt(Instant.now());
        return to;
    }

    private static void fail(SinkPendingRecord to, Failure failure) {
        to.setAttempts(failure.attempts());
        to.setFirstAttemptAt(failure.at());
        to.setAgingFrom(aging(failure));
        to.setLastCode(failure.code());
        failure.status().ifPresent(to::setLastStatus);
        switch (failure.fate()) {
            case Fate.TriedAgain(Instant at) -> to.setNextTry(at);
            case Fate.Dead(String reason, boolean holds) -> {
                to.setDeadAt(failure.at());
                to.setDeadReason(reason);
                to.setHolds(holds);
            }
        }
    }

    PendingChange read(SinkPendingRecord row) {
        PendingBody body = PendingBody.unpack(sealer.open(sink, row.getSeq(), row.getChange()));
        LoggedChange change =
                new LoggedChange(
                        row.getSeq(),
                        row.getIncarnation(),
                        row.getCommitLsn(),
                        row.getCommitIndex(),
                        row.getCommittedAt(),
                        row.getRelation(),
                        body.annotations(),
                        body.body());
        @Nullable Long groupB = row.getGroupB();
        Message message =
                new Message(
                        change,
                        row.getGroupA(),
                        groupB == null ? row.getGroupA() : groupB,
                        row.getRedriven(),
                        row.getUnjudged());
        return new PendingChange(
                message,
                row.getAttempts(),
                Optional.ofNullable(row.getAgingFrom())
                        .map(micros -> Duration.of(micros, ChronoUnit.MICROS)),
                row.getHolds());
    }

    static @Nullable Long aging(Failure failure) {
        return failure.agingFrom().map(from -> from.toNanos() / 1_000).orElse(null);
    }

    static @Nullable Integer status(Failure failure) {
        return failure.status().isPresent() ? failure.status().getAsInt() : null;
    }
}
