package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SECRET;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SIGNING_KEY;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.signing.Signer;
import dev.rowhook.core.signing.SigningKey;
import dev.rowhook.core.signing.SigningKeyInUse;
import dev.rowhook.core.tls.ClientIdentity;
import dev.rowhook.dispatcher.http.EndpointSettings;
import dev.rowhook.dispatcher.http.TlsIdentity;
import dev.rowhook.dispatcher.message.JsonReader;
import dev.rowhook.dispatcher.message.JsonValue;
import dev.rowhook.dispatcher.message.JsonValue.Members;
import dev.rowhook.store.jooq.tables.records.HttpEndpointRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;
import dev.rowhook.store.keys.DataKeys;

import okhttp3.Headers;

import org.jooq.DSLContext;
import org.jooq.JSONB;

import java.time.Duration;
import java.util.Optional;

/// The settings of endpoints as their sinks use them, secrets opened. Thread-safe.
final class EndpointSettingsTable {
    private static final String GZIP = "gzip";

    private final DSLContext worker;
    private final DataKeys keys;

    EndpointSettingsTable(DSLContext worker, DataKeys keys) {
        this.worker = worker;
        this.keys = keys;
    }

    /// Where the requests of a sink go.
    ///
    /// @throws IllegalArgumentException if the settings cannot be used
    /// @throws dev.rowhook.core.secret.SealBrokenException if a secret cannot be opened
    EndpointSettings read(SinkRecord sink, HttpEndpointRecord row) {
        return read(
                row,
                sink.getPath(),
                sink.getHeaders(),
                sink.getRequestTimeout(),
                GZIP.equals(sink.getCompression()));
    }

    /// Where requests go that are of no sink; the same.
    EndpointSettings read(HttpEndpointRecord row, Duration timeout) {
        return read(row, "", JSONB.valueOf("{}"), timeout, false);
    }

    private EndpointSettings read(
            HttpEndpointRecord row, String path, JSONB headers, Duration timeout, boolean gzip) {
        AccountId account = new AccountId(row.getAccountId());
        EndpointId endpoint = new EndpointId(row.getId());
        Optional<String> query =
                Optional.ofNullable(row.getQuery())
                        .map(sealed ->
                                open(SealedPlace.endpointQuery(account, endpoint), sealed)
                                        .reveal());
        return new EndpointSettings(
                account,
                endpoint,
                EndpointUrl.join(row.getUrl(), query, path),
                plainHeaders(row.getHeaders(), headers),
                secretHeaders(account, endpoint),
                StoredAuth.read(
                        row.getAuthType(),
                        members(row.getAuth()),
                        Optional.ofNullable(row.getAuthSecret())
                                .map(sealed ->
                                        open(SealedPlace.endpointAuth(account, endpoint), sealed))),
                tls(account, endpoint, row),
                signer(account, endpoint),
                timeout,
                gzip);
    }

    private TlsIdentity tls(AccountId account, EndpointId endpoint, HttpEndpointRecord row) {
        Optional<ClientIdentity> client =
                Optional.ofNullable(row.getClientKey())
                        .map(sealed ->
                                new ClientIdentity(
                                        row.getClientCertificate(),
                                        open(
                                                SealedPlace.endpointClientKey(account, endpoint),
                                                sealed)));
        return new TlsIdentity(Optional.ofNullable(row.getTlsCa()), client);
    }

    /// Newest first. Which of them have expired is for the signer to say when it signs.
    private Signer signer(AccountId account, EndpointId endpoint) {
        return new Signer(
                worker.selectFrom(HTTP_ENDPOINT_SIGNING_KEY)
                        .where(HTTP_ENDPOINT_SIGNING_KEY.ACCOUNT_ID.eq(account.value()))
                        .and(HTTP_ENDPOINT_SIGNING_KEY.ENDPOINT_ID.eq(endpoint.value()))
                        .orderBy(
                                HTTP_ENDPOINT_SIGNING_KEY.CREATED_AT.desc(),
                                HTTP_ENDPOINT_SIGNING_KEY.ID.desc())
                        .fetch(row ->
                                new SigningKeyInUse(
                                        SigningKey.parse(
                                                open(
                                                        SealedPlace.signingKey(
                                                                account, endpoint, row.getId()),
                                                        row.getSealed())),
                                        Optional.ofNullable(row.getExpiresAt()))));
    }

    /// Those of the sink win.
    private static Headers plainHeaders(JSONB ofEndpoint, JSONB ofSink) {
        Headers.Builder headers = new Headers.Builder();
        setAll(members(ofEndpoint), headers);
        setAll(members(ofSink), headers);
        return headers.build();
    }

    private static void setAll(Members stored, Headers.Builder headers) {
        stored.values()
                .forEach((name, value) -> {
                    if (value instanceof JsonValue.Text(String text)) {
                        set(name, text, headers);
                    }
                });
    }

    private Headers secretHeaders(AccountId account, EndpointId endpoint) {
        Headers.Builder headers = new Headers.Builder();
        worker.selectFrom(HTTP_ENDPOINT_SECRET)
                .where(HTTP_ENDPOINT_SECRET.ACCOUNT_ID.eq(account.value()))
                .and(HTTP_ENDPOINT_SECRET.ENDPOINT_ID.eq(endpoint.value()))
                .orderBy(HTTP_ENDPOINT_SECRET.HEADER)
                .forEach(row -> {
                    SealedPlace place =
                            SealedPlace.endpointHeader(account, endpoint, row.getHeader());
                    set(row.getHeader(), open(place, row.getSealed()).reveal(), headers);
                });
        return headers.build();
    }

    private static void set(String name, String value, Headers.Builder headers) {
        try {
            headers.set(name, value);
        } catch (IllegalArgumentException e) {
            // OkHttp's own message quotes the value.
            throw new IllegalArgumentException("a header of the endpoint cannot be sent");
        }
    }

    private static Members members(JSONB stored) {
        return JsonReader.read(stored.data().getBytes(UTF_8))
                .orElseThrow(() ->
                        new IllegalArgumentException("a setting of the endpoint is no object"));
    }

    private Secret open(SealedPlace place, byte[] sealed) {
        return keys.openSecret(worker, place, sealed);
    }
}
