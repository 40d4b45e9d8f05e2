package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.AUDIT_EVENT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.api.Routes.Route;
import dev.rowhook.api.auth.Callers;
import dev.rowhook.api.auth.SignedIn;
import dev.rowhook.api.revision.Immediate;
import dev.rowhook.core.AccountId;

import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.context.SecurityContextHolder;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Nothing is changed that the audit log would not know of.
class AuditTest {
    /// Routes that change nothing, though their verb could.
    private static final Set<String> QUESTIONS =
            Set.of(
                    "POST /v1/databases/{reference}/test",
                    "POST /v1/filters/test",
                    "POST /v1/sinks/{reference}/validate",
                    "POST /v1/sinks/{reference}/dead-letters/search");

    /// Bodies that are fine; `{}` is where none is given.
    private static final Map<String, String> BODIES =
            Map.ofEntries(
                    Map.entry("POST /v1/databases", Bodies.database("more")),
                    Map.entry("PATCH /v1/databases/{reference}", "{\"retain\":{\"for\":\"2h\"}}"),
                    Map.entry("POST /v1/http-endpoints", Bodies.endpoint("more")),
                    Map.entry("PATCH /v1/http-endpoints/{reference}", "{\"name\":\"other\"}"),
                    Map.entry(
                            "POST /v1/http-endpoints/{reference}/signing-keys",
                            "{\"overlap\":\"1h\"}"),
                    Map.entry("POST /v1/sinks", Bodies.sink("more", "prod-own", "crm-own")),
                    Map.entry("PATCH /v1/sinks/{reference}", "{\"name\":\"other\"}"),
                    Map.entry("POST /v1/sinks/{reference}/replay", "{\"from\":{\"seq\":1}}"),
                    Map.entry(
                            "POST /v1/sinks/{reference}/messages/search",
                            "{\"table\":\"public.orders\",\"key\":[\"1\"]}"),
                    Map.entry(
                            "POST /v1/sinks/{reference}/dead-letters/redrive",
                            "{\"filter\":{},\"all\":true}"),
                    Map.entry(
                            "POST /v1/sinks/{reference}/dead-letters/discard",
                            "{\"filter\":{},\"all\":true}"),
                    Map.entry("POST /v1/sinks/{reference}/backfill-schedules", Belongings.cron()),
                    Map.entry("PATCH /v1/backfill-schedules/{id}", "{\"enabled\":false}"),
                    Map.entry("POST /v1/erasures", Belongings.erasure("prod-own")),
                    Map.entry("POST /v1/tokens", "{\"name\":\"b\",\"scopes\":[\"*\"]}"),
                    Map.entry("POST /v1/oauth-clients", "{\"name\":\"b\",\"scopes\":[\"*\"]}"),
                    Map.entry("POST /v1/invitations", Belongings.invitation()),
                    Map.entry("PATCH /v1/members/{user}", "{\"role\":\"viewer\"}"),
                    Map.entry("PATCH /v1/account", "{\"name\":\"renamed\"}"));

    /// Routes whose state is not that of an account that has one of everything.
    private static final Set<String> ELSEWHERE =
            Set.of(
                    // A gap is told of no database of it.
                    "POST /v1/databases/{reference}/mend",
                    // In use, all of them.
                    "DELETE /v1/databases/{reference}",
                    "DELETE /v1/http-endpoints/{reference}",
                    // The only key.
                    "DELETE /v1/http-endpoints/{reference}/signing-keys/{key}",
                    // Active already.
                    "POST /v1/sinks/{reference}/resume",
                    "POST /v1/backfills/{id}/resume",
                    // There is one unfinished of the table.
                    "POST /v1/sinks/{reference}/backfills",
                    // A token is no member.
                    "POST /v1/members/leave");

    /// After such a route there is no longer one of everything.
    private static final Pattern SPENT =
            Pattern.compile("^DELETE|/(rotate|remove|pause|disable|cancel|redrive|discard)$");

    private final ApiServer server = ApiServer.shared();

    private int events(AccountId account) {
        return server.postgres()
                .superuser()
                .fetchCount(AUDIT_EVENT, AUDIT_EVENT.ACCOUNT_ID.eq(account.value()));
    }

