package dev.rowhook.api.database;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.database.HealthAnswer.Log;
import dev.rowhook.api.database.HealthAnswer.Oldest;
import dev.rowhook.api.database.HealthAnswer.Reader;
import dev.rowhook.api.database.HealthAnswer.Slot;
import dev.rowhook.changelog.LogExtent;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.Lsn;
import dev.rowhook.dispatcher.lookup.LogHistory;
import dev.rowhook.store.jooq.tables.records.LogPositionRecord;

import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.Optional;

/// Looks how a database does: first at what our own Postgres knows, then at the slot. None of our
/// own transactions is open while the source is asked.
@Component
class DatabaseHealth {
    private static final double MILLIS = 1000;

    private final AccountTransactions transactions;
    private final Databases databases;
    private final SlotProbe slots;
    private final LogHistory logs;
    private final Clock clock;

    DatabaseHealth(
            AccountTransactions transactions,
            Databases databases,
            SlotProbe slots,
            LogHistory logs,
            Clock clock) {
        this.transactions = transactions;
        this.databases = databases;
        this.slots = slots;
        this.logs = logs;
        this.clock = clock;
    }

    HealthAnswer of(AccountId account, String reference) {
        DatabaseAnswer database = databases.find(account, reference);
        DatabaseId id = DatabaseId.parse(database.id()).orElseThrow();
        HealthFacts facts =
                new HealthFacts(
                        database,
                        transactions.read(account, db -> reader(db, account, id)),
                        slots.look(databases.connection(account, database.id())),
                        logs.extent(account, id));
        HealthVerdict verdict = new HealthVerdict(facts);
        return new HealthAnswer(
                database.id(),
                verdict.verdict(),
                verdict.reasons(),
                database.state(),
                database.conditions(),
                facts.reader(),
                slot(facts),
                facts.log().map(DatabaseHealth::log),
                clock.instant());
    }

    private Reader reader(DSLContext db, AccountId account, DatabaseId id) {
        long newest = databases.settingsVersion(db, account, id);
        return db.selectFrom(LOG_POSITION)
                .where(LOG_POSITION.ACCOUNT_ID.eq(account.value()))
                .and(LOG_POSITION.DATABASE_ID.eq(id.value()))
                .fetchOptional(row -> reader(row, newest))
                .orElseGet(() -> new Reader(false, false, Optional.empty(), Optional.empty()));
    }

    private Reader reader(LogPositionRecord row, long newest) {
        return new Reader(
                row.getLeaseUntil() != null && row.getLeaseUntil().isAfter(clock.instant()),
                row.getSettingsVersion() >= newest,
                Optional.of(new Lsn(row.getEndLsn()))
                        .filter(lsn -> !lsn.equals(Lsn.ZERO))
                        .map(Lsn::toString),
                Optional.ofNullable(row.getMovedAt()));
    }

    private static Slot slot(HealthFacts facts) {
        String name = facts.database().slot().name();
        return switch (facts.slot()) {
            case SlotReport.Unreachable(String message) ->
                    unknown(name, false, Optional.of(message));
            case SlotReport.Missing() -> unknown(name, true, Optional.empty());
            case SlotReport.Found found ->
                    new Slot(
                            name,
                            true,
                            Optional.empty(),
                            Optional.of(true),
                            Optional.of(found.active()),
                            Optional.of(found.walStatus()),
                            found.retainedBytes(),
                            found.confirmed().map(Lsn::toString),
                            lagBytes(facts.reader(), found),
                            found.lag().map(lag -> lag.toMillis() / MILLIS));
        };
    }

    private static Slot unknown(String name, boolean asked, Optional<String> reason) {
        return new Slot(
                name,
                asked,
                reason,
                asked ? Optional.of(false) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<Long> lagBytes(Reader reader, SlotReport.Found slot) {
        return reader.lsn()
                .flatMap(Lsn::parse)
                .map(read -> Math.max(0, slot.end().value() - read.value()));
    }

    private static Log log(LogExtent extent) {
        return new Log(
                extent.segments(),
                extent.bytes(),
                extent.firstAt().map(time -> new Oldest(extent.first(), time)),
                extent.next());
    }
}
