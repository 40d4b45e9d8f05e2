package dev.rowhook.filter.function;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// What numbers and booleans are read from and written as.
final class NumberTextOracleTest {
    private static final List<String> NUMBERS =
            List.of(
                    "",
                    " ",
                    "0",
                    "-0",
                    "+0",
                    "+5",
                    "-5",
                    " 7",
                    "7 ",
                    "\t7\n",
                    "7\u00a0",
                    "- 5",
                    "--5",
                    "+-5",
                    "007",
                    "0.",
                    ".5",
                    ".",
                    "-.5",
                    "+.5e1",
                    "1e",
                    "1e+",
                    "1e5",
                    "1E5",
                    "1e+05",
                    "1e-05",
                    "1.e2",
                    "1.2.3",
                    "1,5",
                    "1e1.5",
                    "12a",
                    "a",
                    "1 2",
                    "0e1000",
                    "0e-20",
                    "123e-5",
                    "12300e-2",
                    "1.50e1",
                    "1.50e3",
                    "0.000",
                    "-0.00",
                    "1e131071",
                    "1e131072",
                    "-1e131072",
                    "1e-16383",
                    "1e-16384",
                    "0e131072",
                    "1e200000",
                    "1e-200000",
                    "0e-20000",
                    "nan",
                    "NaN",
                    "NAN",
                    "+nan",
                    "-nan",
                    "nanx",
                    "nan(1)",
                    "inf",
                    "Inf",
                    "+inf",
                    "-INF",
                    "infinity",
                    "+Infinity",
                    "-infinity",
                    "infinit",
                    "infinityx",
                    "inf inity",
                    " inf ",
                    "0x1f",
                    "0X1F",
                    "0b11",
                    "0o17",
                    "0x",
                    "1_000",
                    "_1",
                    "1__0",
                    "1_",
                    "0x_1",
                    "1f",
                    "1d",
                    "1.0f",
                    "0x1p3",
                    "010",
                    "08",
                    "1e15",
                    "1e16",
                    "123456789012345",
                    "1234567890123456",
                    "100000000000000",
                    "1e-4",
                    "0.0001",
                    "0.00001",
                    "999999",
                    "1000000",
                    "1234567",
                    "99999.95",
                    "1e20",
                    "1.7976931348623157e308",
                    "1.7976931348623159e308",
                    "1e309",
                    "-1e309",
                    "4.9e-324",
                    "5e-324",
                    "2e-324",
                    "1e-400",
                    "1e400",
                    "3.4028235e38",
                    "3.4028236e38",
                    "3.40282357e38",
                    "1.4e-45",
                    "7e-46",
                    "1e-46",
                    "16777216",
                    "16777217",
                    "32767",
                    "32768",
                    "-32768",
                    "-32769",
                    "2147483647",
                    "2147483648",
                    "-2147483648",
                    "-2147483649",
                    "4294967295",
                    "4294967296",
                    "-4294967295",
                    "9223372036854775807",
                    "9223372036854775808",
                    "-9223372036854775808",
                    "-9223372036854775809",
                    "18446744073709551615",
                    "99999999999999999999999");
    private static final List<String> WORDS =
            List.of(
                    "", " ", "t", "T", "tr", "TRUE", "truE", "true ", " true", "truex", "f", "fals",
                    "false", "falsee", "y", "ye", "yes", "yess", "n", "no", "NO", "nope", "on",
                    "ON", "o", "of", "off", "offf", "onn", "1", "0", "01", "10", "2", "-1", "1 ",
                    "\t0\n", "null", "t rue");

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final RandomGenerator random = new Random(seed);

    @Test
    void booleansAreReadFromAllTheirWords() throws SQLException {
        try (FunctionOracle oracle = new FunctionOracle(seed)) {
            for (String word : WORDS) {
                oracle.text("bool", word);
            }
            oracle.agree();
        }
    }

    @Test
    void numbersAreReadFromAllTheirForms() throws SQLException {
        try (FunctionOracle oracle = new FunctionOracle(seed)) {
            for (String type : List.of("int2", "int4", "int8", "oid")) {
                for (String text : NUMBERS) {
                    oracle.text(type, text);
                }
            }
            oracle.agreeWhereRead(40);
            for (String type : List.of("float4", "float8", "numeric")) {
                for (String text : NUMBERS) {
                    oracle.text(type, text);
                }
            }
            oracle.agreeWhereRead(30);
        }
    }

    @Test
    void numericsKeepTheDigitsThatTheirTextShows() throws SQLException {
        try (FunctionOracle oracle = new FunctionOracle(seed)) {
            for (int i = 0; i < 1_000; i++) {
                String number = NumberTexts.any("numeric", random);
                boolean special = number.endsWith("N") || number.endsWith("y");
                boolean exponent = !special && !number.contains("e") && random.nextBoolean();
                oracle.text("numeric", exponent ? number + "e" + random.nextInt(-60, 60) : number);
            }
            oracle.agree();
        }
    }

    @Test
    void floatsAreWrittenWithTheFewestDigits() throws SQLException {
        try (FunctionOracle oracle = new FunctionOracle(seed)) {
            for (int i = 0; i < 1_500; i++) {
                oracle.text("float8", Double.toString(Double.longBitsToDouble(random.nextLong())));
                oracle.text("float8", Double.toString(wholeOrFew()));
                oracle.text("float4", Float.toString(Float.intBitsToFloat(random.nextInt())));
                oracle.text("float4", Float.toString((float) wholeOrFew()));
            }
            for (int power = -1_074; power < 1_024; power++) {
                oracle.text("float8", Double.toString(Math.scalb(1d, power)));
            }
            for (int power = -149; power < 128; power++) {
                oracle.text("float4", Float.toString(Math.scalb(1f, power)));
            }
            oracle.agree();
        }
    }

    /// A number of few decimal digits, or one around those that floats hold exactly.
    private double wholeOrFew() {
        double digits = random.nextInt(1_000_000);
        return random.nextBoolean()
                ? digits * Math.pow(10, random.nextInt(-25, 25))
                : Math.scalb((double) random.nextInt(), random.nextInt(-30, 40));
    }
}
