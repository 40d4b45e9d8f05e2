package dev.rowhook.filter.function;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.Collation.CaseMapping;
import dev.rowhook.core.change.Collation.Order;
import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.filter.function.TextCalls.Argument;
import dev.rowhook.filter.function.array.ArrayBounds;
import dev.rowhook.filter.function.array.ArrayChanges;
import dev.rowhook.filter.function.array.ArrayComparisons;
import dev.rowhook.filter.function.text.LikeFunctions;
import dev.rowhook.filter.function.text.PlainComparisons;
import dev.rowhook.filter.function.text.RegexFunctions;
import dev.rowhook.filter.function.text.TextCasts;
import dev.rowhook.filter.function.text.TextComparisons;
import dev.rowhook.filter.function.text.TextFunctions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

final class TextOracleTest {
    private static final int ROUNDS = 150;
    private static final Collation C_UTF8 = new Collation(Order.BYTES, CaseMapping.SIMPLE);
    private static final Collation ICU = new Collation(Order.LINGUISTIC, CaseMapping.FULL);
    private static final List<String> ORDERS = List.of("lt", "le", "gt", "ge");

    @TempDir private static Path directory;
    private static PostgresCluster cluster;

    private final long seed = System.nanoTime();
    private final RandomTexts random = new RandomTexts(new Random(seed));
    private final FunctionTable functions = new FunctionTable();
    private Connection connection;
    private TextCalls calls;

