package dev.rowhook.api.sink;

import dev.rowhook.api.filter.SampleChange;
import dev.rowhook.api.name.TableNames;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.TableName;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A request to try a sink.
///
/// @param send whether what it would send is sent, as a test
record SinkTestRequest(Optional<List<Given>> changes, boolean send) {
    private static final int MOST_CHANGES = 10;

    SinkTestRequest {
        changes = changes.map(List::copyOf);
    }

    /// A change that is given.
    ///
    /// @param table the sink's first one if it is not named
    record Given(Optional<TableName> table, SampleChange change) {}

    static SinkTestRequest read(Fields fields) {
        Supplier<Optional<List<Given>>> changes =
                fields.optional("changes", Readers.list(1, MOST_CHANGES, given()));
        Supplier<Boolean> send = fields.optional("send", Readers.flag(), false);
        fields.end();
        return new SinkTestRequest(changes.get(), send.get());
    }

    private static FieldReader<Given> given() {
        FieldReader<SampleChange> samples = SampleChange.reader();
        return value -> {
            SampleChange sample = samples.read(value);
            if (sample.action() == Action.READ) {
                throw new InvalidFieldException(
                                "unknown_value", "Expected one of insert, update, delete.")
                        .within("action");
            }
            return new Given(table(value.path("table")), sample);
        };
    }

    private static Optional<TableName> table(JsonNode value) throws InvalidFieldException {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TableNames.reader().read(value));
        } catch (InvalidFieldException e) {
            throw e.within("table");
        }
    }
}
