package dev.rowhook.api.oauth;

import com.nimbusds.jose.jwk.ECKey;

import java.time.Instant;

/// A published key. It signs from `signsFrom` on, until a later one does.
record SigningKey(ECKey key, Instant signsFrom) {

    @Override
    public String toString() {
        return "signing key " + key.getKeyID();
    }
}
