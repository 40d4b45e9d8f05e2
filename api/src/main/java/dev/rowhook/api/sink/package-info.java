/// The resource `/v1/sinks`: subscriptions of tables to destinations.
@NullMarked
package dev.rowhook.api.sink;

import org.jspecify.annotations.NullMarked;
