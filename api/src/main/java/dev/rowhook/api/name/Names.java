package dev.rowhook.api.name;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;

import org.jooq.Condition;
import org.jooq.Field;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Names of resources, which are unique within an account and kind, and never look like an id. A
/// reference is the one or the other.
public final class Names {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final Pattern ID = Pattern.compile("[a-z]{2,4}_[0-9a-z]{26}");

    private Names() {}

    /// Reads a name.
    public static FieldReader<String> reader() {
        return Readers.text(63)
                .then(name -> {
                    if (!NAME.matcher(name).matches()) {
                        throw new InvalidFieldException(
                                "invalid_name",
                                "A name is lower-case letters, digits, - and _, and begins"
                                        + " with a letter or digit.");
                    }
                    if (ID.matcher(name).matches()) {
                        throw new InvalidFieldException(
                                "invalid_name", "A name may not look like an id.");
                    }
                    return name;
                });
    }

    /// The row that a reference means: that of the id, if it writes one, else that of the name.
    public static Condition isMeant(
            String reference, Optional<UUID> id, Field<UUID> ids, Field<String> names) {
        return id.map(ids::eq).orElseGet(() -> names.eq(reference));
    }
}
