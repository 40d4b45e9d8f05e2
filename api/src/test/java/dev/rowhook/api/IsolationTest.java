package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Routes.Route;
import dev.rowhook.core.access.Role;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.bind.annotation.RequestMethod;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What one account has, another can neither see, use nor delete. The routes are those that the
/// application serves, not a list: one that is new is tried without being named here, and fails if
/// it takes an id of which [Belongings] has none.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationTest {
    /// Bodies in which a reference may stand, in the place of the segment in brackets.
    private static final Map<String, String> BODIES =
            Map.of(
                    "POST /v1/sinks",
                    Bodies.sink("another", "[databases]", "[http-endpoints]"),
                    "POST /v1/erasures",
                    Belongings.erasure("[databases]"),
                    "POST /v1/filters/test",
                    """
                    {"database":"[databases]","table":"public.orders","filter":"id > 1"}
                    """,
                    "POST /v1/sinks/{reference}/dead-letters/redrive",
                    "{\"ids\":[\"[dead-letters]\"]}",
                    "POST /v1/sinks/{reference}/dead-letters/discard",
                    "{\"ids\":[\"[dead-letters]\"]}",
                    "PATCH /v1/members/{user}",
                    "{\"role\":\"viewer\"}");

    private final ApiServer server = ApiServer.shared();
    private final List<Route> routes = Routes.tenants(server);
    private final Belongings theirs = new Belongings("-theirs-7f3a");
    private final Belongings mine = new Belongings("-mine");
    private final String before = rows();
    private int tried;

    /// Every row of theirs.
    private String rows() {
        StringBuilder rows = new StringBuilder();
        server.postgres()
                .superuser()
                .fetchValues(
                        "select tablename from pg_tables where schemaname = 'rowhook' order by 1")
                .forEach(table ->
                        server.postgres()
                                .superuser()
                                .fetchValues(
                                        "select (to_jsonb(t) - 'last_used_at')::text from rowhook.%s t where account_id = ? order by 1"
                                                .formatted(table),
                                        theirs.sink.account.account().value())
                                .forEach(row -> rows.append(table).append(row).append('\n')));
        return rows.toString();
    }

    private Client.Answer send(Route route, Client client, String path, String body) {
        tried++;
        Client.Answer answer = route.send(client, path, body);
        assertThat(answer.text()).as("%s %s", route.verb(), path).doesNotContain(theirs.suffix);
        return answer;
    }

    private Client owner(Asker asker) {
        Client client = asker.in(mine.client, Role.OWNER);
        return asker.isPerson()
                ? client.with("Rowhook-Account", mine.sink.account.account().toString())
                : client;
    }

    @ParameterizedTest
    @EnumSource
    void noReferenceInAPathLeadsToAnotherAccount(Asker asker) {
        Client client = owner(asker);
        tried = 0;
        assertThat(routes).hasSizeGreaterThan(50);
        for (Route route : routes) {
            if (route.hasVariable()) {
                String body = filled(route, mine);
                for (String path : mine.mixed(route.path(), theirs)) {
                    Client.Answer answer = send(route, client, path, body);
                    assertThat(answer.status()).as("%s %s", route.verb(), path).isEqualTo(404);
                    // A path that is no route at all would be another one.
                    assertThat(answer.string("/code")).as(path).endsWith("_not_found");
                }
            }
        }
        assertThat(rows()).isEqualTo(before);
        System.out.printf(
                "isolation by %s: %d requests to %d routes, 0 through%n",
                asker, tried, routes.size());
    }

    @Test
    void whatIsTriedLeadsSomewhereInTheAccountThatHasIt() {
        for (Route route : routes) {
            if (route.verb() == RequestMethod.GET && route.hasVariable()) {
                String path = theirs.fill(route.path());
                assertThat(theirs.client.get(path).status()).as(path).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noReferenceInABodyLeadsToAnotherAccount(Asker asker) {
        Client client = owner(asker);
        for (Route route : routes) {
            String body = BODIES.getOrDefault(route.text(), "");
            for (String segment : segments(body)) {
                String path = mine.fill(route.path());
                for (String reference : theirs.references(segment)) {
                    Client.Answer foreign =
                            send(route, client, path, filled(body, segment, reference));
                    String unknown = unknown(reference);
                    Client.Answer missing =
                            send(route, client, path, filled(body, segment, unknown));
                    assertThat(foreign.status()).as("%s %s", path, body).isIn(404, 422);
                    assertThat(foreign.text()).isEqualTo(missing.text());
                }
            }
        }
        assertThat(rows()).isEqualTo(before);
    }

    private static List<String> segments(String body) {
        List<String> segments = new ArrayList<>();
        for (String part : body.split("\\[", -1)) {
            int end = part.indexOf(']');
            if (end > 0 && part.substring(0, end).matches("[a-z-]+")) {
                segments.add(part.substring(0, end));
            }
        }
        return segments;
    }

    /// With the reference in one place, and what is mine in the others.
    private String filled(String body, String segment, String reference) {
        String filled = body.replace("[" + segment + "]", reference);
        for (String other : segments(filled)) {
            filled = filled.replace("[" + other + "]", mine.reference(other));
        }
        return filled;
    }

    private String filled(Route route, Belongings whose) {
        String body = BODIES.getOrDefault(route.text(), "{}");
        for (String segment : segments(body)) {
            body = body.replace("[" + segment + "]", whose.reference(segment));
        }
        return body;
    }

    /// A reference of the same shape that nobody has.
    private static String unknown(String reference) {
        int last = reference.length() - 1;
        int middle = reference.contains("_") ? reference.indexOf('_') + 8 : last;
        char other = reference.charAt(middle) == '3' ? '4' : '3';
        return reference.substring(0, middle) + other + reference.substring(middle + 1);
    }

    @Test
    void noListShowsWhatAnotherAccountHas() {
        for (Route route : routes) {
            if (route.verb() == RequestMethod.GET && !route.hasVariable()) {
                Client.Answer answer = server.client().get(route.path());
                assertThat(answer.text()).as(route.path()).doesNotContain(theirs.suffix);
                theirs.references().forEach(id -> assertThat(answer.text()).doesNotContain(id));
            }
        }
    }

    @Test
    void noParameterOfAQueryShowsWhatAnotherAccountHas() {
        for (String reference : theirs.references()) {
            for (String name : List.of("resource", "actor")) {
                Client.Answer answer =
                        mine.client.get("/v1/audit-events?" + name + "=" + reference);
                assertThat(answer.json().at("/data").size()).as(reference).isZero();
            }
        }
    }

    @Test
    void aCursorIsOfNoUseToAnotherAccount() {
        for (String list : List.of("/v1/audit-events?limit=1", "/v1/audit-events?limit=2")) {
            String cursor = theirs.client.get(list).string("/next_cursor");
            assertThat(cursor).isNotEmpty();
            assertThat(theirs.client.get(list + "&cursor=" + cursor).status()).isEqualTo(200);
            Client.Answer refused = mine.client.get(list + "&cursor=" + cursor);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.string("/errors/0/code")).isEqualTo("invalid_cursor");
        }
    }

    @Test
    void namesOfAnotherAccountAreFree() {
        Belongings twin = new Belongings(theirs.suffix);
        assertThat(twin.references()).hasSameSizeAs(theirs.references());
    }
}
