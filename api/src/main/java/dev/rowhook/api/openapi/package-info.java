/// The description of the API, as it is served.
@NullMarked
package dev.rowhook.api.openapi;

import org.jspecify.annotations.NullMarked;
