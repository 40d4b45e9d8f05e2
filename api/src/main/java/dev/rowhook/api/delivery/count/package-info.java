/// Exact counts of requests and messages, as charts show them.
@NullMarked
package dev.rowhook.api.delivery.count;

import org.jspecify.annotations.NullMarked;
