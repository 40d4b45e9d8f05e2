package dev.rowhook.api.request;

import dev.rowhook.core.secret.Secret;

import java.util.Optional;
import java.util.function.Supplier;

/// Whether the secrets that a resource has may be used on.
///
/// They are bound to where they were given for. Else somebody who may edit it, but not read its
/// secrets, would have them sent to himself.
///
/// @param holds whether they still go there
public record Binding(boolean holds) {
    public static final String CODE = "secret_required";

    /// Reads a secret that is to be there: as it is given, or else as it was.
    ///
    /// @param held what the resource has
    public Supplier<Secret> required(
            Fields fields, String name, FieldReader<Secret> reader, Optional<Secret> held) {
        Supplier<Optional<Secret>> given = fields.optional(name, reader);
        if (!fields.hasValue(name) && (held.isEmpty() || fields.has(name))) {
            fields.refuse(name, "required", "The field is missing.");
        } else if (!fields.hasValue(name) && !holds) {
            fields.refuse(name, CODE, detail());
        }
        return () -> given.get().or(() -> held).orElseThrow();
    }

    /// Why a secret has to be given again.
    public static String detail() {
        return "The secret was given for another origin, or another way to it: give it again, or"
                + " remove it.";
    }
}
