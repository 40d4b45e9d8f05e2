package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.egress.EgressDeniedException;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressPolicyText;
import dev.rowhook.core.egress.JudgedSocketFactory;
import dev.rowhook.core.egress.PolicySocketFactory;
import dev.rowhook.store.Roles;
import dev.rowhook.store.testing.OwnPostgres;

import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

import org.junit.jupiter.api.Test;
import org.postgresql.PGProperty;

import java.io.IOException;
import java.net.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// The libraries that dial for tenants ask the policy, whatever they do with names.
class EgressTest {
    private final ApiServer server = ApiServer.shared();

    private Connection connect(EgressMode mode) throws SQLException {
        OwnPostgres postgres = server.postgres();
        Properties properties = new Properties();
        PGProperty.USER.set(properties, Roles.API);
        PGProperty.PASSWORD.set(properties, postgres.password(Roles.API));
        PGProperty.SOCKET_FACTORY.set(properties, PolicySocketFactory.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(
                properties, EgressPolicyText.write(EgressPolicy.of(mode)));
        return DriverManager.getConnection(postgres.jdbcUrl(), properties);
    }

    private Response call(EgressMode mode, String host) throws IOException {
        OkHttpClient http =
                new OkHttpClient.Builder()
                        .socketFactory(new JudgedSocketFactory(EgressPolicy.of(mode)))
                        .proxy(Proxy.NO_PROXY)
                        .build();
        String url = "http://%s:%d/livez".formatted(host, server.uri().getPort());
        return http.newCall(new Request.Builder().url(url).build()).execute();
    }

    @Test
    void theDriverOfPostgresAsksThePolicy() throws SQLException {
        assertThatThrownBy(() -> connect(EgressMode.PRODUCTION))
                .hasRootCauseInstanceOf(EgressDeniedException.class);
        try (Connection connection = connect(EgressMode.DEV)) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void theHttpClientAsksThePolicyForNamesAndForLiterals() throws IOException {
        for (String host : new String[] {"localhost", "127.0.0.1", "2130706433", "127.1"}) {
            assertThatThrownBy(() -> call(EgressMode.PRODUCTION, host))
                    .as(host)
                    .isInstanceOf(EgressDeniedException.class)
                    .hasMessage("egress denied: loopback");
        }
        try (Response response = call(EgressMode.DEV, "127.0.0.1")) {
            assertThat(response.code()).isEqualTo(404);
        }
    }
}
