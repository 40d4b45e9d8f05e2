package dev.rowhook.server.runtime;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.AccountId;
import dev.rowhook.server.client.RestClient;
import dev.rowhook.server.client.RestException;
import dev.rowhook.store.accounts.NewAccount;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What the host does with accounts, on a whole server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostedAccountsTest {
    private static final int CLOSED_PORT = 1;

    private final WholeServer server = new WholeServer();
    private final RestClient host = server.host();

    @AfterAll
    void close() {
        host.close();
        server.close();
    }

    @Test
    void aSuspendedAccountIsNotStreamedAndGoesOnWithoutALoss() throws Exception {
        try (Items items = new Items("suspended", server.rest, server.source)) {
            items.connect(Map.of());
            server.source.execute("insert into item values (1)");
            await(() -> items.accepted.contains(1));

            String account = path(server.account);
            host.change(account, Map.of("status", "suspended", "status_reason", "unpaid"));
            await(() -> !items.isStreamed());
            server.source.execute("insert into item values (2)");
            assertThat(server.rest.get("/v1/account").path("status").asString())
                    .isEqualTo("suspended");
            assertThat(items.accepted).doesNotContain(2);

            host.change(account, Map.of("status", "active"));
            await(() -> items.accepted.contains(2));
            assertThat(items.accepted).containsExactly(1, 2);
        }
    }

    @Test
    void ofADeletedAccountNothingIsLeftAnywhere() throws Exception {
        NewAccount account = server.createAccount();
        try (RestClient rest = server.client(account.token());
                Items items = new Items("deleted", rest, server.source)) {
            items.refuse(id -> id == 11);
            items.connect(Map.of("first_delay", "100ms", "max_attempts", 1));
            server.source.execute("insert into item values (10), (11)");
            await(() -> items.accepted.contains(10));
            await(() -> items.sink("/dead-letters").path("data").size() == 1);
            assertThat(items.leftAtSource()).isPositive();

            host.delete(path(account));
            await(() -> isGone(account));

            assertThat(items.leftAtSource()).isZero();
            assertThat(tablesWith(account.account())).isEmpty();
            JsonNode remembered = remembered(account).orElseThrow();
            assertThat(remembered.path("name").asString()).isEqualTo("acme");
            assertThat(remembered.path("requested_by").asString()).isEqualTo("ops");
            assertThat(remembered.path("done_at").asString()).isNotEmpty();
            assertThatThrownBy(() -> rest.get("/v1/account"))
                    .isInstanceOf(RestException.class)
                    .hasMessageContaining("401");
        }
    }

    @Test
    void aSourceThatCannotBeReachedIsToldAndLeftByForceOnly() throws Exception {
        NewAccount account = server.createAccount();
        try (RestClient rest = server.client(account.token());
                Items items = new Items("away", rest, server.source)) {
            rest.create("/v1/databases", items.login(CLOSED_PORT));
            host.delete(path(account));
            await(() -> host.get(path(account)).toString().contains("cannot be dropped now"));
            JsonNode deletion = host.get(path(account)).path("deletion");
            assertThat(deletion.at("/databases").asInt()).isEqualTo(1);
            assertThat(deletion.at("/leftovers/0/remedy").asString())
                    .contains("select pg_drop_replication_slot('rowhook_away')")
                    .contains("drop publication if exists");
            assertThat(tablesWith(account.account())).contains("account_key", "database");

            host.delete(path(account) + "?force=true");
            await(() -> isGone(account));
            assertThat(tablesWith(account.account())).isEmpty();
            assertThat(remembered(account).orElseThrow().path("leftovers").toString())
                    .contains("pg_drop_replication_slot('rowhook_away')");
        }
    }

    @Test
    void aDatabaseThatIsDeletedAndCannotBeReachedSaysSoWithItsSql() throws Exception {
        NewAccount account = server.createAccount();
        try (RestClient rest = server.client(account.token());
                Items items = new Items("unreachable", rest, server.source)) {
            rest.create("/v1/databases", items.login(CLOSED_PORT));
            rest.delete("/v1/databases/unreachable");
            await(() ->
                    rest.get("/v1/databases/unreachable")
                            .at("/conditions/0/code")
                            .asString()
                            .equals("not_removed"));
            JsonNode database = rest.get("/v1/databases/unreachable");
            assertThat(database.path("state").asString()).isEqualTo("deleting");
            assertThat(database.at("/conditions/0/remedy").asString())
                    .contains("select pg_drop_replication_slot('rowhook_unreachable')");
            JsonNode job = rest.get("/v1/jobs").at("/data/0");
            assertThat(job.path("status").asString()).isEqualTo("running");
            assertThat(job.at("/conditions/0/code").asString()).isEqualTo("not_removed");
        }
    }

    private boolean isGone(NewAccount account) throws InterruptedException {
        return remembered(account).filter(one -> one.hasNonNull("done_at")).isPresent();
    }

    private Optional<JsonNode> remembered(NewAccount account) throws InterruptedException {
        return host.get("/host/v1/deleted-accounts")
                .path("data")
                .valueStream()
                .filter(one -> one.path("id").asString().equals(account.account().toString()))
                .findFirst();
    }

    /// The tables with a row of the account.
    private List<String> tablesWith(AccountId account) {
        DSLContext superuser = server.store.superuser();
        return superuser
                .fetch(
                        "select tablename::text from pg_tables where schemaname = 'rowhook' order by 1")
                .map(row -> row.get(0, String.class))
                .stream()
                .filter(table ->
                        superuser.fetchCount(
                                        DSL.table(DSL.name("rowhook", table)),
                                        DSL.field("account_id", UUID.class).eq(account.value()))
                                > 0)
                .toList();
    }

    private static String path(NewAccount account) {
        return "/host/v1/accounts/" + account.account();
    }
}
