package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.DATABASE;

import dev.rowhook.changelog.Lease;

import org.jooq.DSLContext;

/// The version of a database's settings, where a worker changes them itself.
final class SettingsVersion {
    private SettingsVersion() {}

    /// Takes the next one, as the API does: it locks the row of the database, and tells the owner
    /// once the transaction is committed.
    static long next(DSLContext tx, Lease lease) {
        long version =
                tx.update(DATABASE)
                        .set(DATABASE.SETTINGS_VERSION, DATABASE.SETTINGS_VERSION.plus(1))
                        .where(DATABASE.ACCOUNT_ID.eq(lease.account().value()))
                        .and(DATABASE.ID.eq(lease.database().value()))
                        .returningResult(DATABASE.SETTINGS_VERSION)
                        .fetchSingle()
                        .value1();
        tx.fetch("select pg_notify('rowhook_settings', ?)", lease.database().value().toString());
        return version;
    }
}
