package dev.rowhook.api.request;

import dev.rowhook.api.problem.FieldError;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.text.NearNames;

import jakarta.servlet.http.HttpServletRequest;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The fields of a JSON object in a request. Whoever reads it asks for each field that it knows,
/// then calls [#end] once, which refuses the request if anything was wrong: a field missing, of a
/// wrong type or value, or one that nobody asked for. Only then the suppliers have values.
///
/// A field that is null counts as absent. Not thread-safe.
public final class Fields {
    private static final int MAX_ERRORS = 50;

    private final ObjectNode object;
    private final String pointer;
    private final List<FieldError> errors;
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final List<Fields> children = new ArrayList<>();

    private Fields(ObjectNode object, String pointer, List<FieldError> errors) {
        this.object = object;
        this.pointer = pointer;
        this.errors = errors;
    }

    static Fields of(ObjectNode body) {
        return new Fields(body, "", new ArrayList<>());
    }

    /// The parameters of a request's query, each of them a text.
    ///
    /// @throws ProblemException if one stands twice
    public static Fields query(HttpServletRequest request) {
        return RequestJson.query(request);
    }

    /// One field with a text, as if a request had it.
    public static Fields of(String name, String text) {
        return of(RequestJson.MAPPER.createObjectNode().put(name, text));
    }

    /// What a resource is to be after these fields as a merge patch (RFC 7396). One that is null
    /// takes the resource's away, so that its default stands.
    ///
    /// @param resource what requests about the resource hold, as JSON writes it
    public Fields over(Object resource) {
        ObjectNode merged = RequestJson.MAPPER.<JsonNode>valueToTree(resource).asObject();
        merge(object, merged);
        return of(merged);
    }

    /// Nulls stay, so that those of unknown names are found.
    private static void merge(ObjectNode patch, ObjectNode target) {
        patch.forEachEntry((name, value) -> {
            if (value.isObject() && target.get(name) instanceof ObjectNode inner) {
                merge(value.asObject(), inner);
            } else {
                target.set(name, value);
            }
        });
    }

    /// A field that has to be there.
    public <T> Supplier<T> required(String name, FieldReader<T> reader) {
        Supplier<Optional<T>> field = optional(name, reader);
        if (value(name).isEmpty()) {
            refuse(name, "required", "The field is missing.");
        }
        return () -> field.get().orElseThrow();
    }

    /// A field in whose absence another value stands.
    public <T> Supplier<T> optional(String name, FieldReader<T> reader, T absent) {
        Supplier<Optional<T>> field = optional(name, reader);
        return () -> field.get().orElse(absent);
    }

    /// A field that may be absent.
    public <T> Supplier<Optional<T>> optional(String name, FieldReader<T> reader) {
        known.add(name);
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return Optional::empty;
        }
        try {
            Optional<T> read = Optional.of(reader.read(value.get()));
            return () -> read;
        } catch (InvalidFieldException e) {
            FieldError error = e.within(name).error();
            note(new FieldError(pointer + error.pointer(), error.code(), error.detail()));
            return () -> {
                throw new IllegalStateException("the field was refused");
            };
        }
    }

    /// A field that null empties, and in whose absence another value stands.
    public <T> Supplier<Optional<T>> nullable(String name, FieldReader<T> reader, T absent) {
        Supplier<Optional<T>> field = optional(name, reader);
        return object.has(name) ? field : () -> Optional.of(absent);
    }

    /// Whether any field has a value.
    public boolean holdsAny() {
        return object.propertyStream().anyMatch(field -> !field.getValue().isNull());
    }

    /// Takes all that is there for known: something else was refused, and whether these fields may
    /// be there depends on it.
    public void passOver() {
        known.addAll(object.propertyNames());
    }

    /// The names of all fields that are there, if only as null.
    public List<String> names() {
        return List.copyOf(object.propertyNames());
    }

    /// Whether the field is there, if only as null.
    public boolean has(String name) {
        return object.has(name);
    }

    /// The field's text, unread and unchecked; empty if it is none.
    public Optional<String> peek(String name) {
        return value(name).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    /// Whether the field is there with a value.
    public boolean hasValue(String name) {
        return value(name).isPresent();
    }

    /// The fields of an object within this one, with none if it is absent.
    public Fields object(String name) {
        known.add(name);
        Optional<JsonNode> value = value(name);
        if (value.isPresent() && !value.get().isObject()) {
            refuse(name, "wrong_type", "Expected an object.");
        }
        ObjectNode inner =
                value.filter(JsonNode::isObject)
                        .map(JsonNode::asObject)
                        .orElseGet(() -> RequestJson.MAPPER.createObjectNode());
        Fields child = new Fields(inner, pointerOf(name), errors);
        children.add(child);
        return child;
    }

    /// Refuses fields that may not be there, whatever they hold.
    public void refuseAny(String code, String detail, String... names) {
        for (String name : names) {
            refused.add(name);
            if (object.has(name)) {
                refuse(name, code, detail);
            }
        }
    }

    /// Refuses a field for a reason that its own value does not show.
    public void refuse(String name, String code, String detail) {
        note(new FieldError(pointerOf(name), code, detail));
    }

    /// Refuses what a free name within a field holds.
    public void refuse(String name, String inner, String code, String detail) {
        String place = pointerOf(name) + "/" + InvalidFieldException.escape(inner);
        note(new FieldError(place, code, detail));
    }

    /// Whether nothing has been refused by now, here or in the objects around.
    public boolean isFine() {
        return errors.isEmpty();
    }

    /// @throws ProblemException if anything was refused
    public void end() {
        refuseUnknown();
        if (!errors.isEmpty()) {
            throw ProblemException.invalidFields(errors);
        }
    }

    private void refuseUnknown() {
        for (String name : object.propertyNames()) {
            if (!known.contains(name) && !refused.contains(name)) {
                refuse(name, "unknown_field", unknown(name));
            }
        }
        children.forEach(Fields::refuseUnknown);
    }

    private String unknown(String name) {
        Set<String> welcome = new LinkedHashSet<>(known);
        welcome.removeAll(refused);
        if (welcome.isEmpty()) {
            return "The field is not known: none is.";
        }
        List<String> near = NearNames.of(name, welcome);
        return near.isEmpty()
                ? "The field is not known. Known are: " + String.join(", ", welcome) + "."
                : "The field is not known. Near are: " + String.join(", ", near) + ".";
    }

    private Optional<JsonNode> value(String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    private String pointerOf(String name) {
        return pointer + "/" + InvalidFieldException.escape(name);
    }

    private void note(FieldError error) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(error);
        }
    }
}
