package dev.rowhook.filter.function;

import java.util.List;

/// Texts of types, some of which are none.
final class TypeTexts {
    static final List<String> ARRAYS =
            List.of(
                    "{}",
                    " { } ",
                    "{{},{}}",
                    "{{},{{}}}",
                    "{{}}",
                    "[1:2]={}",
                    "[1:0]={}",
                    "[2:3]={a,b}",
                    "[-1:0][2:3] = {{a,b},{c,NULL}}",
                    "[2]={a,b}",
                    "[+1:+2]={a,b}",
                    "[ 1]={a}",
                    "[1:2147483647]={a}",
                    "[1:99999999999]={a}",
                    "[1:2]={a}",
                    "[1]=a",
                    "{a}b",
                    "{a} ",
                    "{\"a\"b}",
                    "{a\"b\"}",
                    "{a b , c }",
                    "{\\N\\U\\L\\L}",
                    "{nUlL}",
                    "{\"null\"}",
                    "{,a}",
                    "{a,}",
                    "{a,,b}",
                    "{a",
                    "{\"a",
                    "{\"a\\",
                    "{a\\",
                    "a",
                    "",
                    "{{a},b}",
                    "{a,{b}}",
                    "{{{{{{a}}}}}}",
                    "{{{{{{{a}}}}}}}",
                    "{\"\"}",
                    "{\"a\\\\b\"}",
                    "{\u000b}",
                    "{a\u000bb,\"\u000b\"}",
                    "[1:1]{a}",
                    "[1:1]= {a}",
                    "[1:1][1:1]={{a}}",
                    "[1:1][]={{a}}",
                    "[1:1",
                    "[1:",
                    "[1",
                    "[",
                    "{ {a} , {b} }",
                    "{{a}{b}}",
                    "{a}{b}",
                    "[1:1][1:1][1:1][1:1][1:1][1:1][1:1]={{a}}");

    private TypeTexts() {}

    static List<String> of(String type) {
        return switch (type) {
            case "bytea" ->
                    List.of(
                            "",
                            "\\x",
                            "\\x00FF",
                            "\\x0 1",
                            "\\x01 02\n03",
                            "\\x1",
                            "\\xzz",
                            "\\X00",
                            "abc",
                            "é",
                            "\\\\",
                            "\\000\\377",
                            "\\400",
                            "\\08",
                            "\\",
                            "a\\",
                            "\\12",
                            "\\x 0",
                            "\\x00\u000b");
            case "uuid" ->
                    List.of(
                            "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
                            "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}",
                            "a0eebc999c0b4ef8bb6d6bb9bd380a11",
                            "a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11",
                            "{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}",
                            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1",
                            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a111",
                            "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}",
                            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11-",
                            "a0e-ebc999c0b4ef8bb6d6bb9bd380a11",
                            " a0eebc999c0b4ef8bb6d6bb9bd380a11",
                            "{}",
                            "",
                            "g0eebc999c0b4ef8bb6d6bb9bd380a11");
            case "varbit" ->
                    List.of("", "0", "101", "b101", "B1", "x1F", "XaB", "x", "b", "2", "xg", " 1");
            case "\"char\"" ->
                    List.of("", "a", "ab", "é", "\\303", "\\3", "\\000", "\\777", "\\388", "\\101");
            case "name" -> List.of("", "a", "a".repeat(70), "é".repeat(40), " ");
            case "mood" -> List.of("sad", "Ok", "ok", "", " sad");
            default -> throw new IllegalArgumentException(type);
        };
    }
}
