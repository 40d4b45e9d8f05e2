package dev.rowhook.filter.value;

import java.util.List;
import java.util.Map;

/// Texts, and what is little else: bytes, bits, uuid.
public final class TextTypes {
    private static final int CHAR = 18;
    private static final int NAME = 19;
    private static final int BYTEA = 17;
    private static final int BIT = 1560;
    private static final int VARBIT = 1562;
    private static final int UUID = 2950;

    /// text, varchar, bpchar, json, xml.
    private static final List<Integer> TEXTS = List.of(25, 1043, 1042, 114, 142);

    private TextTypes() {}

    public static void addTo(Map<Integer, ValueType<?>> types) {
        TEXTS.forEach(oid -> types.put(oid, new TextType()));
        types.put(CHAR, new SingleByteType());
        types.put(NAME, new NameType());
        types.put(BYTEA, new BytesType());
        types.put(BIT, new BitStringType());
        types.put(VARBIT, new BitStringType());
        types.put(UUID, new UuidType());
    }
}
