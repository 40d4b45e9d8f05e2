package dev.rowhook.store;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorCode;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;

import javax.sql.DataSource;

/// Brings the schema of Rowhook's own Postgres up to date.
public final class Migrations {
    private static final Set<MigrationState> FUTURE =
            Set.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);
    private static final ErrorCode PENDING = CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED;

    private Migrations() {}

    /// Runs what was not run yet. Two processes may do this at once: one waits for the other.
    ///
    /// `owner` connects as [Roles#OWNER]; the history is a table of schema `public`.
    ///
    /// @throws org.flywaydb.core.api.FlywayException if a migration fails, or the history is not of
    ///   this version
    public static void migrate(DataSource owner) {
        flyway(owner).migrate();
    }

    /// Looks, and changes nothing; `worker` connects as [Roles#WORKER].
    ///
    /// @throws SQLException if the database cannot be asked
    public static SchemaState state(DataSource worker) throws SQLException {
        if (!isReadable(worker)) {
            return new SchemaState.Older("", newest(flyway(worker).info()));
        }
        Flyway flyway = flyway(worker);
        MigrationInfoService info = flyway.info();
        String version = version(info.current());
        String newest = newest(info);
        if (Arrays.stream(info.all())
                .anyMatch(migration -> FUTURE.contains(migration.getState()))) {
            return new SchemaState.Newer(version, newest);
        }
        if (Arrays.stream(info.all()).anyMatch(migration -> migration.getState().isFailed())
                || hasForeignMigration(flyway)) {
            return new SchemaState.Foreign(version);
        }
        return info.pending().length == 0
                ? new SchemaState.Current(version)
                : new SchemaState.Older(version, newest);
    }

    /// One that was never migrated has no history, and one of the first versions shows it to its
    /// owner alone.
    private static boolean isReadable(DataSource worker) throws SQLException {
        try (Connection connection = worker.getConnection();
                Statement query = connection.createStatement();
                ResultSet row =
                        query.executeQuery(
                                "select coalesce(has_table_privilege(to_regclass('public.flyway_schema_history'),"
                                        + " 'select'), false)")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static boolean hasForeignMigration(Flyway flyway) {
        return flyway.validateWithResult().invalidMigrations.stream()
                .anyMatch(migration -> !PENDING.equals(migration.errorDetails.errorCode));
    }

    private static String newest(MigrationInfoService info) {
        return Arrays.stream(info.all())
                .filter(migration -> !FUTURE.contains(migration.getState()))
                .reduce((older, newer) -> newer)
                .map(Migrations::version)
                .orElse("");
    }

    private static String version(@Nullable MigrationInfo migration) {
        return migration == null || migration.getVersion() == null
                ? ""
                : migration.getVersion().getVersion();
    }

    private static Flyway flyway(DataSource dataSource) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .defaultSchema("public")
                .load();
    }
}
