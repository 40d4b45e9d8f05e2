/// The commands of the server's side.
@NullMarked
package dev.rowhook.server;

import org.jspecify.annotations.NullMarked;
