package dev.rowhook.store.accounts;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.ACCOUNT_KEY;
import static dev.rowhook.store.jooq.Tables.API_TOKEN;
import static dev.rowhook.store.jooq.Tables.AUDIT_EVENT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;
import org.jooq.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

final class AccountRemovalTest {
    private final OwnPostgres own = OwnPostgres.create();
    private final DSLContext worker = own.worker();
    private final AccountRemoval removal = new AccountRemoval(worker);
    private final AccountId account =
            new AccountCreation(worker, MasterKeys.parse(MasterKeys.createLine("m1").reveal()))
                    .create("acme", "first")
                    .account();

    @AfterEach
    void drop() {
        own.close();
    }

    @Test
    void everyTableOfAccountsIsInTheList() {
        List<String> tables =
                own.superuser()
                        .fetch(
                                """
                                select tablename::text from pg_tables
                                where schemaname = 'rowhook' and tablename not in ('account', 'database', 'audit_event')
                                """)
                        .map(row -> row.get(0, String.class));
        assertThat(AccountRemoval.TABLES.stream().map(Table::getName))
                .containsExactlyInAnyOrderElementsOf(tables);
    }

    @Test
    void anAccountThatIsNotDeletedStays() throws InterruptedException {
        assertThat(removal.run()).isEmpty();
        assertThat(worker.fetchCount(API_TOKEN)).isEqualTo(1);
    }

    @Test
    void noEventOfAnAccountThatStaysIsForgotten() {
        worker.execute(
                """
                insert into rowhook.audit_event
                    (account_id, id, actor_kind, actor_name, action, resource_kind, resource_id)
                values (?, gen_random_uuid(), 'host', 'ops', 'account.create', 'account', 'a')
                """,
                account.value());
        assertThat(
                        worker.fetchSingle(
                                        "select rowhook.forget_audit_log(?, 10)", account.value())
                                .get(0, Long.class))
                .isZero();
        assertThat(own.superuser().fetchCount(AUDIT_EVENT)).isEqualTo(1);
    }

    @Test
    void aRunThatWasStoppedHasDestroyedTheKeysAndIsGoneOnWith() throws InterruptedException {
        new AccountDeletions(worker).request(account, "acme", "ops", false);
        worker.update(ACCOUNT).set(ACCOUNT.STATUS, "deleting").execute();
        Thread.currentThread().interrupt();
        assertThatThrownBy(removal::run).isInstanceOf(InterruptedException.class);
        assertThat(worker.fetchSingle(ACCOUNT_KEY).getWrapped()).isEmpty();
        assertThat(worker.fetchCount(API_TOKEN)).isEqualTo(1);
        assertThat(new AccountDeletions(worker).find(account).orElseThrow().doneAt()).isEmpty();

        assertThat(removal.run()).containsExactly(account);
        assertThat(worker.fetchCount(ACCOUNT)).isZero();
        assertThat(new AccountDeletions(worker).find(account).orElseThrow().doneAt()).isPresent();
        assertThat(removal.run()).isEmpty();
    }
}
