/// Everything embedded in one process and one directory, for one machine.
@NullMarked
package dev.rowhook.server.dev;

import org.jspecify.annotations.NullMarked;
