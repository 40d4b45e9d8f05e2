/// What tests of several modules build changes with.
@NullMarked
package dev.rowhook.core.testing;

import org.jspecify.annotations.NullMarked;
