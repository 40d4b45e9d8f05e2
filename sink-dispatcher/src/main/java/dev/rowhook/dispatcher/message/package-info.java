/// From a change to its message: which groups it belongs to, and its JSON.
@NullMarked
package dev.rowhook.dispatcher.message;

import org.jspecify.annotations.NullMarked;
