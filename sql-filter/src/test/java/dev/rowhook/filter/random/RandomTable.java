package dev.rowhook.filter.random;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.FilterColumn;
import dev.rowhook.filter.FilterTable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// A table with columns of random types, in Postgres and as filters see it.
///
/// @param typeNames the type of each column by the name that [Values] has for it
/// @param domains the names of the columns that have a domain of it
public record RandomTable(FilterTable table, List<String> typeNames, Set<String> domains) {
    private static final List<String> MOODS = List.of("sad", "ok", "happy");

    public RandomTable {
        typeNames = List.copyOf(typeNames);
        domains = Set.copyOf(domains);
    }

    /// Makes the table `cases`, and the enum `mood` and the domains that it uses, anew.
    public static RandomTable create(Connection connection, Random random) throws SQLException {
        List<String> types = new ArrayList<>(Values.types());
        types.addAll(List.of("int4", "text", "numeric", "text", "bool", "timestamptz"));
        Collections.shuffle(types, random);
        List<String> chosen = new ArrayList<>(types.subList(0, 24));
        chosen.addAll(List.of("int4", "text", "text", "mood", "bool", "jsonb", "text[]"));
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "drop table if exists cases; drop domain if exists price; drop domain if exists label; "
                            + "drop type if exists mood; create type mood as enum ('sad', 'ok', 'happy'); "
                            + "create domain price as numeric; create domain label as text collate \"C\"");
            statement.execute(definition(chosen, random));
        }
        return new RandomTable(described(connection), chosen, domains(connection));
    }

    private static String definition(List<String> types, Random random) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String type = types.get(i);
            boolean domain = random.nextInt(3) == 0;
            String declared =
                    switch (type) {
                        case "numeric" -> domain ? "price" : "numeric";
                        case "text" ->
                                domain
                                        ? "label"
                                        : "text" + (random.nextInt(4) > 0 ? " collate \"C\"" : "");
                        case "varchar", "text[]" -> type + " collate \"C\"";
                        case "bpchar" -> "char(5) collate \"C\"";
                        case "bit" -> "bit(1)";
                        default -> type;
                    };
            String name = (i % 7 == 3 ? "\"C" : "\"c") + i + "\"";
            columns.add(name + " " + declared);
        }
        return "create table cases (" + String.join(", ", columns) + ")";
    }

    private static FilterTable described(Connection connection) throws SQLException {
        List<FilterColumn> columns = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                select a.attname, b.oid, b.typtype, e.oid, e.typtype, l.collname = 'C'
                                from pg_attribute a join pg_type t on t.oid = a.atttypid
                                join pg_type b on b.oid = coalesce(nullif(t.typbasetype, 0), t.oid)
                                left join pg_type e on e.oid = b.typelem and e.typarray = b.oid
                                left join pg_collation l on l.oid = a.attcollation
                                where a.attrelid = 'cases'::regclass and a.attnum > 0 order by a.attnum
                                """)) {
            while (rows.next()) {
                SqlType type = type(rows.getInt(2), rows.getString(3));
                if ("e".equals(rows.getString(5))) {
                    type = new SqlType.ArrayOf(rows.getInt(2), type(rows.getInt(4), "e"));
                }
                Collation collation = rows.getBoolean(6) ? Collation.C : Collation.UNKNOWN;
                columns.add(
                        new FilterColumn(
                                rows.getString(1), type, collation, columns.size() % 5 == 0));
            }
        }
        return new FilterTable(new TableName("public", "cases"), columns);
    }

    private static Set<String> domains(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        try (var statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select a.attname from pg_attribute a join pg_type t on t.oid = a.atttypid "
                                        + "where a.attrelid = 'cases'::regclass and t.typtype = 'd'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static SqlType type(int oid, String kind) {
        return kind.equals("e")
                ? new SqlType.Enumeration(oid, "mood", MOODS)
                : new SqlType.BuiltIn(oid);
    }

    /// The columns of a type, as filters name them without a row.
    List<String> columnsOf(String type) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < typeNames.size(); i++) {
            if (typeNames.get(i).equals(type)) {
                names.add(table.columns().get(i).name());
            }
        }
        return names;
    }
}
