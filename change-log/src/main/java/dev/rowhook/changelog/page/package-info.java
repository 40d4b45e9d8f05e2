/// Where backfills hand the pages that they have read to the reader of their database.
@NullMarked
package dev.rowhook.changelog.page;

import org.jspecify.annotations.NullMarked;
