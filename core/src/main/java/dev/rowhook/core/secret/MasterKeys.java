package dev.rowhook.core.secret;

import dev.rowhook.core.AccountId;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/// The keys that wrap the data keys of accounts, by id. The first one wraps; all unwrap.
///
/// Immutable.
public final class MasterKeys {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final int FORMAT = 1;

    private final Map<String, byte[]> keys;
    private final String currentId;

    private MasterKeys(SequencedMap<String, byte[]> keys) {
        this.keys = keys;
        this.currentId = keys.firstEntry().getKey();
    }

    /// Reads one key a line, `id:base64` of 32 bytes; empty lines and those that begin with `#` are
    /// passed over.
    ///
    /// @throws IllegalArgumentException if a line is none of these, naming its number and nothing
    ///   of it
    public static MasterKeys parse(String text) {
        SequencedMap<String, byte[]> keys = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            String id = colon < 0 ? "" : line.substring(0, colon);
            if (!ID.matcher(id).matches() || keys.containsKey(id)) {
                throw new IllegalArgumentException(
                        "master keys: line %d does not begin with a new id and a colon"
                                .formatted(number));
            }
            keys.put(id, key(line.substring(colon + 1), number));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("master keys: there is none");
        }
        return new MasterKeys(keys);
    }

    /// The line of a new random key, as [#parse] reads it.
    public static Secret createLine(String id) {
        return Secret.of(id + ":" + Base64.getEncoder().encodeToString(AesGcm.randomKey()));
    }

    private static byte[] key(String base64, int line) {
        try {
            byte[] key = Base64.getDecoder().decode(base64.strip());
            if (key.length == AesGcm.KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException _) {
            // Told below, without the text that did not decode.
        }
        throw new IllegalArgumentException(
                "master keys: line %d does not hold 32 bytes in base 64".formatted(line));
    }

    /// The id of the key that wraps.
    public String currentId() {
        return currentId;
    }

    /// The ids of all keys.
    public Set<String> ids() {
        return Set.copyOf(keys.keySet());
    }

    /// A new random data key, wrapped under the current master key.
    public WrappedDataKey createDataKey(AccountId account, int version) {
        return wrap(account, version, AesGcm.randomKey());
    }

    /// The same data key under the current master key.
    public WrappedDataKey rewrap(WrappedDataKey key) {
        return wrap(key.account(), key.version(), open(key));
    }

    /// @throws SealBrokenException if the master key is missing, or another account's or version's
    ///   key was put in this one's place
    public DataKey unwrap(WrappedDataKey key) {
        return new DataKey(key.account(), key.version(), open(key));
    }

    private WrappedDataKey wrap(AccountId account, int version, byte[] dataKey) {
        byte[] wrapped =
                AesGcm.seal(masterKey(currentId), dataKey, associated(account, version, currentId));
        return new WrappedDataKey(account, version, currentId, wrapped);
    }

    private byte[] open(WrappedDataKey key) {
        byte[] bytes =
                AesGcm.open(
                        masterKey(key.masterKeyId()),
                        key.wrapped(),
                        associated(key.account(), key.version(), key.masterKeyId()));
        if (bytes.length != AesGcm.KEY_BYTES) {
            throw new SealBrokenException("the wrapped data key has a wrong length");
        }
        return bytes;
    }

    private byte[] masterKey(String id) {
        byte[] key = keys.get(id);
        if (key == null) {
            throw new SealBrokenException("the master key '%s' is not configured".formatted(id));
        }
        return key;
    }

    private static AssociatedData associated(AccountId account, int version, String masterKeyId) {
        return new AssociatedData()
                .add("rowhook data key")
                .add(FORMAT)
                .add(account.value())
                .add(version)
                .add(masterKeyId);
    }

    @Override
    public String toString() {
        return "master keys " + keys.keySet();
    }
}
