package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Routes.Route;
import dev.rowhook.api.contract.Contract;
import dev.rowhook.api.contract.Operation;
import dev.rowhook.core.access.Permission;
import dev.rowhook.core.access.Scopes;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Whether the description of the API has the routes that there are, and is served. That requests
/// and answers are as described is looked at wherever a test sends one.
class ContractTest {
    private final ApiServer server = ApiServer.shared();
    private final Contract contract = Contract.shared();

    @Test
    void everyRouteIsDescribedAndEveryOperationIsARoute() {
        Map<String, String> served = new TreeMap<>();
        for (Route route : Routes.v1(server)) {
            served.put(route.text(), contract.fileOf(route.path()));
        }
        Map<String, String> described = new TreeMap<>();
        for (Operation operation : contract.operations()) {
            described.put(operation.text(), contract.fileOf(operation.path()));
        }
        assertThat(described)
                .as("routes in the description, by the files that have them or are to have them")
                .isEqualTo(served);
    }

    @Test
    void everyOperationNamesThePermissionsOfItsRoute() {
        for (Route route : Routes.v1(server)) {
            contract.operation(route.verb().name(), route.path())
                    .ifPresent(operation ->
                            assertThat(operation.permissions())
                                    .as(
                                            "x-permissions of %s in %s",
                                            route.text(), contract.fileOf(route.path()))
                                    .isEqualTo(codes(route)));
        }
    }

    private static Set<String> codes(Route route) {
        return route.permissions().stream().map(Permission::code).collect(Collectors.toSet());
    }

    @Test
    void scopesAreThoseThatThereAre() {
        assertThat(contract.document().at("/components/schemas/Scope/enum").valueStream())
                .map(JsonNode::stringValue)
                .containsExactlyElementsOf(Scopes.names());
    }

    @Test
    void anybodyReadsItAndIsToldWhenItIsTheSame() throws IOException {
        Client nobody = new Client(server.uri(), "");
        Client.Answer answer = nobody.get("/v1/openapi.json");
        assertThat(answer.text()).isEqualTo(document());
        assertThat(nobody.with("Rowhook-Account", "acc_1").get("/v1/openapi.json").status())
                .isEqualTo(200);
        assertThat(answer.response().headers().allValues("Cache-Control"))
                .isEqualTo(List.of("no-cache"));
        String tag = answer.response().headers().firstValue("ETag").orElseThrow();
        Client.Answer again = nobody.with("If-None-Match", tag).get("/v1/openapi.json");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
    }

    private static String document() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        ContractTest.class.getResourceAsStream("openapi/openapi.json"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
