@NullMarked
package dev.rowhook.filter.syntax;

import org.jspecify.annotations.NullMarked;
