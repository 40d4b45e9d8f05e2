package dev.rowhook.backfill.page;

/// The column that a backfill wants to be the first of the order.
///
/// @param nullable whether there may be rows without a value of it
record SortColumn(KeyColumn column, boolean nullable) {}
