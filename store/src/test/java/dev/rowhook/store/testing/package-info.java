/// Databases for the tests of every module, on real servers.
@NullMarked
package dev.rowhook.store.testing;

import org.jspecify.annotations.NullMarked;
