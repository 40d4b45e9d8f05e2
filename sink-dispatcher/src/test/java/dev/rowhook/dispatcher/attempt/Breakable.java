package dev.rowhook.dispatcher.attempt;

import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;

/// Our Postgres, which can be away for a while.
final class Breakable implements ConnectionProvider {
    private final DSLContext there;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean away;

    Breakable(DSLContext there) {
        this.there = there;
    }

    DSLContext dsl() {
        return DSL.using(this, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
    }

    void setAway(boolean nowAway) {
        away = nowAway;
    }

    int refused() {
        return refused.get();
    }

    @Override
    public @Nullable Connection acquire() {
        if (away) {
            refused.incrementAndGet();
            throw new DataAccessException("away");
        }
        return there.configuration().connectionProvider().acquire();
    }

    @Override
    public void release(Connection connection) {
        there.configuration().connectionProvider().release(connection);
    }
}
