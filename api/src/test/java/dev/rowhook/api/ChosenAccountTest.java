package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Routes.Route;
import dev.rowhook.api.auth.ForUser;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.access.Permission;
import dev.rowhook.core.access.Role;
import dev.rowhook.store.accounts.NewAccount;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// In which account a request is, as the header `Rowhook-Account` says, on every route of the
/// tenants: where it names one that the caller is not in, or is not in any more, nothing is there.
class ChosenAccountTest {
    private static final String HEADER = "Rowhook-Account";

    private final ApiServer server = ApiServer.shared();
    private final List<Route> routes = Routes.tenants(server);
    private final NewAccount mine = server.createAccount();
    private final NewAccount theirs = server.createAccount();
    private final Client owner = server.client(mine);
    private int tried;

    @AfterEach
    void tell() {
        System.out.printf("chosen accounts: %d requests to %d routes%n", tried, routes.size());
    }

    private Client.Answer knock(Route route, Client client) {
        tried++;
        return route.knock(client);
    }

    /// Every route refuses, in one way.
    private String isRefused(Client client, int status, String code) {
        Set<String> answers = new HashSet<>();
        for (Route route : routes) {
            Client.Answer answer = knock(route, client);
            assertThat(answer.status()).as("%s: %s", route.text(), answer.text()).isEqualTo(status);
            assertThat(answer.string("/code")).as(route.text()).isEqualTo(code);
            answers.add(answer.text());
        }
        assertThat(answers).hasSize(1);
        return answers.iterator().next();
    }

    private static boolean isLetIn(Client.Answer answer) {
        return answer.status() != 401
                && answer.status() != 403
                && !answer.text().contains("account_");
    }

    private void isLetInEverywhere(Client client) {
        for (Route route : routes) {
            Client.Answer answer = knock(route, client);
            assertThat(isLetIn(answer)).as("%s: %s", route.text(), answer.text()).isTrue();
        }
    }

    private static Client in(AccountId account, Client client) {
        return client.with(HEADER, account.toString());
    }

    @ParameterizedTest
    @EnumSource
    void anotherAccountIsAsOneThatDoesNotExist(Asker asker) {
        Client client = asker.in(owner, Role.OWNER);
        isLetInEverywhere(client);
        isLetInEverywhere(in(mine.account(), client));
        String missing = isRefused(in(AccountId.create(), client), 404, "account_not_found");
        assertThat(isRefused(in(theirs.account(), client), 404, "account_not_found"))
                .isEqualTo(missing);
    }

    @ParameterizedTest
    @EnumSource
    void whatNamesNoAccountIsNone(Asker asker) {
        Client client = asker.in(owner, Role.OWNER);
        String id = mine.account().toString();
        for (String name :
                List.of(
                        "",
                        "acme",
                        "acc_",
                        "*",
                        id.toUpperCase(Locale.ROOT),
                        id.substring("acc_".length()),
                        mine.account().value().toString(),
                        "\"" + id + "\"",
                        id + "," + theirs.account(),
                        id + "\t" + theirs.account(),
                        "acc_\u00e9' or 1=1 --",
                        "acc_" + "0".repeat(2000))) {
            Client.Answer answer = client.with(HEADER, name).get("/v1/sinks");
            tried++;
            assertThat(answer.status()).as(name).isEqualTo(404);
            assertThat(answer.string("/code")).as(name).isEqualTo("account_not_found");
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoHeadersNameNoAccount(Asker asker) {
        Client client = in(mine.account(), asker.in(owner, Role.OWNER));
        isRefused(in(theirs.account(), client), 400, "account_required");
        isRefused(in(mine.account(), client), 400, "account_required");
    }

    @Test
    void whoIsInTwoAccountsNamesOneAndHasItsRole() {
        Person person = Person.member(server, owner, Role.OWNER);
        person.joinToo(server.client(theirs), Role.VIEWER);
        for (Client client : List.of(person.session(), person.commandLine())) {
            isRefused(client, 400, "account_required");
            isRefused(in(server.createAccount().account(), client), 404, "account_not_found");
            isLetInEverywhere(in(mine.account(), client));
            for (Route route : routes) {
                boolean may = Role.VIEWER.permissions().containsAll(route.permissions());
                assertThat(isLetIn(knock(route, in(theirs.account(), client))))
                        .as(route.text())
                        .isEqualTo(may);
            }
            assertThat(in(theirs.account(), client).get("/v1/account").string("/id"))
                    .isEqualTo(theirs.account().toString());
        }
    }

    @Test
    void whoWasTakenOutIsOut() {
        Person person = Person.member(server, owner, Role.ADMIN);
        List<Client> clients = List.of(person.session(), person.commandLine());
        String remove = "/v1/members/%s/remove".formatted(person.userId());
        assertThat(owner.post(remove, "{}").status()).isEqualTo(200);
        for (Client client : clients) {
            isRefused(client, 403, "no_account");
            isRefused(in(mine.account(), client), 404, "account_not_found");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSuspendedAccountIsReadAndNotChanged(Asker asker) {
        Client client = asker.in(owner, Role.OWNER);
        setStatus("suspended");
        for (Route route : routes) {
            Client.Answer answer = knock(route, client);
            boolean reads = route.permissions().stream().allMatch(Permission::isRead);
            assertThat(answer.text().contains("account_suspended"))
                    .as(route.text())
                    .isEqualTo(!reads);
            assertThat(isLetIn(answer)).as(route.text()).isEqualTo(reads);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAccountThatIsBeingDeletedIsNone(Asker asker) {
        Client client = asker.in(owner, Role.OWNER);
        setStatus("deleting");
        if (asker.isPerson()) {
            isRefused(in(mine.account(), client), 404, "account_not_found");
        } else {
            isRefused(client, 401, "unauthorized");
        }
    }

    private void setStatus(String status) {
        server.postgres()
                .worker()
                .execute(
                        "update rowhook.account set status = ? where account_id = ?",
                        status,
                        mine.account().value());
    }

    @Test
    void whoIsDisabledIsNobody() {
        Person person = Person.member(server, owner, Role.OWNER);
        List<Client> clients = List.of(person.session(), person.commandLine());
        server.postgres()
                .superuser()
                .execute(
                        "update rowhook_identity.app_user set disabled = true where email = ?",
                        person.email());
        for (Client client : clients) {
            isRefused(in(mine.account(), client), 401, "unauthorized");
        }
    }

    @Test
    void aSessionChangesNothingWithoutItsToken() {
        Person person = Person.member(server, owner, Role.OWNER);
        Client client =
                new Client(server.uri(), "")
                        .with("Cookie", Browser.SESSION + "=" + person.browser().session());
        for (Route route : routes) {
            assertThat(knock(route, client).text().contains("csrf_token_required"))
                    .as(route.text())
                    .isEqualTo(route.isChange());
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"SESSION", "ACCESS_TOKEN"})
    void whatIsAPersonsIsNoMachines(Asker asker) {
        Client client = asker.in(owner, Role.OWNER);
        for (Route route : Routes.v1(server)) {
            if (route.method().hasMethodAnnotation(ForUser.class)) {
                assertThat(knock(route, client).status()).as(route.text()).isEqualTo(403);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTheHostsIsNoTenants(Asker asker) {
        Client client = asker.in(owner, Role.OWNER);
        for (Route route : Routes.all(server)) {
            if (route.path().startsWith("/host/")) {
                assertThat(knock(route, client).status()).as(route.text()).isEqualTo(401);
            }
        }
    }
}
