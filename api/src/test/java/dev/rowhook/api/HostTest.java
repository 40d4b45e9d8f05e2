package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.AUDIT_EVENT;
import static dev.rowhook.store.jooq.Tables.LOG_POSITION;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;
import dev.rowhook.store.accounts.HostTokens;
import dev.rowhook.store.accounts.NewAccount;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.UUID;

class HostTest {
    private final ApiServer server = ApiServer.shared();
    private final HostTokens tokens = new HostTokens(server.postgres().worker());
    private final Client host = new Client(server.uri(), tokens.create("ops").reveal());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/host/v1/accounts",
                "/host/v1/accounts/acc_00000000000000000000000000",
                "/host/v1/deleted-accounts",
                "/host/v1/nothing"
            })
    void onlyAHostTokenIsLetIn(String path) {
        Client tenant = server.client();
        Client stranger = new Client(server.uri(), OpaqueToken.create(TokenKind.HOST).reveal());
        assertThat(tenant.get(path).status()).isEqualTo(401);
        assertThat(stranger.get(path).status()).isEqualTo(401);
        assertThat(host.get("/v1/databases").status()).as("no tenant").isEqualTo(401);
    }

    @Test
    void aTokenThatWasTakenBackIsNone() {
        OpaqueToken token = tokens.create("short-lived");
        Client client = new Client(server.uri(), token.reveal());
        assertThat(client.get("/host/v1/accounts").status()).isEqualTo(200);
        assertThat(tokens.revoke(tokens.find(token).orElseThrow().id())).isTrue();
        assertThat(client.get("/host/v1/accounts").status()).isEqualTo(401);
    }

    @Test
    void anAccountIsMadeWithAnInvitationForItsOwner() {
        Client.Answer created =
                host.post(
                        "/host/v1/accounts", "{\"name\":\"acme\",\"owner_email\":\"ada@acme.io\"}");

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.string("/account/status")).isEqualTo("active");
        assertThat(created.string("/invitation/email")).isEqualTo("ada@acme.io");
        String path = created.string("/invitation/path");
        OpaqueToken token =
                OpaqueToken.parse(TokenKind.INVITATION, path.substring(path.lastIndexOf('/') + 1))
                        .orElseThrow();
        var invited =
                server.postgres()
                        .identity()
                        .fetchSingle("select * from rowhook.open_invitation(?)", token.hash());
        assertThat(invited.get("role", String.class)).isEqualTo("owner");
        assertThat(host.get("/host/v1/accounts/" + created.string("/account/id")).text())
                .doesNotContain(token.reveal());
        assertThat(actions(AccountId.parse(created.string("/account/id")).orElseThrow()))
                .containsExactly("host account.create");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"acme\"}",
                "{\"name\":\"acme\",\"owner_email\":\"nobody\"}",
                "{\"name\":\"\",\"owner_email\":\"a@b\"}",
                "{\"name\":\"acme\",\"owner_email\":\"a@b\",\"plan\":\"gold\"}"
            })
    void anAccountThatIsNotFullyNamedIsRefused(String body) {
        assertThat(host.post("/host/v1/accounts", body).status()).isEqualTo(422);
    }

    @Test
    void theHostSeesCountsAndNoNames() {
        NewAccount account = server.createAccount();
        Client tenant = server.client(account);
        tenant.post("/v1/databases", Bodies.database("planted-database"));
        tenant.post("/v1/http-endpoints", Bodies.endpoint("planted-endpoint"));

        Client.Answer seen = host.get(path(account));

        assertThat(seen.json().at("/usage/databases").asInt()).isEqualTo(1);
        assertThat(seen.json().at("/usage/endpoints").asInt()).isEqualTo(1);
        assertThat(seen.json().at("/usage/tokens").asInt()).isEqualTo(1);
        assertThat(seen.json().at("/limits/sinks").asInt()).isEqualTo(1000);
        assertThat(seen.text()).doesNotContain("planted");
    }

    @Test
    void aLimitHoldsWhereThingsAreMade() {
        NewAccount account = server.createAccount();
        Client tenant = server.client(account);
        Client.Answer limited =
                host.patch(
                        path(account),
                        "{\"limits\":{\"databases\":1,\"endpoints\":1,\"tokens\":2,\"members\":1}}");
        assertThat(limited.status()).as(limited.text()).isEqualTo(200);
        assertThat(limited.json().at("/limits/sinks").asInt()).isEqualTo(1000);
        Client.Answer own = tenant.get("/v1/account");
        assertThat(own.json().at("/limits/http_endpoints").asInt()).isEqualTo(1);
        assertThat(own.json().at("/limits/tokens").asInt()).isEqualTo(2);
        assertThat(own.json().at("/usage/tokens").asInt()).isEqualTo(1);

        assertThat(tenant.post("/v1/databases", Bodies.database("one")).status()).isEqualTo(201);
        refuses(tenant.post("/v1/databases", Bodies.database("two")));
        assertThat(tenant.post("/v1/http-endpoints", Bodies.endpoint("one")).status())
                .isEqualTo(201);
        refuses(tenant.post("/v1/http-endpoints", Bodies.endpoint("two")));
        String token = "{\"name\":\"t\",\"scopes\":[\"sinks:read\"]}";
        assertThat(tenant.post("/v1/tokens", token).status()).isEqualTo(201);
        refuses(tenant.post("/v1/tokens", token));
        assertThat(tenant.post("/v1/invitations", invitation("a")).status()).isEqualTo(201);
        refuses(tenant.post("/v1/invitations", invitation("b")));
        host.patch(path(account), "{\"limits\":{\"databases\":null}}");
        assertThat(tenant.post("/v1/databases", Bodies.database("two")).status()).isEqualTo(201);
    }

    @Test
    void theDiskOfTheLogsIsShownAndLimited() {
        NewAccount account = server.createAccount();
        Client tenant = server.client(account);
        Client.Answer before = tenant.get("/v1/account");
        assertThat(before.json().at("/limits/log_bytes").asLong()).isEqualTo(10L << 30);
        assertThat(before.json().at("/usage/log_bytes").asLong()).isZero();
        take(account, 70_000);
        take(account, 3_000);
        take(server.createAccount(), 500);

        Client.Answer limited =
                host.patch(path(account), "{\"limits\":{\"log_bytes\":5000000000}}");
        assertThat(limited.status()).as(limited.text()).isEqualTo(200);
        assertThat(limited.json().at("/usage/log_bytes").asLong()).isEqualTo(73_000);
        assertThat(limited.json().at("/limits/sinks").asInt()).isEqualTo(1000);
        Client.Answer own = tenant.get("/v1/account");
        assertThat(own.json().at("/limits/log_bytes").asLong()).isEqualTo(5_000_000_000L);
        assertThat(own.json().at("/usage/log_bytes").asLong()).isEqualTo(73_000);
        Client.Answer refused = host.patch(path(account), "{\"limits\":{\"log_bytes\":1000}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("/limits/log_bytes", "67108864");
    }

    private void take(NewAccount account, long bytes) {
        server.postgres()
                .superuser()
                .insertInto(LOG_POSITION)
                .set(LOG_POSITION.ACCOUNT_ID, account.account().value())
                .set(LOG_POSITION.DATABASE_ID, UUID.randomUUID())
                .set(LOG_POSITION.LOG_BYTES, bytes)
                .execute();
    }

    private static String invitation(String name) {
        return "{\"email\":\"%s@acme.io\",\"role\":\"viewer\"}".formatted(name);
    }

    private static void refuses(Client.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.string("/code")).isEqualTo("limit_reached");
    }

    @Test
    void aSuspendedAccountIsReadAndNotChangedUntilItIsActiveAgain() {
        NewAccount account = server.createAccount();
        Client tenant = server.client(account);
        assertThat(host.patch(path(account), "{\"status\":\"suspended\"}").status())
                .as("without a reason")
                .isEqualTo(422);
        Client.Answer suspended =
                host.patch(
                        path(account),
                        "{\"status\":\"suspended\",\"status_reason\":\"The bill is open.\"}");
        assertThat(suspended.status()).as(suspended.text()).isEqualTo(200);

        assertThat(tenant.get("/v1/account").string("/status_reason"))
                .isEqualTo("The bill is open.");
        assertThat(tenant.post("/v1/http-endpoints", Bodies.endpoint("one")).string("/code"))
                .isEqualTo("account_suspended");

        host.patch(path(account), "{\"status\":\"active\"}");
        assertThat(tenant.post("/v1/http-endpoints", Bodies.endpoint("one")).status())
                .isEqualTo(201);
        assertThat(actions(account.account()))
                .contains("host account.suspend", "host account.activate");
    }

    @Test
    void nobodySignsInToAnAccountThatIsBeingDeleted() {
        NewAccount account = server.createAccount();
        Client tenant = server.client(account);
        tenant.post("/v1/databases", Bodies.database("prod"));

        Client.Answer deleted = host.delete(path(account) + "?force=true");

        assertThat(deleted.status()).as(deleted.text()).isEqualTo(202);
        assertThat(deleted.string("/status")).isEqualTo("deleting");
        assertThat(deleted.string("/deletion/leftovers/0/remedy"))
                .contains("drop rowhook_prod and rowhook_prod");
        assertThat(tenant.get("/v1/databases").status()).isEqualTo(401);
        assertThat(host.patch(path(account), "{\"name\":\"new\"}").string("/code"))
                .isEqualTo("account_deleting");
        assertThat(host.get("/host/v1/deleted-accounts").text())
                .contains(account.account().toString(), "\"requested_by\":\"ops\"");
        assertThat(actions(account.account())).contains("host account.delete");
    }

    @Test
    void accountsAreListedInPages() {
        server.createAccount();
        server.createAccount();
        Client.Answer first = host.get("/host/v1/accounts?limit=1");
        Client.Answer second =
                host.get("/host/v1/accounts?limit=1&cursor=" + first.string("/next_cursor"));
        assertThat(first.json().at("/data").size()).isEqualTo(1);
        assertThat(second.string("/data/0/id")).isGreaterThan(first.string("/data/0/id"));
        assertThat(host.get("/host/v1/accounts?limit=0").status()).isEqualTo(422);
        assertThat(host.get("/host/v1/accounts/acc_none").status()).isEqualTo(404);
    }

    private List<String> actions(AccountId account) {
        return server.postgres()
                .worker()
                .select(AUDIT_EVENT.ACTOR_KIND, AUDIT_EVENT.ACTION)
                .from(AUDIT_EVENT)
                .where(AUDIT_EVENT.ACCOUNT_ID.eq(account.value()))
                .orderBy(AUDIT_EVENT.ID)
                .fetch(row -> row.value1() + " " + row.value2());
    }

    private static String path(NewAccount account) {
        return "/host/v1/accounts/" + account.account();
    }
}
