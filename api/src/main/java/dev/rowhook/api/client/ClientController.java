package dev.rowhook.api.client;

import static dev.rowhook.core.access.Permission.TOKENS_READ;
import static dev.rowhook.core.access.Permission.TOKENS_WRITE;
import static dev.rowhook.store.jooq.Tables.OAUTH_CLIENT;

import dev.rowhook.api.AccountChange;
import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Caller;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.grant.Grants;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.paging.ResourcePages;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.ClientId;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;
import dev.rowhook.store.jooq.tables.records.OauthClientRecord;

import org.jooq.Condition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.function.Supplier;

/// Clients of the client credentials grant. A secret is shown by the answer that makes it and never
/// again.
@RestController
@RequestMapping("/v1/oauth-clients")
class ClientController {
    private static final int MAX_NAME = 100;

    private final AccountTransactions transactions;
    private final ResourcePages pages;

    ClientController(AccountTransactions transactions, ResourcePages pages) {
        this.transactions = transactions;
        this.pages = pages;
    }

    @Requires(TOKENS_WRITE)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ClientAnswer create(Caller caller, Fields fields) {
        Supplier<String> name = fields.required("name", Readers.text(MAX_NAME));
        Supplier<List<String>> scopes = fields.required("scopes", Grants.scopes(caller));
        fields.end();
        return transactions.change(
                caller.account(), change -> insert(change, name.get(), scopes.get()));
    }

    private static ClientAnswer insert(AccountChange change, String name, List<String> scopes) {
        Page.requireRoom(change.db(), OAUTH_CLIENT);
        OpaqueToken made = OpaqueToken.create(TokenKind.CLIENT);
        OauthClientRecord row = OAUTH_CLIENT.newRecord();
        row.setAccountId(change.account().value());
        row.setId(ClientId.create().value());
        row.setName(name);
        row.setSecretHash(made.hash());
        row.setScopes(scopes.toArray(String[]::new));
        row.setCreatedBy(change.actor().id());
        ClientAnswer created =
                ClientAnswer.of(
                        change.db().insertInto(OAUTH_CLIENT).set(row).returning().fetchSingle());
        change.audit(
                AuditEntry.of("oauth_client.create", created.id(), name).with("scopes", scopes));
        return created.with(made);
    }

    @Requires(TOKENS_READ)
    @GetMapping
    Page<ClientAnswer> list(AccountId account, Fields query) {
        Paging paging = Paging.ending(query);
        return transactions.read(
                account,
                db ->
                        pages.rows(
                                db,
                                account,
                                OAUTH_CLIENT.ID,
                                paging,
                                rows -> rows.stream().map(ClientAnswer::of).toList()));
    }

    @Requires(TOKENS_READ)
    @GetMapping("/{id}")
    ClientAnswer get(AccountId account, @PathVariable String id) {
        return transactions.read(
                account,
                db ->
                        db.selectFrom(OAUTH_CLIENT)
                                .where(isMeant(account, id))
                                .fetchOptional(ClientAnswer::of)
                                .orElseThrow(ClientController::notFound));
    }

    /// Gives it another secret; the one it had is refused from now on.
    @Requires(TOKENS_WRITE)
    @PostMapping("/{id}/rotate")
    ClientAnswer rotate(Caller caller, @PathVariable String id) {
        return transactions.change(
                caller.account(),
                change -> {
                    OauthClientRecord row = lock(change, caller, id);
                    OpaqueToken made = OpaqueToken.create(TokenKind.CLIENT);
                    row.setSecretHash(made.hash());
                    row.update();
                    change.audit(AuditEntry.of("oauth_client.rotate", id, row.getName()));
                    return ClientAnswer.of(row).with(made);
                });
    }

    @Requires(TOKENS_WRITE)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String id) {
        transactions.perform(
                caller.account(),
                change -> {
                    OauthClientRecord row = lock(change, caller, id);
                    row.delete();
                    change.audit(AuditEntry.of("oauth_client.delete", id, row.getName()));
                });
    }

    private static OauthClientRecord lock(AccountChange change, Caller caller, String id) {
        OauthClientRecord row =
                change.db()
                        .selectFrom(OAUTH_CLIENT)
                        .where(isMeant(change.account(), id))
                        .forUpdate()
                        .fetchOptional()
                        .orElseThrow(ClientController::notFound);
        Grants.requireHeld(caller, List.of(row.getScopes()));
        return row;
    }

    private static Condition isMeant(AccountId account, String id) {
        return OAUTH_CLIENT
                .ACCOUNT_ID
                .eq(account.value())
                .and(
                        OAUTH_CLIENT.ID.eq(
                                ClientId.parse(id)
                                        .orElseThrow(ClientController::notFound)
                                        .value()));
    }

    private static ProblemException notFound() {
        return ProblemException.of(ProblemCode.OAUTH_CLIENT_NOT_FOUND);
    }
}
