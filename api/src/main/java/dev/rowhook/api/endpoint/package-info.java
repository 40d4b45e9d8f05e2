/// The resource `/v1/http-endpoints`: where messages are sent.
@NullMarked
package dev.rowhook.api.endpoint;

import org.jspecify.annotations.NullMarked;
