package dev.rowhook.server.operate;

import dev.rowhook.core.secret.Secret;

/// What a command needs that changes users, beside servers.
public record IdentityAccess(StoreUrl store, Secret password) {}
