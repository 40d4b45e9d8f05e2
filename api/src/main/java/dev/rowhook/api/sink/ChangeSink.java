package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.rowhook.api.filter.Matching;
import dev.rowhook.api.name.Names;
import dev.rowhook.api.request.Fields;

import java.util.function.Supplier;

/// A request to change a sink: what may be changed of it, as it is to be.
record ChangeSink(String name, @JsonUnwrapped Matching matching, @JsonUnwrapped Delivery delivery) {
    private static final String OTHER_SINK = "It cannot be changed: make another sink instead.";
    private static final String SHOWN = "It is shown, and cannot be set.";

    /// Reads a merge patch (RFC 7396).
    ///
    /// @param now the sink as it is
    static ChangeSink read(Fields patch, ChangeSink now) {
        Fields fields = patch.over(now);
        Supplier<String> name = fields.required("name", Names.reader());
        fields.refuseAny(
                "immutable",
                OTHER_SINK,
                "database",
                "tables",
                "actions",
                "logical_messages",
                "message_kind",
                "group_by",
                "start");
        fields.refuseAny(
                "unknown_field",
                "A sink has a backfill when it is made. For others: POST /v1/sinks/{id}/backfills.",
                "backfill");
        fields.refuseAny(
                "immutable",
                SHOWN,
                "id",
                "database_id",
                "status_reason",
                "state",
                "conditions",
                "position",
                "delivery",
                "created_at");
        Supplier<Matching> matching = Matching.read(fields);
        // It holds the endpoint, so it cannot be removed as a whole.
        fields.required("destination", value -> value);
        Fields destination = fields.object("destination");
        destination.refuseAny("immutable", OTHER_SINK, "type", "http_endpoint");
        destination.refuseAny("immutable", SHOWN, "http_endpoint_id");
        Supplier<Delivery> delivery = Delivery.read(fields, destination);
        fields.end();
        return new ChangeSink(name.get(), matching.get(), delivery.get());
    }
}
