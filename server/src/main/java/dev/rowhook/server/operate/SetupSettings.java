package dev.rowhook.server.operate;

import dev.rowhook.core.secret.Secret;

/// What a superuser needs to know to make the roles and the database that `store` names.
public record SetupSettings(
        StoreUrl store,
        Secret superuserPassword,
        Secret ownerPassword,
        Secret apiPassword,
        Secret workerPassword,
        Secret identityPassword) {}
