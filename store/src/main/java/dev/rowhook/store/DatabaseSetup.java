package dev.rowhook.store;

import org.postgresql.PGConnection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

import javax.sql.DataSource;

/// What a superuser does before the first migration: the roles with their passwords, and the
/// database.
///
/// Each step may be done again; the passwords are those of the last time.
public final class DatabaseSetup {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private final DataSource superuser;

    /// `superuser` connects to any database of the server but the one to make, `postgres` for
    /// example.
    public DatabaseSetup(DataSource superuser) {
        this.superuser = superuser;
    }

    /// Makes the roles where they are missing, and sets their passwords.
    public void createRoles(RolePasswords passwords) throws SQLException {
        try (Connection connection = superuser.getConnection()) {
            execute(connection, rolesSql());
            for (String role : List.of(Roles.OWNER, Roles.API, Roles.WORKER, Roles.IDENTITY)) {
                // The driver sends what the server would make of the password, not the password.
                connection
                        .unwrap(PGConnection.class)
                        .alterUserPassword(role, passwords.of(role).toCharArray(), "scram-sha-256");
            }
        }
    }

    /// Makes the database where it is missing, owned by [Roles#OWNER] and closed to roles that are
    /// not ours.
    public void createDatabase(String name) throws SQLException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a plain name of a database: " + name);
        }
        try (Connection connection = superuser.getConnection()) {
            if (!exists(connection, name)) {
                execute(connection, "create database %s owner %s".formatted(name, Roles.OWNER));
            }
            execute(connection, "revoke all on database %s from public".formatted(name));
            execute(
                    connection,
                    "grant connect on database %s to %s, %s, %s"
                            .formatted(name, Roles.API, Roles.WORKER, Roles.IDENTITY));
        }
    }

    private static boolean exists(Connection connection, String database) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            query.setString(1, database);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String rolesSql() {
        try (InputStream sql = DatabaseSetup.class.getResourceAsStream("/db/roles.sql")) {
            if (sql == null) {
                throw new IllegalStateException("/db/roles.sql is not on the class path");
            }
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
