package dev.rowhook.api.database;

import static dev.rowhook.core.access.Permission.DATABASES_READ;

import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.change.TableName;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Map;

@RestController
@RequestMapping("/v1/databases/{reference}/tables")
class TableController {
    private final SourceTables tables;
    private final TableUsers users;

    TableController(SourceTables tables, TableUsers users) {
        this.tables = tables;
        this.users = users;
    }

    /// Asks the source which tables it has now.
    @Requires(DATABASES_READ)
    @GetMapping
    TablesAnswer list(AccountId account, @PathVariable String reference, Fields query) {
        TableQuery asked = TableQuery.read(query);
        TableListing.Read read = tables.list(account, reference, asked);
        Map<TableName, List<TableAnswer.Sink>> sinks =
                users.of(account, tables.id(account, reference));
        return new TablesAnswer(
                read.tables().stream()
                        .map(table ->
                                TableAnswer.of(
                                        table,
                                        asked.columns(),
                                        sinks.getOrDefault(table.name(), List.of())))
                        .toList(),
                read.truncated());
    }
}
