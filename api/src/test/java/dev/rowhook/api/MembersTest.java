package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.AUDIT_EVENT;
import static dev.rowhook.store.jooq.Tables.INVITATION;
import static dev.rowhook.store.jooq.Tables.MEMBER;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.core.AuditEventId;
import dev.rowhook.core.InvitationId;
import dev.rowhook.core.UserId;
import dev.rowhook.core.access.Role;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;
import dev.rowhook.store.accounts.NewAccount;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

class MembersTest {
    private final ApiServer server = ApiServer.shared();
    private final NewAccount account = server.createAccount();
    private final Client host = server.client(account);
    private final DSLContext worker = server.postgres().worker();
    private final DSLContext identity = server.postgres().identity();

    private UserId member(String email, String role) {
        UserId user = UserId.create();
        worker.insertInto(MEMBER)
                .set(MEMBER.ACCOUNT_ID, account.account().value())
                .set(MEMBER.USER_ID, user.value())
                .set(MEMBER.ROLE, role)
                .set(MEMBER.EMAIL, email)
                .set(MEMBER.NAME, email)
                .execute();
        return user;
    }

    /// Of a token that may what a role may.
    private Client as(Role role) {
        String scopes =
                role.permissions().stream()
                        .map(permission -> "\"" + permission.code() + "\"")
                        .collect(Collectors.joining(","));
        Answer made = host.post("/v1/tokens", "{\"name\":\"a\",\"scopes\":[%s]}".formatted(scopes));
        return new Client(server.uri(), made.string("/token"));
    }

    private @Nullable String role(UserId user) {
        return worker.select(MEMBER.ROLE)
                .from(MEMBER)
                .where(MEMBER.USER_ID.eq(user.value()))
                .fetchOne(MEMBER.ROLE);
    }

    private Answer accept(String path, UserId user, String email) {
        OpaqueToken token =
                OpaqueToken.parse(TokenKind.INVITATION, path.substring("/invitations/".length()))
                        .orElseThrow();
        UUID accepted =
                identity.fetchValue(
                                        "select rowhook.accept_invitation(?, ?, ?, ?, ?)",
                                        token.hash(),
                                        AuditEventId.create().value(),
                                        user.value(),
                                        email,
                                        "Grace")
                                instanceof UUID id
                        ? id
                        : new UUID(0, 0);
        assertThat(accepted).isEqualTo(account.account().value());
        return host.get("/v1/members");
    }

    @Test
    void anInvitationMakesAMemberOnce() {
        Answer invited =
                host.post("/v1/invitations", "{\"email\":\"grace@acme.io\",\"role\":\"operator\"}");
        assertThat(invited.status()).isEqualTo(201);
        UserId grace = UserId.create();
        Answer members = accept(invited.string("/path"), grace, "grace@acme.io");
        assertThat(members.string("/data/0/user_id")).isEqualTo(grace.toString());
        assertThat(members.string("/data/0/role")).isEqualTo("operator");
        assertThat(
                        identity.fetch(
                                "select * from rowhook.open_invitation(?)",
                                OpaqueToken.parse(
                                                TokenKind.INVITATION,
                                                invited.string("/path").substring(13))
                                        .orElseThrow()
                                        .hash()))
                .isEmpty();
        assertThat(host.get("/v1/audit-events?action=invitation.accept").string("/data/0/actor/id"))
                .isEqualTo(grace.toString());
        Answer again =
                host.post("/v1/invitations", "{\"email\":\"GRACE@acme.io\",\"role\":\"viewer\"}");
        assertThat(again.string("/code")).isEqualTo("member_already");
    }

