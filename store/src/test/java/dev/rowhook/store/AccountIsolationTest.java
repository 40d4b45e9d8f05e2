package dev.rowhook.store;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.API_TOKEN;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;
import static dev.rowhook.store.jooq.Tables.TOKEN_ACCOUNT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.store.jooq.tables.records.SinkRecord;
import dev.rowhook.store.testing.OwnPostgres;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccountIsolationTest {
    private static final String NOT_ALLOWED = "42501";
    private static final String NO_SUCH_KEY = "23503";

    private final OwnPostgres own = OwnPostgres.create();
    private final Tenant a = Tenant.create(own);
    private final Tenant b = Tenant.create(own);

    @AfterAll
    void drop() {
        own.close();
    }

    @Test
    void withoutAnAccountTheApiSeesNothing() {
        assertThat(own.api().fetchCount(HTTP_ENDPOINT)).isZero();
        assertThat(own.api().fetchCount(ACCOUNT)).isZero();
        assertThat(own.worker().fetchCount(HTTP_ENDPOINT)).isEqualTo(2);
    }

    @Test
    void afterATransactionItsAccountIsForgotten() throws SQLException {
        try (Connection connection = own.dataSource(Roles.API).getConnection()) {
            DSLContext api = DSL.using(connection, SQLDialect.POSTGRES);
            api.transaction(transaction -> {
                OwnPostgres.actFor(transaction.dsl(), a.account());
                assertThat(transaction.dsl().fetchCount(HTTP_ENDPOINT)).isEqualTo(1);
            });
            assertThat(api.fetchCount(HTTP_ENDPOINT)).isZero();
        }
    }

    @Test
    void anAccountSeesOnlyItsOwn() {
        assertThat(a.act(api -> api.fetchSingle(HTTP_ENDPOINT)).getId()).isEqualTo(a.endpoint());
        assertThat(b.act(api -> api.fetchSingle(HTTP_ENDPOINT)).getId()).isEqualTo(b.endpoint());
    }

    @Test
    void anAccountInsertsNothingForAnother() {
        assertRefused(NOT_ALLOWED, () -> a.<Integer>act(api -> b.sink(api).insert()));
    }

    @Test
    void anAccountGivesNothingToAnother() {
        assertRefused(
                NOT_ALLOWED,
                () ->
                        a.<Integer>act(api ->
                                api.update(HTTP_ENDPOINT)
                                        .set(HTTP_ENDPOINT.ACCOUNT_ID, b.account())
                                        .execute()));
    }

    @Test
    void anAccountChangesAndDeletesNothingOfAnother() {
        assertThat(
                        a.<Integer>act(api ->
                                api.update(HTTP_ENDPOINT)
                                                .set(HTTP_ENDPOINT.NAME, "taken")
                                                .where(HTTP_ENDPOINT.ID.eq(b.endpoint()))
                                                .execute()
                                        + api.deleteFrom(HTTP_ENDPOINT)
                                                .where(HTTP_ENDPOINT.ID.eq(b.endpoint()))
                                                .execute()))
                .isZero();
    }

    @Test
    void aSinkReachesNoEndpointOfAnotherAccount() {
        assertRefused(
                NO_SUCH_KEY,
                () ->
                        a.<Integer>act(api -> {
                            SinkRecord sink = a.sink(api);
                            sink.setName("astray");
                            sink.setNumber(2);
                            sink.setEndpointId(b.endpoint());
                            return sink.insert();
                        }));
    }

    @Test
    void accountsUseTheSameNamesAndNumbers() {
        a.<Integer>act(api -> a.sink(api).insert());
        b.<Integer>act(api -> b.sink(api).insert());
        SinkRecord stored = a.act(api -> api.fetchSingle(SINK));
        assertThat(stored.getFirstDelay()).isEqualTo(Duration.ofMillis(1500));
        assertThat(stored.getMaxDelay()).isEqualTo(Duration.ofDays(40));
    }

    @Test
    void theApiReadsNoRowOfATenant() {
        own.worker().execute("create table rowhook_log.segment (change bytea)");
        assertRefused(NOT_ALLOWED, () -> own.api().fetch("select * from rowhook_log.segment"));
        assertRefused(
                NOT_ALLOWED,
                () -> own.api().select(SINK_PENDING.CHANGE).from(SINK_PENDING).fetch());
        assertThat(own.api().select(SINK_PENDING.ATTEMPTS).from(SINK_PENDING).fetch()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "truncate rowhook.sink cascade",
                "alter table rowhook.sink disable row level security",
                "set role rowhook_worker",
                "update rowhook.sink_cursor set mark = 0",
                "delete from rowhook.log_position",
                "update rowhook.audit_event set actor_name = 'nobody'",
                "delete from rowhook.audit_event",
                "select * from rowhook_identity.app_user",
                "create table rowhook.mine (id int)",
                "create table public.mine (id int)"
            })
    void theApiHasNoOtherRights(String statement) {
        assertRefused(NOT_ALLOWED, () -> own.api().execute(statement));
    }

    @Test
    void aTokenNamesItsAccountUntilItExpires() {
        byte[] standing = hash(1);
        byte[] expired = hash(2);
        UUID token = insertToken(standing, Instant.now().plusSeconds(60));
        insertToken(expired, Instant.now().minusSeconds(1));

        var found = own.api().selectFrom(TOKEN_ACCOUNT.call(standing)).fetchSingle();
        assertThat(found.getAccountId()).isEqualTo(a.account());
        assertThat(found.getTokenId()).isEqualTo(token);
        assertThat(own.api().selectFrom(TOKEN_ACCOUNT.call(expired)).fetch()).isEmpty();
        assertThat(own.api().selectFrom(TOKEN_ACCOUNT.call(hash(3))).fetch()).isEmpty();
        assertThat(own.api().fetchCount(API_TOKEN)).isZero();
    }

    private UUID insertToken(byte[] hash, Instant expires) {
        UUID token = UUID.randomUUID();
        a.<Integer>act(api ->
                api.insertInto(API_TOKEN)
                        .set(API_TOKEN.ACCOUNT_ID, a.account())
                        .set(API_TOKEN.ID, token)
                        .set(API_TOKEN.NAME, "first")
                        .set(API_TOKEN.HASH, hash)
                        .set(API_TOKEN.EXPIRES_AT, expires)
                        .execute());
        return token;
    }

    private static byte[] hash(int first) {
        byte[] hash = new byte[32];
        hash[0] = (byte) first;
        return hash;
    }

    private static void assertRefused(String sqlState, ThrowingCallable statement) {
        assertThatThrownBy(statement)
                .isInstanceOfSatisfying(
                        DataAccessException.class,
                        e -> assertThat(e.sqlState()).isEqualTo(sqlState));
    }
}
