package dev.rowhook.api.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;

import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.MasterSealed;
import dev.rowhook.store.Sql;

import org.jooq.DSLContext;
import org.jooq.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Repository;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The table of signing keys. Keys are sealed under the current master key: those that are not are
/// sealed anew whenever the table is looked after, so that an old master key is soon unneeded.
///
/// Thread-safe, and for several nodes at once.
@Repository
class SigningKeyRows {
    private static final Logger log = LoggerFactory.getLogger(SigningKeyRows.class);
    private static final String TABLE = "signing_key";

    private final DSLContext identity;
    private final MasterKeys masterKeys;

    SigningKeyRows(@Qualifier("identityDsl") DSLContext identity, MasterKeys masterKeys) {
        this.identity = identity;
        this.masterKeys = masterKeys;
    }

    /// Those whose tokens may be good, or will be.
    List<SigningKey> published(Instant now) {
        return identity.fetch(
                        "select * from rowhook_identity.signing_key where retires_at is null or retires_at > ?",
                        Sql.moment(now))
                .map(row -> new SigningKey(open(row), begin(row)));
    }

    /// Makes a key if the next one is due, ends those before it, and deletes those that are over.
    void rotate(Instant now) {
        identity.transaction(transaction -> {
            DSLContext db = transaction.dsl();
            db.fetch("select pg_advisory_xact_lock(hashtextextended('rowhook signing keys', 0))");
            db.execute(
                    "delete from rowhook_identity.signing_key where retires_at <= ?",
                    Sql.moment(now));
            List<Record> rows = List.copyOf(db.fetch("select * from rowhook_identity.signing_key"));
            rows.forEach(row -> sealAnew(db, row));
            Optional<Instant> begin =
                    KeySchedule.next(rows.stream().map(SigningKeyRows::begin).toList(), now);
            begin.ifPresent(next -> insert(db, now, next));
        });
    }

    private void insert(DSLContext db, Instant now, Instant begin) {
        db.execute(
                "update rowhook_identity.signing_key set retires_at = ? where retires_at is null",
                Sql.moment(KeySchedule.end(begin)));
        UUID id = UUID.randomUUID();
        MasterSealed sealed = seal(id, create(id));
        db.execute(
                """
                insert into rowhook_identity.signing_key (id, master_key_id, sealed, published_at, signs_from)
                values (?, ?, ?, ?, ?)
                """,
                id,
                sealed.masterKeyId(),
                sealed.bytes(),
                Sql.moment(now),
                Sql.moment(begin));
        log.atInfo().addKeyValue("key", id).addKeyValue("from", begin).log("signing key made");
    }

    private void sealAnew(DSLContext db, Record row) {
        if (!masterKeys.isCurrent(sealed(row))) {
            UUID id = row.get("id", UUID.class);
            MasterSealed sealed = seal(id, open(row));
            db.execute(
                    "update rowhook_identity.signing_key set master_key_id = ?, sealed = ? where id = ?",
                    sealed.masterKeyId(),
                    sealed.bytes(),
                    id);
        }
    }

    private static ECKey create(UUID id) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(id.toString())
                    .algorithm(JWSAlgorithm.ES256)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    private MasterSealed seal(UUID id, ECKey key) {
        return masterKeys.seal(TABLE, id, key.toJSONString().getBytes(StandardCharsets.UTF_8));
    }

    private ECKey open(Record row) {
        byte[] json = masterKeys.open(TABLE, row.get("id", UUID.class), sealed(row));
        try {
            return ECKey.parse(new String(json, StandardCharsets.UTF_8));
        } catch (ParseException _) {
            throw new IllegalStateException("a sealed signing key is no key");
        }
    }

    private static MasterSealed sealed(Record row) {
        return new MasterSealed(
                row.get("master_key_id", String.class), row.get("sealed", byte[].class));
    }

    private static Instant begin(Record row) {
        return row.get("signs_from", Instant.class);
    }
}
