package dev.rowhook.store.testing;

import org.jooq.DSLContext;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// All that a database stores, as who reads its tables sees it.
public final class StoredRows {
    private StoredRows() {}

    /// The text of all rows of each table of each schema but Postgres' own.
    public static Map<String, String> of(DSLContext superuser) {
        Map<String, String> rows = new LinkedHashMap<>();
        for (Object table :
                superuser.fetchValues(
                        """
                        select format('%I.%I', n.nspname, c.relname)
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                        order by 1
                        """)) {
            rows.put(table.toString(), of(superuser, table.toString()));
        }
        return rows;
    }

    /// Those of one table, a line each.
    public static String of(DSLContext superuser, String table) {
        return superuser.fetchValues("select t::text from " + table + " t").stream()
                .map(String::valueOf)
                .collect(Collectors.joining("\n"));
    }
}
