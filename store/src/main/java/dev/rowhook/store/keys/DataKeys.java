package dev.rowhook.store.keys;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.secret.DataKey;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.secret.SecretBox;

import org.jooq.DSLContext;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;

/// Seals and opens secrets under the data keys of their accounts, which it keeps unwrapped in
/// memory. A value under a key made since then has the keys read again, and so has a value to seal
/// once they are older than [#FRESH_FOR]: a new key is in use everywhere by then.
///
/// `db` is of either role; that of the API inside a transaction that named the account.
/// Thread-safe.
public final class DataKeys {
    /// For how long keys that were read are sealed with.
    public static final Duration FRESH_FOR = Duration.ofSeconds(10);

    /// Keys that nobody has sealed with for so long are forgotten, when others are read.
    private static final Duration KEPT_FOR = Duration.ofHours(1);

    private final MasterKeys masterKeys;
    private final Duration freshFor;
    private final Map<AccountId, Loaded> boxes = new ConcurrentHashMap<>();

    private record Loaded(SecretBox box, long at) {
        boolean isOlderThan(Duration age) {
            return System.nanoTime() - at > age.toNanos();
        }
    }

    /// Data keys that `masterKeys` unwrap.
    public DataKeys(MasterKeys masterKeys) {
        this(masterKeys, FRESH_FOR);
    }

    DataKeys(MasterKeys masterKeys, Duration freshFor) {
        this.masterKeys = masterKeys;
        this.freshFor = freshFor;
    }

    /// Seals a secret for one place, under the newest key that is known here.
    public byte[] seal(DSLContext db, SealedPlace place, Secret secret) {
        return freshBox(db, place.account()).seal(place, secret);
    }

    /// Seals bytes for one place, under the newest key that is known here.
    public byte[] seal(DSLContext db, SealedPlace place, byte[] plaintext) {
        return freshBox(db, place.account()).seal(place, plaintext);
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
        Loaded known = boxes.get(account);
        return known == null ? load(db, account) : known.box();
    }

    private SecretBox freshBox(DSLContext db, AccountId account) {
        Loaded known = boxes.get(account);
        return known == null || known.isOlderThan(freshFor) ? load(db, account) : known.box();
    }

    private SecretBox load(DSLContext db, AccountId account) {
        boxes.values().removeIf(loaded -> loaded.isOlderThan(KEPT_FOR));
        List<DataKey> keys =
                new AccountKeys(db, account).all().stream().map(masterKeys::unwrap).toList();
        if (keys.isEmpty()) {
            throw new NoSuchElementException("no data key of " + account);
        }
        SecretBox box = new SecretBox(keys);
        boxes.put(account, new Loaded(box, System.nanoTime()));
        return box;
    }
}
