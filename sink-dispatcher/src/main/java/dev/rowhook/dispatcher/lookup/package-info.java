/// What people look up about messages: in the log and among the pending ones.
@NullMarked
package dev.rowhook.dispatcher.lookup;

import org.jspecify.annotations.NullMarked;
