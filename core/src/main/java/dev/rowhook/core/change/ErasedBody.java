package dev.rowhook.core.change;

/// What is kept of the body of a change whose row was erased: `x`, and the letter with which the
/// body began. Nothing of the row is in it, and [RowChange#decode] does not take it.
public final class ErasedBody {
    /// The letter of all erased bodies.
    public static final char KIND = 'x';

    private ErasedBody() {}

    /// Whether nothing but the marker is left.
    public static boolean isErased(byte[] body) {
        return body.length > 0 && body[0] == KIND;
    }
}
