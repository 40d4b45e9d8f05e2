package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SECRET;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SIGNING_KEY;
import static dev.rowhook.store.jooq.Tables.SINK;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.SealBrokenException;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.signing.SigningKey;
import dev.rowhook.core.signing.SigningKeyInUse;
import dev.rowhook.core.signing.SigningScheme;
import dev.rowhook.core.tls.ClientIdentity;
import dev.rowhook.dispatcher.http.Auth;
import dev.rowhook.dispatcher.http.EndpointSettings;
import dev.rowhook.dispatcher.http.TlsIdentity;
import dev.rowhook.store.accounts.AccountCreation;
import dev.rowhook.store.jooq.tables.records.HttpEndpointRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;
import dev.rowhook.store.keys.DataKeys;

import okhttp3.HttpUrl;

import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

class EndpointSettingsTableTest {
    private static final MasterKeys MASTER_KEYS =
            MasterKeys.parse(MasterKeys.createLine("test").reveal());
    private static final DSLContext WORKER = WorkerHarness.WORKER;
    private static final DSLContext OWNER = WorkerHarness.POSTGRES.superuser();

    private final DataKeys keys = new DataKeys(MASTER_KEYS);
    private final AccountId account =
            new AccountCreation(WORKER, MASTER_KEYS).create("acme", "first").account();
    private final EndpointId endpoint = EndpointId.create();
    private final HttpEndpointRecord row = OWNER.newRecord(HTTP_ENDPOINT);
    private final SinkRecord sink = OWNER.newRecord(SINK);

    EndpointSettingsTableTest() {
        row.setAccountId(account.value());
        row.setId(endpoint.value());
        row.setName("crm");
        row.setUrl("https://crm.test/hooks");
        sink.setPath("/orders");
        sink.setHeaders(JSONB.valueOf("{}"));
        sink.setRequestTimeout(Duration.ofSeconds(7));
        sink.setCompression("none");
    }

