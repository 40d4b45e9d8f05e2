package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;

import org.jooq.DSLContext;

import java.time.Duration;
import java.util.UUID;

/// Settings of a sink whose worker was given its own.
final class SettledSink {
    private SettledSink() {}

    /// Does nothing if the sink has settings.
    static void save(DSLContext db, AccountId account, SinkId sink, DatabaseId database) {
        if (db.fetchExists(SINK, SINK.ID.eq(sink.value()))) {
            return;
        }
        UUID endpoint = UUID.randomUUID();
        db.insertInto(DATABASE)
                .set(DATABASE.ACCOUNT_ID, account.value())
                .set(DATABASE.ID, database.value())
                .set(DATABASE.NAME, database.toString())
                .set(DATABASE.HOSTNAME, "localhost")
                .set(DATABASE.PORT, 5432)
                .set(DATABASE.DATABASE_NAME, "app")
                .set(DATABASE.USERNAME, "rowhook")
                .set(DATABASE.PASSWORD, new byte[0])
                .set(DATABASE.TLS_MODE, "disable")
                .set(DATABASE.SLOT_NAME, "slot")
                .set(DATABASE.SLOT_CREATE, true)
                .set(DATABASE.PUBLICATION_NAME, "publication")
                .set(DATABASE.PUBLICATION_CREATE, true)
                .execute();
        db.insertInto(HTTP_ENDPOINT)
                .set(HTTP_ENDPOINT.ACCOUNT_ID, account.value())
                .set(HTTP_ENDPOINT.ID, endpoint)
                .set(HTTP_ENDPOINT.NAME, endpoint.toString())
                .set(HTTP_ENDPOINT.URL, "http://127.0.0.1/")
                .execute();
        db.insertInto(SINK)
                .set(SINK.ACCOUNT_ID, account.value())
                .set(SINK.ID, sink.value())
                .set(SINK.NAME, sink.toString())
                .set(SINK.DATABASE_ID, database.value())
                .set(SINK.NUMBER, 1)
                .set(SINK.ENDPOINT_ID, endpoint)
                .set(SINK.ACTIONS, new String[] {"insert"})
                .set(SINK.MESSAGE_KIND, "change")
                .set(SINK.GROUP_BY, "primary_key")
                .set(SINK.BATCH, false)
                .set(SINK.BATCH_SIZE, 1)
                .set(SINK.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .set(SINK.MAX_IN_FLIGHT, 20)
                .set(SINK.FIRST_DELAY, Duration.ofMillis(5))
                .set(SINK.MAX_DELAY, Duration.ofMillis(40))
                .set(SINK.SETTINGS_VERSION, 1L)
                .execute();
    }
}
