package dev.rowhook.api.database;

import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A request to change a database: what may be changed of it, as it is to be.
///
/// @param password a new one, if it is given
record ChangeDatabase(
        Login login, Optional<Secret> password, Retain retain, Optional<Replica> replica) {
    private static final int MAX_SECRET = 1000;
    private static final String PASSWORD = "password";
    private static final String OTHER_DATABASE =
            "It cannot be changed: make another database instead.";
    private static final String SHOWN = "It is shown, and cannot be set.";
    private static final String BOUND =
            "The password was given for another server, or another way to it: give it again.";

    /// What a request to make a database says of it, the name apart.
    ///
    /// @param fields of which [Fields#end] is still to be called
    static Supplier<ChangeDatabase> read(Fields fields, EgressPolicy policy) {
        Supplier<Login> login = Login.read(fields, policy);
        Supplier<Secret> password = fields.required(PASSWORD, Readers.secret(MAX_SECRET));
        Supplier<Retain> retain = Retain.read(fields.object("retain"));
        Supplier<Optional<Replica>> replica = Replica.read(fields.object("replica"), policy);
        return () ->
                new ChangeDatabase(
                        login.get(), Optional.of(password.get()), retain.get(), replica.get());
    }

    /// Reads a merge patch (RFC 7396). The password stays if it is not named, unless it would go
    /// elsewhere: else somebody who may change a database, but not read its password, would have it
    /// sent to himself.
    ///
    /// @param now the database as it is
    static ChangeDatabase read(Fields patch, ChangeDatabase now, EgressPolicy policy) {
        Fields fields = patch.over(now.shown());
        fields.refuseAny("immutable", OTHER_DATABASE, "name", "slot", "publication");
        fields.refuseAny("immutable", SHOWN, "id", "state", "conditions", "created_at");
        Supplier<Login> login = Login.read(fields, policy);
        Supplier<Optional<Secret>> password = fields.optional(PASSWORD, Readers.secret(MAX_SECRET));
        Supplier<Retain> retain = Retain.read(fields.object("retain"));
        Supplier<Optional<Replica>> replica = Replica.read(fields.object("replica"), policy);
        if (fields.has(PASSWORD) && !fields.hasValue(PASSWORD)) {
            fields.refuse(PASSWORD, "required", "A database has a password.");
        } else if (fields.isFine()
                && !fields.hasValue(PASSWORD)
                && !now.binds(login.get(), replica.get())) {
            fields.refuse(PASSWORD, "secret_required", BOUND);
        }
        fields.end();
        return new ChangeDatabase(login.get(), password.get(), retain.get(), replica.get());
    }

    /// Whether the password goes nowhere but where it went.
    private boolean binds(Login newLogin, Optional<Replica> newReplica) {
        return newLogin.isOfOriginOf(login) && (newReplica.isEmpty() || newReplica.equals(replica));
    }

    private Map<String, Object> shown() {
        Map<String, Object> fields = new LinkedHashMap<>();
        login.showIn(fields);
        fields.put("retain", retain);
        replica.ifPresent(standby -> fields.put("replica", standby));
        return fields;
    }

    static ChangeDatabase of(DatabaseRecord row) {
        return new ChangeDatabase(Login.of(row), Optional.empty(), Retain.of(row), Replica.of(row));
    }

    /// Puts all but the password into a row.
    void saveTo(DatabaseRecord row) {
        login.saveTo(row);
        retain.saveTo(row);
        Replica.save(replica, row);
    }
}
