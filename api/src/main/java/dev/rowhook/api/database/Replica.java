package dev.rowhook.api.database;

import dev.rowhook.api.name.Hostnames;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;

import java.util.Optional;
import java.util.function.Supplier;

/// A standby of a source, with the same login: pages of backfills are read there.
///
/// As JSON it is what requests hold.
record Replica(String hostname, int port) {
    private static final int DEFAULT_PORT = 5432;

    /// @param fields those of `replica`
    static Supplier<Optional<Replica>> read(Fields fields, EgressPolicy policy) {
        if (!fields.holdsAny()) {
            return Optional::empty;
        }
        Supplier<String> hostname = fields.required("hostname", Hostnames.reader(policy));
        Supplier<Integer> port = fields.optional("port", Readers.integer(1, 65535), DEFAULT_PORT);
        return () -> Optional.of(new Replica(hostname.get(), port.get()));
    }

    static Optional<Replica> of(DatabaseRecord row) {
        return Optional.ofNullable(row.getReplicaHostname())
                .map(hostname -> new Replica(hostname, row.getReplicaPort()));
    }

    static void save(Optional<Replica> replica, DatabaseRecord row) {
        row.setReplicaHostname(replica.map(Replica::hostname).orElse(null));
        row.setReplicaPort(replica.map(Replica::port).orElse(null));
    }
}
