package dev.rowhook.store.keys;

import static dev.rowhook.store.jooq.Tables.ACCOUNT_KEY;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.secret.DataKey;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.secret.SecretBox;
import dev.rowhook.core.secret.WrappedDataKey;

import org.jooq.DSLContext;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;

/// Seals and opens secrets under the data keys of their accounts, which it reads once and keeps
/// unwrapped in memory. A value under a key made since then has the keys read again.
///
/// `db` is of either role; that of the API inside a transaction that named the account.
/// Thread-safe.
public final class DataKeys {
    private final MasterKeys masterKeys;
    private final Map<AccountId, SecretBox> boxes = new ConcurrentHashMap<>();

    /// Data keys that `masterKeys` unwrap.
    public DataKeys(MasterKeys masterKeys) {
        this.masterKeys = masterKeys;
    }

    /// Seals a secret for one place, under the newest key that is known here.
    public byte[] seal(DSLContext db, SealedPlace place, Secret secret) {
        return box(db, place.account()).seal(place, secret);
    }

    /// Seals bytes for one place, under the newest key that is known here.
    public byte[] seal(DSLContext db, SealedPlace place, byte[] plaintext) {
        return box(db, place.account()).seal(place, plaintext);
    }

    /// @throws dev.rowhook.core.secret.SealBrokenException if it was not sealed for this place
    public byte[] open(DSLContext db, SealedPlace place, byte[] sealed) {
        AccountId account = place.account();
        SecretBox known = box(db, account);
        SecretBox box = known.hasKeyOf(sealed) ? known : load(db, account);
        return box.open(place, sealed);
    }

    /// Opens a sealed text.
    ///
    /// @throws dev.rowhook.core.secret.SealBrokenException if it was not sealed for this place
    public Secret openSecret(DSLContext db, SealedPlace place, byte[] sealed) {
        return Secret.of(new String(open(db, place, sealed), StandardCharsets.UTF_8));
    }

    private SecretBox box(DSLContext db, AccountId account) {
        SecretBox known = boxes.get(account);
        return known == null ? load(db, account) : known;
    }

    private SecretBox load(DSLContext db, AccountId account) {
        List<DataKey> keys =
                db
                        .selectFrom(ACCOUNT_KEY)
                        .where(ACCOUNT_KEY.ACCOUNT_ID.eq(account.value()))
                        .fetch(row ->
                                new WrappedDataKey(
                                        account,
                                        row.getVersion(),
                                        row.getMasterKeyId(),
                                        row.getWrapped()))
                        .stream()
                        .map(masterKeys::unwrap)
                        .toList();
        if (keys.isEmpty()) {
            throw new NoSuchElementException("no data key of " + account);
        }
        SecretBox box = new SecretBox(keys);
        boxes.put(account, box);
        return box;
    }
}
