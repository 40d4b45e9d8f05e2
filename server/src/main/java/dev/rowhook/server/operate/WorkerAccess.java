package dev.rowhook.server.operate;

import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.Secret;

/// What a command needs that changes what servers use, beside them.
public record WorkerAccess(StoreUrl store, Secret password, MasterKeys masterKeys) {}
