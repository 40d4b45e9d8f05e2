package dev.rowhook.store.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.store.Roles;
import dev.rowhook.store.Sql;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGPoolingDataSource;

import java.time.Duration;

/// Tells how long a re-key of 100 000 values takes, without the wait for servers.
@Tag("long")
final class RekeySpeedTest {
    private static final int VALUES = 100_000;

    @Test
    void hundredThousandValuesAreSealedAnew() throws InterruptedException {
        try (OwnPostgres own = OwnPostgres.create()) {
            MasterKeys masterKeys = MasterKeys.parse(MasterKeys.createLine("m1").reveal());
            SealedValues values = SealedValues.create(own, masterKeys);
            for (int part = 0; part < 10; part++) {
                values.insertManyPending(
                        new DataKeys(masterKeys), 2 + part * VALUES / 10, VALUES / 10);
            }
            long before = System.nanoTime();
            Rekey.Result result = new Rekey(pool(own), masterKeys, Duration.ZERO, 500).run();
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            System.out.printf(
                    "%d values sealed anew in %.1f s%n", result.values(), took.toMillis() / 1000.0);
            assertThat(values.versions()).containsExactly(2);
            assertThat(result.values()).isGreaterThan(VALUES);
            assertThat(took).isLessThan(Duration.ofMinutes(5));
        }
    }

    @SuppressWarnings("deprecation") // The driver's own pool does for tests.
    private static DSLContext pool(OwnPostgres own) {
        PGPoolingDataSource pool = new PGPoolingDataSource();
        pool.setUrl(own.jdbcUrl());
        pool.setUser(Roles.WORKER);
        pool.setPassword(own.password(Roles.WORKER));
        return Sql.of(pool);
    }
}
