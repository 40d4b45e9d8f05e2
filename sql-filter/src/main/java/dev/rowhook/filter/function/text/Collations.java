package dev.rowhook.filter.function.text;

import dev.rowhook.core.change.Collation;
import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.function.Maker;
import dev.rowhook.filter.function.UnsupportedCallException;

/// What a function asks of the collation where it is called.
public final class Collations {
    private static final String REMEDY = ": write `collate \"C\"` behind it";

    private Collations() {}

    /// A function that sorts texts.
    public static Maker sorted(Implementation implementation) {
        return site -> {
            requireBytes(site.collation());
            return implementation;
        };
    }

    /// A function to which texts are the same only if their bytes are.
    public static Maker exact(Implementation implementation) {
        return site -> {
            requireExact(site.collation());
            return implementation;
        };
    }

    /// @throws UnsupportedCallException if texts do not sort by their bytes
    public static void requireBytes(Collation collation) throws UnsupportedCallException {
        if (collation.order() != Collation.Order.BYTES) {
            throw new UnsupportedCallException(
                    "only the database has the order of texts in this collation" + REMEDY);
        }
    }

    /// @throws UnsupportedCallException if texts of different bytes may be equal
    public static void requireExact(Collation collation) throws UnsupportedCallException {
        if (collation.order() == Collation.Order.NONDETERMINISTIC) {
            throw new UnsupportedCallException(
                    "this collation takes different texts for equal, by rules that only the database has"
                            + REMEDY);
        }
    }
}
