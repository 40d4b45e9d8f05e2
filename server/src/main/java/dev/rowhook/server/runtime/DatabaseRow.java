package dev.rowhook.server.runtime;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.LOG_POSITION;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A database that somebody should own.
///
/// @param served whether it is streamed from: its account is not suspended, and neither is deleted
/// @param deleting whether it is to be taken away, which goes on while its account is suspended
/// @param forced whether that does not wait for its source
/// @param owner the node that took its lease last and did not give it back
/// @param leaseLeft how long that lease holds from now on; not positive once it is over
record DatabaseRow(
        AccountId account,
        DatabaseId id,
        boolean served,
        boolean deleting,
        boolean forced,
        long settingsVersion,
        Optional<String> owner,
        Duration leaseLeft) {
    private static final Field<Long> LEASE_LEFT =
            DSL.field(
                    "coalesce(1000 * extract(epoch from {0} - clock_timestamp()), 0)::bigint",
                    Long.class, LOG_POSITION.LEASE_UNTIL);
    private static final Field<Boolean> FORCED =
            DSL.field(
                    "exists (select from rowhook_host.account_deletion d where d.account_id = {0} and d.forced)",
                    Boolean.class, DATABASE.ACCOUNT_ID);

    /// Whether a node may take its lease.
    boolean isFreeFor(String node) {
        return owner.isEmpty() || owner.get().equals(node) || !leaseLeft.isPositive();
    }

    /// Whose lease holds, if somebody's does.
    Optional<String> holder() {
        return owner.filter(_ -> leaseLeft.isPositive());
    }

    static List<DatabaseRow> all(DSLContext worker) {
        return worker.select(
                        DATABASE.ACCOUNT_ID,
                        DATABASE.ID,
                        ACCOUNT.STATUS,
                        DATABASE.DELETING,
                        FORCED,
                        DATABASE.SETTINGS_VERSION,
                        LOG_POSITION.OWNER,
                        LEASE_LEFT)
                .from(DATABASE)
                .join(ACCOUNT)
                .on(ACCOUNT.ACCOUNT_ID.eq(DATABASE.ACCOUNT_ID))
                .leftJoin(LOG_POSITION)
                .on(LOG_POSITION.ACCOUNT_ID.eq(DATABASE.ACCOUNT_ID))
                .and(LOG_POSITION.DATABASE_ID.eq(DATABASE.ID))
                .fetch(row ->
                        new DatabaseRow(
                                new AccountId(row.value1()),
                                new DatabaseId(row.value2()),
                                "active".equals(row.value3()) && !row.value4(),
                                row.value4(),
                                row.value5(),
                                row.value6(),
                                Optional.ofNullable(row.value7()),
                                Duration.ofMillis(row.value8())));
    }
}
