package dev.rowhook.api.endpoint;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SECRET;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;

import org.jooq.DSLContext;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The headers in which an endpoint is sent secrets.
public final class SealedHeaders {
    static final String AUTHORIZATION = "authorization";

    private SealedHeaders() {}

    /// Their names in lower case: those of encrypted headers, and that of `auth`.
    public static Set<String> of(DSLContext db, AccountId account, EndpointId endpoint) {
        Set<String> names =
                db
                        .select(HTTP_ENDPOINT_SECRET.HEADER)
                        .from(HTTP_ENDPOINT_SECRET)
                        .where(HTTP_ENDPOINT_SECRET.ACCOUNT_ID.eq(account.value()))
                        .and(HTTP_ENDPOINT_SECRET.ENDPOINT_ID.eq(endpoint.value()))
                        .fetch(HTTP_ENDPOINT_SECRET.HEADER)
                        .stream()
                        .map(header -> header.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        boolean signsIn =
                db.fetchExists(
                        HTTP_ENDPOINT,
                        HTTP_ENDPOINT
                                .ACCOUNT_ID
                                .eq(account.value())
                                .and(HTTP_ENDPOINT.ID.eq(endpoint.value()))
                                .and(HTTP_ENDPOINT.AUTH_TYPE.ne("none")));
        if (signsIn) {
            names.add(AUTHORIZATION);
        }
        return names;
    }
}
