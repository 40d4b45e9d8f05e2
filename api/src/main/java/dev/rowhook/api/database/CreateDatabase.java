package dev.rowhook.api.database;

import dev.rowhook.api.database.ConnectionSettings.Publication;
import dev.rowhook.api.database.ConnectionSettings.Slot;
import dev.rowhook.api.database.ConnectionSettings.Tls;
import dev.rowhook.api.name.Hostnames;
import dev.rowhook.api.name.Names;
import dev.rowhook.api.name.TableNames;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.secret.Secret;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A request to stream from a database.
///
/// @param changeable what may be changed of it later
record CreateDatabase(String name, ConnectionSettings connection, ChangeDatabase changeable) {
    private static final int DEFAULT_PORT = 5432;
    private static final int MAX_TABLES = 1000;
    private static final int MAX_SECRET = 1000;
    private static final int MAX_IDENTIFIER_BYTES = 63;
    private static final Pattern SLOT = Pattern.compile("[a-z0-9_]{1,63}");

    static CreateDatabase read(Fields fields, EgressPolicy policy) {
        Supplier<String> name = fields.required("name", Names.reader());
        Supplier<String> hostname = fields.required("hostname", Hostnames.reader(policy));
        Supplier<Integer> port = fields.optional("port", Readers.integer(1, 65535), DEFAULT_PORT);
        Supplier<String> database = fields.required("database", identifier());
        Supplier<String> username = fields.required("username", identifier());
        Supplier<Secret> password = fields.required("password", Readers.secret(MAX_SECRET));
        Supplier<Tls> tls = tls(fields.object("tls"), hostname);
        Supplier<Slot> slot = slot(fields.object("slot"), name);
        Supplier<Publication> publication = publication(fields.object("publication"), name);
        Supplier<Retain> retain = Retain.read(fields.object("retain"));
        Supplier<Optional<Replica>> replica = Replica.read(fields.object("replica"), policy);
        fields.end();
        return new CreateDatabase(
                name.get(),
                new ConnectionSettings(
                        hostname.get(),
                        port.get(),
                        database.get(),
                        username.get(),
                        password.get(),
                        tls.get(),
                        slot.get(),
                        publication.get()),
                new ChangeDatabase(retain.get(), replica.get()));
    }

    private static Supplier<Tls> tls(Fields fields, Supplier<String> hostname) {
        Supplier<Optional<String>> mode =
                fields.optional(
                        "mode", Readers.oneOf("disable", "require", "verify-ca", "verify-full"));
        Supplier<Optional<String>> ca = fields.optional("ca", Certificates.reader());
        return () -> new Tls(mode.get().orElseGet(() -> defaultMode(hostname.get())), ca.get());
    }

    private static String defaultMode(String hostname) {
        return Hostnames.isLoopback(hostname) ? "disable" : "verify-full";
    }

    private static Supplier<Slot> slot(Fields fields, Supplier<String> name) {
        Supplier<Optional<String>> slot = fields.optional("name", slotName());
        Supplier<Boolean> create = fields.optional("create", Readers.flag(), true);
        return () -> new Slot(slot.get().orElseGet(() -> defaultName(name.get())), create.get());
    }

    private static Supplier<Publication> publication(Fields fields, Supplier<String> name) {
        Supplier<Optional<String>> publication = fields.optional("name", identifier());
        Supplier<Boolean> create = fields.optional("create", Readers.flag(), true);
        Supplier<List<TableName>> tables =
                fields.optional(
                        "tables", Readers.list(0, MAX_TABLES, TableNames.reader()), List.of());
        return () ->
                new Publication(
                        publication.get().orElseGet(() -> defaultName(name.get())),
                        create.get(),
                        tables.get().stream().map(TableName::toString).toList());
    }

    private static String defaultName(String name) {
        String full = "rowhook_" + name.replace('-', '_');
        return full.substring(0, Math.min(full.length(), MAX_IDENTIFIER_BYTES));
    }

    /// Longer names are cut by Postgres, without an error.
    private static FieldReader<String> identifier() {
        return Readers.text(MAX_IDENTIFIER_BYTES)
                .then(text -> {
                    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_IDENTIFIER_BYTES) {
                        throw new InvalidFieldException(
                                "too_long", "A name in Postgres has at most 63 bytes.");
                    }
                    if (text.chars().anyMatch(Character::isISOControl)) {
                        throw new InvalidFieldException(
                                "invalid", "The name holds a control character.");
                    }
                    return text;
                });
    }

    private static FieldReader<String> slotName() {
        return Readers.text()
                .then(text -> {
                    if (!SLOT.matcher(text).matches()) {
                        throw new InvalidFieldException(
                                "invalid_slot_name",
                                "A slot's name is 1 to 63 lower-case letters, digits and" + " _.");
                    }
                    return text;
                });
    }
}
