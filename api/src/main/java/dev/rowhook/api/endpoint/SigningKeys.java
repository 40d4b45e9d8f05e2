package dev.rowhook.api.endpoint;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SIGNING_KEY;

import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.SigningKeyId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.signing.SigningKey;
import dev.rowhook.store.jooq.tables.records.HttpEndpointSigningKeyRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.Condition;
import org.jooq.DSLContext;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The keys that sign requests to one endpoint, within one transaction. Whoever edits them has
/// locked the endpoint.
final class SigningKeys {
    private static final int MOST_LIVE = 10;

    private final DSLContext db;
    private final AccountId account;
    private final EndpointId endpoint;
    private final Condition ofEndpoint;

    SigningKeys(DSLContext db, AccountId account, EndpointId endpoint) {
        this.db = db;
        this.account = account;
        this.endpoint = endpoint;
        this.ofEndpoint =
                HTTP_ENDPOINT_SIGNING_KEY
                        .ACCOUNT_ID
                        .eq(account.value())
                        .and(HTTP_ENDPOINT_SIGNING_KEY.ENDPOINT_ID.eq(endpoint.value()));
    }

    /// The newest first, those that have expired included.
    List<SigningKeyAnswer> list() {
        return db.selectFrom(HTTP_ENDPOINT_SIGNING_KEY)
                .where(ofEndpoint)
                .orderBy(HTTP_ENDPOINT_SIGNING_KEY.ID.desc())
                .fetch(SigningKeys::answer);
    }

    /// Lets the other keys of the scheme expire, forgets those that have, and adds one.
    SigningKeyAnswer rotate(NewSigningKey request, DataKeys dataKeys) {
        SigningKey key = request.key();
        Instant now = Clock.systemUTC().instant();
        Instant end = now.plus(request.overlap());
        db.update(HTTP_ENDPOINT_SIGNING_KEY)
                .set(HTTP_ENDPOINT_SIGNING_KEY.EXPIRES_AT, end)
                .where(ofEndpoint)
                .and(HTTP_ENDPOINT_SIGNING_KEY.SCHEME.eq(key.scheme().code()))
                .and(
                        HTTP_ENDPOINT_SIGNING_KEY
                                .EXPIRES_AT
                                .isNull()
                                .or(HTTP_ENDPOINT_SIGNING_KEY.EXPIRES_AT.gt(end)))
                .execute();
        db.deleteFrom(HTTP_ENDPOINT_SIGNING_KEY)
                .where(ofEndpoint)
                .and(HTTP_ENDPOINT_SIGNING_KEY.EXPIRES_AT.le(now))
                .execute();
        requireRoomFor(key);
        SigningKeyAnswer added = insert(key, dataKeys);
        return request.made() ? added : added.without();
    }

    private void requireRoomFor(SigningKey key) {
        if (db.fetchExists(
                HTTP_ENDPOINT_SIGNING_KEY,
                ofEndpoint.and(HTTP_ENDPOINT_SIGNING_KEY.FINGERPRINT.eq(key.fingerprint())))) {
            throw ProblemException.of(ProblemCode.KEY_EXISTS, "The endpoint has this key already.");
        }
        if (db.fetchCount(HTTP_ENDPOINT_SIGNING_KEY, ofEndpoint) >= MOST_LIVE) {
            throw ProblemException.of(
                    ProblemCode.LIMIT_REACHED,
                    "The endpoint has %d keys that have not expired: delete one, or wait."
                            .formatted(MOST_LIVE));
        }
    }

    /// Adds a key, and answers it with its secret.
    SigningKeyAnswer insert(SigningKey key, DataKeys dataKeys) {
        SigningKeyId id = SigningKeyId.create();
        SealedPlace place = SealedPlace.signingKey(account, endpoint, id.value());
        HttpEndpointSigningKeyRecord row = HTTP_ENDPOINT_SIGNING_KEY.newRecord();
        row.setAccountId(account.value());
        row.setEndpointId(endpoint.value());
        row.setId(id.value());
        row.setScheme(key.scheme().code());
        row.setSealed(dataKeys.seal(db, place, key.secret()));
        row.setPublicKey(key.publicKey().orElse(null));
        row.setFingerprint(key.fingerprint());
        return answer(db.insertInto(HTTP_ENDPOINT_SIGNING_KEY).set(row).returning().fetchSingle())
                .with(key.secret());
    }

    /// @throws ProblemException if there is no such key, or no other that goes on signing
    void delete(SigningKeyId id) {
        HttpEndpointSigningKeyRecord row =
                db.selectFrom(HTTP_ENDPOINT_SIGNING_KEY)
                        .where(ofEndpoint)
                        .and(HTTP_ENDPOINT_SIGNING_KEY.ID.eq(id.value()))
                        .fetchOptional()
                        .orElseThrow(() -> ProblemException.of(ProblemCode.SIGNING_KEY_NOT_FOUND));
        int lasting =
                db.fetchCount(
                        HTTP_ENDPOINT_SIGNING_KEY,
                        ofEndpoint.and(HTTP_ENDPOINT_SIGNING_KEY.EXPIRES_AT.isNull()));
        if (row.getExpiresAt() == null && lasting == 1) {
            throw ProblemException.of(
                    ProblemCode.LAST_KEY,
                    "Requests would not be signed any more: make another key first.");
        }
        db.deleteFrom(HTTP_ENDPOINT_SIGNING_KEY)
                .where(ofEndpoint)
                .and(HTTP_ENDPOINT_SIGNING_KEY.ID.eq(id.value()))
                .execute();
    }

    private static SigningKeyAnswer answer(HttpEndpointSigningKeyRecord row) {
        return new SigningKeyAnswer(
                new SigningKeyId(row.getId()).toString(),
                row.getScheme(),
                Optional.empty(),
                Optional.ofNullable(row.getPublicKey()),
                row.getFingerprint(),
                row.getCreatedAt(),
                Optional.ofNullable(row.getExpiresAt()));
    }
}
