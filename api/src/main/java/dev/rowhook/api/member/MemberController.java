package dev.rowhook.api.member;

import static dev.rowhook.core.access.Permission.ACCOUNT_READ;
import static dev.rowhook.core.access.Permission.MEMBERS_READ;
import static dev.rowhook.core.access.Permission.MEMBERS_WRITE;
import static dev.rowhook.store.jooq.Tables.MEMBER;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Actor;
import dev.rowhook.api.auth.Caller;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.grant.Grants;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.paging.ResourcePages;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.MergePatch;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.access.Role;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.function.Supplier;

@RestController
@RequestMapping("/v1/members")
class MemberController {
    private final AccountTransactions transactions;
    private final ResourcePages pages;

    MemberController(AccountTransactions transactions, ResourcePages pages) {
        this.transactions = transactions;
        this.pages = pages;
    }

    @Requires(MEMBERS_READ)
    @GetMapping
    Page<MemberAnswer> list(AccountId account, Fields query) {
        Paging paging = Paging.ending(query);
        return transactions.read(
                account,
                db ->
                        pages.rows(
                                db,
                                account,
                                MEMBER.USER_ID,
                                paging,
                                rows -> rows.stream().map(MemberAnswer::of).toList()));
    }

    @Requires(MEMBERS_WRITE)
    @PatchMapping(
            path = "/{user}",
            consumes = {MergePatch.TYPE, MediaType.APPLICATION_JSON_VALUE})
    MemberAnswer change(Caller caller, @PathVariable String user, Fields patch) {
        Supplier<Role> role = patch.required("role", Grants.role(caller));
        patch.end();
        return transactions.change(
                caller.account(), change -> Members.change(change, caller, user, role.get()));
    }

    /// Takes a member out. The answer names the tokens that the member made, which go on working
    /// unless `revoke_tokens` says otherwise.
    @Requires(MEMBERS_WRITE)
    @PostMapping(path = "/{user}/remove", consumes = MediaType.APPLICATION_JSON_VALUE)
    RemovedMember remove(Caller caller, @PathVariable String user, Fields fields) {
        boolean revoke = revokesTokens(fields);
        return transactions.change(
                caller.account(), change -> Members.remove(change, caller, user, revoke));
    }

    /// Leaves the account.
    @Requires(ACCOUNT_READ)
    @PostMapping(path = "/leave", consumes = MediaType.APPLICATION_JSON_VALUE)
    RemovedMember leave(Caller caller, Fields fields) {
        boolean revoke = revokesTokens(fields);
        if (caller.actor().kind() != Actor.Kind.USER) {
            throw Members.notFound();
        }
        return transactions.change(caller.account(), change -> Members.leave(change, revoke));
    }

    private static boolean revokesTokens(Fields fields) {
        Supplier<Boolean> revoke = fields.optional("revoke_tokens", Readers.flag(), false);
        fields.end();
        return revoke.get();
    }
}
