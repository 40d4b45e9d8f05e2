package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_COVERAGE;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.Lsn;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.jooq.tables.records.LogCoverageRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The tables all of whose changes are in one log, whoever wants them. Thread-safe.
public final class TableCoverage {
    private final DSLContext db;
    private final AccountId account;
    private final DatabaseId database;

    /// @param db the worker's role, that of the API for its own account, or a transaction
    public TableCoverage(DSLContext db, AccountId account, DatabaseId database) {
        this.db = db;
        this.account = account;
        this.database = database;
    }

    /// Since when the log has all changes of all these tables; empty if there is one of which it
    /// has only what sinks want.
    public Optional<Coverage> of(Collection<TableName> tables) {
        Map<TableName, Coverage> known = all();
        List<Coverage> parts =
                tables.stream()
                        .flatMap(table -> Optional.ofNullable(known.get(table)).stream())
                        .toList();
        return parts.size() == tables.size() ? Coverage.ofAll(parts) : Optional.empty();
    }

    /// All of them, as the owner has acknowledged them.
    public Set<TableName> tables() {
        return Set.copyOf(all().keySet());
    }

    private Map<TableName, Coverage> all() {
        return db.selectFrom(LOG_COVERAGE).where(ofLog()).fetch().stream()
                .collect(Collectors.toMap(TableCoverage::table, TableCoverage::coverage));
    }

    /// From here on these tables are covered, and no others. What was covered before goes on being
    /// it within its incarnation: across a gap nothing is.
    void acknowledge(Coverage now, Set<TableName> tables) {
        List<LogCoverageRecord> before = db.selectFrom(LOG_COVERAGE).where(ofLog()).fetch();
        for (LogCoverageRecord row : before) {
            if (!tables.contains(table(row)) || row.getIncarnation() != now.incarnation()) {
                row.delete();
            }
        }
        Set<TableName> known =
                before.stream()
                        .filter(row -> row.getIncarnation() == now.incarnation())
                        .map(TableCoverage::table)
                        .collect(Collectors.toSet());
        tables.stream()
                .filter(table -> !known.contains(table))
                .forEach(table -> insert(table, now));
    }

    private void insert(TableName table, Coverage now) {
        LogCoverageRecord row = db.newRecord(LOG_COVERAGE);
        row.setAccountId(account.value());
        row.setDatabaseId(database.value());
        row.setSchemaName(table.schema());
        row.setTableName(table.table());
        row.setIncarnation(now.incarnation());
        row.setFromSeq(now.seq());
        row.setFromLsn(now.lsn().value());
        row.setFromTime(now.time());
        row.insert();
    }

    private Condition ofLog() {
        return LOG_COVERAGE
                .ACCOUNT_ID
                .eq(account.value())
                .and(LOG_COVERAGE.DATABASE_ID.eq(database.value()));
    }

    private static TableName table(LogCoverageRecord row) {
        return new TableName(row.getSchemaName(), row.getTableName());
    }

    private static Coverage coverage(LogCoverageRecord row) {
        return new Coverage(
                row.getFromSeq(),
                row.getIncarnation(),
                new Lsn(row.getFromLsn()),
                row.getFromTime());
    }
}
