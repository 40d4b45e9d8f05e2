package dev.rowhook.server.application;

import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.store.keys.NeededMasterKeys;

import org.jooq.DSLContext;

import java.util.Optional;
import java.util.TreeSet;

/// Refuses to serve without a master key that something sealed needs: it would be found out when
/// they are used.
public final class MasterKeyCheck {
    private MasterKeyCheck() {}

    /// @throws IllegalStateException if one is missing, naming all that are
    static void require(DSLContext worker, MasterKeys masterKeys) {
        fault(worker, masterKeys)
                .ifPresent(fault -> {
                    throw new IllegalStateException(fault);
                });
    }

    /// What is missing, if anything is.
    public static Optional<String> fault(DSLContext worker, MasterKeys masterKeys) {
        TreeSet<String> missing = new TreeSet<>(NeededMasterKeys.ids(worker));
        missing.removeAll(masterKeys.ids());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "keys are sealed under master keys that are not configured: %s; add them to the file of master keys, below the current one"
                                .formatted(String.join(", ", missing)));
    }
}
