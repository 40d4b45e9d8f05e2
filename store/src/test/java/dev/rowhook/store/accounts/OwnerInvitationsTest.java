package dev.rowhook.store.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.UserId;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

class OwnerInvitationsTest {
    private final OwnPostgres own = OwnPostgres.create();
    private final AccountId account = new AccountId(own.createAccount());
    private final OwnerInvitations invitations =
            new OwnerInvitations(own.worker(), Clock.systemUTC());

    @AfterEach
    void drop() {
        own.close();
    }

    @Test
    void anInvitedOwnerIsOneWhoAccepts() {
        OpaqueToken token = invitations.invite(account, "ada@acme.io").token();
        Record open =
                own.identity()
                        .fetchSingle("select * from rowhook.open_invitation(?)", token.hash());
        assertThat(open.get("email")).isEqualTo("ada@acme.io");
        assertThat(open.get("role")).isEqualTo("owner");
        assertThat(open.get("invited_by")).isEqualTo("host");
        assertThat(invitations.isOpen(token)).isTrue();
        assertThat(invitations.hasOwner(account)).isFalse();

        own.identity()
                .fetch(
                        "select rowhook.accept_invitation(?, ?, ?, 'ada@acme.io', 'Ada')",
                        token.hash(),
                        UUID.randomUUID(),
                        UserId.create().value());
        assertThat(invitations.isOpen(token)).isFalse();
        assertThat(invitations.hasOwner(account)).isTrue();
    }

    @Test
    void itIsOpenForAWeekAndInTheAuditLog() {
        OpaqueToken token = invitations.invite(account, "ada@acme.io").token();
        Clock later =
                Clock.offset(
                        Clock.systemUTC(), OwnerInvitations.OPEN_FOR.plus(Duration.ofSeconds(1)));
        assertThat(new OwnerInvitations(own.worker(), later).isOpen(token)).isFalse();
        assertThat(
                        own.worker()
                                .fetchValues(
                                        "select actor_kind || ' ' || action || ' ' || resource_name from rowhook.audit_event"))
                .hasToString("[host invitation.create ada@acme.io]");
    }

    @Test
    void anAccountIsFoundByItsIdOrItsName() {
        assertThat(invitations.find(account.toString())).containsExactly(account);
        assertThat(invitations.find("account " + account.value())).containsExactly(account);
        assertThat(invitations.find("nobody")).isEmpty();
    }
}
