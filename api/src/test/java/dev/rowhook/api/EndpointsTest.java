package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SECRET;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.store.accounts.NewAccount;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.node.ObjectNode;

class EndpointsTest {
    private final ApiServer server = ApiServer.shared();
    private final NewAccount account = server.createAccount();
    private final Client client = server.client(account);

    @Test
    void anEndpointIsSavedAndItsSecretsAreMasked() {
        Answer created =
                client.post(
                        "/v1/http-endpoints",
                        """
                        {"name":"crm","url":"https://API.acme.io:8443/hooks?key=hunter2","headers":{"X-Env":"prod"},
                         "encrypted_headers":{"Authorization":"Bearer hunter3"}}
                        """);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.string("/url")).isEqualTo("https://api.acme.io:8443/hooks?…");
        assertThat(created.string("/headers/X-Env")).isEqualTo("prod");
        assertThat(created.string("/encrypted_headers/Authorization")).isEqualTo(Secret.MASK);
        assertThat(created.text()).doesNotContain("hunter");
        ObjectNode shown = created.json().asObject();
        assertThat(shown.remove("signing_keys").at("/0/secret").asString()).startsWith("whsec_");
        assertThat(client.get("/v1/http-endpoints/crm").json()).isEqualTo(shown);
        assertThat(client.get("/v1/http-endpoints/" + created.string("/id")).json())
                .isEqualTo(shown);
        assertThat(client.get("/v1/http-endpoints").json().at("/data/0")).isEqualTo(shown);
        theWorkerOpens(EndpointId.parse(created.string("/id")).orElseThrow());
    }

    private void theWorkerOpens(EndpointId id) {
        DSLContext worker = server.postgres().worker();
        DataKeys keys = server.bean(DataKeys.class);
        var endpoint =
                worker.selectFrom(HTTP_ENDPOINT)
                        .where(HTTP_ENDPOINT.ID.eq(id.value()))
                        .fetchSingle();
        var header =
                worker.selectFrom(HTTP_ENDPOINT_SECRET)
                        .where(HTTP_ENDPOINT_SECRET.ENDPOINT_ID.eq(id.value()))
                        .fetchSingle();
        SealedPlace query = SealedPlace.endpointQuery(account.account(), id);
        SealedPlace value = SealedPlace.endpointHeader(account.account(), id, header.getHeader());
        assertThat(endpoint.getUrl()).isEqualTo("https://api.acme.io:8443/hooks");
        assertThat(keys.openSecret(worker, query, endpoint.getQuery()))
                .isEqualTo(Secret.of("key=hunter2"));
        assertThat(keys.openSecret(worker, value, header.getSealed()))
                .isEqualTo(Secret.of("Bearer hunter3"));
    }

    @Test
    void anUnusedEndpointIsDeletedAndAUsedOneStays() {
        client.post("/v1/databases", Bodies.database("prod"));
        client.post("/v1/http-endpoints", Bodies.endpoint("crm"));
        client.post("/v1/sinks", Bodies.sink("orders", "prod", "crm"));

        Answer refused = client.delete("/v1/http-endpoints/crm");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.string("/detail")).contains("orders");

        assertThat(client.delete("/v1/sinks/orders").status()).isEqualTo(204);
        assertThat(client.delete("/v1/http-endpoints/crm").status()).isEqualTo(204);
        assertThat(client.get("/v1/http-endpoints/crm").status()).isEqualTo(404);
    }

    @Test
    void aNameIsTakenOnce() {
        client.post("/v1/http-endpoints", Bodies.endpoint("crm"));
        assertThat(client.post("/v1/http-endpoints", Bodies.endpoint("crm")).status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "headers":{"Host":"x"}              | /headers/Host              | reserved_header
                    "headers":{"content-type":"x"}      | /headers/content-type      | reserved_header
                    "headers":{"Transfer-Encoding":"x"} | /headers/Transfer-Encoding | reserved_header
                    "headers":{"Connection":"x"}        | /headers/Connection        | reserved_header
                    "headers":{"Keep-Alive":"x"}        | /headers/Keep-Alive        | reserved_header
                    "headers":{"TE":"x"}                | /headers/TE                | reserved_header
                    "headers":{"Upgrade":"x"}           | /headers/Upgrade           | reserved_header
                    "headers":{"Proxy-Authorization":"x"} | /headers/Proxy-Authorization | reserved_header
                    "headers":{"Expect":"x"}            | /headers/Expect            | reserved_header
                    "headers":{"Accept-Encoding":"x"}   | /headers/Accept-Encoding   | reserved_header
                    "headers":{"Webhook-Id":"x"}        | /headers/Webhook-Id        | reserved_header
                    "encrypted_headers":{"ROWHOOK-X":"x"} | /encrypted_headers/ROWHOOK-X | reserved_header
                    "headers":{"a b":"x"}               | /headers/a b               | invalid_header
                    "headers":{"a:":"x"}                | /headers/a:                | invalid_header
                    "headers":{"":"x"}                  | /headers/                  | invalid_header
                    "headers":{"A":"x\\r\\nB: y"}       | /headers/A                 | invalid_header_value
                    "headers":{"A":"ü"}                 | /headers/A                 | invalid_header_value
                    "headers":{"A":1}                   | /headers/A                 | wrong_type
                    "headers":{"A":"1","a":"2"}         | /headers                   | duplicate
                    "headers":{"A":"1"},"encrypted_headers":{"a":"2"} | /encrypted_headers | duplicate
                    "headers":["A"]                     | /headers                   | wrong_type
                    "encrypted_headers":{"A":"••••••••"} | /encrypted_headers/A      | invalid_header_value
                    "encrypted_headers":{"A":""}        | /encrypted_headers/A       | empty
                    "encrypted_headers":{"Host":null}   | /encrypted_headers/Host    | reserved_header
                    "header":{}                         | /header                    | unknown_field
                    """)
    void aWrongFieldIsNamed(String fields, String pointer, String code) {
        Answer refused =
                client.post(
                        "/v1/http-endpoints",
                        Bodies.endpoint("crm").strip().replace("}", "," + fields + "}"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).isEqualTo(code);
    }

    @Test
    void thereIsABoundOfHeaders() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 64; i++) {
            many.append("\"X-%d\":\"x\",".formatted(i));
        }
        String body =
                "{\"name\":\"a\",\"url\":\"https://a.io\",\"headers\":{%s},\"encrypted_headers\":{%s}}";
        String full = many.substring(0, many.length() - 1);
        String large = "\"Y\":\"%s\"".formatted("y".repeat(16 * 1024));

        assertThat(client.post("/v1/http-endpoints", body.formatted(full, "\"Y\":\"x\"")).status())
                .isEqualTo(422);
        assertThat(client.post("/v1/http-endpoints", body.formatted("", large)).status())
                .isEqualTo(422);
        assertThat(client.post("/v1/http-endpoints", body.formatted(full, "")).status())
                .isEqualTo(201);
    }
}
