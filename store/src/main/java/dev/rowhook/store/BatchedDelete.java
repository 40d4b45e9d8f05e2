package dev.rowhook.store;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/// Deletes rows of which there may be many, in [Batches].
public final class BatchedDelete {
    private static final int ROWS = 5_000;

    private BatchedDelete() {}

    /// Deletes all rows of a table that meet the condition.
    ///
    /// @throws InterruptedException if it was interrupted between two batches
    public static void run(DSLContext db, Table<?> table, Condition which)
            throws InterruptedException {
        Field<Object> place = DSL.field(DSL.name("ctid"), Object.class);
        Batches.repeat(
                ROWS,
                () ->
                        db.deleteFrom(table)
                                .where(
                                        place.eq(
                                                DSL.any(
                                                        DSL.array(
                                                                DSL.select(place)
                                                                        .from(table)
                                                                        .where(which)
                                                                        .limit(ROWS)))))
                                .execute());
    }
}
