package dev.rowhook.server.command;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.server.operate.IdentityAccess;
import dev.rowhook.server.operate.WorkerAccess;
import dev.rowhook.store.Roles;
import dev.rowhook.store.Sql;

import org.jooq.DSLContext;
import org.postgresql.ds.PGSimpleDataSource;

import java.sql.SQLException;

import javax.sql.DataSource;

/// Sessions of commands with the operator's Postgres.
final class StoreSessions {
    private StoreSessions() {}

    /// As the worker's role, if the schema is of this version and no master key is missing: what is
    /// made with other keys would not open elsewhere.
    static DSLContext worker(WorkerAccess access) throws Refusal, SQLException {
        DataSource worker = of(access.store().jdbcUrl(), Roles.WORKER, access.password());
        StartChecks.requireCurrent(worker);
        StartChecks.requireKeys(worker, access.masterKeys());
        return Sql.of(worker);
    }

    /// As the role of identities, if the schema is of this version.
    static DSLContext identity(IdentityAccess access) throws Refusal, SQLException {
        DataSource identity = of(access.store().jdbcUrl(), Roles.IDENTITY, access.password());
        StartChecks.requireCurrent(identity);
        return Sql.of(identity);
    }

    static DataSource of(String jdbcUrl, String role, Secret password) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(jdbcUrl);
        dataSource.setUser(role);
        dataSource.setPassword(password.reveal());
        dataSource.setApplicationName("rowhook_command");
        dataSource.setConnectTimeout(10);
        dataSource.setLogServerErrorDetail(false);
        return dataSource;
    }
}
