package dev.rowhook.api.signin.chore;

/// Something to be done each minute, on every node. It does no harm twice, or by several at once.
public interface Chore {
    /// Does it, in own Postgres.
    void run();
}
