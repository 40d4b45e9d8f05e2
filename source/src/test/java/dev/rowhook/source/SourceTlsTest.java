package dev.rowhook.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rowhook.source.SourceSettings.Replica;
import dev.rowhook.source.SourceSettings.Tls;
import dev.rowhook.source.SourceSettings.TlsMode;
import dev.rowhook.store.testing.OnEverySourceVersion;
import dev.rowhook.store.testing.SourcePostgres;
import dev.rowhook.store.testing.TlsPostgres;
import dev.rowhook.store.testing.TlsPostgres.SignIn;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Who is trusted by each mode of TLS, and whom the server sees.
@OnEverySourceVersion(slow = true)
class SourceTlsTest {
    private final TlsSessions sessions = new TlsSessions();

    @AfterEach
    void close() {
        sessions.close();
    }

    @Test
    void aCertificateIsEnoughInEveryModeOfTls() throws SQLException {
        sessions.opensAsUser(
                sessions.connections(new Tls(TlsMode.REQUIRE, Optional.empty(), sessions.own())));
        sessions.opensAsUser(
                sessions.connections(
                        "127.0.0.1",
                        TlsSessions.NO_PASSWORD,
                        new Tls(TlsMode.VERIFY_CA, sessions.authority(), sessions.own())));
        sessions.opensAsUser(sessions.connections(sessions.full(sessions.own())));
        SourceSettings replica =
                sessions.connections(
                                "db.example.com",
                                TlsSessions.NO_PASSWORD,
                                sessions.full(sessions.own()))
                        .settings()
                        .of(new Replica(TlsPostgres.HOST, sessions.source.port()));
        sessions.opensAsUser(new SourceConnections(replica));
    }

    @Test
    void withoutTlsThereIsThePasswordAlone() throws SQLException {
        TlsSessions.isRefused(
                sessions.connections(TlsPostgres.HOST, sessions.password(), Tls.DISABLED),
                "authentication_failed",
                "refuses the user");
        sessions.create(SignIn.PASSWORD);
        sessions.opens(
                sessions.connections(TlsPostgres.HOST, sessions.password(), Tls.DISABLED),
                false,
                "");
        SQLException refused =
                catchThrowableOfType(
                        SQLException.class,
                        sessions.connections(
                                        new Tls(TlsMode.DISABLE, Optional.empty(), sessions.own()))
                                ::open);
        assertThat(refused.getMessage()).contains("needs a password");
    }

    @Test
    void whateverTheModeACertificateIsShownBesideThePassword() throws SQLException {
        sessions.create(SignIn.PASSWORD);
        for (TlsMode mode : List.of(TlsMode.REQUIRE, TlsMode.VERIFY_CA, TlsMode.VERIFY_FULL)) {
            sessions.opensAsUser(
                    sessions.connections(
                            TlsPostgres.HOST,
                            sessions.password(),
                            new Tls(mode, sessions.authority(), sessions.own())));
            sessions.opens(
                    sessions.connections(
                            TlsPostgres.HOST,
                            sessions.password(),
                            new Tls(mode, sessions.authority(), Optional.empty())),
                    true,
                    "");
        }
    }

    @Test
    void onlyTheOwnAuthoritiesAreTrustedUnlessNoneIsChecked() throws SQLException {
        String strange = TlsPostgres.unknownAuthority("strange").certificatePem();
        for (TlsMode mode : List.of(TlsMode.VERIFY_CA, TlsMode.VERIFY_FULL)) {
            TlsSessions.isRefused(
                    sessions.connections(new Tls(mode, Optional.of(strange), sessions.own())),
                    "tls_failed",
                    "is not trusted");
            TlsSessions.isRefused(
                    sessions.connections(new Tls(mode, Optional.empty(), sessions.own())),
                    "tls_failed",
                    "is not trusted");
            sessions.opensAsUser(
                    sessions.connections(
                            new Tls(
                                    mode,
                                    Optional.of(strange + sessions.server.authority()),
                                    sessions.own())));
        }
        sessions.opensAsUser(
                sessions.connections(
                        new Tls(TlsMode.REQUIRE, Optional.of(strange), sessions.own())));
    }

    @Test
    void theWrongHostIsRefusedByVerifyFullAlone() {
        TlsSessions.isRefused(
                sessions.connections(
                        "127.0.0.1", TlsSessions.NO_PASSWORD, sessions.full(sessions.own())),
                "tls_failed",
                "does not name that host");
    }

    @Test
    void aServerWithoutTlsIsTold() {
        try (SourcePostgres plain = SourcePostgres.create()) {
            sessions.source = plain;
            TlsSessions.isRefused(
                    sessions.connections(
                            plain.host(),
                            sessions.password(),
                            new Tls(TlsMode.REQUIRE, Optional.empty(), Optional.empty())),
                    "tls_failed",
                    "does not speak TLS");
        }
    }
}
