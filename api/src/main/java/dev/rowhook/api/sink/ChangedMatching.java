package dev.rowhook.api.sink;

import dev.rowhook.api.filter.Matching;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.change.TableName;

import java.util.List;

/// What a sink is to want of its tables after a patch.
record ChangedMatching(DatabaseId database, List<TableName> tables, Matching matching) {
    ChangedMatching {
        tables = List.copyOf(tables);
    }
}
