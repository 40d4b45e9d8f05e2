package dev.rowhook.api.database;

import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;

import org.springframework.stereotype.Repository;

import java.util.List;
import java.util.Map;

/// The sinks that want tables of a database.
@Repository
class TableUsers {
    private final AccountTransactions transactions;

    TableUsers(AccountTransactions transactions) {
        this.transactions = transactions;
    }

    /// By table, in the order of their names.
    Map<TableName, List<TableAnswer.Sink>> of(AccountId account, DatabaseId database) {
        return transactions.read(
                account,
                db ->
                        db.select(SINK_TABLE.SCHEMA_NAME, SINK_TABLE.TABLE_NAME, SINK.ID, SINK.NAME)
                                .from(SINK)
                                .join(SINK_TABLE)
                                .on(SINK_TABLE.ACCOUNT_ID.eq(SINK.ACCOUNT_ID))
                                .and(SINK_TABLE.SINK_ID.eq(SINK.ID))
                                .where(SINK.ACCOUNT_ID.eq(account.value()))
                                .and(SINK.DATABASE_ID.eq(database.value()))
                                .orderBy(SINK.NAME)
                                .fetchGroups(
                                        row -> new TableName(row.value1(), row.value2()),
                                        row ->
                                                new TableAnswer.Sink(
                                                        new SinkId(row.value3()).toString(),
                                                        row.value4())));
    }
}
