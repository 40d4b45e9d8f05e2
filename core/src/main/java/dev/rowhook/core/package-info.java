/// Words of the domain: ids and places in a source's WAL.
@NullMarked
package dev.rowhook.core;

import org.jspecify.annotations.NullMarked;
