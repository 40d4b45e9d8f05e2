package dev.rowhook.api;

import dev.rowhook.api.revision.WouldChange;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What was done to a resource, for the audit log. It holds what answers show of the resource, and
/// therefore no secret.
///
/// @param action the kind of resource, a dot and a verb, such as `sink.create`
/// @param changes fields with what they hold `from` before and `to` after, and what else is worth
///   knowing
public record AuditEntry(
        String action, String resourceId, Optional<String> resourceName, ObjectNode changes) {
    /// What changes by itself or never, and is nobody's deed.
    private static final Set<String> STATES =
            Set.of(
                    "id",
                    "revision",
                    "state",
                    "conditions",
                    "position",
                    "delivery",
                    "sinks",
                    "gaps",
                    "status_since",
                    "created_at",
                    "last_used_at");

    private static final JsonMapper JSON = JsonMapper.shared();

    /// Something done to a resource without a name.
    public static AuditEntry of(String action, Object resourceId) {
        return new AuditEntry(
                action,
                resourceId.toString(),
                Optional.empty(),
                JsonNodeFactory.instance.objectNode());
    }

    /// Something done to a resource of this name.
    public static AuditEntry of(String action, Object resourceId, String resourceName) {
        return new AuditEntry(
                action,
                resourceId.toString(),
                Optional.of(resourceName),
                JsonNodeFactory.instance.objectNode());
    }

    /// Whether something was read that is not for everybody, and nothing changed.
    boolean isRead() {
        return resourceKind().equals("payload");
    }

    /// The same as something that would be done.
    WouldChange asDryRun() {
        return new WouldChange(
                action,
                resourceKind(),
                action.endsWith(".create") ? Optional.empty() : Optional.of(resourceId),
                resourceName,
                changes);
    }

    /// What kind of resource it is about.
    public String resourceKind() {
        return action.substring(0, action.indexOf('.'));
    }

    /// With one more thing worth knowing.
    public AuditEntry with(String name, Object value) {
        ObjectNode more = changes.deepCopy();
        more.set(name, JSON.<JsonNode>valueToTree(value));
        return new AuditEntry(action, resourceId, resourceName, more);
    }

    /// With the settings of a resource that is new.
    public AuditEntry made(Object after) {
        return between(null, after);
    }

    /// With the settings of a resource that is gone.
    public AuditEntry gone(Object before) {
        return between(before, null);
    }

    /// With the settings in which two answers differ.
    public AuditEntry between(@Nullable Object before, @Nullable Object after) {
        JsonNode was = tree(before);
        JsonNode is = tree(after);
        ObjectNode more = changes.deepCopy();
        Set<String> names = new TreeSet<>(was.propertyNames());
        names.addAll(is.propertyNames());
        names.removeAll(STATES);
        for (String name : names) {
            if (!was.path(name).equals(is.path(name))) {
                ObjectNode change = JsonNodeFactory.instance.objectNode();
                put(change, "from", was.path(name));
                put(change, "to", is.path(name));
                if (!change.isEmpty()) {
                    more.set(name, change);
                }
            }
        }
        return new AuditEntry(action, resourceId, resourceName, more);
    }

    private static void put(ObjectNode change, String name, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            change.set(name, value);
        }
    }

    private static JsonNode tree(@Nullable Object answer) {
        return answer == null
                ? JsonNodeFactory.instance.objectNode()
                : JSON.<JsonNode>valueToTree(answer);
    }
}
