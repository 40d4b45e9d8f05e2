/// `rowhook server …`, for operators.
@NullMarked
package dev.rowhook.server.command;

import org.jspecify.annotations.NullMarked;
