package dev.rowhook.core.secret;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.ErasureId;
import dev.rowhook.core.SinkId;

import java.util.Locale;
import java.util.UUID;

/// Where a sealed value stands: account, table, column, the row's immutable id, and a name where
/// one row id has several values. A value opens in the place for which it was sealed and nowhere
/// else.
public record SealedPlace(AccountId account, String table, String column, UUID row, String name) {

    /// The password of a source database.
    public static SealedPlace databasePassword(AccountId account, DatabaseId database) {
        return new SealedPlace(account, "database", "password", database.value(), "");
    }

    /// The key of our certificate at a source database.
    public static SealedPlace databaseClientKey(AccountId account, DatabaseId database) {
        return new SealedPlace(account, "database", "client_key", database.value(), "");
    }

    /// The value of an encrypted header. Names of headers differ only in more than their case.
    public static SealedPlace endpointHeader(
            AccountId account, EndpointId endpoint, String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return new SealedPlace(account, "http_endpoint_secret", "sealed", endpoint.value(), name);
    }

    /// The query string of an endpoint's URL.
    public static SealedPlace endpointQuery(AccountId account, EndpointId endpoint) {
        return new SealedPlace(account, "http_endpoint", "query", endpoint.value(), "");
    }

    /// The token, password or client secret by which we sign in at an endpoint.
    public static SealedPlace endpointAuth(AccountId account, EndpointId endpoint) {
        return new SealedPlace(account, "http_endpoint", "auth_secret", endpoint.value(), "");
    }

    /// The key of our certificate at an endpoint.
    public static SealedPlace endpointClientKey(AccountId account, EndpointId endpoint) {
        return new SealedPlace(account, "http_endpoint", "client_key", endpoint.value(), "");
    }

    /// A key that signs requests to an endpoint.
    public static SealedPlace signingKey(AccountId account, EndpointId endpoint, UUID key) {
        return new SealedPlace(
                account, "http_endpoint_signing_key", "sealed", key, endpoint.value().toString());
    }

    /// What an endpoint answered to an attempt.
    public static SealedPlace attemptAnswer(AccountId account, SinkId sink, UUID attempt) {
        return new SealedPlace(
                account, "delivery_attempt", "answer", attempt, sink.value().toString());
    }

    /// The body's hash of a request that named an Idempotency-Key, and its answer.
    public static SealedPlace idempotentRequest(AccountId account, UUID request) {
        return new SealedPlace(account, "idempotent_request", "sealed", request, "");
    }

    /// A change that failed, or waits behind one that failed.
    public static SealedPlace pendingChange(AccountId account, SinkId sink, long seq) {
        return new SealedPlace(account, "sink_pending", "change", sink.value(), Long.toString(seq));
    }

    /// The key of a row that is to be erased.
    public static SealedPlace erasureKey(AccountId account, ErasureId erasure) {
        return new SealedPlace(account, "erasure", "sealed", erasure.value(), "");
    }
}
