@NullMarked
package dev.rowhook.backfill.page;

import org.jspecify.annotations.NullMarked;
