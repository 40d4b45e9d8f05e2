@NullMarked
package dev.rowhook.dispatcher.pending;

import org.jspecify.annotations.NullMarked;
