package dev.rowhook.source;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.source.SourceSettings.TlsMode;

import org.postgresql.Driver;
import org.postgresql.PGProperty;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;

/// Opens sessions of one source.
///
/// The driver is given a closed set of properties and a URL without a tenant's text: what a tenant
/// names can choose no class, no file and no option. Every session sets how values are written
/// itself, for a walsender obeys the settings of its role. Thread-safe.
public final class SourceConnections {
    private static final String SESSION =
            "set datestyle = 'ISO, MDY'; set intervalstyle = 'postgres'; set timezone = 'UTC';"
                    + " set extra_float_digits = 1; set bytea_output = 'hex'";

    private static final Pattern HOSTNAME =
            Pattern.compile("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}");

    private final SourceSettings settings;

    public SourceConnections(SourceSettings settings) {
        this.settings = settings;
    }

    public SourceSettings settings() {
        return settings;
    }

    /// An ordinary session.
    public Connection open() throws SQLException {
        Properties properties = properties();
        return connect(properties);
    }

    /// An ordinary session for whoever waits for an answer: it is given up, and what it asks is
    /// ended, once the source is silent for so long.
    public Connection open(Duration patience) throws SQLException {
        int seconds = Math.toIntExact(patience.toSeconds());
        Properties properties = properties();
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
        PGProperty.LOGIN_TIMEOUT.set(properties, seconds);
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds + 1);
        Connection connection = connect(properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = '%ds'".formatted(seconds));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// A session that speaks the replication protocol. Whoever streams keeps a reference to it: the
    /// driver closes one that it finds unreachable.
    public Connection openReplication() throws SQLException {
        Properties properties = properties();
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        return connect(properties);
    }

    private Connection connect(Properties properties) throws SQLException {
        Connection connection = new Driver().connect("jdbc:postgresql:///", properties);
        if (connection == null) {
            throw new IllegalStateException("the driver does not know its own URL");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(SESSION);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /// All that the driver is told. Of the ways to prove who one is those are left out that use
    /// what the machine has, a Kerberos ticket say; and of one that was told no password at all it
    /// would look for one in the operator's files, but not if that is empty. Without a password
    /// none of the ways is allowed that ask for one.
    Properties properties() throws SQLException {
        requirePlain(settings.hostname());
        requireLogin();
        Properties properties = new Properties();
        PGProperty.PG_HOST.set(properties, settings.hostname());
        PGProperty.PG_PORT.set(properties, settings.port());
        PGProperty.PG_DBNAME.set(properties, settings.database());
        PGProperty.USER.set(properties, settings.username());
        PGProperty.PASSWORD.set(properties, settings.password().map(Secret::reveal).orElse(""));
        PGProperty.APPLICATION_NAME.set(properties, settings.applicationName());
        PGProperty.SOCKET_FACTORY.set(properties, SourceSocketFactory.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(properties, settings.egress());
        PGProperty.SOCKET_TIMEOUT.set(properties, 60);
        PGProperty.CONNECT_TIMEOUT.set(properties, 10);
        PGProperty.LOGIN_TIMEOUT.set(properties, 20);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.REQUIRE_AUTH.set(
                properties,
                settings.password().isPresent() ? "none,password,md5,scram-sha-256" : "none");
        PGProperty.SSL_MODE.set(properties, settings.tls().mode().text());
        if (settings.tls().mode() != TlsMode.DISABLE) {
            PGProperty.SSL_FACTORY.set(properties, SourceTlsSockets.class.getName());
            PGProperty.SSL_FACTORY_ARG.set(properties, SourceTlsSockets.write(settings.tls()));
        }
        return properties;
    }

    /// The driver takes a list of hosts, with ports.
    private static void requirePlain(String hostname) throws SQLException {
        if (!HOSTNAME.matcher(hostname).matches()) {
            throw new SQLException("a source's host is one name or address", "08001");
        }
    }

    private void requireLogin() throws SQLException {
        boolean isCertified =
                settings.tls().mode() != TlsMode.DISABLE && settings.tls().client().isPresent();
        if (settings.password().map(Secret::isEmpty).orElse(!isCertified)) {
            throw new SQLException("a source needs a password or a client certificate", "28P01");
        }
    }
}
