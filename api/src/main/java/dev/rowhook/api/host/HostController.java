package dev.rowhook.api.host;

import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Open;
import dev.rowhook.api.name.Emails;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.MergePatch;
import dev.rowhook.api.request.QueryReaders;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.AccountId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.Optional;
import java.util.function.Supplier;

/// The host's interface. Its security chain lets in whoever has a host token, and nobody else.
@Open
@RestController
@RequestMapping("/host/v1")
class HostController {
    private static final Logger log = LoggerFactory.getLogger(HostController.class);
    private static final int MAX_NAME = 100;
    private static final int MAX_PAGE = 100;

    private final HostedAccounts accounts;

    HostController(HostedAccounts accounts) {
        this.accounts = accounts;
    }

    @PostMapping(path = "/accounts", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    CreatedAccount create(HostCaller host, Fields fields) {
        Supplier<String> name = fields.required("name", Readers.text(MAX_NAME));
        Supplier<String> email = fields.required("owner_email", Emails.reader());
        fields.end();
        CreatedAccount created = accounts.create(host, name.get(), email.get());
        tell(host, created.account(), "account created");
        return created;
    }

    @GetMapping("/accounts")
    Page<HostedAccount> list(Fields query) {
        Supplier<Integer> limit =
                query.optional("limit", QueryReaders.integer(1, MAX_PAGE), MAX_PAGE);
        Supplier<Optional<String>> cursor = query.optional("cursor", Readers.text(MAX_NAME));
        query.end();
        return accounts.list(cursor.get().map(HostController::id), limit.get());
    }

    @GetMapping("/accounts/{id}")
    HostedAccount get(@PathVariable String id) {
        return accounts.find(id(id));
    }

    @PatchMapping(
            path = "/accounts/{id}",
            consumes = {MergePatch.TYPE, MediaType.APPLICATION_JSON_VALUE})
    HostedAccount change(HostCaller host, @PathVariable String id, Fields patch) {
        HostedAccount changed = accounts.change(host, id(id), patch);
        tell(host, changed, "account changed");
        return changed;
    }

    @DeleteMapping("/accounts/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    HostedAccount delete(
            HostCaller host,
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean force) {
        HostedAccount deleted = accounts.delete(host, id(id), force);
        tell(host, deleted, "account to be deleted");
        return deleted;
    }

    /// Accounts that were deleted, or are being deleted, the newest first.
    @GetMapping("/deleted-accounts")
    Page<GoneAccount> gone() {
        return Page.of(accounts.gone(Page.LIMIT));
    }

    private static void tell(HostCaller host, HostedAccount account, String what) {
        log.atInfo()
                .addKeyValue("account", account.id())
                .addKeyValue("status", account.status())
                .addKeyValue("host", host.id())
                .log(what);
    }

    private static AccountId id(String text) {
        return AccountId.parse(text)
                .orElseThrow(() -> ProblemException.of(ProblemCode.ACCOUNT_NOT_FOUND));
    }
}
