package dev.rowhook.api.live;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.backfill.WatchedBackfill;
import dev.rowhook.core.AccountId;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads how far a backfill is, until it ends. Of one thread.
final class BackfillReading implements Reading {
    private final AccountTransactions transactions;
    private final AccountId account;
    private final String id;
    private final Told progress;

    BackfillReading(
            AccountTransactions transactions, AccountId account, String id, JsonMapper json) {
        this.transactions = transactions;
        this.account = account;
        this.id = id;
        this.progress = new Told(EventKind.PROGRESS, json);
    }

    @Override
    public Optional<Duration> read(List<LiveStream> streams, List<LiveStream> joined) {
        Optional<WatchedBackfill> found =
                transactions.read(account, db -> WatchedBackfill.find(db, account, id));
        found.ifPresent(now -> progress.tell(now.answer(), streams, joined));
        if (found.isEmpty()) {
            end(streams, EndReason.BACKFILL_DELETED);
        } else if (found.get().isEnded()) {
            end(streams, EndReason.ofBackfill(found.get().status()));
        }
        return Optional.empty();
    }

    private static void end(List<LiveStream> streams, EndReason reason) {
        streams.forEach(stream -> stream.queue().end(reason));
    }
}
