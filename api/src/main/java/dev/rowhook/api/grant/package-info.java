/// What a caller may give to others: no more than it has.
@NullMarked
package dev.rowhook.api.grant;

import org.jspecify.annotations.NullMarked;
