package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SECRET;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.store.jooq.tables.records.HttpEndpointRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;

import java.util.ArrayList;
import java.util.List;

/// The secrets of an endpoint, as a worker opens them.
record OpenedEndpoint(DSLContext worker, DataKeys keys, AccountId account, HttpEndpointRecord row) {

    /// That of the query string, those of headers by name, and that of `auth`, as far as they are
    /// there.
    List<String> secrets() {
        EndpointId id = new EndpointId(row.getId());
        List<String> secrets = new ArrayList<>();
        if (row.getQuery() != null) {
            secrets.add(open(SealedPlace.endpointQuery(account, id), row.getQuery()));
        }
        worker.selectFrom(HTTP_ENDPOINT_SECRET)
                .where(HTTP_ENDPOINT_SECRET.ENDPOINT_ID.eq(id.value()))
                .orderBy(HTTP_ENDPOINT_SECRET.HEADER.collate("C"))
                .forEach(header ->
                        secrets.add(
                                open(
                                        SealedPlace.endpointHeader(account, id, header.getHeader()),
                                        header.getSealed())));
        if (row.getAuthSecret() != null) {
            secrets.add(open(SealedPlace.endpointAuth(account, id), row.getAuthSecret()));
        }
        return secrets;
    }

    private String open(SealedPlace place, byte[] sealed) {
        return keys.openSecret(worker, place, sealed).reveal();
    }
}
