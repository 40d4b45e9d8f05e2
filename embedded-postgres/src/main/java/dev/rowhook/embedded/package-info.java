@NullMarked
package dev.rowhook.embedded;

import org.jspecify.annotations.NullMarked;
