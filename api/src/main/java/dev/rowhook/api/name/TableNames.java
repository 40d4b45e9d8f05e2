package dev.rowhook.api.name;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.TableName;

/// Names of tables in requests, as SQL writes them.
public final class TableNames {
    private TableNames() {}

    /// Reads `orders`, `sales.orders`, `"Sales"."Orders"`.
    public static FieldReader<TableName> reader() {
        return Readers.text(300).then(TableNames::parse);
    }

    /// The same, of a text.
    ///
    /// @throws InvalidFieldException if it is no name of a table
    public static TableName parse(String text) throws InvalidFieldException {
        return TableName.parse(text)
                .orElseThrow(() ->
                        new InvalidFieldException(
                                "invalid_table",
                                "Expected a table such as public.orders or \"My\".\"Table\", each name of at most 63 bytes."));
    }
}
