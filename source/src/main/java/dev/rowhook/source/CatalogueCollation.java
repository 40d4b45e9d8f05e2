package dev.rowhook.source;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.Collation.CaseMapping;
import dev.rowhook.core.change.Collation.Order;

import java.util.Locale;
import java.util.Set;

/// What is known of a collation by what the catalogue says of it.
///
/// @param provider `c` libc, `i` ICU, `b` built in
/// @param collate its locale, as far as order goes
/// @param characters its locale, as far as letters go
/// @param encoding of the database
record CatalogueCollation(
        String provider,
        boolean deterministic,
        String collate,
        String characters,
        String encoding) {
    /// Languages in which `i` and `I` are no pair, or whose letters change by rules of their own.
    private static final Set<String> OWN_CASE_IN_ICU = Set.of("tr", "az", "lt", "el", "hy");

    private static final Set<String> OWN_CASE_IN_LIBC =
            Set.of("tr", "az", "lt", "crh", "ku", "tt", "tk", "ber");

    private static final Set<String> C = Set.of("C", "POSIX");
    private static final Set<String> C_UTF8 = Set.of("C.UTF-8", "C.utf8", "C.UTF8");

    /// Encodings whose bytes have the order of UTF-8's.
    private static final Set<String> LIKE_UTF8 = Set.of("UTF8", "LATIN1", "SQL_ASCII");

    Collation collation() {
        return new Collation(deterministic ? order() : Order.NONDETERMINISTIC, caseMapping());
    }

    private Order order() {
        return switch (provider) {
            case "i" -> Order.LINGUISTIC;
            case "b" -> bytes();
            case "c" ->
                    C.contains(collate) || C_UTF8.contains(collate) ? bytes() : Order.LINGUISTIC;
            default -> Order.UNKNOWN;
        };
    }

    private Order bytes() {
        return LIKE_UTF8.contains(encoding) ? Order.BYTES : Order.UNKNOWN;
    }

    private CaseMapping caseMapping() {
        return switch (provider) {
            case "i" ->
                    OWN_CASE_IN_ICU.contains(language(collate))
                            ? CaseMapping.UNKNOWN
                            : CaseMapping.FULL;
            case "b" ->
                    switch (collate) {
                        case "C" -> CaseMapping.ASCII;
                        case "C.UTF-8", "C.UTF8" -> CaseMapping.SIMPLE;
                        case "PG_UNICODE_FAST" -> CaseMapping.FULL;
                        default -> CaseMapping.UNKNOWN;
                    };
            case "c" -> libc();
            default -> CaseMapping.UNKNOWN;
        };
    }

    private CaseMapping libc() {
        if (C.contains(characters)) {
            return CaseMapping.ASCII;
        }
        return OWN_CASE_IN_LIBC.contains(language(characters))
                ? CaseMapping.UNKNOWN
                : CaseMapping.SIMPLE;
    }

    private static String language(String locale) {
        return locale.split("[-_@.]", 2)[0].toLowerCase(Locale.ROOT);
    }
}
