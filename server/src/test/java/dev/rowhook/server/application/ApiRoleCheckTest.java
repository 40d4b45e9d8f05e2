package dev.rowhook.server.application;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiRoleCheckTest {
    private final OwnPostgres postgres = OwnPostgres.create();

    @AfterEach
    void close() {
        postgres.close();
    }

    @Test
    void theRoleOfTheApiMayServe() {
        assertThatCode(() -> ApiRoleCheck.require(postgres.api())).doesNotThrowAnyException();
    }

    @Test
    void aSuperuserMayNot() {
        refuses(postgres.superuser(), "postgres");
    }

    @Test
    void anOwnerOfTablesMayNot() {
        refuses(postgres.owner(), "rowhook_owner");
    }

    @Test
    void anOwnerOfSegmentsMayNot() {
        postgres.worker().execute("create table rowhook_log.segment_of_nobody (seq bigint)");
        refuses(postgres.worker(), "rowhook_worker");
    }

    private static void refuses(DSLContext role, String name) {
        assertThatThrownBy(() -> ApiRoleCheck.require(role))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name);
    }
}
