package dev.rowhook.store.keys;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.secret.SealBrokenException;
import dev.rowhook.core.secret.SecretBox;

import org.jooq.BatchBindStep;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.RowN;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Seals the values of one column of one account under the newest data key, in transactions of a
/// bounded number of rows and bytes.
///
/// Rows that somebody else has locked are passed over: whoever writes them seals them anew, or the
/// next run does. For one thread.
final class Reseal {
    private static final Logger log = LoggerFactory.getLogger(Reseal.class);
    private static final long MAX_BYTES = 16L << 20;

    private final DSLContext worker;
    private final AccountId account;
    private final SecretBox box;
    private final int newest;
    private final int batchRows;
    private long resealed;
    private long broken;

    Reseal(DSLContext worker, AccountId account, SecretBox box, int newest, int batchRows) {
        this.worker = worker;
        this.account = account;
        this.box = box;
        this.newest = newest;
        this.batchRows = batchRows;
    }

    /// Values that were sealed anew.
    long resealed() {
        return resealed;
    }

    /// Values that do not open, and are as they were.
    long broken() {
        return broken;
    }

    /// Goes once through a column.
    ///
    /// @throws InterruptedException if it was interrupted between two batches
    void run(SealedColumn column) throws InterruptedException {
        Condition after = DSL.noCondition();
        Optional<Record> last = endOfBatch(column, after);
        while (last.isPresent()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Condition batch = after.and(key(column).le(key(column, last.get())));
            worker.transaction(tx -> reseal(tx.dsl(), column, batch));
            after = key(column).gt(key(column, last.get()));
            last = endOfBatch(column, after);
        }
    }

    /// The key of the last row of a batch, which has one at least.
    private Optional<Record> endOfBatch(SealedColumn column, Condition after) {
        Field<Integer> bytes = DSL.function("octet_length", SQLDataType.INTEGER, column.value());
        Optional<Record> last = Optional.empty();
        long sum = 0;
        for (Record row :
                worker.select(column.key())
                        .select(bytes)
                        .from(column.table())
                        .where(old(column))
                        .and(after)
                        .orderBy(column.key())
                        .limit(batchRows)
                        .fetch()) {
            sum += row.get(bytes);
            if (last.isPresent() && sum > MAX_BYTES) {
                break;
            }
            last = Optional.of(row);
        }
        return last;
    }

    private void reseal(DSLContext tx, SealedColumn column, Condition batch) {
        Result<? extends Record> rows =
                tx.select(column.key())
                        .select(column.value())
                        .from(column.table())
                        .where(old(column))
                        .and(batch)
                        .orderBy(column.key())
                        .forUpdate()
                        .skipLocked()
                        .fetch();
        List<Object[]> changes = new ArrayList<>();
        for (Record row : rows) {
            byte[] old = row.get(column.value());
            sealAnew(column, row, old)
                    .ifPresent(sealed ->
                            changes.add(
                                    Stream.of(
                                                    Stream.of(sealed, account.value()),
                                                    column.key().stream().map(row::get),
                                                    Stream.of(old))
                                            .flatMap(values -> values)
                                            .toArray()));
        }
        if (!changes.isEmpty()) {
            write(tx, column, changes);
            resealed += changes.size();
        }
    }

    private Optional<byte[]> sealAnew(SealedColumn column, Record row, byte[] sealed) {
        var place = column.place(account, row);
        try {
            return Optional.of(box.seal(place, box.open(place, sealed)));
        } catch (SealBrokenException e) {
            broken++;
            log.atError()
                    .addKeyValue("account", account)
                    .addKeyValue("table", place.table())
                    .addKeyValue("column", place.column())
                    .addKeyValue("row", place.row())
                    .log("sealed value does not open, its key is kept");
            return Optional.empty();
        }
    }

    /// A value that is not as it was read stays as it is.
    private static void write(DSLContext tx, SealedColumn column, List<Object[]> changes) {
        Condition sameRow = column.account().eq(DSL.val(null, column.account()));
        for (Field<?> key : column.key()) {
            sameRow = sameRow.and(sameAsGiven(key));
        }
        BatchBindStep batch =
                tx.batch(
                        tx.update(column.table())
                                .set(column.value(), (byte[]) null)
                                .where(sameRow)
                                .and(sameAsGiven(column.value())));
        for (Object[] change : changes) {
            batch = batch.bind(change);
        }
        batch.execute();
    }

    private static <T> Condition sameAsGiven(Field<T> field) {
        return field.eq(DSL.val(null, field));
    }

    private Condition old(SealedColumn column) {
        return column.account().eq(account.value()).and(column.keyVersion().lt(newest));
    }

    private static RowN key(SealedColumn column) {
        return DSL.row(column.key());
    }

    private static RowN key(SealedColumn column, Record row) {
        return DSL.row(column.key().stream().map(field -> value(field, row)).toList());
    }

    private static <T> Field<T> value(Field<T> field, Record row) {
        return DSL.val(row.get(field), field);
    }
}
