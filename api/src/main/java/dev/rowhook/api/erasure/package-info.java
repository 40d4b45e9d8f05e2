/// Rows that are to be erased wherever they are kept.
@NullMarked
package dev.rowhook.api.erasure;

import org.jspecify.annotations.NullMarked;
