package dev.rowhook.store.accounts;

import static dev.rowhook.store.jooq.Tables.AUDIT_EVENT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.AuditEventId;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

class AuditRetentionTest {
    private final OwnPostgres postgres = OwnPostgres.create();
    private final UUID account = postgres.createAccount();

    @AfterEach
    void close() {
        postgres.close();
    }

    private void event(int days) {
        postgres.worker()
                .insertInto(AUDIT_EVENT)
                .set(AUDIT_EVENT.ACCOUNT_ID, account)
                .set(AUDIT_EVENT.ID, AuditEventId.create().value())
                .set(AUDIT_EVENT.AT, Instant.now().minus(Duration.ofDays(days)))
                .set(AUDIT_EVENT.ACTOR_KIND, "system")
                .set(AUDIT_EVENT.ACTOR_NAME, "test")
                .set(AUDIT_EVENT.ACTION, "sink.update")
                .set(AUDIT_EVENT.RESOURCE_KIND, "sink")
                .set(AUDIT_EVENT.RESOURCE_ID, Integer.toString(days))
                .execute();
    }

    @Test
    void onlyWhatIsOlderThan400DaysIsForgotten() throws InterruptedException {
        event(401);
        event(500);
        event(399);
        event(0);
        assertThat(new AuditRetention(postgres.worker()).run()).isEqualTo(2);
        assertThat(
                        postgres.worker()
                                .select(AUDIT_EVENT.RESOURCE_ID)
                                .from(AUDIT_EVENT)
                                .fetchSet(AUDIT_EVENT.RESOURCE_ID))
                .containsExactlyInAnyOrder("399", "0");
        assertThat(new AuditRetention(postgres.worker()).run()).isZero();
    }

    @Test
    void nobodyDeletesAnEventOtherwise() {
        event(500);
        for (DSLContext role : List.of(postgres.api(), postgres.worker())) {
            assertThatThrownBy(() -> role.deleteFrom(AUDIT_EVENT).execute())
                    .isInstanceOfSatisfying(
                            DataAccessException.class,
                            e -> assertThat(e.sqlState()).isEqualTo("42501"));
        }
        assertThatThrownBy(() -> postgres.api().fetch("select rowhook.forget_old_audit_events(1)"))
                .isInstanceOf(DataAccessException.class);
    }
}
