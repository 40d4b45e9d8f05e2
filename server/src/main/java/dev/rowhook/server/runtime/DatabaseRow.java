package dev.rowhook.server.runtime;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.DATABASE;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.util.List;

/// A database that somebody should own.
///
/// @param served whether it is streamed from: its account is not suspended, and neither is deleted
/// @param deleting whether it is to be taken away, which goes on while its account is suspended
/// @param forced whether that does not wait for its source
record DatabaseRow(
        AccountId account,
        DatabaseId id,
        boolean served,
        boolean deleting,
        boolean forced,
        long settingsVersion) {
    private static final Field<Boolean> FORCED =
            DSL.field(
                    "exists (select from rowhook_host.account_deletion d where d.account_id = {0} and d.forced)",
                    Boolean.class, DATABASE.ACCOUNT_ID);

    static List<DatabaseRow> all(DSLContext worker) {
        return worker.select(
                        DATABASE.ACCOUNT_ID,
                        DATABASE.ID,
                        ACCOUNT.STATUS,
                        DATABASE.DELETING,
                        FORCED,
                        DATABASE.SETTINGS_VERSION)
                .from(DATABASE)
                .join(ACCOUNT)
                .on(ACCOUNT.ACCOUNT_ID.eq(DATABASE.ACCOUNT_ID))
                .fetch(row ->
                        new DatabaseRow(
                                new AccountId(row.value1()),
                                new DatabaseId(row.value2()),
                                "active".equals(row.value3()) && !row.value4(),
                                row.value4(),
                                row.value5(),
                                row.value6()));
    }
}
