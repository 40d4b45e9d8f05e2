package dev.rowhook.api.endpoint;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SECRET;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.ClientIdentity;
import dev.rowhook.store.jooq.tables.records.HttpEndpointRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.Optional;

/// Endpoints as rows, whose secrets it seals and opens, within one transaction.
final class EndpointTable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final DSLContext db;
    private final AccountId account;
    private final DataKeys keys;

    EndpointTable(DSLContext db, AccountId account, DataKeys keys) {
        this.db = db;
        this.account = account;
        this.keys = keys;
    }

    EndpointSettings settings(HttpEndpointRecord row) {
        EndpointId id = new EndpointId(row.getId());
        return new EndpointSettings(
                row.getName(),
                row.getStatus(),
                new EndpointUrl(
                        row.getUrl(), open(SealedPlace.endpointQuery(account, id), row.getQuery())),
                new Headers(plain(row), encrypted(id)),
                Auth.of(
                        row.getAuthType(),
                        JSON.readTree(row.getAuth().data()),
                        open(SealedPlace.endpointAuth(account, id), row.getAuthSecret())),
                new Tls(
                        Optional.ofNullable(row.getTlsCa()),
                        Optional.ofNullable(row.getClientCertificate())
                                .map(pem -> new ClientIdentity(pem, clientKey(id, row)))),
                rateLimit(row),
                breaker(row));
    }

    static Map<String, String> plain(HttpEndpointRecord row) {
        return JSON.readValue(row.getHeaders().data(), new TypeReference<>() {});
    }

    static Optional<RateLimit> rateLimit(HttpEndpointRecord row) {
        return Optional.ofNullable(row.getRateRequests())
                .map(requests -> new RateLimit(requests, row.getRatePer()));
    }

    static Breaker breaker(HttpEndpointRecord row) {
        return new Breaker(
                row.getBreakerFailures(), row.getBreakerFirstPause(), row.getBreakerMaxPause());
    }

    private Map<String, Secret> encrypted(EndpointId id) {
        return db.selectFrom(HTTP_ENDPOINT_SECRET)
                .where(HTTP_ENDPOINT_SECRET.ACCOUNT_ID.eq(account.value()))
                .and(HTTP_ENDPOINT_SECRET.ENDPOINT_ID.eq(id.value()))
                .fetchMap(
                        HTTP_ENDPOINT_SECRET.HEADER,
                        row ->
                                keys.openSecret(
                                        db,
                                        SealedPlace.endpointHeader(account, id, row.getHeader()),
                                        row.getSealed()));
    }

    private Secret clientKey(EndpointId id, HttpEndpointRecord row) {
        return open(SealedPlace.endpointClientKey(account, id), row.getClientKey()).orElseThrow();
    }

    private Optional<Secret> open(SealedPlace place, byte @Nullable [] sealed) {
        return Optional.ofNullable(sealed).map(bytes -> keys.openSecret(db, place, bytes));
    }

    /// Sets all columns that the settings tell, but for those of the status.
    void write(EndpointId id, EndpointSettings settings, HttpEndpointRecord row) {
        row.setName(settings.name());
        row.setUrl(settings.url().base());
        row.setQuery(seal(SealedPlace.endpointQuery(account, id), settings.url().query()));
        row.setHeaders(JSONB.valueOf(JSON.writeValueAsString(settings.headers().plain())));
        row.setAuthType(settings.auth().type());
        row.setAuth(JSONB.valueOf(JSON.writeValueAsString(settings.auth().shown())));
        row.setAuthSecret(seal(SealedPlace.endpointAuth(account, id), settings.auth().secret()));
        Optional<ClientIdentity> client = settings.tls().client();
        row.setTlsCa(settings.tls().ca().orElse(null));
        row.setClientCertificate(client.map(ClientIdentity::certificates).orElse(null));
        row.setClientKey(
                seal(SealedPlace.endpointClientKey(account, id), client.map(ClientIdentity::key)));
        row.setRateRequests(settings.rateLimit().map(RateLimit::requests).orElse(null));
        row.setRatePer(settings.rateLimit().map(RateLimit::per).orElse(null));
        row.setBreakerFailures(settings.breaker().failures());
        row.setBreakerFirstPause(settings.breaker().firstPause());
        row.setBreakerMaxPause(settings.breaker().maxPause());
    }

    private byte @Nullable [] seal(SealedPlace place, Optional<Secret> secret) {
        return secret.map(value -> keys.seal(db, place, value)).orElse(null);
    }

    /// Replaces the encrypted headers.
    void writeEncrypted(EndpointId id, Map<String, Secret> headers) {
        db.deleteFrom(HTTP_ENDPOINT_SECRET)
                .where(HTTP_ENDPOINT_SECRET.ACCOUNT_ID.eq(account.value()))
                .and(HTTP_ENDPOINT_SECRET.ENDPOINT_ID.eq(id.value()))
                .execute();
        headers.forEach((header, value) -> insert(id, header, value));
    }

    private void insert(EndpointId id, String header, Secret value) {
        SealedPlace place = SealedPlace.endpointHeader(account, id, header);
        db.insertInto(HTTP_ENDPOINT_SECRET)
                .set(HTTP_ENDPOINT_SECRET.ACCOUNT_ID, account.value())
                .set(HTTP_ENDPOINT_SECRET.ENDPOINT_ID, id.value())
                .set(HTTP_ENDPOINT_SECRET.HEADER, header)
                .set(HTTP_ENDPOINT_SECRET.SEALED, keys.seal(db, place, value))
                .execute();
    }
}
