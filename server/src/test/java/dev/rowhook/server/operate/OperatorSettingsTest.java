package dev.rowhook.server.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.api.oidc.ClaimRole;
import dev.rowhook.api.oidc.OidcIssuer;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.access.Role;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressVerdict;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.server.application.ServerSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class OperatorSettingsTest {
    private static final AccountId ACCOUNT = AccountId.create();

    @TempDir private Path directory;

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("ROWHOOK_STORE_URL", "postgresql://127.0.0.1:5433/rowhook");
        environment.put("ROWHOOK_API_PASSWORD", "api hunter2");
        environment.put("ROWHOOK_WORKER_PASSWORD", "worker hunter2");
        environment.put("ROWHOOK_IDENTITY_PASSWORD", "identity hunter2");
        environment.put("ROWHOOK_MASTER_KEYS", MasterKeys.createLine("first").reveal());
        environment.put("ROWHOOK_INSTALLATION", "6a0f5e1e-61a1-4d0e-8f7a-0d6b4f0f7b11");
        environment.put("ROWHOOK_PUBLIC_URL", "https://rowhook.example.com");
        environment.put("PATH", "/bin");
        environment.put("ROWHOOK_LOG_LEVEL", "debug");
        return environment;
    }

    private static ServerSettings server(Map<String, String> environment)
            throws WrongSettingsException {
        return OperatorSettings.read(Optional.empty(), environment).server();
    }

    private static void isRefused(Map<String, String> environment, String... messages) {
        assertThatThrownBy(() -> server(environment))
                .isInstanceOf(WrongSettingsException.class)
                .hasMessageContainingAll(messages)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void theEnvironmentAloneIsEnough() throws WrongSettingsException {
        ServerSettings settings = server(environment());
        assertThat(settings.address()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(7700);
        assertThat(settings.store().jdbcUrl())
                .isEqualTo("jdbc:postgresql://127.0.0.1:5433/rowhook");
        assertThat(settings.egress().mode()).isEqualTo(EgressMode.PRODUCTION);
        assertThat(settings.exposure().limits().https()).isTrue();
        assertThat(settings.exposure().operations().orElseThrow().getAddress().isLoopbackAddress())
                .isTrue();
    }

    @Test
    void theEnvironmentGoesBeforeTheFile() throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("rowhook.conf"),
                        "# a comment\n\nport = 8080\naddress=::1\nnode = one\n");
        Map<String, String> environment = environment();
        environment.put("ROWHOOK_PORT", "9090");
        ServerSettings settings = OperatorSettings.read(Optional.of(file), environment).server();
        assertThat(settings.port()).isEqualTo(9090);
        assertThat(InetAddress.ofLiteral(settings.address()).isLoopbackAddress()).isTrue();
        assertThat(settings.node()).isEqualTo("one");
    }

    @Test
    void aSecretMayLieInAFile() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "from a file\n");
        Map<String, String> environment = environment();
        environment.remove("ROWHOOK_API_PASSWORD");
        environment.put("ROWHOOK_API_PASSWORD_FILE", secret.toString());
        assertThat(server(environment).store().apiPassword().reveal()).isEqualTo("from a file");

        environment.put("ROWHOOK_API_PASSWORD", "hunter2");
        isRefused(environment, "api-password is given twice");
        environment.remove("ROWHOOK_API_PASSWORD");
        environment.put("ROWHOOK_API_PASSWORD_FILE", "/nowhere");
        isRefused(environment, "/nowhere: there is no such file");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("rowhook.conf"),
                        "adress = ::1\nnonsense\nport = 99999\n");
        Map<String, String> environment = environment();
        environment.put("ROWHOOK_EGRES", "public");
        environment.put("ROWHOOK_API_PASWORD_FILE", "hunter2");
        environment.remove("ROWHOOK_INSTALLATION");
        assertThatThrownBy(() -> OperatorSettings.read(Optional.of(file), environment).server())
                .message()
                .contains("line 1: adress is no setting; did you mean address")
                .contains("line 2: expected `name = value`")
                .contains(
                        "port (%s, line 3) '99999': expected a whole number from 0 to 65535"
                                .formatted(file))
                .contains("ROWHOOK_EGRES is no setting; did you mean ROWHOOK_EGRESS")
                .contains("did you mean ROWHOOK_API_PASSWORD_FILE")
                .contains("installation (ROWHOOK_INSTALLATION) is missing")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PORT | tcp://10.0.0.1:80 | enableServiceLinks",
                "STORE_URL | postgresql://a:hunter2@b/c | names a user",
                "STORE_URL | mysql://b/c | expected postgresql://",
                "STORE_URL | postgresql://b/c?socketFactory=x | is not taken; sslmode",
                "STORE_URL | postgresql://b/c;drop | plain name",
                "PUBLIC_URL | http://rowhook.example.com | expected https",
                "PUBLIC_URL | https://rowhook.example.com/a | without a path",
                "PUBLIC_URL | https://u:p@rowhook.example.com | without a path",
                "MASTER_KEYS | first:hunter2 | does not hold 32 bytes",
                "INSTALLATION | 1-1-1-1-1 | expected a UUID",
                "NODE | a b | at most 63",
                "ADDRESS | no.such.host.invalid | resolves",
                "EGRESS | all | expected public or private",
                "EGRESS_ALLOWED | 10.0.0.0/8 | names and ranges are not taken",
                "EGRESS_ALLOWED | example.com | names and ranges are not taken",
                "REQUEST_TIMEOUT | 0s | expected a duration",
                "REQUEST_TIMEOUT | 30 | expected a duration",
                "MAX_CONNECTIONS | 0 | from 1 to",
                "TLS_KEY_FILE | /nowhere | there is no such file",
                "API_PASSWORD | '' | is empty",
                "PUBLIC_URL | //rowhook.example.com | expected https",
                "TRUSTED_PROXIES | proxy.example.com | names and ranges are not taken",
                "OIDC_A_ISSUER | http://id.example.com | expected an https URL",
                "OIDC_A_ISSUER | https://id.example.com | needs an audience",
                "OIDC_A_ROLES | groups=x -> acme owner | is not written as",
                "OIDC_A_CLIENT_SECRET | hunter2 | has a client-secret and no client-id",
                "OIDC_A_AUDIENCE | api | oidc.a.issuer"
            })
    void aWrongValueIsToldWithItsReason(String name, String value, String reason) {
        Map<String, String> environment = environment();
        environment.put("ROWHOOK_" + name, value);
        isRefused(environment, reason);
    }

    @Test
    void aCertificateComesWithItsKey() throws IOException {
        Path file = Files.writeString(directory.resolve("pem"), "no PEM");
        Map<String, String> environment = environment();
        environment.put("ROWHOOK_TLS_CERTIFICATE_FILE", file.toString());
        isRefused(environment, "together or not at all");
        environment.put("ROWHOOK_TLS_KEY_FILE", file.toString());
        isRefused(environment, "in PEM");
    }

    @Test
    void theStoreAndTheMachineAreNeverDialledForTenants() throws Exception {
        Map<String, String> environment = environment();
        environment.put("ROWHOOK_EGRESS", "private");
        environment.put("ROWHOOK_EGRESS_ALLOWED", "127.0.0.1, ::1");
        ServerSettings settings = server(environment);
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        assertThat(settings.egress().judge(loopback)).isInstanceOf(EgressVerdict.Allowed.class);
        assertThat(settings.egress().judge(new InetSocketAddress(loopback, 5433)))
                .isInstanceOf(EgressVerdict.Denied.class);
        assertThat(settings.egress().own()).noneMatch(InetAddress::isLoopbackAddress);
    }

    @Test
    void anIssuerIsReadWithAllThatIsSaidOfIt() throws Exception {
        Map<String, String> environment = environment();
        environment.put("ROWHOOK_OIDC_ACME_ISSUER", "https://id.example.com/realms/acme");
        environment.put("ROWHOOK_OIDC_ACME_AUDIENCE", "rowhook-api");
        environment.put("ROWHOOK_OIDC_ACME_CLIENT_ID", "rowhook");
        environment.put("ROWHOOK_OIDC_ACME_CLIENT_SECRET", "hunter2");
        environment.put(
                "ROWHOOK_OIDC_ACME_ROLES",
                "realm_access.roles=ops -> %1$s operator; groups=/a=b -> %1$s viewer"
                        .formatted(ACCOUNT));
        assertThat(server(environment).issuers())
                .containsExactly(
                        new OidcIssuer(
                                "acme",
                                "https://id.example.com/realms/acme",
                                Optional.of("rowhook-api"),
                                Optional.of(
                                        new OidcIssuer.Client(
                                                "rowhook", Optional.of(Secret.of("hunter2")))),
                                "acme",
                                List.of(
                                        new ClaimRole(
                                                "realm_access.roles",
                                                "ops",
                                                ACCOUNT,
                                                Role.OPERATOR),
                                        new ClaimRole("groups", "/a=b", ACCOUNT, Role.VIEWER))));
        environment.put("ROWHOOK_OIDC_OTHER_ISSUER", "https://id.example.com/realms/acme");
        environment.put("ROWHOOK_OIDC_OTHER_AUDIENCE", "rowhook-api");
        isRefused(environment, "two of oidc.<name>.issuer are the same");
    }

    @Test
    void eachCommandAsksForWhatItNeeds() {
        Map<String, String> environment = environment();
        OperatorSettings settings = OperatorSettings.read(Optional.empty(), environment);
        assertThatThrownBy(settings::owner)
                .hasMessage("owner-password (ROWHOOK_OWNER_PASSWORD) is missing");
        assertThatThrownBy(settings::setup)
                .hasMessageContainingAll("superuser-password", "owner-password");
    }
}
