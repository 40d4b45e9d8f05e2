package dev.rowhook.api.database;

import dev.rowhook.api.name.TableNames;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.QueryReaders;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.TableName;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Which tables of a source are asked for.
///
/// @param tables some of them; all if there are none
/// @param search a part of `schema.table`, whatever its case
/// @param partitions whether those that are partitions of another one are meant too
/// @param columns whether their columns are asked for
public record TableQuery(
        Optional<String> schema,
        List<TableName> tables,
        Optional<String> search,
        boolean partitions,
        boolean columns,
        int limit) {
    private static final int MAX_NAME = 200;
    private static final int MOST = 1000;
    private static final int MOST_WITH_COLUMNS = 50;

    public TableQuery {
        tables = List.copyOf(tables);
    }

    /// These, whatever they are, without their columns.
    static TableQuery of(List<TableName> tables) {
        return new TableQuery(
                Optional.empty(), tables, Optional.empty(), true, false, tables.size());
    }

    static TableQuery read(Fields query) {
        Supplier<Optional<String>> schema = query.optional("schema", Readers.text(MAX_NAME));
        Supplier<Optional<TableName>> table = query.optional("table", TableNames.reader());
        Supplier<Optional<String>> search = query.optional("search", Readers.text(MAX_NAME));
        Supplier<Boolean> partitions = query.optional("partitions", QueryReaders.flag(), false);
        Supplier<Boolean> columns = query.optional("columns", QueryReaders.flag(), false);
        int most = query.peek("columns").equals(Optional.of("true")) ? MOST_WITH_COLUMNS : MOST;
        Supplier<Integer> limit = query.optional("limit", QueryReaders.integer(1, most), most);
        query.end();
        return new TableQuery(
                schema.get(),
                table.get().stream().toList(),
                search.get(),
                partitions.get(),
                columns.get(),
                limit.get());
    }
}
