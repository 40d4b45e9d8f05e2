package dev.rowhook.filter.resolve;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The part of Postgres's catalogue that filters are typed by, read from a server.
final class CatalogueExtract {
    /// The functions that a filter may name, as far as they depend on their arguments only.
    static final List<String> FUNCTIONS =
            List.of(
                    """
                    abs acos acosd acosh age array_append array_cat array_dims array_length array_lower
                    array_ndims array_position array_prepend array_remove array_replace array_to_string
                    array_upper ascii asin asind asinh atan atan2 atan2d atand atanh bit_count bit_length
                    bool broadcast btrim cardinality cbrt ceil ceiling char char_length character_length
                    chr concat concat_ws cos cosd cosh cot cotd date date_bin date_part date_trunc
                    decode degrees div encode exp extract factorial family float4 float8 floor gcd
                    get_bit get_byte host hostmask inet_merge inet_same_family initcap int2 int4 int8
                    interval isempty isfinite json_array_length json_extract_path json_extract_path_text
                    json_typeof jsonb_array_length jsonb_exists jsonb_exists_all jsonb_exists_any
                    jsonb_extract_path jsonb_extract_path_text jsonb_typeof justify_days justify_hours
                    justify_interval lcm left length like_escape ln log log10 lower lower_inc lower_inf
                    lpad ltrim macaddr make_date make_time make_timestamp masklen md5 min_scale mod name
                    netmask network num_nonnulls num_nulls numeric octet_length overlay pi position
                    power radians range_merge regexp_count regexp_instr regexp_like regexp_replace
                    regexp_substr repeat replace reverse right round rpad rtrim scale set_bit
                    sha224 sha256 sha384 sha512 sign similar_to_escape sin sind sinh split_part sqrt
                    starts_with string_to_array strpos substr substring tan tand tanh text time
                    timestamp timestamptz timetz timezone to_hex translate trim_scale
                    trunc upper upper_inc upper_inf varchar width_bucket
                    """
                            .trim()
                            .split("\\s+"));

    private static final String BODY =
            """
            case when l.lanname <> 'sql' then ''
                 when p.prosqlbody is null then
                     regexp_replace(replace(replace(p.prosrc, 'operator(pg_catalog.||)', '||'),
                         'pg_catalog.', ''), '^select ', '')
                 else regexp_replace(pg_get_function_sqlbody(p.oid), '^RETURN ', '') end
            """;

    private static final String TYPES =
            """
            select t.oid, t.typname, t.typcategory, t.typispreferred, t.typtype,
                case t.typcollation when 0 then '' when 100 then 'default' else 'C' end,
                case t.typsubscript::text when 'array_subscript_handler' then t.typelem else 0 end,
                t.typarray, t.typmodin::oid <> 0, coalesce(r.rngsubtype, m.rngtypid, 0)
            from pg_type t
            left join pg_range r on r.rngtypid = t.oid
            left join pg_range m on m.rngmultitypid = t.oid
            where t.typnamespace = 'pg_catalog'::regnamespace and t.oid < 12000
                and t.typtype in ('b', 'p', 'r', 'm')
                and not exists (select 1 from pg_type e where e.oid = t.typelem and e.typtype = 'c')
            order by t.oid
            """;

    private static final String OPERATORS =
            """
            select o.oprname, o.oprleft, o.oprright, o.oprresult, p.prosrc, p.provolatile, @body
            from pg_operator o join pg_proc p on p.oid = o.oprcode
            join pg_language l on l.oid = p.prolang
            where o.oprnamespace = 'pg_catalog'::regnamespace
            order by o.oprname collate "C", o.oprleft, o.oprright
            """;

    private static final String CASTS =
            """
            select c.castsource, c.casttarget, c.castcontext, c.castmethod,
                coalesce(p.prosrc, ''), coalesce(p.pronargs, 0), coalesce(p.provolatile, 'i'),
                coalesce(@body, '')
            from pg_cast c left join pg_proc p on p.oid = c.castfunc
            left join pg_language l on l.oid = p.prolang
            order by c.castsource, c.casttarget
            """;

    private static final String CALLS =
            """
            select p.proname, array_to_string(p.proargtypes::oid[], ' '), p.provariadic, p.prorettype,
                p.prosrc, p.provolatile, p.proisstrict, @body
            from pg_proc p join pg_language l on l.oid = p.prolang
            where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind = 'f' and not p.proretset
                and p.proname = any (string_to_array('@names', ' '))
            order by p.proname collate "C", p.proargtypes::oid[]
            """;

    private static final String OTHERS =
            """
            select distinct p.proname collate "C" as name from pg_proc p
            where p.pronamespace = 'pg_catalog'::regnamespace
                and not p.proname = any (string_to_array('@names', ' '))
                and p.prorettype not in (2281, 2279, 3838)
                and not 2281 = any (p.proargtypes) and not 2275 = any (p.proargtypes)
            order by name
            """;

    private static final String COMPARISONS =
            """
            select c.opcintype, p.prosrc from pg_opclass c
            join pg_am a on a.oid = c.opcmethod and a.amname = 'btree'
            join pg_amproc s on s.amprocfamily = c.opcfamily and s.amprocnum = 1
                and s.amproclefttype = c.opcintype and s.amprocrighttype = c.opcintype
            join pg_proc p on p.oid = s.amproc
            where c.opcdefault order by c.opcintype
            """;

    private static final String KEYWORDS =
            "select word collate \"C\", catcode from pg_get_keywords() where catcode <> 'U' order by 1";

    private CatalogueExtract() {}

    /// The files, each by its path among the resources of the package above.
    static Map<String, String> read(Connection connection) throws SQLException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("syntax/keywords.tsv", rows(connection, KEYWORDS));
        files.put("resolve/types.tsv", rows(connection, TYPES));
        files.put("resolve/operators.tsv", rows(connection, OPERATORS));
        files.put("resolve/casts.tsv", rows(connection, CASTS));
        files.put("resolve/functions.tsv", rows(connection, CALLS));
        files.put("resolve/other-functions.tsv", rows(connection, OTHERS));
        files.put("resolve/comparisons.tsv", rows(connection, COMPARISONS));
        return files;
    }

    private static String completed(String query) {
        return query.replace("@body", BODY).replace("@names", String.join(" ", FUNCTIONS));
    }

    private static String rows(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(completed(query))) {
            List<String> lines = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> line = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    line.add(rows.getString(i));
                }
                lines.add(String.join("\t", line));
            }
            return lines.stream().collect(Collectors.joining("\n", "", "\n"));
        }
    }
}
