@NullMarked
package dev.rowhook.dispatcher.window;

import org.jspecify.annotations.NullMarked;
