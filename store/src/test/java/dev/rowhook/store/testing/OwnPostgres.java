package dev.rowhook.store.testing;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;

import dev.rowhook.store.DatabaseSetup;
import dev.rowhook.store.Migrations;
import dev.rowhook.store.RolePasswords;
import dev.rowhook.store.Roles;
import dev.rowhook.store.Sql;

import org.jooq.DSLContext;
import org.postgresql.ds.PGSimpleDataSource;

import java.sql.SQLException;
import java.util.UUID;

import javax.sql.DataSource;

/// A fresh, migrated database of Rowhook's own, for one test or one test class. All share the one
/// server of the JVM, which starts with the first.
///
/// Thread-safe.
public final class OwnPostgres implements AutoCloseable {
    private static final String TEMPLATE = "rowhook_template";

    private final String database;

    private OwnPostgres(String database) {
        this.database = database;
    }

    public static OwnPostgres create() {
        TestCluster cluster = Shared.CLUSTER;
        String database = cluster.freshName("own_");
        cluster.execute(
                "create database %s template %s owner %s"
                        .formatted(database, TEMPLATE, Roles.OWNER));
        return new OwnPostgres(database);
    }

    /// Bound by row-level security: a transaction names its account first, by [#actFor].
    public DSLContext api() {
        return Sql.of(dataSource(Roles.API));
    }

    public DSLContext worker() {
        return Sql.of(dataSource(Roles.WORKER));
    }

    public DSLContext identity() {
        return Sql.of(dataSource(Roles.IDENTITY));
    }

    public DSLContext owner() {
        return Sql.of(dataSource(Roles.OWNER));
    }

    /// For what a test asserts and plants. The code under test never runs as the superuser.
    public DSLContext superuser() {
        return Sql.of(Shared.CLUSTER.server().superuser(database));
    }

    /// Names the account of a transaction of [#api].
    public static void actFor(DSLContext transaction, UUID account) {
        transaction.fetch("select set_config('rowhook.account_id', ?, true)", account.toString());
    }

    /// Makes an account, as the worker.
    public UUID createAccount() {
        UUID account = UUID.randomUUID();
        worker().insertInto(ACCOUNT, ACCOUNT.ACCOUNT_ID, ACCOUNT.NAME)
                .values(account, "account " + account)
                .execute();
        return account;
    }

    /// Connects as one of [Roles], each time anew.
    public DataSource dataSource(String role) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(jdbcUrl());
        dataSource.setUser(role);
        dataSource.setPassword(password(role));
        return dataSource;
    }

    public String jdbcUrl() {
        return Shared.CLUSTER.server().jdbcUrl(database);
    }

    public String password(String role) {
        return Shared.PASSWORDS.of(role);
    }

    /// Drops the database, whoever is connected.
    @Override
    public void close() {
        Shared.CLUSTER.execute("drop database if exists %s with (force)".formatted(database));
    }

    /// The server with the template, made by whoever asks first.
    private static final class Shared {
        static final RolePasswords PASSWORDS =
                new RolePasswords("for the owner", "for the api", "for the worker", "for identity");
        static final TestCluster CLUSTER = start();

        private static TestCluster start() {
            TestCluster cluster = TestCluster.start(settings -> settings);
            DatabaseSetup setup = new DatabaseSetup(cluster.server().superuser("postgres"));
            try {
                setup.createRoles(PASSWORDS);
                setup.createDatabase(TEMPLATE);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            PGSimpleDataSource owner = new PGSimpleDataSource();
            owner.setUrl(cluster.server().jdbcUrl(TEMPLATE));
            owner.setUser(Roles.OWNER);
            owner.setPassword(PASSWORDS.of(Roles.OWNER));
            Migrations.migrate(owner);
            return cluster;
        }
    }
}
