package dev.rowhook.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressPolicyText;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.ClientIdentity;
import dev.rowhook.source.SourceSettings.PublicationSettings;
import dev.rowhook.source.SourceSettings.SlotSettings;
import dev.rowhook.source.SourceSettings.Tls;
import dev.rowhook.source.SourceSettings.TlsMode;
import dev.rowhook.store.testing.SourcePostgres;
import dev.rowhook.store.testing.TlsPostgres;
import dev.rowhook.store.testing.TlsPostgres.SignIn;

import okhttp3.tls.HeldCertificate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sessions of a source that speaks TLS, and what becomes of them.
final class TlsSessions implements AutoCloseable {
    static final Optional<Secret> NO_PASSWORD = Optional.empty();

    final TlsPostgres server = TlsPostgres.shared();
    private final List<SourcePostgres> made = new ArrayList<>();
    SourcePostgres source;

    TlsSessions() {
        source = server.create(SignIn.CERTIFICATE);
        made.add(source);
    }

    /// Makes another source, which is meant from now on.
    void create(SignIn way) {
        source = server.create(way);
        made.add(source);
    }

    @Override
    public void close() {
        made.forEach(SourcePostgres::close);
    }

    SourceConnections connections(String hostname, Optional<Secret> password, Tls tls) {
        return new SourceConnections(
                new SourceSettings(
                        hostname,
                        source.port(),
                        source.database(),
                        source.user(),
                        password,
                        tls,
                        new SlotSettings("slot", false),
                        new PublicationSettings("publication", false),
                        "rowhook test",
                        EgressPolicyText.write(EgressPolicy.of(EgressMode.DEV))));
    }

    SourceConnections connections(Tls tls) {
        return connections(TlsPostgres.HOST, NO_PASSWORD, tls);
    }

    Optional<Secret> password() {
        return Optional.of(Secret.of(source.password()));
    }

    Optional<ClientIdentity> own() {
        return Optional.of(identity(server.certificate(source.user())));
    }

    /// A certificate that the authority between vouches for, as it is shown.
    ClientIdentity identity(HeldCertificate certificate) {
        return new ClientIdentity(
                server.chain(certificate), Secret.of(certificate.privateKeyPkcs8Pem()));
    }

    Optional<String> authority() {
        return Optional.of(server.authority());
    }

    /// What trusts the server alone, its name included.
    Tls full(Optional<ClientIdentity> client) {
        return new Tls(TlsMode.VERIFY_FULL, authority(), client);
    }

    /// Opens a session of each kind, and asserts that it is what it should be.
    void opens(SourceConnections connections, boolean isTls, String subject) throws SQLException {
        try (Connection ordinary = connections.open();
                Connection patient = connections.open(Duration.ofSeconds(5));
                Connection replication = connections.openReplication()) {
            for (Connection session : List.of(ordinary, patient, replication)) {
                try (Statement statement = session.createStatement();
                        ResultSet row =
                                statement.executeQuery(
                                        "select ssl, coalesce(client_dn, '') from pg_stat_ssl where pid = pg_backend_pid()")) {
                    row.next();
                    assertThat(row.getBoolean(1)).isEqualTo(isTls);
                    assertThat(row.getString(2)).isEqualTo(subject);
                }
            }
            try (Statement statement = replication.createStatement();
                    ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
                assertThat(row.next()).isTrue();
            }
        }
    }

    void opensAsUser(SourceConnections connections) throws SQLException {
        opens(connections, true, "/CN=" + source.user());
    }

    private static ConnectionFault fault(SourceConnections connections) {
        SQLException refused = catchThrowableOfType(SQLException.class, connections::open);
        SQLException unstreamed =
                catchThrowableOfType(SQLException.class, connections::openReplication);
        ConnectionFault fault =
                ConnectionFault.of(refused, connections.settings())
                        .orElseThrow(() -> new AssertionError(refused));
        assertThat(ConnectionFault.of(unstreamed, connections.settings())).contains(fault);
        connections
                .settings()
                .tls()
                .client()
                .ifPresent(client ->
                        assertThat(fault + String.valueOf(refused))
                                .doesNotContain(client.key().reveal(), "BEGIN"));
        return fault;
    }

    /// Asserts that no session opens, and what is told of it.
    static void isRefused(SourceConnections connections, String code, String message) {
        ConnectionFault fault = fault(connections);
        assertThat(fault.code()).as(fault.toString()).isEqualTo(code);
        assertThat(fault.message()).contains(message);
    }
}
