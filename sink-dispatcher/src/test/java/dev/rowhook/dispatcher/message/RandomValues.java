package dev.rowhook.dispatcher.message;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/// Random values of the built-in types of Postgres, as the text that its input functions read.
final class RandomValues {
    private final Random random;
    private final Map<String, Supplier<String>> types = new LinkedHashMap<>();

    RandomValues(Random random) {
        this.random = random;
        numbers();
        texts();
        times();
        places();
        ranges();
        others();
    }

    Map<String, Supplier<String>> types() {
        return types;
    }

    private void numbers() {
        types.put("boolean", () -> oneOf("true", "false"));
        types.put("smallint", () -> oneOf("-32768", "32767", "0", "" + random.nextInt(-99, 100)));
        types.put("integer", () -> oneOf("-2147483648", "2147483647", "" + random.nextInt()));
        types.put(
                "bigint",
                () -> oneOf("" + Long.MIN_VALUE, "" + Long.MAX_VALUE, "" + random.nextLong()));
        types.put("numeric", this::numeric);
        types.put("numeric(12,3)", () -> oneOf("NaN", "0", "-1.5", "" + random.nextInt(1_000_000)));
        types.put(
                "real",
                () ->
                        oneOf(
                                "NaN",
                                "Infinity",
                                "-Infinity",
                                "-0",
                                "1e-45",
                                "3.4028235e38",
                                "1e10",
                                "" + random.nextFloat(),
                                "" + random.nextInt()));
        types.put(
                "double precision",
                () ->
                        oneOf(
                                "NaN",
                                "Infinity",
                                "-Infinity",
                                "-0",
                                "5e-324",
                                "1.7976931348623157e308",
                                "0.1",
                                "1e21",
                                "1e-7",
                                "" + random.nextDouble(),
                                "" + random.nextLong()));
        types.put("money", () -> oneOf("-12.34", "1234567.89", "0"));
        types.put("oid", () -> oneOf("0", "4294967295", "16384"));
        types.put("xid", () -> oneOf("0", "4294967295"));
        types.put("xid8", () -> oneOf("0", "18446744073709551615"));
        types.put("int2vector", () -> oneOf("", "1", "1 -2 3"));
        types.put("oidvector", () -> oneOf("", "1", "1 4294967295 3"));
    }

    private String numeric() {
        String digits = new BigInteger(random.nextInt(1, 200), random).toString();
        int scale = random.nextInt(digits.length() + 1);
        String number = new StringBuilder(digits).insert(scale, ".").append("00").toString();
        return oneOf("NaN", "Infinity", "-Infinity", "0", "0.000", number, "-" + number, digits);
    }

    private void texts() {
        types.put("text", () -> RandomTexts.next(random, 40));
        types.put("varchar(100)", () -> RandomTexts.next(random, 100));
        types.put("char(20)", () -> RandomTexts.next(random, 20));
        types.put("name", () -> RandomTexts.next(random, 10));
        types.put("\"char\"", () -> oneOf("x", "\"", "\\", "\n", ""));
        types.put("bytea", () -> "\\x" + HexFormat.of().formatHex(bytes(random.nextInt(9))));
        types.put("uuid", () -> new UUID(random.nextLong(), random.nextLong()).toString());
        types.put("json", this::json);
        types.put("jsonb", this::json);
        types.put("tsvector", () -> oneOf("", "'a''b':1A 'c\\\\d':2", "fat cat"));
        types.put("tsquery", () -> oneOf("'a''b' & !c", "fat | rat:*"));
    }

    private String json() {
        String text = Json.text(written(RandomTexts.next(random, 20)));
        return switch (random.nextInt(6)) {
            case 0 -> "null";
            case 1 -> text;
            case 2 -> oneOf("1", "-0.50", "1e3", "12345678901234567890.123", "true");
            case 3 -> " [ %s , 1.0, {} , [] ]\n".formatted(text);
            case 4 -> "{\"a\\u00e4\\ud83d\\ude00\": {\"b\": %s}}".formatted(text);
            default -> "{\"%d\": null, \"x\" : %s}".formatted(random.nextInt(), text);
        };
    }

    private static JsonBuffer written(String text) {
        JsonBuffer out = new JsonBuffer();
        out.append(JsonStrings.of(text));
        return out;
    }

