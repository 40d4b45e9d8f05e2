package dev.rowhook.api.database;

import dev.rowhook.api.database.ConnectionSettings.Tls;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.ClientIdentity;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// The secrets in the rows of databases, which it seals and opens, within one transaction.
final class DatabaseSecrets {
    private final DSLContext db;
    private final AccountId account;
    private final DataKeys keys;

    DatabaseSecrets(DSLContext db, AccountId account, DataKeys keys) {
        this.db = db;
        this.account = account;
        this.keys = keys;
    }

    Optional<Secret> password(DatabaseRecord row) {
        return open(passwordOf(new DatabaseId(row.getId())), row.getPassword());
    }

    Tls tls(DatabaseRecord row) {
        return new Tls(
                row.getTlsMode(),
                Optional.ofNullable(row.getTlsCa()),
                open(keyOf(new DatabaseId(row.getId())), row.getClientKey())
                        .map(key -> new ClientIdentity(row.getClientCertificate(), key)));
    }

    /// Puts the secrets of a database into its row.
    void save(DatabaseId id, ChangeDatabase changed, DatabaseRecord row) {
        switch (changed.password()) {
            case PasswordEdit.Kept() -> {}
            case PasswordEdit.None() -> row.setPassword(null);
            case PasswordEdit.Given(Secret password) ->
                    row.setPassword(keys.seal(db, passwordOf(id), password));
        }
        row.setClientKey(
                changed.login().clientKey().map(key -> keys.seal(db, keyOf(id), key)).orElse(null));
    }

    private SealedPlace passwordOf(DatabaseId id) {
        return SealedPlace.databasePassword(account, id);
    }

    private SealedPlace keyOf(DatabaseId id) {
        return SealedPlace.databaseClientKey(account, id);
    }

    private Optional<Secret> open(SealedPlace place, byte @Nullable [] sealed) {
        return Optional.ofNullable(sealed).map(bytes -> keys.openSecret(db, place, bytes));
    }
}