    @Test
    void anInvitationThatWasTakenBackOrHasExpiredLetsNobodyIn() {
        Answer revoked =
                host.post("/v1/invitations", "{\"email\":\"a@acme.io\",\"role\":\"viewer\"}");
        Answer expired =
                host.post("/v1/invitations", "{\"email\":\"b@acme.io\",\"role\":\"viewer\"}");
        host.delete("/v1/invitations/" + revoked.string("/id"));
        worker.update(INVITATION)
                .set(INVITATION.EXPIRES_AT, Instant.now().minusSeconds(1))
                .where(
                        INVITATION.ID.eq(
                                InvitationId.parse(expired.string("/id")).orElseThrow().value()))
                .execute();
        for (Answer invitation : List.of(revoked, expired)) {
            byte[] hash =
                    OpaqueToken.parse(
                                    TokenKind.INVITATION, invitation.string("/path").substring(13))
                            .orElseThrow()
                            .hash();
            assertThat(
                            identity.fetchValue(
                                    "select rowhook.accept_invitation(?, ?, ?, 'x', 'x')",
                                    hash,
                                    AuditEventId.create().value(),
                                    UserId.create().value()))
                    .isNull();
        }
        assertThat(host.get("/v1/members").json().at("/data").size()).isZero();
    }

    @Test
    void anAdminMakesNoOwnersAndTouchesNone() {
        UserId owner = member("owner@acme.io", "owner");
        UserId viewer = member("viewer@acme.io", "viewer");
        Client admin = as(Role.ADMIN);
        String invitation = "{\"email\":\"x@acme.io\",\"role\":\"owner\"}";
        assertThat(admin.post("/v1/invitations", invitation).string("/errors/0/code"))
                .isEqualTo("not_held");
        assertThat(admin.patch("/v1/members/" + viewer, "{\"role\":\"owner\"}").status())
                .isEqualTo(422);
        assertThat(admin.patch("/v1/members/" + owner, "{\"role\":\"viewer\"}").status())
                .isEqualTo(403);
        assertThat(admin.post("/v1/members/" + owner + "/remove", "{}").status()).isEqualTo(403);
        assertThat(admin.patch("/v1/members/" + viewer, "{\"role\":\"admin\"}").status())
                .isEqualTo(200);
        assertThat(role(owner)).isEqualTo("owner");
    }

    @Test
    void theLastOwnerStays() {
        UserId owner = member("owner@acme.io", "owner");
        member("admin@acme.io", "admin");
        assertThat(host.patch("/v1/members/" + owner, "{\"role\":\"admin\"}").string("/code"))
                .isEqualTo("last_owner");
        assertThat(host.post("/v1/members/" + owner + "/remove", "{}").string("/code"))
                .isEqualTo("last_owner");
        member("other@acme.io", "owner");
        assertThat(host.post("/v1/members/" + owner + "/remove", "{}").status()).isEqualTo(200);
    }

