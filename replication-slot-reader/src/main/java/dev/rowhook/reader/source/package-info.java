/// A tenant's Postgres as Rowhook meets it: connections, checks, slot, publications, the stream.
@NullMarked
package dev.rowhook.reader.source;

import org.jspecify.annotations.NullMarked;
