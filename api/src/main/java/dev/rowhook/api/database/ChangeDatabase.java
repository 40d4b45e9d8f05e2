package dev.rowhook.api.database;

import dev.rowhook.api.database.ConnectionSettings.Tls;
import dev.rowhook.api.request.Binding;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A request to change a database: what may be changed of it, as it is to be.
record ChangeDatabase(
        Login login, PasswordEdit password, Retain retain, Optional<Replica> replica) {
    private static final String OTHER_DATABASE =
            "It cannot be changed: make another database instead.";
    private static final String SHOWN = "It is shown, and cannot be set.";

    /// What a request to make a database says of it, the name apart.
    ///
    /// @param fields of which [Fields#end] is still to be called
    static Supplier<ChangeDatabase> read(Fields fields, EgressPolicy policy) {
        return read(fields, Optional.empty(), policy);
    }

    /// Reads a merge patch (RFC 7396). Password and key stay if they are not named, unless they
    /// would go elsewhere: else somebody who may change a database, but not read its secrets, would
    /// have them sent to himself.
    ///
    /// @param now the database as it is
    static ChangeDatabase read(Fields patch, ChangeDatabase now, EgressPolicy policy) {
        Fields fields = patch.over(now.shown());
        fields.refuseAny("immutable", OTHER_DATABASE, "name", "slot", "publication");
        fields.refuseAny("immutable", SHOWN, "id", "state", "conditions", "created_at");
        Supplier<ChangeDatabase> changed = read(fields, Optional.of(now), policy);
        fields.end();
        return changed.get();
    }

    private static Supplier<ChangeDatabase> read(
            Fields fields, Optional<ChangeDatabase> held, EgressPolicy policy) {
        LoginFields where = new LoginFields(fields, policy);
        Supplier<Optional<Replica>> replica = Replica.read(fields.object("replica"), policy);
        // What is wrong already is told alone.
        Binding binding =
                new Binding(
                        !fields.isFine()
                                || held.filter(now -> now.binds(where, replica.get())).isPresent());
        Supplier<Login> login = where.read(held.flatMap(now -> now.login.clientKey()), binding);
        Supplier<PasswordEdit> password =
                PasswordEdit.read(
                        fields,
                        held.map(ChangeDatabase::password).orElseGet(PasswordEdit.None::new),
                        binding,
                        !where.hasClient());
        Supplier<Retain> retain = Retain.read(fields.object("retain"));
        return () -> new ChangeDatabase(login.get(), password.get(), retain.get(), replica.get());
    }

    /// Whether secrets go nowhere but where they went.
    private boolean binds(LoginFields newLogin, Optional<Replica> newReplica) {
        return newLogin.isOfOriginOf(login) && (newReplica.isEmpty() || newReplica.equals(replica));
    }

    private Map<String, Object> shown() {
        Map<String, Object> fields = new LinkedHashMap<>();
        login.showIn(fields);
        fields.put("retain", retain);
        replica.ifPresent(standby -> fields.put("replica", standby));
        return fields;
    }

    /// @param tls that of the row
    static ChangeDatabase of(DatabaseRecord row, Tls tls) {
        return new ChangeDatabase(
                Login.of(row, tls),
                row.getPassword() == null ? new PasswordEdit.None() : new PasswordEdit.Kept(),
                Retain.of(row),
                Replica.of(row));
    }

    /// Whether it comes with a password.
    boolean givesPassword() {
        return password instanceof PasswordEdit.Given;
    }

    /// Whether it comes with a key.
    ///
    /// @param now the database as it was
    boolean givesKey(ChangeDatabase now) {
        return login.clientKey().isPresent() && !login.clientKey().equals(now.login.clientKey());
    }

    /// Puts all but the secrets into a row.
    void saveTo(DatabaseRecord row) {
        login.saveTo(row);
        retain.saveTo(row);
        Replica.save(replica, row);
    }
}
