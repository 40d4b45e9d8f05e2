package dev.rowhook.filter.syntax;

import java.util.List;

/// Filters that parse, for the tests of the parser.
final class Examples {
    static final List<String> ALL =
            List.of(
                    "mrr > 100 and old.status is distinct from status",
                    "a or b and not c = d is null",
                    "not a = b",
                    "- 5 + -3 ^ 2 * 4 % 3 / - x",
                    "a between b + 1 and c and d",
                    "a not between symmetric 1 and 2 or b",
                    "a between b < c and d",
                    "a in (1, 2, 3) and b not in ('x', null)",
                    "name like 'a%' escape '!' and name not ilike E'\\n%' or x similar to 'b'",
                    "x = any ('{a,b}'::text[]) and y <> all (array[1, 2]) and z like some (w)",
                    "a is not true and b is unknown and c isnull and d notnull",
                    "a is distinct from b and c is not distinct from null",
                    "case when a then 1 when b then 2 else 3 end = case x when 1 then 2 end",
                    "coalesce(a, 'x') = nullif(greatest(a, b), least(c))",
                    "cast(a as numeric(10, 2)) = b::double precision::character varying(10)",
                    "a::timestamp(3) with time zone > date '2020-01-01' + interval '1 day'",
                    "timestamp with time zone '2020-01-01' > x at time zone 'UTC' at time zone 'UTC'",
                    "char 'abc' = 'a'::char(3) and bit '101' = b'101' and \"char\" 'x' is null",
                    "data->'a'->>0 = 'x' and data #>> '{a,b}' = 'y' and data @> '{}' and data ? 'k'",
                    "tags[1] = 'a' and (array[1,2])[2] = 2 and old.tags[i + 1] is null",
                    "substring(a from 2 for 3) = substring(a for 2) and substring(a, 1) = ''",
                    "trim(both 'x' from a) = trim(a) and trim(leading from a) = trim(trailing 'y' from b)",
                    "position('a' in b) > 0 and overlay(a placing 'b' from 1) = extract(year from d)::text",
                    "a collate \"C\" < 'b' and a || b collate \"C\" > ''",
                    "changed(status) and action = 'update' and new.\"Total\" > .5e3 and 1_000 > 0x1F",
                    "$$it's$$ = $tag$ $$ $tag$ -- comment\n and /* nested /* comment */ */ true",
                    "@ a + b - @ c",
                    "left(a, 2) = right(b, 3) and pg_catalog.lower(a) = 'x'",
                    "a is null is null and a = b is null",
                    "'a'\n'b' = 'ab'",
                    "x::int array is null and x::int4[3] is null and x::float(3) > 1.");

    private Examples() {}
}
