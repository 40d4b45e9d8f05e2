/// The process and its terminal: signals, and the end.
@NullMarked
package dev.rowhook.server.terminal;

import org.jspecify.annotations.NullMarked;
