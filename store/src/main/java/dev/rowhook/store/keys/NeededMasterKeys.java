package dev.rowhook.store.keys;

import org.jooq.DSLContext;

import java.util.Set;

/// The master keys without which something that is sealed does not open.
public final class NeededMasterKeys {
    private NeededMasterKeys() {}

    /// Their ids, as the keys of accounts and those that sign tokens need them. A data key that was
    /// destroyed needs none.
    ///
    /// @param worker of the worker's role
    public static Set<String> ids(DSLContext worker) {
        return worker.fetch(
                        """
                        select master_key_id from rowhook.account_key where octet_length(wrapped) > 0
                        union select master_key_id from rowhook_identity.signing_key
                        """)
                .intoSet("master_key_id", String.class);
    }
}
