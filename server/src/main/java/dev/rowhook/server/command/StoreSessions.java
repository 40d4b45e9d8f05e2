package dev.rowhook.server.command;

import dev.rowhook.core.secret.Secret;

import org.postgresql.ds.PGSimpleDataSource;

import javax.sql.DataSource;

/// Sessions of commands with the operator's Postgres.
final class StoreSessions {
    private StoreSessions() {}

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
