package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.database.Settings;
import dev.rowhook.api.name.Names;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Repository;

import java.util.List;

/// The sinks of an account. A method that takes a reference throws a 404 where it means nothing.
@Repository
class Sinks {
    private final AccountTransactions transactions;
    private final GroupColumns groupColumns;

    Sinks(AccountTransactions transactions, GroupColumns groupColumns) {
        this.transactions = transactions;
        this.groupColumns = groupColumns;
    }

    SavedSink create(AccountId account, CreateSink request) {
        groupColumns.check(account, request);
        return transactions.inTransaction(
                account, db -> new SinkInsert(db, account, request).execute());
    }

    /// @param patch a merge patch
    SavedSink change(AccountId account, String reference, Fields patch) {
        return transactions.inTransaction(
                account, db -> new SinkUpdate(db, account, isMeant(reference), patch).execute());
    }

    List<SinkAnswer> list(AccountId account) {
        return transactions.inTransaction(
                account, db -> new SinkRows(db, account).answers(DSL.noCondition()));
    }

    SinkAnswer find(AccountId account, String reference) {
        return transactions.inTransaction(
                account,
                db ->
                        new SinkRows(db, account)
                                .answers(isMeant(reference)).stream()
                                        .findFirst()
                                        .orElseThrow(() -> ProblemException.notFound("sink")));
    }

    SinkId delete(AccountId account, String reference) {
        return transactions.inTransaction(
                account,
                db -> {
                    SinkRecord sink =
                            db.selectFrom(SINK)
                                    .where(SINK.ACCOUNT_ID.eq(account.value()))
                                    .and(isMeant(reference))
                                    .fetchOptional()
                                    .orElseThrow(() -> ProblemException.notFound("sink"));
                    // Locks the database's row first, as creating a sink does.
                    Settings.nextVersion(db, account, new DatabaseId(sink.getDatabaseId()));
                    int deleted =
                            db.deleteFrom(SINK)
                                    .where(SINK.ACCOUNT_ID.eq(account.value()))
                                    .and(SINK.ID.eq(sink.getId()))
                                    .execute();
                    if (deleted == 0) {
                        throw ProblemException.notFound("sink");
                    }
                    return new SinkId(sink.getId());
                });
    }

    private static Condition isMeant(String reference) {
        return Names.isMeant(
                reference, SinkId.parse(reference).map(SinkId::value), SINK.ID, SINK.NAME);
    }
}
