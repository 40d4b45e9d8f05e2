/// Which state of a resource a request is meant for, and what it would do.
@NullMarked
package dev.rowhook.api.revision;

import org.jspecify.annotations.NullMarked;
