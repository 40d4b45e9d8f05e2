package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/// Lists of resources are read page by page.
class ResourcePagesTest {
    private final ApiServer server = ApiServer.shared();
    private final Client client = server.client();

    @Test
    void allAreListedOnceInTheOrderInWhichTheyWereMade() {
        for (int i = 0; i < 5; i++) {
            client.post("/v1/http-endpoints", Bodies.endpoint("e" + i));
        }
        List<String> names = new ArrayList<>();
        int pages = 0;
        String cursor = "";
        do {
            JsonNode page = client.get("/v1/http-endpoints?limit=2" + cursor).json();
            page.at("/data").forEach(endpoint -> names.add(endpoint.at("/name").stringValue()));
            cursor = "&cursor=" + page.at("/next_cursor").asString("");
            pages++;
        } while (!cursor.equals("&cursor="));
        assertThat(names).containsExactly("e0", "e1", "e2", "e3", "e4");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void whatIsMadeMeanwhileMovesNothing() {
        client.post("/v1/http-endpoints", Bodies.endpoint("first"));
        client.post("/v1/http-endpoints", Bodies.endpoint("second"));
        String cursor = client.get("/v1/http-endpoints?limit=1").string("/next_cursor");
        client.delete("/v1/http-endpoints/first");
        client.post("/v1/http-endpoints", Bodies.endpoint("third"));
        JsonNode rest = client.get("/v1/http-endpoints?cursor=" + cursor).json().at("/data");
        assertThat(rest.findValuesAsString("name")).containsExactly("second", "third");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "databases",
                "sinks",
                "http-endpoints",
                "tokens",
                "oauth-clients",
                "invitations",
                "members"
            })
    void aCursorIsGoodForItsListOnly(String kind) {
        client.post("/v1/tokens", "{\"name\":\"a\",\"scopes\":[\"sinks:read\"]}");
        String cursor = client.get("/v1/tokens?limit=1").string("/next_cursor");
        Client.Answer answer = client.get("/v1/" + kind + "?cursor=" + cursor);
        assertThat(answer.status()).isEqualTo(kind.equals("tokens") ? 200 : 422);
        assertThat(server.client().get("/v1/tokens?cursor=" + cursor).status())
                .as("another account's")
                .isEqualTo(422);
        assertThat(client.get("/v1/" + kind + "?limit=201").status()).isEqualTo(422);
    }
}
