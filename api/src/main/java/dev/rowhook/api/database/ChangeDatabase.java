package dev.rowhook.api.database;

import dev.rowhook.api.request.Fields;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;

import java.util.Optional;
import java.util.function.Supplier;

/// A request to change a database: what may be changed of it, as it is to be.
record ChangeDatabase(Retain retain, Optional<Replica> replica) {
    private static final String OTHER_DATABASE =
            "It cannot be changed: make another database instead.";
    private static final String SHOWN = "It is shown, and cannot be set.";

    /// Reads a merge patch (RFC 7396).
    ///
    /// @param now the database as it is
    static ChangeDatabase read(Fields patch, ChangeDatabase now, EgressPolicy policy) {
        Fields fields = patch.over(now);
        fields.refuseAny(
                "immutable",
                OTHER_DATABASE,
                "name",
                "hostname",
                "port",
                "database",
                "username",
                "password",
                "tls",
                "slot",
                "publication");
        fields.refuseAny("immutable", SHOWN, "id", "state", "conditions", "created_at");
        Supplier<Retain> retain = Retain.read(fields.object("retain"));
        Supplier<Optional<Replica>> replica = Replica.read(fields.object("replica"), policy);
        fields.end();
        return new ChangeDatabase(retain.get(), replica.get());
    }

    static ChangeDatabase of(DatabaseRecord row) {
        return new ChangeDatabase(Retain.of(row), Replica.of(row));
    }

    void saveTo(DatabaseRecord row) {
        retain.saveTo(row);
        Replica.save(replica, row);
    }
}
