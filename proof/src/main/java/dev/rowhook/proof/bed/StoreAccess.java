package dev.rowhook.proof.bed;

import dev.rowhook.core.secret.Secret;

/// What a Rowhook needs to use a store.
record StoreAccess(
        String jdbcUrl,
        Secret apiPassword,
        Secret workerPassword,
        Secret identityPassword,
        Secret masterKey) {}
