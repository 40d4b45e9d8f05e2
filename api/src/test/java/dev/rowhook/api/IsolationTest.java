package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.AccountId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What one account has, another can neither see, use nor delete. The routes are those that the
/// application serves, not a list.
class IsolationTest {
    private static final List<String> OPEN = List.of("/error");

    private final ApiServer server = ApiServer.shared();
    private final Client owner = server.client();
    private final Client other = server.client();
    private final Map<RequestMappingInfo, HandlerMethod> routes =
            server.bean(RequestMappingHandlerMapping.class).getHandlerMethods();

    private String backfill = "";
    private String schedule = "";

    @BeforeEach
    void createOneOfEach() {
        owner.post("/v1/databases", Bodies.database("their-database"));
        owner.post("/v1/http-endpoints", Bodies.endpoint("their-endpoint"));
        owner.post("/v1/sinks", Bodies.sink("their-sink", "their-database", "their-endpoint"));
        backfill = owner.post("/v1/sinks/their-sink/backfills", "{}").string("/id");
        schedule =
                owner.post("/v1/sinks/their-sink/backfill-schedules", "{\"cron\":\"0 0 0 * * ?\"}")
                        .string("/id");
    }

    private List<String> references() {
        return List.of(
                "their-database",
                "their-endpoint",
                "their-sink",
                owner.get("/v1/databases/their-database").string("/id"),
                owner.get("/v1/http-endpoints/their-endpoint").string("/id"),
                owner.get("/v1/sinks/their-sink").string("/id"),
                backfill,
                schedule);
    }

    @Test
    void everyRouteTakesTheAccountOfItsToken() {
        assertThat(routes).hasSizeGreaterThanOrEqualTo(13);
        routes.forEach((route, method) -> {
            if (!OPEN.containsAll(route.getPatternValues())) {
                assertThat(route.getPatternValues()).allMatch(path -> path.startsWith("/v1/"));
                assertThat(Arrays.stream(method.getMethodParameters()))
                        .as(route.toString())
                        .anyMatch(p -> p.getParameterType().equals(AccountId.class));
            }
        });
    }

    @Test
    void noReferenceInAPathLeadsToAnotherAccount() {
        int tried = 0;
        for (RequestMappingInfo route : routes.keySet()) {
            for (String path : route.getPatternValues()) {
                if (path.contains("{")) {
                    for (String reference : references()) {
                        isNotFound(route, path.replaceAll("\\{[^}]*}", reference));
                        tried++;
                    }
                }
            }
        }
        assertThat(tried).isGreaterThanOrEqualTo(8 * 6);
        references().forEach(this::isStillThere);
    }

    private void isNotFound(RequestMappingInfo route, String path) {
        for (RequestMethod method : route.getMethodsCondition().getMethods()) {
            Client.Answer answer =
                    switch (method) {
                        case PATCH -> other.patch(path, "{}");
                        case POST -> other.post(path, "{}");
                        default ->
                                other.send(
                                        other.request(path)
                                                .method(method.name(), BodyPublishers.noBody()));
                    };
            assertThat(answer.status()).as("%s %s", method, path).isEqualTo(404);
        }
    }

    private void isStillThere(String reference) {
        assertThat(
                        List.of(
                                        "databases",
                                        "http-endpoints",
                                        "sinks",
                                        "backfills",
                                        "backfill-schedules")
                                .stream()
                                .map(kind -> owner.get("/v1/" + kind + "/" + reference).status()))
                .contains(200);
    }

    @Test
    void noReferenceInABodyLeadsToAnotherAccount() {
        other.post("/v1/databases", Bodies.database("mine"));
        other.post("/v1/http-endpoints", Bodies.endpoint("mine"));
        for (String reference : references()) {
            assertThat(other.post("/v1/sinks", Bodies.sink("s", reference, "mine")).status())
                    .isEqualTo(404);
            assertThat(other.post("/v1/sinks", Bodies.sink("s", "mine", reference)).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void noListShowsWhatAnotherAccountHas() {
        for (RequestMappingInfo route : routes.keySet()) {
            for (String path : route.getPatternValues()) {
                if (route.getMethodsCondition().getMethods().contains(RequestMethod.GET)
                        && !path.contains("{")) {
                    assertThat(owner.get(path).json().at("/data").size()).isEqualTo(1);
                    assertThat(other.get(path).json().at("/data").size()).isZero();
                }
            }
        }
    }

    @Test
    void namesOfAnotherAccountAreFree() {
        assertThat(other.post("/v1/databases", Bodies.database("their-database")).status())
                .isEqualTo(201);
    }
}
