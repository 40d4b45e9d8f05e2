package dev.rowhook.server.runtime;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.store.testing.SourcePostgres;
import dev.rowhook.store.testing.TlsPostgres;
import dev.rowhook.store.testing.TlsPostgres.SignIn;

import okhttp3.tls.HeldCertificate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How a running reader signs in by a certificate, and follows its changes.
class CertifiedSourceTest {
    private static final String PATH = "/v1/databases/certified";

    private final WholeServer server = new WholeServer();
    private final TlsPostgres tls = TlsPostgres.shared();
    private final SourcePostgres source = tls.create(SignIn.CERTIFICATE);

    @AfterEach
    void close() {
        server.close();
        source.close();
    }

    private Map<String, String> pair(HeldCertificate certificate) {
        return Map.of(
                "client_certificate", tls.chain(certificate),
                "client_key", certificate.privateKeyPkcs8Pem());
    }

    private HeldCertificate certificate() {
        return tls.certificate(source.user());
    }

    /// Without a password.
    private Map<String, Object> login(Items items, HeldCertificate certificate) {
        Map<String, String> fields = new HashMap<>(pair(certificate));
        fields.put("mode", "verify-full");
        fields.put("ca", tls.authority());
        Map<String, Object> login = items.login(source.port());
        login.remove("password");
        login.put("hostname", TlsPostgres.HOST);
        login.put("tls", fields);
        return login;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = source.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The certificates, by their serial numbers, of Rowhook's sessions there, each of which is by
    /// TLS.
    private List<String> shown() throws SQLException {
        List<String> serials = new ArrayList<>();
        try (Connection connection = source.superuser().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select client_serial from pg_stat_ssl join pg_stat_activity using (pid) where usename = '%s'"
                                        .formatted(source.user()))) {
            while (rows.next()) {
                serials.add(String.valueOf(rows.getString(1)));
            }
        }
        return serials;
    }

    private boolean allShow(HeldCertificate certificate) throws SQLException {
        List<String> serials = shown();
        return !serials.isEmpty()
                && serials.stream()
                        .allMatch(certificate.certificate().getSerialNumber().toString()::equals);
    }

    private JsonNode database() throws InterruptedException {
        return server.rest.get(PATH);
    }

    private void awaitCondition(String code) throws Exception {
        await(() -> database().path("conditions").toString().contains(code));
    }

    private void connect(Items items, HeldCertificate certificate) throws Exception {
        execute("create table item (id int primary key, note text)");
        execute("alter table item owner to " + source.user());
        items.connect(login(items, certificate), Map.of(), "primary_key");
    }

    @Test
    void aReaderStreamsByACertificateAndFollowsANewOne() throws Exception {
        HeldCertificate first = certificate();
        HeldCertificate second = certificate();
        try (Items items = new Items("certified", server.rest, source)) {
            connect(items, first);
            execute("insert into item values (1)");
            await(() -> items.accepted.contains(1));
            assertThat(items.isStreamed()).isTrue();
            assertThat(allShow(first)).isTrue();
            assertThat(server.rest.create(PATH + "/test", Map.of()).path("passed").asBoolean())
                    .isTrue();

            server.rest.change(PATH, Map.of("tls", pair(second)));
            await(() -> items.isStreamed() && allShow(second));
            execute("insert into item values (2)");
            await(() -> items.accepted.contains(2));
            assertThat(items.accepted).containsExactly(1, 2);
        }
    }

    @Test
    void aChangedModeOrAuthorityIsFollowedToo() throws Exception {
        HeldCertificate certificate = certificate();
        String strange = TlsPostgres.unknownAuthority("strange").certificatePem();
        String key = certificate.privateKeyPkcs8Pem();
        try (Items items = new Items("certified", server.rest, source)) {
            connect(items, certificate);

            server.rest.change(PATH, Map.of("tls", Map.of("ca", strange, "client_key", key)));
            awaitCondition("tls_failed");
            assertThat(database().path("state").asString()).isEqualTo("error");

            server.rest.change(PATH, Map.of("tls", Map.of("mode", "require", "client_key", key)));
            await(() -> database().path("conditions").isEmpty() && items.isStreamed());
            execute("insert into item values (1)");
            await(() -> items.accepted.contains(1));
        }
    }

    @Test
    void aRefusedCertificateIsTold() throws Exception {
        HeldCertificate strange =
                new HeldCertificate.Builder()
                        .commonName(source.user())
                        .signedBy(TlsPostgres.unknownAuthority("strange"))
                        .build();
        try (Items items = new Items("certified", server.rest, source)) {
            server.rest.create("/v1/databases", login(items, tls.certificate("somebody")));
            awaitCondition("authentication_failed");

            server.rest.change(
                    PATH,
                    Map.of(
                            "tls",
                            Map.of(
                                    "client_certificate", strange.certificatePem(),
                                    "client_key", strange.privateKeyPkcs8Pem())));
            awaitCondition("client_certificate_refused");
            JsonNode check = server.rest.create(PATH + "/test", Map.of()).path("checks").path(0);
            assertThat(check.path("code").asString()).isEqualTo("connection");
            assertThat(check.path("message").asString()).contains("does not know its authority");

            server.rest.change(PATH, Map.of("tls", pair(certificate())));
            await(() -> database().path("conditions").isEmpty());
        }
    }
}
