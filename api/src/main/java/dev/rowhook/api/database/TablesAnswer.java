package dev.rowhook.api.database;

import java.util.List;

/// Tables of a source, by name; `truncated` if there are more.
record TablesAnswer(List<TableAnswer> data, boolean truncated) {
    TablesAnswer {
        data = List.copyOf(data);
    }
}
