package dev.rowhook.core.secret;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Bytes that a seal vouches for without holding them. Texts carry their length, so that no two
/// lists of parts have the same bytes.
final class AssociatedData {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    AssociatedData add(int number) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        return this;
    }

    AssociatedData add(UUID id) {
        bytes.writeBytes(
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array());
        return this;
    }

    AssociatedData add(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        add(encoded.length);
        bytes.writeBytes(encoded);
        return this;
    }

    AssociatedData add(SealedPlace place) {
        return add(place.account().value())
                .add(place.table())
                .add(place.column())
                .add(place.row())
                .add(place.name());
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
