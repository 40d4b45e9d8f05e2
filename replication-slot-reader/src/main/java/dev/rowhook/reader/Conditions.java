package dev.rowhook.reader;

import static dev.rowhook.store.jooq.Tables.DATABASE_CONDITION;

import dev.rowhook.changelog.Lease;
import dev.rowhook.reader.source.SourceCondition;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// What is told about databases. A condition keeps the time since which it stands. Thread-safe.
final class Conditions {
    private final DSLContext worker;

    Conditions(DSLContext worker) {
        this.worker = worker;
    }

    /// Lets exactly these conditions stand, of all whose codes are `among` a kind.
    void replace(
            Lease lease,
            Function<Field<String>, Condition> among,
            Collection<SourceCondition> standing) {
        List<String> codes = standing.stream().map(SourceCondition::code).toList();
        worker.transaction(tx -> {
            tx.dsl()
                    .deleteFrom(DATABASE_CONDITION)
                    .where(DATABASE_CONDITION.ACCOUNT_ID.eq(lease.account().value()))
                    .and(DATABASE_CONDITION.DATABASE_ID.eq(lease.database().value()))
                    .and(among.apply(DATABASE_CONDITION.CODE))
                    .and(DATABASE_CONDITION.CODE.notIn(codes))
                    .execute();
            standing.forEach(condition -> tell(tx.dsl(), lease, condition));
        });
    }

    private static void tell(DSLContext tx, Lease lease, SourceCondition condition) {
        tx.insertInto(DATABASE_CONDITION)
                .set(DATABASE_CONDITION.ACCOUNT_ID, lease.account().value())
                .set(DATABASE_CONDITION.DATABASE_ID, lease.database().value())
                .set(DATABASE_CONDITION.CODE, condition.code())
                .set(DATABASE_CONDITION.MESSAGE, condition.message())
                .set(DATABASE_CONDITION.REMEDY, condition.remedy())
                .onConflict(
                        DATABASE_CONDITION.ACCOUNT_ID,
                        DATABASE_CONDITION.DATABASE_ID,
                        DATABASE_CONDITION.CODE)
                .doUpdate()
                .set(DATABASE_CONDITION.MESSAGE, DSL.excluded(DATABASE_CONDITION.MESSAGE))
                .set(DATABASE_CONDITION.REMEDY, DSL.excluded(DATABASE_CONDITION.REMEDY))
                .execute();
    }
}
