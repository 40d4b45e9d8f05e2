package dev.rowhook.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.store.testing.OnEverySourceVersion;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

@OnEverySourceVersion
class SnapshotHorizonTest {
    private final SourcePostgres source = SourcePostgres.create();

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void theNewestTransactionIsWaitedForToo() throws SQLException {
        source.execute("create table t (a int)");
        try (Connection writer = source.connect();
                Connection asking = source.connect()) {
            writer.setAutoCommit(false);
            try (Statement statement = writer.createStatement()) {
                statement.execute("insert into t values (1)");
            }

            SnapshotHorizon horizon = SnapshotHorizon.now(asking);

            assertThat(horizon.hasPassed(asking)).isFalse();
            writer.commit();
            assertThat(horizon.hasPassed(asking)).isTrue();
        }
    }
}
