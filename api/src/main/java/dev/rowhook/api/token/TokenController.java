package dev.rowhook.api.token;

import static dev.rowhook.core.access.Permission.TOKENS_READ;
import static dev.rowhook.core.access.Permission.TOKENS_WRITE;
import static dev.rowhook.store.jooq.Tables.API_TOKEN;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Caller;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.grant.Grants;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.paging.ResourcePages;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.AccountId;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A token is shown by the answer that makes it and never again.
@RestController
@RequestMapping("/v1/tokens")
class TokenController {
    private static final int MAX_NAME = 100;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final Duration OVERLAP = Duration.ofDays(1);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final AccountTransactions transactions;
    private final ResourcePages pages;
    private final Clock clock = Clock.systemUTC();

    TokenController(AccountTransactions transactions, ResourcePages pages) {
        this.transactions = transactions;
        this.pages = pages;
    }

    @Requires(TOKENS_WRITE)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    TokenAnswer create(Caller caller, Fields fields) {
        Supplier<String> name = fields.required("name", Readers.text(MAX_NAME));
        Supplier<List<String>> scopes = fields.required("scopes", Grants.scopes(caller));
        Supplier<Optional<Duration>> expiresIn =
                fields.optional("expires_in", Readers.duration(SHORTEST, LONGEST));
        fields.end();
        Optional<Instant> expiresAt = expiresIn.get().map(clock.instant()::plus);
        return transactions.change(
                caller.account(),
                change -> ApiTokens.create(change, name.get(), scopes.get(), expiresAt));
    }

    @Requires(TOKENS_READ)
    @GetMapping
    Page<TokenAnswer> list(AccountId account, Fields query) {
        Paging paging = Paging.ending(query);
        return transactions.read(
                account,
                db ->
                        pages.rows(
                                db,
                                account,
                                API_TOKEN.ID,
                                paging,
                                rows -> rows.stream().map(TokenAnswer::of).toList()));
    }

    @Requires(TOKENS_READ)
    @GetMapping("/{id}")
    TokenAnswer get(AccountId account, @PathVariable String id) {
        return transactions.read(account, db -> ApiTokens.find(db, account, id));
    }

    /// Makes the token that takes its place; for `overlap` both are good.
    @Requires(TOKENS_WRITE)
    @PostMapping(path = "/{id}/rotate", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    TokenAnswer rotate(Caller caller, @PathVariable String id, Fields fields) {
        Supplier<Duration> overlap =
                fields.optional(
                        "overlap", Readers.duration(Duration.ZERO, LONGEST_OVERLAP), OVERLAP);
        fields.end();
        return transactions.change(
                caller.account(),
                change -> ApiTokens.rotate(change, caller, id, overlap.get(), clock.instant()));
    }

    @Requires(TOKENS_WRITE)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable String id) {
        transactions.perform(caller.account(), change -> ApiTokens.revoke(change, caller, id));
    }
}
