/// Filters: which changes of its tables a sink wants, and trying that out.
@NullMarked
package dev.rowhook.api.filter;

import org.jspecify.annotations.NullMarked;
