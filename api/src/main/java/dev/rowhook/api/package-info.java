@NullMarked
package dev.rowhook.api;

import org.jspecify.annotations.NullMarked;
