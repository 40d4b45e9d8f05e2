package dev.rowhook.backfill.page;

/// Literals in SQL, for sessions with `standard_conforming_strings`.
final class Literals {
    private Literals() {}

    static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
