package dev.rowhook.store.keys;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;
import static dev.rowhook.store.jooq.Tables.ERASURE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SECRET;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SIGNING_KEY;
import static dev.rowhook.store.jooq.Tables.IDEMPOTENT_REQUEST;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import org.jooq.Record;
import org.jooq.TableField;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Every column of our own Postgres that holds values sealed under data keys of accounts.
final class SealedColumns {
    static final List<SealedColumn> ALL =
            List.of(
                    ofRow(DATABASE.ACCOUNT_ID, DATABASE.PASSWORD, DATABASE.ID),
                    ofRow(DATABASE.ACCOUNT_ID, DATABASE.CLIENT_KEY, DATABASE.ID),
                    ofRow(HTTP_ENDPOINT.ACCOUNT_ID, HTTP_ENDPOINT.QUERY, HTTP_ENDPOINT.ID),
                    ofRow(HTTP_ENDPOINT.ACCOUNT_ID, HTTP_ENDPOINT.AUTH_SECRET, HTTP_ENDPOINT.ID),
                    ofRow(HTTP_ENDPOINT.ACCOUNT_ID, HTTP_ENDPOINT.CLIENT_KEY, HTTP_ENDPOINT.ID),
                    new SealedColumn(
                            HTTP_ENDPOINT_SECRET.ACCOUNT_ID,
                            HTTP_ENDPOINT_SECRET.SEALED,
                            List.of(HTTP_ENDPOINT_SECRET.ENDPOINT_ID, HTTP_ENDPOINT_SECRET.HEADER),
                            HTTP_ENDPOINT_SECRET.ENDPOINT_ID,
                            row -> row.get(HTTP_ENDPOINT_SECRET.HEADER).toLowerCase(Locale.ROOT)),
                    new SealedColumn(
                            HTTP_ENDPOINT_SIGNING_KEY.ACCOUNT_ID,
                            HTTP_ENDPOINT_SIGNING_KEY.SEALED,
                            List.of(
                                    HTTP_ENDPOINT_SIGNING_KEY.ENDPOINT_ID,
                                    HTTP_ENDPOINT_SIGNING_KEY.ID),
                            HTTP_ENDPOINT_SIGNING_KEY.ID,
                            row -> row.get(HTTP_ENDPOINT_SIGNING_KEY.ENDPOINT_ID).toString()),
                    new SealedColumn(
                            SINK_PENDING.ACCOUNT_ID,
                            SINK_PENDING.CHANGE,
                            List.of(SINK_PENDING.SINK_ID, SINK_PENDING.SEQ),
                            SINK_PENDING.SINK_ID,
                            row -> row.get(SINK_PENDING.SEQ).toString()),
                    new SealedColumn(
                            DELIVERY_ATTEMPT.ACCOUNT_ID,
                            DELIVERY_ATTEMPT.ANSWER,
                            List.of(DELIVERY_ATTEMPT.SINK_ID, DELIVERY_ATTEMPT.ID),
                            DELIVERY_ATTEMPT.ID,
                            row -> row.get(DELIVERY_ATTEMPT.SINK_ID).toString()),
                    new SealedColumn(
                            IDEMPOTENT_REQUEST.ACCOUNT_ID,
                            IDEMPOTENT_REQUEST.SEALED,
                            List.of(IDEMPOTENT_REQUEST.HASH, IDEMPOTENT_REQUEST.ID),
                            IDEMPOTENT_REQUEST.ID,
                            _ -> ""),
                    ofRow(ERASURE.ACCOUNT_ID, ERASURE.SEALED, ERASURE.ID));

    private SealedColumns() {}

    private static <R extends Record> SealedColumn ofRow(
            TableField<R, UUID> account, TableField<R, byte[]> value, TableField<R, UUID> id) {
        return new SealedColumn(account, value, List.of(id), id, _ -> "");
    }
}
