package dev.rowhook.filter.function.text;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.BitString;
import dev.rowhook.filter.value.SingleByteType;
import dev.rowhook.filter.value.Utf8;

/// Casts among texts, and to a length.
public final class TextCasts {
    /// What type modifiers of texts count on top of the length.
    private static final int HEADER = 4;

    private static final int NAME_BYTES = 63;

    private TextCasts() {}

    public static void addTo(FunctionTable table) {
        table.unary("text_name", String.class, text -> Utf8.start(text, NAME_BYTES));
        table.unary(
                "bpchar_name",
                String.class,
                text -> Blanks.stripTrailing(Utf8.start(text, NAME_BYTES)));
        table.unary("name_text", String.class, text -> text);
        table.unary("name_bpchar", String.class, text -> text);
        table.unary("char_text", String.class, text -> text);
        table.unary("text_char", String.class, new SingleByteType()::read);
        table.unary("chartoi4", String.class, text -> (long) (byte) SingleByteType.toByte(text));
        table.unary("i4tochar", Long.class, TextCasts::toSingleByte);
        table.add(
                "varchar",
                arguments ->
                        cut(
                                (String) arguments[0],
                                (Long) arguments[1],
                                (Boolean) arguments[2],
                                "character varying"));
        table.add(
                "bpchar",
                arguments ->
                        pad(
                                cut(
                                        (String) arguments[0],
                                        (Long) arguments[1],
                                        (Boolean) arguments[2],
                                        "character"),
                                (Long) arguments[1]));
        table.add(
                "bit",
                arguments ->
                        bit((BitString) arguments[0], (Long) arguments[1], (Boolean) arguments[2]));
        table.add(
                "varbit",
                arguments ->
                        varbit(
                                (BitString) arguments[0],
                                (Long) arguments[1],
                                (Boolean) arguments[2]));
    }

    private static String toSingleByte(long value) {
        if (value != (byte) value) {
            throw new EvaluationException("22003", "\"char\" out of range");
        }
        return SingleByteType.ofByte((int) value & 0xff);
    }

    /// A cast that nobody wrote cuts off blanks only.
    private static String cut(String text, long modifier, boolean written, String type) {
        long length = modifier - HEADER;
        if (modifier < HEADER || TextParts.length(text) <= length) {
            return text;
        }
        if (!written && !Blanks.stripTrailing(TextParts.after(text, length)).isEmpty()) {
            throw new EvaluationException(
                    "22001", "value too long for type %s(%d)".formatted(type, length));
        }
        return TextParts.left(text, length);
    }

    private static String pad(String text, long modifier) {
        long missing = modifier - HEADER - TextParts.length(text);
        if (modifier < HEADER || missing <= 0) {
            return text;
        }
        TextSize.require(text.length() + missing);
        return text + " ".repeat((int) missing);
    }

    private static BitString bit(BitString value, long length, boolean written) {
        int has = value.bits().length();
        if (length <= 0 || length == has) {
            return value;
        }
        if (!written) {
            throw new EvaluationException(
                    "22026", "bit string length does not match type bit(%d)".formatted(length));
        }
        TextSize.require(length);
        return new BitString(
                has > length
                        ? value.bits().substring(0, (int) length)
                        : value.bits() + "0".repeat((int) length - has));
    }

    private static BitString varbit(BitString value, long length, boolean written) {
        if (length <= 0 || length >= value.bits().length()) {
            return value;
        }
        if (!written) {
            throw new EvaluationException(
                    "22001", "bit string too long for type bit varying(%d)".formatted(length));
        }
        return new BitString(value.bits().substring(0, (int) length));
    }
}
