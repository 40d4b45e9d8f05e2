package dev.rowhook.dispatcher.message;

import java.util.ArrayList;
import java.util.List;

/// An example of each type, for the page that tells how values are rendered.
final class TypeExamples {
    /// Types that the page is about and that a database defines itself.
    static final List<String> DDL =
            List.of(
                    "create extension hstore",
                    "create extension citext",
                    "create extension ltree",
                    "create extension cube",
                    "create type mood as enum ('sad', 'it''s fine')",
                    "create domain positive as integer check (value > 0)",
                    "create domain small as positive check (value < 100)",
                    "create domain labels as text[]",
                    "create type pair as (a integer, \"b c\" text)",
                    "create domain checked_pair as pair",
                    "create type nested as (p pair, ps pair[], at timestamptz)",
                    "create type floatrange as range (subtype = float8, multirange_type_name = floatmultirange)",
                    "create type vec",
                    "create function vec_in(cstring) returns vec language internal immutable strict as 'textin'",
                    "create function vec_out(vec) returns cstring language internal immutable strict as 'textout'",
                    "create type vec (input = vec_in, output = vec_out)",
                    "create type colour as enum ('red')",
                    "create function colour_to_json(colour) returns json language sql immutable as $$ select json_build_object('colour', $1::text) $$",
                    "create cast (colour as json) with function colour_to_json(colour)");

    /// @param literal as Postgres reads it
    /// @param note what is to be known besides; empty if nothing is
    record Example(String group, String type, String literal, String note) {}

    private final List<Example> all = new ArrayList<>();
    private String group = "";

    private TypeExamples() {
        numbers();
        texts();
        times();
        structures();
        places();
        ranges();
        identifiers();
        own();
    }

    static List<Example> all() {
        return List.copyOf(new TypeExamples().all);
    }

    private void add(String type, String... literals) {
        for (String literal : literals) {
            all.add(new Example(group, type, literal, ""));
        }
    }

    private void noted(String type, String literal, String note) {
        all.add(new Example(group, type, literal, note));
    }

    private void numbers() {
        group = "Numbers";
        add("smallint", "-32768");
        add("integer", "2147483647");
        noted("bigint", "9223372036854775807", "a string with `bigint_as_string`");
        noted("numeric", "12345678901234567890.12345678901234567890", "every digit");
        add("numeric(12,3)", "1.5");
        add("numeric", "NaN", "-Infinity");
        add("real", "3.4028235e38", "NaN");
        add("double precision", "0.1", "-Infinity");
        noted("money", "1234.5", "as the database's `lc_monetary` writes it");
        add("boolean", "true");
    }

