package dev.rowhook.store.keys;

import static dev.rowhook.store.jooq.Tables.ACCOUNT_KEY;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

import java.util.Set;

/// The master keys without which secrets of some account do not open.
public final class NeededMasterKeys {
    private NeededMasterKeys() {}

    /// Their ids. A data key that was destroyed needs none.
    ///
    /// @param worker of the worker's role
    public static Set<String> ids(DSLContext worker) {
        return worker.selectDistinct(ACCOUNT_KEY.MASTER_KEY_ID)
                .from(ACCOUNT_KEY)
                .where(DSL.function("octet_length", SQLDataType.INTEGER, ACCOUNT_KEY.WRAPPED).gt(0))
                .fetchSet(ACCOUNT_KEY.MASTER_KEY_ID);
    }
}
