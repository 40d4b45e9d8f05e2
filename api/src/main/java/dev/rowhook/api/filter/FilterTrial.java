package dev.rowhook.api.filter;

import dev.rowhook.api.name.TableNames;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.TableName;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A request to try a filter on changes: on some that are given, or else on the last ones of the
/// table.
///
/// @param database a reference
record FilterTrial(
        String database,
        TableName table,
        Matching matching,
        Optional<List<SampleChange>> changes,
        int recent) {
    private static final int MOST_CHANGES = 100;
    private static final int RECENT = 20;

    static FilterTrial read(Fields fields) {
        Supplier<String> database = fields.required("database", Readers.text(100));
        Supplier<TableName> table = fields.required("table", TableNames.reader());
        Supplier<Matching> matching = Matching.read(fields);
        Supplier<Optional<List<SampleChange>>> changes =
                fields.optional("changes", Readers.list(1, MOST_CHANGES, SampleChange.reader()));
        Supplier<Integer> recent =
                fields.optional("recent", Readers.integer(1, MOST_CHANGES), RECENT);
        if (fields.hasValue("changes") && fields.hasValue("recent")) {
            fields.refuse("recent", "conflict", "The changes are given: leave one of both out.");
        }
        fields.end();
        return new FilterTrial(
                database.get(), table.get(), matching.get(), changes.get(), recent.get());
    }

    /// The place of a sample in the request, for an error in it.
    static InvalidFieldException at(int number, InvalidFieldException error) {
        return error.within(Integer.toString(number)).within("changes");
    }
}
