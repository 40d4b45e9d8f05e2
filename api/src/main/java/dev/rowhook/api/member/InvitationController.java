package dev.rowhook.api.member;

import static dev.rowhook.core.access.Permission.MEMBERS_READ;
import static dev.rowhook.core.access.Permission.MEMBERS_WRITE;
import static dev.rowhook.store.jooq.Tables.INVITATION;
import static dev.rowhook.store.jooq.Tables.MEMBER;

import dev.rowhook.api.AccountChange;
import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Caller;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.grant.Grants;
import dev.rowhook.api.name.Emails;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.paging.ResourcePages;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.InvitationId;
import dev.rowhook.core.access.Role;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;
import dev.rowhook.store.jooq.tables.records.InvitationRecord;

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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

@RestController
@RequestMapping("/v1/invitations")
class InvitationController {
    private static final Duration DEFAULT = Duration.ofDays(7);
    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final AccountTransactions transactions;
    private final ResourcePages pages;
    private final Clock clock = Clock.systemUTC();

    InvitationController(AccountTransactions transactions, ResourcePages pages) {
        this.transactions = transactions;
        this.pages = pages;
    }

    @Requires(MEMBERS_WRITE)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    InvitationAnswer create(Caller caller, Fields fields) {
        Supplier<String> email = fields.required("email", Emails.reader());
        Supplier<Role> role = fields.required("role", Grants.role(caller));
        Supplier<Duration> expiresIn =
                fields.optional("expires_in", Readers.duration(SHORTEST, LONGEST), DEFAULT);
        fields.end();
        Instant expiresAt = clock.instant().plus(expiresIn.get());
        return transactions.change(
                caller.account(), change -> insert(change, email.get(), role.get(), expiresAt));
    }

    private static InvitationAnswer insert(
            AccountChange change, String email, Role role, Instant expiresAt) {
        Page.requireRoom(change.db(), INVITATION);
        boolean isMember =
                change.db()
                        .fetchExists(
                                MEMBER,
                                MEMBER.ACCOUNT_ID
                                        .eq(change.account().value())
                                        .and(MEMBER.EMAIL.equalIgnoreCase(email)));
        if (isMember) {
            throw ProblemException.of(
                    ProblemCode.MEMBER_ALREADY, "This address is a member's already.");
        }
        OpaqueToken token = OpaqueToken.create(TokenKind.INVITATION);
        InvitationRecord row = INVITATION.newRecord();
        row.setAccountId(change.account().value());
        row.setId(InvitationId.create().value());
        row.setEmail(email);
        row.setRole(role.code());
        row.setHash(token.hash());
        row.setInvitedBy(change.actor().name());
        row.setExpiresAt(expiresAt);
        InvitationAnswer created =
                InvitationAnswer.of(
                        change.db().insertInto(INVITATION).set(row).returning().fetchSingle());
        change.audit(
                AuditEntry.of("invitation.create", created.id(), email).with("role", role.code()));
        return created.with(token);
    }

    @Requires(MEMBERS_READ)
    @GetMapping
    Page<InvitationAnswer> list(AccountId account, Fields query) {
        Paging paging = Paging.ending(query);
        return transactions.read(
                account,
                db ->
                        pages.rows(
                                db,
                                account,
                                INVITATION.ID,
                                paging,
                                rows -> rows.stream().map(InvitationAnswer::of).toList()));
    }

    /// Takes an invitation back, or forgets one that was accepted or has expired.
    @Requires(MEMBERS_WRITE)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(AccountId account, @PathVariable String id) {
        transactions.perform(
                account,
                change -> {
                    InvitationRecord row =
                            change.db()
                                    .selectFrom(INVITATION)
                                    .where(isMeant(account, id))
                                    .forUpdate()
                                    .fetchOptional()
                                    .orElseThrow(InvitationController::notFound);
                    row.delete();
                    change.audit(AuditEntry.of("invitation.revoke", id, row.getEmail()));
                });
    }

    private static Condition isMeant(AccountId account, String id) {
        return INVITATION
                .ACCOUNT_ID
                .eq(account.value())
                .and(
                        INVITATION.ID.eq(
                                InvitationId.parse(id)
                                        .orElseThrow(InvitationController::notFound)
                                        .value()));
    }

    private static ProblemException notFound() {
        return ProblemException.of(ProblemCode.INVITATION_NOT_FOUND);
    }
}
