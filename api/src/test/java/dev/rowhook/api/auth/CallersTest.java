package dev.rowhook.api.auth;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.MEMBER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.UserId;
import dev.rowhook.core.access.Role;
import dev.rowhook.store.testing.OwnPostgres;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.Optional;

/// In which account a person is, of one or of several.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallersTest {
    private final OwnPostgres postgres = OwnPostgres.create();
    private final NotedUses uses = new NotedUses(postgres.api());
    private final Callers callers = new Callers(postgres.api(), uses);

    @AfterAll
    void close() {
        uses.close();
        postgres.close();
    }

    private AccountId accountOf(UserId user, String role) {
        AccountId account = new AccountId(postgres.createAccount());
        postgres.worker()
                .insertInto(MEMBER)
                .set(MEMBER.ACCOUNT_ID, account.value())
                .set(MEMBER.USER_ID, user.value())
                .set(MEMBER.ROLE, role)
                .set(MEMBER.EMAIL, "ada@acme.io")
                .set(MEMBER.NAME, "Ada")
                .execute();
        return account;
    }

    private Caller caller(UserId user, Optional<AccountId> account) {
        return callers.ofUser(
                new SignedInUser(user, "ada@acme.io"), account.map(AccountId::toString));
    }

    private void isRefused(UserId user, Optional<AccountId> account, String code) {
        assertThatThrownBy(() -> caller(user, account))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().kind().text()).isEqualTo(code));
    }

    @Test
    void aUserOfOneAccountNeedNotNameIt() {
        UserId user = UserId.create();
        isRefused(user, Optional.empty(), "no_account");
        AccountId account = accountOf(user, "operator");
        assertThat(caller(user, Optional.empty()).account()).isEqualTo(account);
        assertThat(caller(user, Optional.of(account)).permissions())
                .isEqualTo(Role.OPERATOR.permissions());
    }

    @Test
    void aUserOfSeveralNamesOneAndHasItsRole() {
        UserId user = UserId.create();
        AccountId first = accountOf(user, "owner");
        AccountId second = accountOf(user, "viewer");
        isRefused(user, Optional.empty(), "account_required");
        assertThat(caller(user, Optional.of(first)).permissions())
                .isEqualTo(Role.OWNER.permissions());
        assertThat(caller(user, Optional.of(second)).permissions())
                .isEqualTo(Role.VIEWER.permissions());
    }

    @Test
    void anotherAccountIsNotFoundAndSoIsOneThatIsBeingDeleted() {
        UserId user = UserId.create();
        AccountId mine = accountOf(user, "owner");
        AccountId theirs = accountOf(UserId.create(), "owner");
        isRefused(user, Optional.of(theirs), "account_not_found");
        isRefused(user, Optional.of(AccountId.create()), "account_not_found");
        postgres.worker()
                .update(ACCOUNT)
                .set(ACCOUNT.STATUS, "deleting")
                .where(ACCOUNT.ACCOUNT_ID.eq(mine.value()))
                .execute();
        isRefused(user, Optional.of(mine), "account_not_found");
    }
}
