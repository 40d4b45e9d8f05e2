package dev.rowhook.backfill.page;

/// The column that a backfill wants to be the first of the order.
///
/// @param nullable whether rows without a value of it are read, too
record SortColumn(KeyColumn column, boolean nullable) {}
