package dev.rowhook.store.testing;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rowhook.store.Migrations;
import dev.rowhook.store.Roles;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

final class TestDatabasesTest {
    @Test
    void anOwnDatabaseIsMigratedAndEmptyAndQuicklyMade() {
        try (OwnPostgres first = OwnPostgres.create()) {
            UUID account = first.createAccount();
            Instant start = Instant.now();
            try (OwnPostgres second = OwnPostgres.create()) {
                assertThat(second.worker().fetchCount(ACCOUNT)).isZero();
                assertThat(Duration.between(start, Instant.now()))
                        .isLessThan(Duration.ofSeconds(2));
            }
            assertThat(first.worker().selectFrom(ACCOUNT).fetchSingle().getAccountId())
                    .isEqualTo(account);
        }
    }

    @Test
    void migratingAgainChangesNothing() {
        try (OwnPostgres own = OwnPostgres.create()) {
            assertThatCode(() -> Migrations.migrate(own.dataSource(Roles.OWNER)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aSourceMayReplicateAndGoesWithItsSlots() throws SQLException {
        try (SourcePostgres other = SourcePostgres.create()) {
            String name;
            try (SourcePostgres source = SourcePostgres.create()) {
                name = source.database();
                source.execute(
                        "create table plant (id int primary key)",
                        "create publication plants for table plant",
                        "select pg_create_logical_replication_slot('%s', 'pgoutput')"
                                .formatted(name));
                assertThat(slots(other, name)).isEqualTo(1);
            }
            assertThat(slots(other, name)).isZero();
        }
    }

    private static int slots(SourcePostgres asked, String name) throws SQLException {
        try (Connection connection = asked.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select count(*) from pg_replication_slots where slot_name = '%s'"
                                        .formatted(name))) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
