package dev.rowhook.server.application;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import dev.rowhook.changelog.Node;
import dev.rowhook.server.application.ServerSettings.Store;
import dev.rowhook.store.Roles;

import org.postgresql.ds.PGSimpleDataSource;

import java.time.Duration;

import javax.sql.DataSource;

/// The connection pools to our own Postgres, one a role.
///
/// A session whose client has died, or that forgets its transaction, is ended by Postgres: its
/// locks would hold up everybody else's.
final class StoreDataSources {
    private static final String SESSION =
            "-c idle_in_transaction_session_timeout=30s -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5"
                    + " -c tcp_keepalives_count=3 -c tcp_user_timeout=30s -c synchronous_commit=on";

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    private StoreDataSources() {}

    static HikariDataSource api(Store store, ServerTiming timing) {
        return pool(store.jdbcUrl(), Roles.API, store.apiPassword().reveal(), 16, timing);
    }

    /// Its sessions bear the name of the node's start, by which others end them when it does not
    /// live any more.
    static HikariDataSource worker(Store store, ServerTiming timing, Node node) {
        HikariConfig config =
                config(store.jdbcUrl(), Roles.WORKER, store.workerPassword().reveal(), 32, timing);
        config.addDataSourceProperty("ApplicationName", node.sessions());
        return new HikariDataSource(config);
    }

    static HikariDataSource identity(Store store, ServerTiming timing) {
        return pool(store.jdbcUrl(), Roles.IDENTITY, store.identityPassword().reveal(), 8, timing);
    }

    /// For the one session that listens for notifications for as long as the server runs.
    static DataSource signals(Store store) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(store.jdbcUrl());
        dataSource.setUser(Roles.WORKER);
        dataSource.setPassword(store.workerPassword().reveal());
        dataSource.setApplicationName("rowhook_signals");
        dataSource.setTcpKeepAlive(true);
        dataSource.setLogServerErrorDetail(false);
        return dataSource;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static HikariDataSource pool(
            String url, String role, String password, int size, ServerTiming timing) {
        HikariConfig config = config(url, role, password, size, timing);
        config.addDataSourceProperty("ApplicationName", role);
        return new HikariDataSource(config);
    }

    private static HikariConfig config(
            String url, String role, String password, int size, ServerTiming timing) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(role);
        config.setJdbcUrl(url);
        config.setUsername(role);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(shorter(CONNECT_WITHIN, timing.storeAnswer()).toMillis());
        // A server may be started before its Postgres answers; StoreStart says for how long.
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("options", SESSION);
        // As text: what is no text the driver does not see.
        config.addDataSourceProperty(
                "socketTimeout", Long.toString(timing.storeAnswer().toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return config;
    }
}