    @Test
    void everyRouteThatChangesSomethingLeavesAnEvent() {
        Belongings own = new Belongings("-own");
        for (Route route : Routes.tenants(server)) {
            if (route.isChange()
                    && !QUESTIONS.contains(route.text())
                    && !ELSEWHERE.contains(route.text())
                    && !route.path().startsWith("/v1/me/")) {
                AccountId account = own.sink.account.account();
                int before = events(account);
                String path = own.fill(route.path());
                String body = BODIES.getOrDefault(route.text(), "{}");
                if (route.method().hasMethodAnnotation(Immediate.class)) {
                    assertThat(route.send(own.client, path + "?dry_run=true", body).string("/code"))
                            .isEqualTo("no_dry_run");
                    continue;
                }
                List<String> wouldBe = dryRun(route, own.client, path, body);
                assertThat(events(account)).as("dry run of %s", route.text()).isEqualTo(before);
                Client.Answer answer = route.send(own.client, path, body);
                assertThat(answer.status())
                        .as("%s %s", route.text(), answer.text())
                        .isBetween(200, 299);
                assertThat(actions(account)).as(route.text()).hasSizeGreaterThan(before);
                assertThat(actions(account).subList(before, events(account)))
                        .as(route.text())
                        .isEqualTo(wouldBe);
                own = SPENT.matcher(route.text()).find() ? new Belongings("-own") : own;
            }
        }
    }

    private List<String> actions(AccountId account) {
        return server.postgres()
                .superuser()
                .selectFrom(AUDIT_EVENT)
                .where(AUDIT_EVENT.ACCOUNT_ID.eq(account.value()))
                .orderBy(AUDIT_EVENT.ID)
                .fetch(AUDIT_EVENT.ACTION);
    }

    /// What the request says that it would do.
    private static List<String> dryRun(Route route, Client client, String path, String body) {
        Client.Answer answer = route.send(client, path + "?dry_run=true", body);
        assertThat(answer.status()).as("%s %s", route.text(), answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/dry_run").asBoolean()).as(route.text()).isTrue();
        return answer.json()
                .at("/changes")
                .valueStream()
                .map(change -> change.at("/action").asString())
                .toList();
    }

    @Test
    void anEventTellsWhoDidWhatAndWhatItWasBefore() {
        Belongings own = new Belongings("-own");
        own.client.patch("/v1/http-endpoints/crm-own", "{\"name\":\"billing\"}");
        JsonNode event = own.client.get("/v1/audit-events?limit=1").json().at("/data/0");
        assertThat(event.at("/action").asString()).isEqualTo("http_endpoint.update");
        assertThat(event.at("/actor/kind").asString()).isEqualTo("token");
        assertThat(event.at("/actor/id").asString())
                .isEqualTo(own.sink.account.tokenId().toString());
        assertThat(event.at("/actor/address").asString()).isEqualTo("127.0.0.1");
        assertThat(event.at("/resource/id").asString()).startsWith("ep_");
        assertThat(event.at("/changes/name/from").asString()).isEqualTo("crm-own");
        assertThat(event.at("/changes/name/to").asString()).isEqualTo("billing");
    }

    @Test
    void aReadOfAPayloadIsAnEvent() {
        Belongings own = new Belongings("-own");
        int before = events(own.sink.account.account());
        String letter = "/v1/sinks/orders-own/dead-letters/" + own.reference("dead-letters");
        assertThat(own.client.get(letter).status()).isEqualTo(200);
        String attempt = "/v1/sinks/orders-own/attempts/" + own.reference("attempts");
        assertThat(own.client.get(attempt).string("/answer/body")).isEqualTo("out of order");
        assertThat(events(own.sink.account.account())).isEqualTo(before + 2);
    }

    @Test
    void aPatchThatChangesNothingIsNoEvent() {
        Belongings own = new Belongings("-own");
        int before = events(own.sink.account.account());
        own.client.patch("/v1/http-endpoints/crm-own", "{\"name\":\"crm-own\"}");
        assertThat(events(own.sink.account.account())).isEqualTo(before);
    }

    @Test
    void aReadChangesNothing() {
        AccountId account = server.createAccount().account();
        AccountTransactions transactions = server.bean(AccountTransactions.class);
        assertThatThrownBy(() ->
                        transactions.read(
                                account,
                                db -> db.update(ACCOUNT).set(ACCOUNT.NAME, "read").execute()))
                .isInstanceOfSatisfying(
                        DataAccessException.class,
                        e -> assertThat(e.sqlState()).isEqualTo("25006"));
    }

    @Test
    void aChangeThatSaysNothingIsUndone() {
        Belongings own = new Belongings("-own");
        AccountTransactions transactions = server.bean(AccountTransactions.class);
        AccountId account = own.sink.account.account();
        // As the filter of a request would sign its token in.
        SignedIn.as(server.bean(Callers.class), own.sink.account.token());
        try {
            assertThatThrownBy(() ->
                            transactions.change(
                                    account,
                                    change ->
                                            change.db()
                                                    .update(ACCOUNT)
                                                    .set(ACCOUNT.NAME, "silent")
                                                    .execute()))
                    .isInstanceOf(IllegalStateException.class);
        } finally {
            SecurityContextHolder.clearContext();
        }
        assertThat(own.client.get("/v1/account").string("/name")).isEqualTo("acme");
        assertThatThrownBy(() -> transactions.change(account, _ -> List.of()))
                .as("nobody signed in")
                .isInstanceOf(IllegalStateException.class);
    }
}
