package dev.rowhook.server.operate;

import dev.rowhook.core.secret.Secret;

/// How the owner of the schema reaches it.
public record OwnerLogin(StoreUrl store, Secret password) {}