    @BeforeAll
    static void start() throws SQLException {
        cluster =
                PostgresCluster.start(
                        ClusterSettings.of(directory.resolve("postgres"), "s").volatileForTests());
        try (Connection connection = cluster.superuser("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create type mood as enum ('sad', 'Ok', 'happy')");
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        System.out.println("seed " + seed);
        connection = cluster.superuser("postgres").getConnection();
        TextComparisons.addTo(functions);
        TextFunctions.addTo(functions);
        TextCasts.addTo(functions);
        LikeFunctions.addTo(functions);
        RegexFunctions.addTo(functions);
        PlainComparisons.addTo(functions);
        ArrayComparisons.addTo(functions);
        ArrayBounds.addTo(functions);
        ArrayChanges.addTo(functions);
        calls = new TextCalls(connection, functions, "C", Collation.C);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private static Argument text(String text) {
        return new Argument("text", text);
    }

    private static Argument number(String text) {
        return new Argument("int4", text);
    }

    private TextCalls under(String name, Collation collation) {
        return new TextCalls(connection, functions, name, collation);
    }

    @Test
    void textsAreReadAndWrittenAsPostgresDoes() throws SQLException {
        for (String type : List.of("bytea", "uuid", "varbit", "\"char\"", "name", "mood")) {
            TypeTexts.of(type).forEach(text -> calls.text(type, text));
        }
        for (int round = 0; round < 1000; round++) {
            calls.text("text[]", random.arrayLiteral());
        }
        TypeTexts.ARRAYS.forEach(text -> calls.text("text[]", text));
        calls.agree(0);
    }

    @Test
    void textsCompareAsInPostgres() throws SQLException {
        for (int round = 0; round < ROUNDS; round++) {
            String first = random.text();
            String second = random.text();
            compare("text%s", "text_%s", "text", "text", first, second);
            compare("bpchar%s", "bpchar%s", "bpchar", "bpchar", first + "  ", second);
            compare("name%s", "name%s", "name", "name", first, second);
            compare("name%stext", "name%stext", "name", "text", first, second);
            compare("text%sname", "text%sname", "text", "name", first, second);
            compare("char%s", "char%s", "\"char\"", "\"char\"", first, second);
            for (String order : ORDERS) {
                call("text_pattern_" + order, "text", "text", first, second);
                call("bpchar_pattern_" + order, "bpchar", "bpchar", first + " ", second);
            }
        }
        calls.agree(0);
    }

    private void compare(
            String equality, String order, String left, String right, String first, String second) {
        call(equality.formatted("eq"), left, right, first, second);
        call(equality.formatted("ne"), left, right, first, second);
        ORDERS.forEach(name -> call(order.formatted(name), left, right, first, second));
    }

    private void call(String function, String left, String right, String first, String second) {
        calls.call(
                function,
                function + "(%s, %s)",
                "bool",
                new Argument(left, first),
                new Argument(right, second));
    }

    @Test
    void bytesUuidsEnumsAndBitsCompareAsInPostgres() throws SQLException {
        for (String first : List.of("\\x", "\\x00", "\\xff", "\\x00ff", "\\x7f")) {
            for (String second : List.of("\\x", "\\x00", "\\x80", "\\x00fe")) {
                compare("bytea%s", "bytea%s", "bytea", "bytea", first, second);
                calls.call(
                        "byteacat",
                        "byteacat(%s, %s)",
                        "bytea",
                        new Argument("bytea", first),
                        new Argument("bytea", second));
            }
        }
        String uuid = "%s0000000-0000-0000-%s000-000000000000";
        for (int round = 0; round < ROUNDS; round++) {
            String first = uuid.formatted(random.number(0, 9), random.number(0, 9));
            String second = uuid.formatted(random.number(0, 9), random.number(0, 9));
            compare("uuid_%s", "uuid_%s", "uuid", "uuid", first, second);
            String bits = random.of(List.of("0", "1"), 4);
            String others = random.of(List.of("0", "1"), 4);
            compareBits(bits, others);
        }
        for (String first : TextTypesByName.MOOD.labels()) {
            for (String second : TextTypesByName.MOOD.labels()) {
                compare("enum_%s", "enum_%s", "mood", "mood", first, second);
            }
        }
        calls.agree(0);
    }

    private void compareBits(String first, String second) {
        for (String comparison : List.of("eq", "ne", "lt", "le", "gt", "ge")) {
            calls.call(
                    "bit" + comparison,
                    "varbit" + comparison + "(%s, %s)",
                    "bool",
                    new Argument("varbit", first),
                    new Argument("varbit", second));
        }
    }

    @Test
    void likeMatchesAsInPostgres() throws SQLException {
        TextCalls utf8 = under("pg_c_utf8", C_UTF8);
        TextCalls icu = under("und-x-icu", ICU);
        for (int round = 0; round < 10 * ROUNDS; round++) {
            Argument[] arguments = {
                text(random.of(List.of("a", "b", "A", "é", "É", "%", "\\", "\ud83d\ude00"), 6)),
                text(random.like())
            };
            for (TextCalls each : List.of(calls, utf8, icu)) {
                each.call("texticlike", "%s ~~* %s", "bool", arguments);
            }
            calls.call("textlike", "%s ~~ %s", "bool", arguments);
            calls.call("textnlike", "%s !~~ %s", "bool", arguments);
            calls.call(
                    "like_escape",
                    "like_escape(%s, %s)",
                    "text",
                    arguments[1],
                    text(random.of(List.of("a", "\\", "é"), 1)));
        }
        calls.agree(0);
        utf8.agree(0);
        icu.agree(0);
    }

    @Test
    void regularExpressionsMatchAsInPostgres() throws SQLException {
        TextCalls utf8 = under("pg_c_utf8", C_UTF8);
        for (int round = 0; round < 10 * ROUNDS; round++) {
            Argument[] arguments = {text(random.text()), text(random.regex())};
            calls.call("textregexeq", "%s ~ %s", "bool", arguments);
            calls.call("textregexne", "%s !~ %s", "bool", arguments);
            calls.call("texticregexeq", "%s ~* %s", "bool", arguments);
            utf8.call("textregexeq", "%s ~ %s", "bool", arguments);
            utf8.call("texticregexeq", "%s ~* %s", "bool", arguments);
        }
        RegexTexts.PATTERNS.forEach(pattern ->
                calls.call("textregexeq", "%s ~ %s", "bool", text("a-]z0_\n"), text(pattern)));
        calls.agree(150);
        utf8.agree(20 * ROUNDS);
    }

    @Test
    void caseIsChangedAsInPostgres() throws SQLException {
        TextCalls utf8 = under("pg_c_utf8", C_UTF8);
        TextCalls icu = under("und-x-icu", ICU);
        for (int round = 0; round < 3 * ROUNDS; round++) {
            Argument argument = text(random.text());
            for (String function : List.of("lower", "upper")) {
                for (TextCalls each : List.of(calls, utf8, icu)) {
                    each.call(function, function + "(%s)", "text", argument);
                }
            }
        }
        calls.agree(0);
        utf8.agree(0);
        icu.agree(0);
    }

    @Test
    void partsOfTextsAreThoseOfPostgres() throws SQLException {
        for (int round = 0; round < 2 * ROUNDS; round++) {
            Argument text = text(random.text());
            Argument other = text(random.of(List.of("a", "b", " ", "\ud83d\ude00"), 2));
            Argument number = number(random.number(-4, 9));
            Argument length = number(random.number(-1, 6));
            calls.call("text_substr", "substr(%s, %s, %s)", "text", text, number, length);
            calls.call("text_substr_no_len", "substr(%s, %s)", "text", text, number);
            calls.call("text_left", "left(%s, %s)", "text", text, number);
            calls.call("text_right", "right(%s, %s)", "text", text, number);
            calls.call("split_part", "split_part(%s, %s, %s)", "text", text, other, number);
            calls.call("textpos", "strpos(%s, %s)", "int4", text, other);
            calls.call("text_starts_with", "starts_with(%s, %s)", "bool", text, other);
            calls.call("replace_text", "replace(%s, %s, %s)", "text", text, other, text("xyz"));
            calls.call("translate", "translate(%s, %s, %s)", "text", text, text("ab ac"), other);
            calls.call("textcat", "%s || %s", "text", text, other);
            calls.call("text_reverse", "reverse(%s)", "text", text);
            calls.call("ascii", "ascii(%s)", "int4", text);
            for (String side : List.of("btrim", "ltrim", "rtrim")) {
                calls.call(side, side + "(%s, %s)", "text", text, other);
                calls.call(side + "1", side + "(%s)", "text", text);
            }
        }
        calls.agree(0);
    }

    @Test
    void lengthsAndCastsAreThoseOfPostgres() throws SQLException {
        for (int round = 0; round < 2 * ROUNDS; round++) {
            String random = this.random.text() + " ".repeat(round % 3);
            Argument text = text(random);
            Argument padded = new Argument("bpchar", random);
            Argument modifier = number(this.random.number(-1, 10));
            Argument written = new Argument("bool", round % 2 == 0 ? "true" : "false");
            calls.call("textlen", "length(%s)", "int4", text);
            calls.call("bpcharlen", "length(%s)", "int4", padded);
            calls.call("textoctetlen", "octet_length(%s)", "int4", text);
            calls.call("bpcharoctetlen", "octet_length(%s)", "int4", padded);
            calls.call("rtrim1", "text(%s)", "text", padded);
            calls.call("text_name", "name(%s)", "name", text(random.repeat(12)));
            calls.call(
                    "bpchar_name", "name(%s)", "name", new Argument("bpchar", random.repeat(12)));
            calls.call("text_char", "\"char\"(%s)", "\"char\"", text);
            calls.call(
                    "bpchar", "bpcharout(bpchar(%s, %s, %s))", "bpchar", padded, modifier, written);
            calls.call("varchar", "\"varchar\"(%s, %s, %s)", "varchar", text, modifier, written);
            Argument bits = new Argument("varbit", this.random.of(List.of("0", "1"), 6));
            calls.call("varbit", "varbit(%s, %s, %s)", "varbit", bits, modifier, written);
            calls.call("bit", "\"bit\"(%s, %s, %s)", "varbit", bits, modifier, written);
            calls.call("chartoi4", "int4(%s)", "int4", new Argument("\"char\"", random));
            calls.call(
                    "i4tochar", "\"char\"(%s)", "\"char\"", number(this.random.number(-130, 130)));
        }
        calls.agree(0);
    }

    @Test
    void arraysCompareAsInPostgres() throws SQLException {
        for (int round = 0; round < 2 * ROUNDS; round++) {
            compareArrays("int4[]", "1", "2", "NULL");
            compareArrays("text[]", "a", "A", "\"a \"", "NULL", "\ue000", "\ud83d\ude00");
            compareArrays("bpchar[]", "a", "\"a \"", "b");
            compareArrays("float8[]", "NaN", "0", "-0", "1");
            compareArrays("bytea[]", "a", "b", "NULL");
        }
        calls.agree(0);
    }

    @Test
    void arraysChangeAsInPostgres() throws SQLException {
        List<String> arrays =
                List.of(
                        "{}",
                        "{a}",
                        "[2:3]={b,NULL}",
                        "{{a,b}}",
                        "{{a},{b}}",
                        "[0:0]={a}",
                        "{{{a,b}}}",
                        "{a,b,a}",
                        "[2147483646:2147483646]={a}",
                        "[-2147483648:-2147483648]={a}");
        List<Argument> all = new ArrayList<>(List.of(Argument.none("text[]")));
        arrays.forEach(array -> all.add(new Argument("text[]", array)));
        for (Argument array : all) {
            for (Argument other : all) {
                calls.call("array_cat", "array_cat(%s, %s)", "text[]", array, other);
            }
            for (Argument element : List.of(text("a"), text("b"), Argument.none("text"))) {
                calls.call("array_append", "array_append(%s, %s)", "text[]", array, element);
                calls.call("array_prepend", "array_prepend(%s, %s)", "text[]", element, array);
                calls.call("array_remove", "array_remove(%s, %s)", "text[]", array, element);
                calls.call("array_position", "array_position(%s, %s)", "int4", array, element);
            }
        }
        calls.agree(0);
    }

    private void compareArrays(String type, String... elements) {
        Argument first = new Argument(type, random.array(elements));
        Argument second = new Argument(type, random.array(elements));
        for (String function :
                List.of(
                        "array_eq",
                        "array_ne",
                        "array_lt",
                        "array_le",
                        "array_gt",
                        "array_ge",
                        "arraycontains",
                        "arraycontained",
                        "arrayoverlap")) {
            calls.call(function, function + "(%s, %s)", "bool", first, second);
        }
        calls.call("btarraycmp", "btarraycmp(%s, %s)", "int4", first, second);
        for (String function : List.of("array_length", "array_lower", "array_upper")) {
            calls.call(function, function + "(%s, %s)", "int4", first, number(random.number(0, 3)));
        }
        calls.call("array_ndims", "array_ndims(%s)", "int4", first);
        calls.call("array_cardinality", "cardinality(%s)", "int4", first);
    }
}
