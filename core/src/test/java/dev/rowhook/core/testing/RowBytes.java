package dev.rowhook.core.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// Builds row messages of `pgoutput` byte by byte.
public final class RowBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public static RowBytes message(char code, int relation) {
        return new RowBytes().code(code).number(relation);
    }

    /// A row; NULL is written `null!`, unchanged `unchanged!`.
    public RowBytes row(char code, String... values) {
        code(code);
        bytes.writeBytes(ByteBuffer.allocate(2).putShort((short) values.length).array());
        for (String value : values) {
            switch (value) {
                case "null!" -> code('n');
                case "unchanged!" -> code('u');
                default -> {
                    byte[] text = value.getBytes(UTF_8);
                    code('t').number(text.length);
                    bytes.writeBytes(text);
                }
            }
        }
        return this;
    }

    public RowBytes code(char code) {
        bytes.write(code);
        return this;
    }

    public RowBytes number(int number) {
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
        return this;
    }

    public byte[] toBytes() {
        return bytes.toByteArray();
    }
}
