package dev.rowhook.store;

import org.flywaydb.core.Flyway;

import javax.sql.DataSource;

/// Brings the schema of Rowhook's own Postgres up to date.
public final class Migrations {
    private Migrations() {}

    /// Runs what was not run yet. Two processes may do this at once: one waits for the other.
    ///
    /// `owner` connects as [Roles#OWNER]; the history is a table of schema `public`.
    ///
    /// @throws org.flywaydb.core.api.FlywayException if a migration fails, or the history is not of
    ///   this version
    public static void migrate(DataSource owner) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(owner)
                .locations("classpath:db/migration")
                .defaultSchema("public")
                .load()
                .migrate();
    }
}
