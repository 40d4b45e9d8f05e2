package dev.rowhook.store.signal;

import dev.rowhook.core.DatabaseId;

import org.jooq.DSLContext;

import java.util.Collection;
import java.util.UUID;

/// Notifications that belong to no change, in a transaction of their own.
public final class Notifications {
    private Notifications() {}

    /// One for each of the databases. The transaction writes nothing that has to last, so its
    /// commit waits for no disk, and those of others not for it.
    public static void send(DSLContext db, Channel channel, Collection<DatabaseId> databases) {
        db.fetch(
                "select set_config('synchronous_commit', 'off', true), pg_notify(?, id::text) from unnest(?::uuid[]) id",
                channel.id(),
                databases.stream().map(DatabaseId::value).toArray(UUID[]::new));
    }
}
