package dev.rowhook.api.database;

import dev.rowhook.api.database.ConnectionSettings.Publication;
import dev.rowhook.api.database.ConnectionSettings.Slot;
import dev.rowhook.api.name.Names;
import dev.rowhook.api.name.TableNames;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.egress.EgressPolicy;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A request to stream from a database.
///
/// @param changeable what may be changed of it later
record CreateDatabase(String name, Slot slot, Publication publication, ChangeDatabase changeable) {
    private static final int MAX_TABLES = 1000;
    private static final int MAX_NAME = 63;
    private static final Pattern SLOT = Pattern.compile("[a-z0-9_]{1,63}");

    static CreateDatabase read(Fields fields, EgressPolicy policy) {
        Supplier<String> name = fields.required("name", Names.reader());
        Supplier<ChangeDatabase> changeable = ChangeDatabase.read(fields, policy);
        Supplier<Slot> slot = slot(fields.object("slot"), name);
        Supplier<Publication> publication = publication(fields.object("publication"), name);
        fields.end();
        return new CreateDatabase(name.get(), slot.get(), publication.get(), changeable.get());
    }

    private static Supplier<Slot> slot(Fields fields, Supplier<String> name) {
        Supplier<Optional<String>> slot = fields.optional("name", slotName());
        Supplier<Boolean> create = fields.optional("create", Readers.flag(), true);
        return () -> new Slot(slot.get().orElseGet(() -> defaultName(name.get())), create.get());
    }

    private static Supplier<Publication> publication(Fields fields, Supplier<String> name) {
        Supplier<Optional<String>> publication = fields.optional("name", LoginFields.identifier());
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
        return full.substring(0, Math.min(full.length(), MAX_NAME));
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
