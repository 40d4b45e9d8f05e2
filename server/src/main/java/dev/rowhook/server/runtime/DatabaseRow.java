package dev.rowhook.server.runtime;

import static dev.rowhook.store.jooq.Tables.DATABASE;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;

import org.jooq.DSLContext;

import java.util.List;

/// A database that somebody should own.
record DatabaseRow(AccountId account, DatabaseId id, boolean deleting, long settingsVersion) {

    static List<DatabaseRow> all(DSLContext worker) {
        return worker.select(
                        DATABASE.ACCOUNT_ID,
                        DATABASE.ID,
                        DATABASE.DELETING,
                        DATABASE.SETTINGS_VERSION)
                .from(DATABASE)
                .fetch(row ->
                        new DatabaseRow(
                                new AccountId(row.value1()),
                                new DatabaseId(row.value2()),
                                row.value3(),
                                row.value4()));
    }
}