    private void times() {
        types.put(
                "date",
                () -> oneOf("infinity", "-infinity", "0044-03-15 BC", "5874897-12-31", day()));
        types.put(
                "timestamp",
                () ->
                        oneOf(
                                "infinity",
                                "-infinity",
                                "0044-03-15 12:00:00.5 BC",
                                "4713-01-01 00:00:00 BC",
                                "294276-12-31 23:59:59.999999",
                                "12024-01-01 00:00:00",
                                moment(),
                                moment(),
                                moment()));
        types.put(
                "timestamptz",
                () ->
                        oneOf(
                                "infinity",
                                "-infinity",
                                "0044-03-15 12:00:00.5+00 BC",
                                "294276-12-31 23:59:59.999999+00",
                                moment() + "+05:30",
                                moment() + "-08",
                                moment()));
        types.put("time", () -> oneOf("00:00:00", "24:00:00", "23:59:59.999999", "12:30:00.5"));
        types.put("timetz", () -> oneOf("00:00:00+00", "23:59:59.999999-15:59", "12:30+05:30"));
        types.put(
                "interval",
                () -> oneOf("1 year -2 days 03:04:05.6", "0", "-178000000 years", "00:00:01"));
    }

    private String day() {
        return "%04d-%02d-%02d"
                .formatted(random.nextInt(1, 10_000), random.nextInt(1, 13), random.nextInt(1, 29));
    }

    private String moment() {
        int digits = random.nextInt(7);
        String fraction = digits == 0 ? "" : "." + "12345600".substring(0, digits);
        return "%s %02d:%02d:%02d%s"
                .formatted(
                        day(),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60),
                        fraction);
    }

    private void places() {
        types.put("inet", () -> oneOf("10.0.0.1", "10.0.0.1/8", "::1", "fe80::1/64"));
        types.put("cidr", () -> oneOf("10.0.0.0/8", "::/0"));
        types.put("macaddr", () -> "08:00:2b:01:02:03");
        types.put("macaddr8", () -> "08:00:2b:01:02:03:04:05");
        types.put("point", () -> oneOf("(1,2)", "(-0.5,1e300)", "(NaN,Infinity)"));
        types.put("line", () -> "{1,-1,0.5}");
        types.put("lseg", () -> "[(0,0),(1,1.5)]");
        types.put("box", () -> oneOf("(1,1),(0,0)", "(2.5,1),(-3,0)"));
        types.put("path", () -> oneOf("[(0,0),(1,1)]", "((0,0),(1,1),(2,0))"));
        types.put("polygon", () -> "((0,0),(1,1),(2,0))");
        types.put("circle", () -> "<(1,2),3.5>");
    }

    private void ranges() {
        types.put("int4range", () -> oneOf("empty", "[1,5)", "(,7]", "(,)"));
        types.put("int8range", () -> oneOf("empty", "[1,5000000000)"));
        types.put("numrange", () -> oneOf("[1.50,2.0]", "(1,)"));
        types.put("tsrange", () -> "[\"2024-01-01 00:00:00\",\"2024-01-02 12:00:00.5\")");
        types.put("tstzrange", () -> "[2024-01-01 00:00:00+02,infinity)");
        types.put("daterange", () -> oneOf("[2024-01-01,2024-02-01]", "empty"));
        types.put("int4multirange", () -> oneOf("{}", "{[1,3), [7,9)}"));
        types.put("int8multirange", () -> oneOf("{}", "{[1,3), [7,9)}"));
        types.put("nummultirange", () -> "{[1.5,3], (7,9.25)}");
        types.put("tsmultirange", () -> "{[2024-01-01,2024-01-02)}");
        types.put("tstzmultirange", () -> "{[2024-01-01 00:00+00,2024-01-02 00:00+00)}");
        types.put("datemultirange", () -> "{[2024-01-01,2024-01-02), [2025-01-01,)}");
    }

    private void others() {
        types.put("bit(5)", () -> oneOf("00000", "10101"));
        types.put("varbit", () -> oneOf("", "1", "1010101010101"));
        types.put("pg_lsn", () -> oneOf("0/0", "16/B374D848"));
        types.put("pg_snapshot", () -> "10:20:10,14,15");
        types.put("txid_snapshot", () -> "10:20:10,14,15");
        types.put("jsonpath", () -> oneOf("$.a[*] ? (@ > 1)", "$.\"b \\\" c\""));
        types.put("regclass", () -> oneOf("pg_class", "0"));
        types.put("regtype", () -> oneOf("integer", "text[]"));
        types.put("regproc", () -> oneOf("now", "0"));
        types.put("regprocedure", () -> "abs(integer)");
        types.put("regoper", () -> "||/");
        types.put("regoperator", () -> "+(integer,integer)");
        types.put("regconfig", () -> oneOf("english", "simple"));
        types.put("regdictionary", () -> "simple");
        types.put("regnamespace", () -> oneOf("public", "pg_catalog"));
        types.put("regrole", () -> "postgres");
        types.put("regcollation", () -> oneOf("\"C\"", "\"default\""));
        types.put("aclitem", () -> "postgres=r/postgres");
        types.put("xml", () -> oneOf("<a b=\"c\">d &amp; e</a>", "text"));
        types.put("tid", () -> "(42,7)");
        types.put("cid", () -> "7");
        types.put("refcursor", () -> "a \"cursor\"");
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private String oneOf(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
