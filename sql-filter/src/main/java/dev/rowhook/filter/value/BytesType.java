package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// bytea: read in its hex and its escape form, written in hex.
final class BytesType implements ValueType<Bytes> {
    private static final HexFormat HEX = HexFormat.of();

    @Override
    public Bytes read(String text) {
        return Bytes.of(text.startsWith("\\x") ? hex(text) : escape(text));
    }

    @Override
    public String write(Bytes value) {
        return "\\x" + HEX.formatHex(value.toArray());
    }

    private static byte[] hex(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() / 2);
        int at = 2;
        while (at < text.length()) {
            char first = text.charAt(at);
            at++;
            if (first != ' ' && first != '\n' && first != '\t' && first != '\r') {
                int high = digit(first);
                if (at == text.length()) {
                    throw new EvaluationException(
                            "22023", "invalid hexadecimal data: odd number of digits");
                }
                bytes.write(high << 4 | digit(text.charAt(at)));
                at++;
            }
        }
        return bytes.toByteArray();
    }

    private static int digit(char digit) {
        if (!HexFormat.isHexDigit(digit)) {
            throw new EvaluationException("22023", "invalid hexadecimal digit");
        }
        return HexFormat.fromHexDigit(digit);
    }

    private static byte[] escape(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(in.length);
        int at = 0;
        while (at < in.length) {
            if (in[at] != '\\') {
                bytes.write(in[at]);
                at++;
            } else if (at + 1 < in.length && in[at + 1] == '\\') {
                bytes.write('\\');
                at += 2;
            } else {
                bytes.write(octal(in, at + 1));
                at += 4;
            }
        }
        return bytes.toByteArray();
    }

    private static int octal(byte[] in, int from) {
        int value = 0;
        for (int at = from; at < from + 3; at++) {
            if (at >= in.length || in[at] < '0' || in[at] > (at == from ? '3' : '7')) {
                throw new EvaluationException("22P02", "invalid input syntax for type bytea");
            }
            value = value * 8 + (in[at] - '0');
        }
        return value;
    }
}
