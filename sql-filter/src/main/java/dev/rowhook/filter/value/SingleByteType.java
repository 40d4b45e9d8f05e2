package dev.rowhook.filter.value;

import java.nio.charset.StandardCharsets;

/// `"char"`: one byte. Its value is its text: the character, `\ooo` for a byte that is none, and
/// the empty text for the byte 0.
public final class SingleByteType implements ValueType<String> {
    @Override
    public String read(String text) {
        return isOctal(text)
                ? ofByte(Integer.parseInt(text, 1, text.length(), 8) & 0xff)
                : ofByte(text.isEmpty() ? 0 : text.getBytes(StandardCharsets.UTF_8)[0] & 0xff);
    }

    @Override
    public String write(String value) {
        return value;
    }

    /// The byte of a value, without sign.
    public static int toByte(String value) {
        if (value.isEmpty()) {
            return 0;
        }
        return value.length() == 1
                ? value.charAt(0)
                : Integer.parseInt(value, 1, value.length(), 8);
    }

    /// The value of a byte without sign.
    public static String ofByte(int value) {
        if (value == 0) {
            return "";
        }
        return value < 0x80 ? Character.toString(value) : "\\" + Integer.toOctalString(value);
    }

    private static boolean isOctal(String text) {
        return text.length() == 4
                && text.charAt(0) == '\\'
                && text.chars().skip(1).allMatch(digit -> digit >= '0' && digit <= '7');
    }
}
