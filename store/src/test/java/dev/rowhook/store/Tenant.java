package dev.rowhook.store;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.store.jooq.tables.records.SinkRecord;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

/// An account with a database and an endpoint, made through the role of the API.
record Tenant(OwnPostgres own, UUID account, UUID database, UUID endpoint) {
    static Tenant create(OwnPostgres own) {
        Tenant tenant = new Tenant(own, own.createAccount(), UUID.randomUUID(), UUID.randomUUID());
        tenant.<Integer>act(api -> tenant.insertDatabase(api) + tenant.insertEndpoint(api));
        return tenant;
    }

    /// Runs a transaction of the API for this account.
    <T> T act(Function<DSLContext, T> work) {
        return own.api()
                .transactionResult(transaction -> {
                    OwnPostgres.actFor(transaction.dsl(), account);
                    return work.apply(transaction.dsl());
                });
    }

    /// A sink of this account with everything set, not stored yet.
    SinkRecord sink(DSLContext api) {
        SinkRecord sink = api.newRecord(SINK);
        sink.setAccountId(account);
        sink.setId(UUID.randomUUID());
        sink.setName("orders");
        sink.setDatabaseId(database);
        sink.setNumber(1);
        sink.setEndpointId(endpoint);
        sink.setActions(new String[] {"insert"});
        sink.setMessageKind("change");
        sink.setGroupBy("primary_key");
        sink.setBatch(false);
        sink.setBatchSize(1);
        sink.setRequestTimeout(Duration.ofSeconds(30));
        sink.setMaxInFlight(1);
        sink.setFirstDelay(Duration.ofMillis(1500));
        sink.setMaxDelay(Duration.ofDays(40));
        sink.setSettingsVersion(1L);
        return sink;
    }

    private int insertEndpoint(DSLContext api) {
        return api.insertInto(HTTP_ENDPOINT)
                .set(HTTP_ENDPOINT.ACCOUNT_ID, account)
                .set(HTTP_ENDPOINT.ID, endpoint)
                .set(HTTP_ENDPOINT.NAME, "crm")
                .set(HTTP_ENDPOINT.URL, "https://crm.example/hooks")
                .execute();
    }

    private int insertDatabase(DSLContext api) {
        return api.insertInto(DATABASE)
                .set(DATABASE.ACCOUNT_ID, account)
                .set(DATABASE.ID, database)
                .set(DATABASE.NAME, "prod")
                .set(DATABASE.HOSTNAME, "db.example")
                .set(DATABASE.PORT, 5432)
                .set(DATABASE.DATABASE_NAME, "app")
                .set(DATABASE.USERNAME, "rowhook")
                .set(DATABASE.PASSWORD, new byte[] {1})
                .set(DATABASE.TLS_MODE, "disable")
                .set(DATABASE.SLOT_NAME, "rowhook")
                .set(DATABASE.SLOT_CREATE, true)
                .set(DATABASE.PUBLICATION_NAME, "rowhook")
                .set(DATABASE.PUBLICATION_CREATE, true)
                .execute();
    }
}
