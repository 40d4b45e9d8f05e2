package dev.rowhook.source;

import static dev.rowhook.store.jooq.Tables.DATABASE;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.ClientIdentity;
import dev.rowhook.source.SourceSettings.PublicationSettings;
import dev.rowhook.source.SourceSettings.SlotSettings;
import dev.rowhook.source.SourceSettings.Tls;
import dev.rowhook.source.SourceSettings.TlsMode;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// How to reach the databases that tenants have named. Thread-safe.
public final class SourceSettingsRepository {
    private final DataKeys keys;
    private final String egress;

    /// @param egress the policy under which sources are dialled, as text
    public SourceSettingsRepository(DataKeys keys, String egress) {
        this.keys = keys;
        this.egress = egress;
    }

    /// The settings of a database, if `db` sees it: a worker sees all, a transaction of the API
    /// those of its account.
    public Optional<SourceSettings> find(
            DSLContext db, AccountId account, DatabaseId database, String applicationName) {
        return db.selectFrom(DATABASE)
                .where(DATABASE.ACCOUNT_ID.eq(account.value()))
                .and(DATABASE.ID.eq(database.value()))
                .fetchOptional()
                .map(row -> settings(db, account, database, row, applicationName));
    }

    private SourceSettings settings(
            DSLContext db,
            AccountId account,
            DatabaseId database,
            DatabaseRecord row,
            String applicationName) {
        return new SourceSettings(
                row.getHostname(),
                row.getPort(),
                row.getDatabaseName(),
                row.getUsername(),
                open(db, SealedPlace.databasePassword(account, database), row.getPassword()),
                tls(db, account, database, row),
                new SlotSettings(row.getSlotName(), row.getSlotCreate()),
                new PublicationSettings(row.getPublicationName(), row.getPublicationCreate()),
                applicationName,
                egress);
    }

    private Tls tls(DSLContext db, AccountId account, DatabaseId database, DatabaseRecord row) {
        return new Tls(
                TlsMode.of(row.getTlsMode()),
                Optional.ofNullable(row.getTlsCa()),
                open(db, SealedPlace.databaseClientKey(account, database), row.getClientKey())
                        .map(key -> new ClientIdentity(row.getClientCertificate(), key)));
    }

    private Optional<Secret> open(DSLContext db, SealedPlace place, byte @Nullable [] sealed) {
        return Optional.ofNullable(sealed).map(bytes -> keys.openSecret(db, place, bytes));
    }
}