    @Test
    void anEndpointWithoutMoreIsItsUrlAndThePathOfTheSink() {
        EndpointSettings settings = read();
        assertThat(settings.url()).isEqualTo(HttpUrl.get("https://crm.test/hooks/orders"));
        assertThat(settings.auth()).isEqualTo(new Auth.None());
        assertThat(settings.tls()).isEqualTo(TlsIdentity.NONE);
        assertThat(settings.signer().keys()).isEmpty();
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.gzip()).isFalse();
    }

    @Test
    void headersOfTheSinkWinOverThoseOfTheEndpointAndSecretOnesAreApart() {
        row.setHeaders(JSONB.valueOf("{\"X-Env\": \"prod\", \"X-Team\": \"crm\"}"));
        row.setQuery(seal(SealedPlace.endpointQuery(account, endpoint), "key=1"));
        sink.setHeaders(JSONB.valueOf("{\"x-env\": \"test\"}"));
        sink.setCompression("gzip");
        store();
        OWNER.insertInto(HTTP_ENDPOINT_SECRET)
                .set(HTTP_ENDPOINT_SECRET.ACCOUNT_ID, account.value())
                .set(HTTP_ENDPOINT_SECRET.ENDPOINT_ID, endpoint.value())
                .set(HTTP_ENDPOINT_SECRET.HEADER, "X-Key")
                .set(
                        HTTP_ENDPOINT_SECRET.SEALED,
                        seal(SealedPlace.endpointHeader(account, endpoint, "X-Key"), "4711"))
                .execute();

        EndpointSettings settings = table().read(sink, row);
        assertThat(settings.headers().values("X-Env")).containsExactly("test");
        assertThat(settings.headers().get("X-Team")).isEqualTo("crm");
        assertThat(settings.secretHeaders().get("X-Key")).isEqualTo("4711");
        assertThat(settings.url().query()).isEqualTo("key=1");
        assertThat(settings.gzip()).isTrue();
        assertThat(settings.toString()).isEqualTo("settings of " + endpoint);
    }

    @Test
    void everyKindOfAuthIsRead() {
        assertThat(auth("bearer", "{}")).isEqualTo(new Auth.Bearer(Secret.of("s3cret")));
        assertThat(auth("basic", "{\"username\": \"me\"}"))
                .isEqualTo(new Auth.Basic("me", Secret.of("s3cret")));
        assertThat(
                        auth(
                                "oauth2_client_credentials",
                                """
                                {"token_url": "https://idp.test/token", "client_id": "me",
                                 "scopes": ["a", "b"], "audience": "crm",
                                 "client_authentication": "post"}
                                """))
                .isEqualTo(
                        new Auth.OAuth2(
                                HttpUrl.get("https://idp.test/token"),
                                "me",
                                Secret.of("s3cret"),
                                List.of("a", "b"),
                                Optional.of("crm"),
                                true));
        assertThatThrownBy(() -> auth("basic", "{}")).hasMessage("auth has no username");
    }

    private Auth auth(String type, String rest) {
        row.setAuthType(type);
        row.setAuth(JSONB.valueOf(rest));
        row.setAuthSecret(seal(SealedPlace.endpointAuth(account, endpoint), "s3cret"));
        return read().auth();
    }

    @Test
    void tlsIsReadAsItWasGiven() {
        row.setTlsCa("ca");
        row.setClientCertificate("chain");
        row.setClientKey(seal(SealedPlace.endpointClientKey(account, endpoint), "key"));
        assertThat(read().tls())
                .isEqualTo(
                        new TlsIdentity(
                                Optional.of("ca"),
                                Optional.of(new ClientIdentity("chain", Secret.of("key")))));
    }

    @Test
    void theNewestKeySignsFirstAndASecretOfAnotherPlaceIsRefused() {
        store();
        SigningKey older = SigningKey.generate(SigningScheme.V1A);
        SigningKey newer = SigningKey.generate(SigningScheme.V1);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        insert(older, now.minusSeconds(9), Optional.of(now.plusSeconds(60)));
        insert(newer, now, Optional.empty());

        List<SigningKeyInUse> read = table().read(sink, row).signer().keys();
        assertThat(read)
                .extracting(one -> one.key().fingerprint())
                .containsExactly(newer.fingerprint(), older.fingerprint());
        assertThat(read)
                .extracting(SigningKeyInUse::expiresAt)
                .containsExactly(Optional.empty(), Optional.of(now.plusSeconds(60)));

        row.setAuthType("bearer");
        row.setAuthSecret(seal(SealedPlace.endpointClientKey(account, endpoint), "key"));
        assertThatThrownBy(() -> table().read(sink, row)).isInstanceOf(SealBrokenException.class);
    }

    private void insert(SigningKey key, Instant createdAt, Optional<Instant> expiresAt) {
        UUID id = UUID.randomUUID();
        OWNER.insertInto(HTTP_ENDPOINT_SIGNING_KEY)
                .set(HTTP_ENDPOINT_SIGNING_KEY.ACCOUNT_ID, account.value())
                .set(HTTP_ENDPOINT_SIGNING_KEY.ENDPOINT_ID, endpoint.value())
                .set(HTTP_ENDPOINT_SIGNING_KEY.ID, id)
                .set(HTTP_ENDPOINT_SIGNING_KEY.SCHEME, key.scheme().code())
                .set(
                        HTTP_ENDPOINT_SIGNING_KEY.SEALED,
                        keys.seal(
                                WORKER,
                                SealedPlace.signingKey(account, endpoint, id),
                                key.secret()))
                .set(HTTP_ENDPOINT_SIGNING_KEY.PUBLIC_KEY, key.publicKey().orElse(null))
                .set(HTTP_ENDPOINT_SIGNING_KEY.FINGERPRINT, key.fingerprint())
                .set(HTTP_ENDPOINT_SIGNING_KEY.CREATED_AT, createdAt)
                .set(HTTP_ENDPOINT_SIGNING_KEY.EXPIRES_AT, expiresAt.orElse(null))
                .execute();
    }

    private byte[] seal(SealedPlace place, String secret) {
        return keys.seal(WORKER, place, Secret.of(secret));
    }

    private EndpointSettings read() {
        store();
        return table().read(sink, row);
    }

    /// Stores the endpoint, and takes over what the database adds.
    private void store() {
        row.store();
        row.refresh();
    }

    private EndpointSettingsTable table() {
        return new EndpointSettingsTable(WORKER, keys);
    }
}
