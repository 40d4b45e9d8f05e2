package dev.rowhook.core.change;

/// What is known of how the texts of a column compare, and how their case is changed.
public record Collation(Order order, CaseMapping caseMapping) {
    /// Nothing is known.
    public static final Collation UNKNOWN = new Collation(Order.UNKNOWN, CaseMapping.UNKNOWN);

    /// `COLLATE "C"`.
    public static final Collation C = new Collation(Order.BYTES, CaseMapping.ASCII);

    /// How texts compare.
    public enum Order {
        /// Byte by byte in UTF-8, which is by code points.
        BYTES,
        /// By the rules of a language; equal only what is the same bytes.
        LINGUISTIC,
        /// By the rules of a language, and different bytes may be equal.
        NONDETERMINISTIC,
        UNKNOWN
    }

    /// What `lower` and `upper` do.
    public enum CaseMapping {
        /// They change `A` to `Z` only.
        ASCII,
        /// Each code point to one code point, by Unicode.
        SIMPLE,
        /// By Unicode in full: `ß` becomes `SS`.
        FULL,
        /// By the rules of a language that differ from Unicode's, or nothing is known.
        UNKNOWN
    }
}
