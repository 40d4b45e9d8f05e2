package dev.rowhook.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.egress.EgressDeniedException;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressPolicyText;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.source.SourceSettings.PublicationSettings;
import dev.rowhook.source.SourceSettings.Replica;
import dev.rowhook.source.SourceSettings.SlotSettings;
import dev.rowhook.source.SourceSettings.Tls;
import dev.rowhook.source.SourceSettings.TlsMode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Optional;

/// The driver reaches only what the policy allows, whatever a tenant calls it, and is told nothing
/// but what it has to know.
class SourceEgressTest {
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(1);
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    private SourceSettings settings(String hostname, String password, TlsMode tls) {
        return new SourceSettings(
                hostname,
                listener.getLocalPort(),
                "app",
                "rowhook",
                Optional.of(Secret.of(password)),
                new Tls(tls, Optional.empty(), Optional.empty()),
                new SlotSettings("slot", false),
                new PublicationSettings("publication", false),
                "rowhook test",
                EgressPolicyText.write(EgressPolicy.of(EgressMode.PRODUCTION)));
    }

    private SourceSettings settings(String hostname) {
        return settings(hostname, "hunter2", TlsMode.DISABLE);
    }

    private void isDenied(SourceConnections connections, String code) {
        assertThatThrownBy(connections::open)
                .rootCause()
                .isInstanceOfSatisfying(
                        EgressDeniedException.class,
                        denied -> assertThat(denied.code()).isEqualTo(code));
        assertThatThrownBy(connections::openReplication)
                .hasRootCauseInstanceOf(EgressDeniedException.class);
        assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
    }

    private void isDenied(String hostname, String code) {
        isDenied(new SourceConnections(settings(hostname)), code);
        SourceSettings primary = settings("db.example.com");
        isDenied(
                new SourceConnections(primary.of(new Replica(hostname, listener.getLocalPort()))),
                code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "127.1",
                "2130706433",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "0:0:0:0:0:ffff:7f00:0001",
                "64:ff9b::7f00:1",
                "64:ff9b::127.0.0.1"
            })
    void loopbackIsRefusedHoweverItIsWritten(String hostname) {
        isDenied(hostname, "loopback");
    }

    @ParameterizedTest
    @CsvSource({
        "7f000001, loopback",
        "0a000001, private",
        "c0a80101, private",
        "a9fea9fe, metadata",
        "00000000000000000000ffff7f000001, loopback",
        "00000000000000000000ffff0a000001, private",
        "0064ff9b00000000000000000a000001, private",
        "0064ff9b0000000000000000a9fea9fe, metadata",
        "20020a00000100000000000000000001, private",
        "fd000ec2000000000000000000000254, metadata",
        "fe800000000000000000000000000001, link_local",
        "e0000001, multicast"
    })
    void aNameIsJudgedByWhatItResolvesTo(String bytes, String code) {
        isDenied(PlayedNames.of(bytes), code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h/db?socketFactory=java.lang.Object",
                "h:5432",
                "a,b",
                "h?user=x",
                "h&x=y",
                "[::1]",
                "h%20",
                "fe80::1%eth0",
                ""
            })
    void aHostIsOneNameOrAddress(String hostname) {
        SourceConnections connections = new SourceConnections(settings(hostname));
        assertThatThrownBy(connections::open)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
                .hasMessage("a source's host is one name or address");
    }

    @Test
    void withoutAPasswordNothingIsDialled() {
        SourceConnections connections =
                new SourceConnections(settings("127.0.0.1", "", TlsMode.DISABLE));
        String lacking = "a source needs a password or a client certificate";
        assertThatThrownBy(connections::open).hasMessage(lacking);
        assertThatThrownBy(connections::openReplication).hasMessage(lacking);
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void theDriverIsToldAClosedSet(TlsMode tls) throws SQLException {
        assertThat(
                        new SourceConnections(settings("h", "p", tls))
                                .properties()
                                .stringPropertyNames())
                .isSubsetOf(
                        "PGHOST",
                        "PGPORT",
                        "PGDBNAME",
                        "user",
                        "password",
                        "ApplicationName",
                        "socketFactory",
                        "socketFactoryArg",
                        "socketTimeout",
                        "connectTimeout",
                        "loginTimeout",
                        "tcpKeepAlive",
                        "logServerErrorDetail",
                        "gssEncMode",
                        "requireAuth",
                        "sslmode",
                        "sslfactory",
                        "sslfactoryarg")
                .contains("socketFactory", "requireAuth");
    }
}
