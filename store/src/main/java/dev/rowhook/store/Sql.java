package dev.rowhook.store;

import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

import javax.sql.DataSource;

/// jOOQ as every module uses it: statements and their values, which may be secrets, are never
/// logged.
public final class Sql {
    private Sql() {}

    /// Thread-safe if `dataSource` is.
    public static DSLContext of(DataSource dataSource) {
        return DSL.using(dataSource, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
    }
}
