/// Owning databases: leases, and for each database its reader and its sink workers.
@NullMarked
package dev.rowhook.server.runtime;

import org.jspecify.annotations.NullMarked;
