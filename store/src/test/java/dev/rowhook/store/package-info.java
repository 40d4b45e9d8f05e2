@NullMarked
package dev.rowhook.store;

import org.jspecify.annotations.NullMarked;
