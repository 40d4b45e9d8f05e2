package dev.rowhook.backfill.page;

/// How the values of a column compare, as SQL that no search_path can change:
/// `OPERATOR(pg_catalog.<)`.
record KeyOperators(
        String less, String lessOrEqual, String equal, String greaterOrEqual, String greater) {}
