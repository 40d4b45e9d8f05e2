/// The settings of a server in the open: from a file and from the environment, all errors told at
/// once.
@NullMarked
package dev.rowhook.server.operate;

import org.jspecify.annotations.NullMarked;
