/// The resource `/v1/databases`: sources to stream from.
@NullMarked
package dev.rowhook.api.database;

import org.jspecify.annotations.NullMarked;
