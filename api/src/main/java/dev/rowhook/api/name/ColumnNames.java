package dev.rowhook.api.name;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.TableName;

import java.nio.charset.StandardCharsets;

/// Names of columns in requests, as the catalogue spells them.
public final class ColumnNames {
    private ColumnNames() {}

    public static FieldReader<String> reader() {
        return Readers.text(TableName.MAX_BYTES)
                .then(name -> {
                    if (name.getBytes(StandardCharsets.UTF_8).length > TableName.MAX_BYTES) {
                        throw new InvalidFieldException(
                                "too_long", "A name in Postgres has at most 63 bytes.");
                    }
                    return name;
                });
    }
}
