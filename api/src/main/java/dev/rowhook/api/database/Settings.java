package dev.rowhook.api.database;

import static dev.rowhook.store.jooq.Tables.DATABASE;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;

import org.jooq.DSLContext;

/// The version of a database's settings, which counts each edit of the database and of its sinks.
public final class Settings {
    private Settings() {}

    /// Takes the next version, within the transaction of the edit.
    public static long nextVersion(DSLContext db, AccountId account, DatabaseId database) {
        long version =
                db.update(DATABASE)
                        .set(DATABASE.SETTINGS_VERSION, DATABASE.SETTINGS_VERSION.plus(1))
                        .where(DATABASE.ACCOUNT_ID.eq(account.value()))
                        .and(DATABASE.ID.eq(database.value()))
                        .returningResult(DATABASE.SETTINGS_VERSION)
                        .fetchSingle()
                        .value1();
        announce(db, database);
        return version;
    }

    /// Tells the owner of the database, once the transaction is committed, that its settings
    /// changed.
    public static void announce(DSLContext db, DatabaseId database) {
        db.fetch("select pg_notify('rowhook_settings', ?)", database.value().toString());
    }
}