    @Test
    void ofTwoOwnersWhoAreRemovedAtOnceOneStays() throws Exception {
        for (int round = 0; round < 5; round++) {
            List<UserId> owners =
                    List.of(member("a@acme.io", "owner"), member("b@acme.io", "owner"));
            try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
                List<Future<Integer>> removals =
                        owners.stream()
                                .map(owner ->
                                        executor.submit(() ->
                                                host.post("/v1/members/" + owner + "/remove", "{}")
                                                        .status()))
                                .toList();
                assertThat(List.of(removals.get(0).get(), removals.get(1).get()))
                        .containsExactlyInAnyOrder(200, 409);
            }
            server.postgres()
                    .superuser()
                    .deleteFrom(MEMBER)
                    .where(MEMBER.ACCOUNT_ID.eq(account.account().value()))
                    .execute();
        }
    }

    @Test
    void whoIsTakenOutLeavesTokensThatAreNamedOrRevoked() {
        UserId owner = member("owner@acme.io", "owner");
        UserId ada = member("ada@acme.io", "admin");
        Answer made = host.post("/v1/tokens", "{\"name\":\"ada's\",\"scopes\":[\"sinks:read\"]}");
        server.postgres()
                .superuser()
                .execute(
                        "update rowhook.api_token set created_by = ? where name = 'ada''s' and account_id = ?",
                        ada.toString(),
                        account.account().value());
        Answer kept = host.post("/v1/members/" + ada + "/remove", "{}");
        assertThat(kept.string("/remaining/0/id")).isEqualTo(made.string("/id"));
        UserId again = member("ada@acme.io", "admin");
        server.postgres()
                .superuser()
                .execute(
                        "update rowhook.api_token set created_by = ? where name = 'ada''s' and account_id = ?",
                        again.toString(),
                        account.account().value());
        Answer revoked = host.post("/v1/members/" + again + "/remove", "{\"revoke_tokens\":true}");
        assertThat(revoked.string("/revoked/0/id")).isEqualTo(made.string("/id"));
        assertThat(new Client(server.uri(), made.string("/token")).get("/v1/sinks").status())
                .isEqualTo(401);
        assertThat(role(owner)).isEqualTo("owner");
    }

    @Test
    void claimsAreFollowedAndOlderOnesPassedOver() {
        UserId user = UserId.create();
        claim(user, Instant.now(), "developer");
        assertThat(role(user)).isEqualTo("developer");
        claim(user, Instant.now().minusSeconds(60), "owner");
        assertThat(role(user)).isEqualTo("developer");
        assertThat(host.patch("/v1/members/" + user, "{\"role\":\"viewer\"}").string("/code"))
                .isEqualTo("role_by_claims");
        claim(user, Instant.now().plusSeconds(1));
        assertThat(role(user)).isNull();
        UserId invited = member("ada@acme.io", "viewer");
        claim(invited, Instant.now(), "owner");
        assertThat(role(invited)).as("an invitation stands").isEqualTo("viewer");
    }

    @Test
    void whatClaimsChangeIsInTheAuditLogOnce() {
        UserId user = UserId.create();
        Instant begin = Instant.now();
        claim(user, begin, "developer");
        claim(user, begin.plusSeconds(1), "developer");
        claim(user, begin.plusSeconds(2), "viewer");
        claim(user, begin.plusSeconds(3));
        claim(user, begin.plusSeconds(4));
        List<String> told =
                worker.selectFrom(AUDIT_EVENT)
                        .where(AUDIT_EVENT.RESOURCE_ID.eq(user.toString()))
                        .orderBy(AUDIT_EVENT.ID)
                        .fetch(row -> row.getAction() + " " + row.getChanges().data());
        assertThat(told)
                .containsExactly(
                        "member.create {\"role\": \"developer\", \"claimed\": true}",
                        "member.update {\"role\": {\"to\": \"viewer\", \"from\": \"developer\"}, \"claimed\": true}",
                        "member.remove {\"role\": \"viewer\", \"claimed\": true}");
    }

    @Test
    void claimsMakeNoMemberTooMany() {
        host.post("/v1/invitations", "{\"email\":\"open@acme.io\",\"role\":\"viewer\"}");
        worker.update(ACCOUNT)
                .set(ACCOUNT.MAX_MEMBERS, 2)
                .where(ACCOUNT.ACCOUNT_ID.eq(account.account().value()))
                .execute();
        UserId first = UserId.create();
        UserId second = UserId.create();
        claim(first, Instant.now(), "developer");
        claim(second, Instant.now(), "developer");
        claim(first, Instant.now().plusSeconds(1), "viewer");
        assertThat(role(first)).isEqualTo("viewer");
        assertThat(role(second)).isNull();
    }

    private void claim(UserId user, Instant issued, String... roles) {
        UUID[] accounts = roles.length == 0 ? new UUID[0] : new UUID[] {account.account().value()};
        identity.execute(
                "select rowhook.claim_memberships(?, 'x@acme.io', 'X', ?::timestamptz, ?, ?::text[])",
                user.value(),
                OffsetDateTime.ofInstant(issued, ZoneOffset.UTC),
                accounts,
                roles);
    }

    @Test
    void aSuspendedAccountIsReadAndNotChanged() {
        worker.update(ACCOUNT)
                .set(ACCOUNT.STATUS, "suspended")
                .set(ACCOUNT.STATUS_REASON, "not paid")
                .where(ACCOUNT.ACCOUNT_ID.eq(account.account().value()))
                .execute();
        assertThat(host.get("/v1/account").string("/status_reason")).isEqualTo("not paid");
        Answer refused = host.post("/v1/databases", Bodies.database("prod"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.string("/code")).isEqualTo("account_suspended");
        worker.update(ACCOUNT)
                .set(ACCOUNT.STATUS, "deleting")
                .where(ACCOUNT.ACCOUNT_ID.eq(account.account().value()))
                .execute();
        assertThat(host.get("/v1/account").status()).isEqualTo(401);
    }
}
