package dev.rowhook.filter.random;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Values of each type, as its input function reads them: the ordinary ones, which often meet each
/// other, and the edges.
final class Values {
    private static final String TEXTS =
            "|a|A|b|ab|abc|ABC|a b|abc  | abc|ß|ẞ|é|É|e\u0301|İ|ı|日本|😀|%|_|a%|a_c|\\|'|\"|1|1.0|01|-5|null|t|true"
                    + "|2020-02-29|{a,b}|{\"a\": 1}|insert|update|zz|ﬁ|Σ|ς";

    private static final Map<String, String> BY_TYPE =
            Map.ofEntries(
                    Map.entry("bool", "t|f"),
                    Map.entry("int2", "0|1|-1|2|7|100|32767|-32768"),
                    Map.entry("int4", "0|1|-1|2|7|100|-13|65536|2147483647|-2147483648"),
                    Map.entry(
                            "int8",
                            "0|1|-1|2|7|100|4294967296|9223372036854775807|-9223372036854775808"),
                    Map.entry("oid", "0|1|2|7|100|4294967295"),
                    Map.entry(
                            "float4",
                            "0|-0|1|-1|0.1|1.5|100|1e30|3.4028235e38|1e-45|NaN|Infinity|-Infinity"),
                    Map.entry(
                            "float8",
                            "0|-0|1|-1|0.1|1.5|2.5|100|1e300|1.7976931348623157e308|5e-324|NaN|Infinity|-Infinity"),
                    Map.entry(
                            "numeric",
                            "0|0.00|1|1.0|1.00|-1|0.1|1.5|2.5|100|100.000|0.000000000000000000001|12345678901234567890.123|-99.995|NaN|Infinity|-Infinity"),
                    Map.entry("text", TEXTS),
                    Map.entry("varchar", TEXTS),
                    Map.entry("bpchar", TEXTS),
                    Map.entry("bytea", "|\\x00|\\xff|\\x6162|\\x616263"),
                    Map.entry(
                            "date",
                            "2020-02-29|2020-01-01|1999-12-31|2024-12-30|0001-01-01|4713-01-01 BC|infinity|-infinity"),
                    Map.entry("time", "00:00:00|12:30:00|23:59:59.999999|24:00:00|01:02:03.4"),
                    Map.entry("timetz", "00:00:00+00|12:30:00+02|23:59:59.999999-05|12:30:00+00"),
                    Map.entry(
                            "timestamp",
                            "2020-02-29 12:00:00|2020-01-01 00:00:00|1999-12-31 23:59:59.999999|0001-01-01 00:00:00 BC|infinity|-infinity"),
                    Map.entry(
                            "timestamptz",
                            "2020-02-29 12:00:00+00|2020-01-01 00:00:00+02|1999-12-31 23:59:59.999999-05|infinity|-infinity"),
                    Map.entry(
                            "interval",
                            "0|1 day|24:00:00|1 mon|30 days|1 year 2 mons -3 days 04:05:06.7|-00:00:01"),
                    Map.entry(
                            "uuid",
                            "00000000-0000-0000-0000-000000000000|a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
                    Map.entry(
                            "json",
                            "null|1|\"a\"|true|{}|[]|{\"a\": 1, \"b\": [1, 2, \"x\"]}|[1, null, {\"a\": {\"b\": \"c\"}}]"),
                    Map.entry(
                            "jsonb",
                            "null|1|1.0|\"a\"|true|{}|[]|{\"a\": 1, \"b\": [1, 2, \"x\"]}|[1, null, {\"a\": {\"b\": \"c\"}}]|{\"a\": null}"),
                    Map.entry("inet", "10.0.0.1|10.0.0.0/8|::1|192.168.1.5/24|fe80::/10"),
                    Map.entry("bit", "0|1"),
                    Map.entry("varbit", "|0|1|101|0110"),
                    Map.entry("mood", "sad|ok|happy"),
                    Map.entry("int4range", "empty|[1,5)|(,3]|[2,)|(,)"),
                    Map.entry("macaddr", "08:00:2b:01:02:03|00:00:00:00:00:00"),
                    Map.entry("int4[]", "{}|{1}|{1,2,3}|{1,NULL,2}|{NULL}|[0:1]={1,2}"),
                    Map.entry("text[]", "{}|{a}|{a,b,c}|{a,NULL}|{\"\",\"a b\"}|{a,a}"),
                    Map.entry("numeric[]", "{}|{1.0,2}|{1.00}|{NaN,NULL}"),
                    Map.entry("mood[]", "{}|{sad}|{happy,ok}|{NULL}"),
                    Map.entry("uuid[]", "{}|{00000000-0000-0000-0000-000000000000}"),
                    Map.entry("timestamp[]", "{}|{\"2020-02-29 12:00:00\"}"));

    private Values() {}

    /// The types that there are values of.
    static List<String> types() {
        return BY_TYPE.keySet().stream().sorted().toList();
    }

    static List<String> of(String type) {
        return Arrays.asList(BY_TYPE.getOrDefault(type, "").split("\\|", -1));
    }

    /// One of the values, or now and then one that is made up.
    static String random(String type, Random random) {
        if (random.nextInt(4) == 0) {
            switch (type) {
                case "int4", "int8" -> {
                    return Integer.toString(random.nextInt(2000) - 1000);
                }
                case "numeric", "float8" -> {
                    return (random.nextInt(20_000) - 10_000) + "." + random.nextInt(1000);
                }
                case "text", "varchar" -> {
                    return IntStream.range(0, random.nextInt(6))
                            .mapToObj(_ -> Character.toString("abAB %_é".charAt(random.nextInt(8))))
                            .collect(Collectors.joining());
                }
                default -> {}
            }
        }
        List<String> values = of(type);
        return values.get(random.nextInt(values.size()));
    }
}
