package dev.rowhook.core.change;

/// What of a row Postgres writes to the WAL to name it in updates and deletes.
public enum ReplicaIdentity {
    DEFAULT('d'),
    NOTHING('n'),
    FULL('f'),
    INDEX('i');

    private final char code;

    ReplicaIdentity(char code) {
        this.code = code;
    }

    /// The letter of `pg_class.relreplident`.
    public char code() {
        return code;
    }

    /// @throws IllegalArgumentException if no identity has that letter
    public static ReplicaIdentity of(char code) {
        for (ReplicaIdentity identity : values()) {
            if (identity.code == code) {
                return identity;
            }
        }
        throw new IllegalArgumentException("unknown replica identity '%c'".formatted(code));
    }
}
