/// SQL filters: a Postgres boolean expression over the columns of a changed row, typed when it is
/// saved and evaluated on each change, with the answers that Postgres would give.
///
/// The text goes three ways: [dev.rowhook.filter.syntax] reads it, [dev.rowhook.filter.resolve]
/// types it by Postgres's own catalogue, [dev.rowhook.filter.eval] evaluates it.
@NullMarked
package dev.rowhook.filter;

import org.jspecify.annotations.NullMarked;
