package dev.rowhook.store;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

import javax.sql.DataSource;

/// jOOQ as every module uses it: statements and their values, which may be secrets, are never
/// logged.
public final class Sql {
    private Sql() {}

    /// A moment, or none, as a value within plain SQL, where Postgres would take it for a text.
    public static Field<Instant> moment(@Nullable Instant moment) {
        String text = moment == null ? null : moment.toString();
        return DSL.field("{0}::timestamptz", SQLDataType.INSTANT, DSL.val(text));
    }

    /// An id, or none, as a value within plain SQL.
    public static Field<UUID> id(@Nullable UUID id) {
        String text = id == null ? null : id.toString();
        return DSL.field("{0}::uuid", SQLDataType.UUID, DSL.val(text));
    }

    /// Thread-safe if `dataSource` is.
    public static DSLContext of(DataSource dataSource) {
        return DSL.using(dataSource, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
    }
}