    private void texts() {
        group = "Text and bytes";
        add("text", "a \"b\" \\ ü");
        add("varchar(10)", "abc");
        noted("char(5)", "abc", "padded");
        add("\"char\"", "x");
        add("name", "abc");
        add("bytea", "\\x00ff");
        add("bit(5)", "10101");
        add("varbit", "101");
        add("uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
        add("xml", "<a b=\"c\">d</a>");
        noted("json", "{\"b\": 1.0, \"a\": [null]}", "kept as it is, in its order, spaces and all");
        noted("jsonb", "{\"b\": 1.0, \"a\": [null]}", "kept as Postgres keeps it");
        add("jsonpath", "$.a[*] ? (@ > 1)");
        add("tsvector", "'cat':3 'fat':2");
        add("tsquery", "'fat' & 'cat'");
    }

    private void times() {
        group = "Dates and times";
        add("date", "2024-10-28", "0044-03-15 BC", "infinity");
        add("time", "21:37:01.5", "24:00:00");
        add("timetz", "21:37:01+05:30");
        add("timestamp", "2024-10-28 21:37:01.5");
        add("timestamp", "0044-03-15 12:00:00.5 BC", "infinity");
        noted(
                "timestamptz",
                "2024-10-28 23:37:01.5+02",
                "in UTC whatever the zone of a session; a number with `timestamp_format: unix_microsecond`");
        add("timestamptz", "0044-03-15 12:00:00+00 BC", "-infinity");
        add("interval", "1 year -2 days 03:04:05.6", "infinity");
    }

    private void structures() {
        group = "Arrays, enums, domains, composites";
        add("integer[]", "{1,NULL,3}", "{{1,2},{3,4}}", "{}");
        noted("integer[]", "[0:1]={1,2}", "without its bounds");
        add("text[]", "{\"a \\\"b\\\"\",\"NULL\",NULL}");
        add("timestamptz[]", "{\"2024-10-28 21:37:01+00\"}");
        noted("int2vector", "1 2", "");
        add("oidvector", "1 2");
        add("mood", "it's fine");
        add("mood[]", "{sad,\"it's fine\"}");
        noted("positive", "7", "a domain over `integer`");
        noted("small", "7", "a domain over that domain");
        noted("labels", "{a,b}", "a domain over `text[]`");
        noted("labels[]", "{\"{a,b}\",\"{c}\"}", "an array of it");
        noted("pair", "(1,\"x \"\"y\"\"\")", "a composite");
        noted("pair", "(,)", "attributes without a value");
        noted("checked_pair", "(1,x)", "a domain over a composite");
        add("pair[]", "{\"(1,x)\",NULL}");
        noted(
                "nested",
                "(\"(1,x)\",\"{\"\"(2,y)\"\"}\",\"2024-10-28 21:37:01+00\")",
                "composites in composites");
    }

    private void places() {
        group = "Networks and geometry";
        add("inet", "10.0.0.1", "fe80::1/64");
        add("cidr", "10.0.0.0/8");
        add("macaddr", "08:00:2b:01:02:03");
        add("macaddr8", "08:00:2b:01:02:03:04:05");
        add("point", "(1,2.5)");
        add("line", "{1,-1,0.5}");
        add("lseg", "[(0,0),(1,1.5)]");
        add("box", "(1,1),(0,0)");
        noted("box[]", "{(1,1),(0,0);(2,2),(1,1)}", "the one array with semicolons");
        add("path", "((0,0),(1,1),(2,0))");
        add("polygon", "((0,0),(1,1),(2,0))");
        add("circle", "<(1,2),3.5>");
    }

    private void ranges() {
        group = "Ranges";
        add("int4range", "[1,5)", "empty");
        add("int8range", "[1,5000000000)");
        add("numrange", "[1.50,2.0]");
        add("daterange", "[2024-01-01,2024-02-01)");
        noted("tsrange", "[2024-01-01 00:00:00,2024-01-02 12:00:00.5)", "");
        noted("tstzrange", "[2024-01-01 00:00:00+02,infinity)", "in UTC");
        add("int4multirange", "{[1,3),[7,9)}");
        add("int8multirange", "{[1,3)}");
        add("nummultirange", "{[1.5,3]}");
        add("datemultirange", "{[2024-01-01,2024-01-02)}");
        add("tsmultirange", "{[2024-01-01,2024-01-02)}");
        add("tstzmultirange", "{[2024-01-01 00:00+00,2024-01-02 00:00+00)}");
        noted("floatrange", "[1.5,2)", "a range of one's own");
        add("floatmultirange", "{[1.5,2)}");
    }

    private void identifiers() {
        group = "Identifiers and system types";
        add("oid", "4294967295");
        noted(
                "regclass",
                "pg_class",
                "reg… types: with the schema where a session does not find it");
        add("regtype", "integer");
        add("regproc", "now");
        add("regprocedure", "abs(integer)");
        add("regoper", "||/");
        add("regoperator", "+(integer,integer)");
        add("regconfig", "english");
        add("regdictionary", "simple");
        add("regnamespace", "pg_catalog");
        add("regrole", "postgres");
        add("regcollation", "\"C\"");
        add("pg_lsn", "16/B374D848");
        add("pg_snapshot", "10:20:10,14,15");
        add("txid_snapshot", "10:20:10,14,15");
        add("xid", "4294967295");
        add("xid8", "18446744073709551615");
        add("cid", "7");
        add("tid", "(42,7)");
        add("aclitem", "postgres=r/postgres");
        add("refcursor", "c");
    }

    private void own() {
        group = "Types of extensions, and of one's own";
        noted("hstore", "a=>1, b=>NULL", "");
        add("hstore[]", "{\"a=>1\"}");
        add("citext", "Abc");
        add("ltree", "a.b");
        add("cube", "(1, 2),(3, 4)");
        noted(
                "vec",
                "[1,2,3]",
                "a base type with its own input and output, as `vector` of pgvector is");
        noted("colour", "red", "a type with a cast to `json` of its own: the cast is not applied");
    }
}
