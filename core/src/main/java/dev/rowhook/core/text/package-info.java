/// What is told to people.
@NullMarked
package dev.rowhook.core.text;

import org.jspecify.annotations.NullMarked;
