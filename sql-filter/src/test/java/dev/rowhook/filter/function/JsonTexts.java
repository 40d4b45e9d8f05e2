package dev.rowhook.filter.function;

import java.util.List;
import java.util.Random;

/// Random JSON in any layout, and the odd pieces. Not thread-safe.
final class JsonTexts {
    static final List<String> EDGES =
            List.of(
                    "",
                    " ",
                    "null",
                    " true ",
                    "falsey",
                    "nul",
                    "TRUE",
                    "-0",
                    "-0.0",
                    "01",
                    "1.",
                    ".5",
                    "+1",
                    "1e",
                    "1e+",
                    "1e5",
                    "1E-5",
                    "1.50e1",
                    "-1.25e+3",
                    "1e400",
                    "1e131071",
                    "1e131072",
                    "0e131072",
                    "1e-16383",
                    "1e-16384",
                    "0e-16384",
                    "1e99999999999",
                    "123abc",
                    "0x1",
                    "\"\\u0041\\n\\/\\b\"",
                    "\"\\u0000\"",
                    "{\"a\": \"\\u0000\"}",
                    "\"\\ud83d\\ude00\"",
                    "\"\\ud83d\"",
                    "\"\\ud83dx\"",
                    "\"\\ud83d\\u0041\"",
                    "\"\\ud83d\\ud83d\"",
                    "\"\\ude00\"",
                    "\"\\ud83d\\u0000\"",
                    "\"\\u00e9\u00e9\u20ac\ud83d\ude00\"",
                    "\"\\u001f\\u007f\\u0080\"",
                    "\"\\x\"",
                    "\"\\u12g4\"",
                    "\"\\u12\"",
                    "\"tab\there\"",
                    "\"open",
                    "\"back\\",
                    "'a'",
                    "[]",
                    "[1,]",
                    "[,1]",
                    "[1 2]",
                    "[1",
                    "]",
                    "{}",
                    "{\"a\"}",
                    "{\"a\":}",
                    "{a:1}",
                    "{\"a\":1,}",
                    "{\"a\":1 \"b\":2}",
                    "{1:2}",
                    "{\"a\":1}}",
                    "[1]\u00a0",
                    "\f1",
                    "{\"b\":1,\"aa\":2,\"a\":3,\"\":4,\"\u00e9\":5,\"zz\":6,\"\ud83d\ude00\":7,"
                            + "\"\uffff\":8,\"a\":9}",
                    " [ 1 , {\"x\" : [ ] } , \"s\" ] ",
                    "[[1,2],[3,4,5]]",
                    "{\"a\":{\"b\":1},\"a\":2}",
                    "{\"a\":{\"b\":1},\"a\":{\"b\":2,\"c\":3}}");

    private static final List<String> SCALARS =
            List.of(
                    "null",
                    "true",
                    "false",
                    "0",
                    "1",
                    "1.0",
                    "1.00",
                    "-1",
                    "2",
                    "1e2",
                    "100",
                    "2.5",
                    "3.49999",
                    "-7.5",
                    "40000",
                    "900000",
                    "\"a\"",
                    "\"b\"",
                    "\"\"",
                    "\"1\"",
                    "\"null\"",
                    "\"\\u0061\"",
                    "\"\\\"q\"");
    private static final List<String> NAMES =
            List.of("\"a\"", "\"b\"", "\"c\"", "\"\\u0061\"", "\"1\"", "\"\"", "\"long\"");

    private final Random random;

    JsonTexts(Random random) {
        this.random = random;
    }

    String of(String type) {
        return switch (type) {
            case "json", "jsonb" -> json(random.nextInt(4));
            case "text" -> oneOf(List.of("a", "b", "c", "1", "0", "-1", "", "long", "null"));
            case "text[]" -> array();
            case "int4" -> Integer.toString(random.nextInt(-4, 4));
            default -> throw new IllegalArgumentException(type);
        };
    }

    private String array() {
        StringBuilder text = new StringBuilder("{");
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : ",");
            text.append(oneOf(List.of("a", "b", "c", "a", "0", "1", "-1", "-2", "+1", "x1")));
        }
        return text.append(random.nextInt(20) == 0 && size > 0 ? ",NULL}" : "}").toString();
    }

    private String json(int depth) {
        if (depth == 0) {
            return oneOf(SCALARS);
        }
        boolean object = random.nextBoolean();
        StringBuilder text = new StringBuilder(object ? "{" : "[").append(blank());
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : ",").append(blank());
            if (object) {
                text.append(oneOf(NAMES)).append(blank()).append(':').append(blank());
            }
            text.append(json(random.nextInt(depth))).append(blank());
        }
        return text.append(object ? "}" : "]").toString();
    }

    private String blank() {
        return oneOf(List.of("", "", "", " ", "\n\t"));
    }

    private String oneOf(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
