@NullMarked
package dev.rowhook.core.delivery;

import org.jspecify.annotations.NullMarked;
