package dev.rowhook.api;

/// Takes part in every transaction that changed something of an account, at its end.
public interface ChangeListener {
    /// What it throws undoes the change.
    void changed(AccountChange change);
}
